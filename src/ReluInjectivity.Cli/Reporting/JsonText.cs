using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>JSON to a text writer: indented, <c>\n</c> line ends, letters beyond ASCII as they are.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one JSON value and a line end.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            write(json);
        }

        output.Write(Encoding.UTF8.GetString(bytes.WrittenSpan));
        output.Write('\n');
    }

    /// <summary>Writes a number; null where it is not finite.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, string key, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(key, value);
        }
        else
        {
            json.WriteNull(key);
        }
    }

    /// <summary>Writes an integer or null.</summary>
    public static void WriteIntegerOrNull(this Utf8JsonWriter json, string key, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(key, number);
        }
        else
        {
            json.WriteNull(key);
        }
    }

    /// <summary>
    /// The keys of a place in a family: <c>level</c>, which holds the depth of a model that has only that, and is null where there is no family;
    /// where a model has both, <c>level</c> and <c>depth</c>.
    /// </summary>
    public static IReadOnlyList<(string Key, int? Value)> MemberKeys(IReadOnlyList<FamilyIndex> indices) => indices.Count < 2
        ? [("level", indices.Count == 0 ? null : indices[0].Value)]
        : [("level", indices.ValueOf(FamilyIndexKind.Level)), ("depth", indices.ValueOf(FamilyIndexKind.Depth))];

    /// <summary>Writes a place in a family.</summary>
    public static void WriteMember(this Utf8JsonWriter json, IReadOnlyList<FamilyIndex> indices)
    {
        foreach ((string key, int? value) in MemberKeys(indices))
        {
            json.WriteIntegerOrNull(key, value);
        }
    }
}
