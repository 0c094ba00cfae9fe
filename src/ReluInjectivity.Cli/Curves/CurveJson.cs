using System.Text.Json;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli.Curves;

/// <summary>
/// Curves as JSON: an array with an object for each point: model, level, goal, the swept given under its own name, status, value,
/// errorEstimate, given {name: value}, unknowns {name: value}, outputs {name: value}, message and jump (null: none).
/// </summary>
internal static class CurveJson
{
    /// <summary>Writes a curve.</summary>
    public static void Write(CurveHead head, IEnumerable<CurvePoint> points, TextWriter output) => Write([(head, [.. points])], output);

    /// <summary>Writes curves, one after the other.</summary>
    public static void Write(IReadOnlyList<(CurveHead Head, IReadOnlyList<CurvePoint> Points)> curves, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach ((CurveHead head, CurvePoint point) in curves.SelectMany(static c => c.Points.Select(p => (c.Head, p))))
        {
            json.WriteStartObject();
            json.WriteString("model", head.Model);
            json.WriteMember(head.Indices);
            json.WriteString("goal", head.Goal);
            json.WriteFinite(head.Swept, point.Abscissa);
            json.WriteString("status", Notation.CamelCase(point.Status));
            json.WriteFinite("value", point.Value);
            json.WriteFinite("errorEstimate", point.ErrorEstimate);
            WriteNamed(json, "given", head.Given);
            WriteNamed(json, "unknowns", point.Unknowns);
            WriteNamed(json, "outputs", point.Outputs);
            json.WriteString("message", point.Message);
            json.WriteString("jump", point.Jump);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Reads the points of a curve back.</summary>
    /// <param name="path">The file.</param>
    /// <param name="head">What the points must share.</param>
    /// <param name="unknowns">The names of the unknowns that each has.</param>
    /// <exception cref="BadArgumentException">The file cannot be read, is no curve, or is another curve.</exception>
    public static IReadOnlyList<CurvePoint> Read(string path, CurveHead head, IReadOnlyList<string> unknowns)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.EnumerateArray().Select(e => ReadPoint(e, path, head, unknowns))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new BadArgumentException($"--resume: {path} is not a curve this command wrote: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadArgumentException($"--resume: {path} cannot be read: {e.Message}", e);
        }
    }

    private static CurvePoint ReadPoint(JsonElement element, string path, CurveHead head, IReadOnlyList<string> unknowns)
    {
        IReadOnlyList<KeyValuePair<string, double>> point = ReadNamed(element, "unknowns");
        bool isMember = JsonText.MemberKeys(head.Indices).All(k => k.Value == Whole(element.GetProperty(k.Key)));
        bool hasSwept = element.TryGetProperty(head.Swept, out JsonElement swept);
        var found = new CurveHead(
            element.GetProperty("model").GetString()!, head.Indices, element.GetProperty("goal").GetString()!,
            hasSwept ? head.Swept : string.Empty, ReadNamed(element, "given"));
        if (!isMember || !found.Matches(head) || !point.Select(static u => u.Key).SequenceEqual(unknowns, StringComparer.Ordinal))
        {
            throw new BadArgumentException($"--resume: {path} holds another curve; give the same model, level, goal and givens, or another --output");
        }

        return new(
            swept.GetDouble(), StatusOf(element.GetProperty("status").GetString()), Number(element.GetProperty("value")), Number(element.GetProperty("errorEstimate")),
            point, ReadNamed(element, "outputs"), element.TryGetProperty("message", out JsonElement message) ? message.GetString() : null);
    }

    private static SolveStatus StatusOf(string? text)
    {
        SolveStatus[] found = [.. Enum.GetValues<SolveStatus>().Where(s => string.Equals(Notation.CamelCase(s), text, StringComparison.Ordinal))];
        return found.Length == 1 ? found[0] : throw new FormatException($"there is no status '{text}'");
    }

    private static int? Whole(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element.GetInt32();

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Null ? double.NaN : element.GetDouble();

    private static IReadOnlyList<KeyValuePair<string, double>> ReadNamed(JsonElement element, string key) =>
        [.. element.GetProperty(key).EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Number(p.Value)))];

    private static void WriteNamed(Utf8JsonWriter json, string key, IEnumerable<KeyValuePair<string, double>> values)
    {
        json.WriteStartObject(key);
        foreach ((string name, double value) in values)
        {
            json.WriteFinite(name, value);
        }

        json.WriteEndObject();
    }
}
