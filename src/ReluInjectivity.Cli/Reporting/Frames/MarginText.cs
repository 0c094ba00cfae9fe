using System.Globalization;
using System.Text.Json;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Cli.Reporting.Frames;

/// <summary>Margins, for people or as JSON; the keys are documented with the command.</summary>
internal static class MarginText
{
    private const int MostRowsListed = 100;

    /// <summary>Writes the margins of a layer, in the format asked for.</summary>
    public static void Write(string format, Layer layer, Domain domain, MarginReport report, CommandContext around)
    {
        if (format is "json")
        {
            JsonText.Write(around.Output, json => WriteJson(json, layer, report));
            return;
        }

        TextTable table = new(["quantity", "value", "reliability"], 2);
        table.AddRow(report.IsRankBound ? ["rank of W", FormattableString.Invariant($"at least {report.Rank}"), "bound"] : ["rank of W", Integer(report.Rank), "exact"]);
        table.AddRow(["uniform margin c*", Notation.Shortest(report.Uniform.Value), Notation.CamelCase(report.Uniform.Reliability)]);
        table.AddRow(report.FewestActiveBound is { } most
            ? ["fewest active rows", FormattableString.Invariant($"at most {most}"), "bound"]
            : ["fewest active rows", Integer(report.FewestActive), report.FewestActive is null ? "-" : "exact"]);
        table.AddRow(["lowest rank", Integer(report.LowestRank), report.LowestRank is null ? "-" : "exact"]);
        table.AddRow(["s, smallest singular value", Notation.Shortest(report.SmallestSingularValue), Notation.CamelCase(report.SingularValueReliability)]);
        table.AddRow(["kappa_L of the map, at least", report.InverseLipschitzLower is { } lower ? Notation.Shortest(lower) : "-", report.InverseLipschitzExact is null ? "certificate" : "exact"]);
        table.AddRow(["kappa_L of the map, at most", Notation.Shortest(report.InverseLipschitzUpper), report.InverseLipschitzExact is null ? "certificate" : "exact"]);
        table.AddRow(["Lipschitz constant of the inverse", Inverse(report), report.InverseLipschitzExact is null ? "certificate" : "exact"]);
        table.AddRow(["Lipschitz, at most |W|", Notation.Shortest(report.Lipschitz), "certificate"]);
        table.Write(around.Output, around.OutputIsTerminal);
        around.Output.WriteLine($"domain: {domain} ({CheckReport.BiasOf(layer)}{(layer.IsBiasFree ? string.Empty : "; c* and the fewest active rows leave it out")})");
        around.Output.WriteLine($"c* at x = {CheckReport.Vector(report.Uniform.WorstInput)}");
        string rows = report.WorstActive.Count <= MostRowsListed ? string.Join(' ', report.WorstActive) : $"{string.Join(' ', report.WorstActive.Take(MostRowsListed))} ... {report.WorstActive.Count} rows";
        around.Output.WriteLine($"s at x = {CheckReport.Vector(report.WorstInput)}, active rows {rows}");
        foreach (string note in report.Notes)
        {
            around.Output.WriteLine($"note: {note}");
        }
    }

    // 1 / kappa_L.
    private static string Inverse(MarginReport report) =>
        report.InverseLipschitzExact is { } exact ? Notation.Shortest(1 / exact)
        : report.InverseLipschitzLower is > 0 and var lower ? $"{Notation.Shortest(1 / report.InverseLipschitzUpper)} to {Notation.Shortest(1 / lower)}"
        : report.InverseLipschitzUpper > 0 ? $"at least {Notation.Shortest(1 / report.InverseLipschitzUpper)}" : "-";

    private static string Integer(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static void WriteJson(Utf8JsonWriter json, Layer layer, MarginReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("rank", report.Rank);
        json.WriteBoolean("rankIsBound", report.IsRankBound);
        json.WriteNumber("inputs", layer.Inputs);
        json.WriteStartObject("uniformMargin");
        json.WriteFinite("value", report.Uniform.Value);
        json.WriteString("reliability", Notation.CamelCase(report.Uniform.Reliability));
        CheckReport.WriteArray(json, "worstInput", report.Uniform.WorstInput);
        json.WriteEndObject();
        json.WriteIntegerOrNull("fewestActive", report.FewestActive);
        json.WriteIntegerOrNull("fewestActiveAtMost", report.FewestActive ?? report.FewestActiveBound);
        json.WriteIntegerOrNull("lowestRank", report.LowestRank);
        json.WriteStartObject("smallestSingularValue");
        json.WriteFinite("value", report.SmallestSingularValue);
        json.WriteString("reliability", Notation.CamelCase(report.SingularValueReliability));
        CheckReport.WriteArray(json, "worstInput", report.WorstInput);
        json.WriteStartArray("activeRows");
        foreach (int row in report.WorstActive)
        {
            json.WriteNumberValue(row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("inverseLipschitz");
        json.WriteFinite("lower", report.InverseLipschitzLower ?? double.NaN);
        json.WriteFinite("upper", report.InverseLipschitzUpper);
        json.WriteFinite("exact", report.InverseLipschitzExact ?? double.NaN);
        json.WriteEndObject();
        json.WriteStartObject("lipschitzOfInverse");
        json.WriteFinite("lower", 1 / report.InverseLipschitzUpper);
        json.WriteFinite("upper", 1 / (report.InverseLipschitzLower ?? double.NaN));
        json.WriteEndObject();
        json.WriteFinite("lipschitz", report.Lipschitz);
        json.WriteStartArray("notes");
        foreach (string note in report.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
