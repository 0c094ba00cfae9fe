using System.Globalization;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>Capacities and expansions by depth.</summary>
internal static class DepthTableReport
{
    private static readonly string[] Keys = ["depth", "level", "model", "status", "capacity", "errorEstimate", "expansion", "note"];

    /// <summary>Writes the report.</summary>
    /// <param name="format">table, json, csv or markdown.</param>
    /// <param name="results">The results by depth, from 1.</param>
    /// <param name="depths">The depths to show.</param>
    /// <param name="around">Where to.</param>
    public static void Write(string format, IReadOnlyList<SolveResult> results, IReadOnlyList<int> depths, CommandContext around)
    {
        IReadOnlyList<Row> rows =
        [
            .. results.Select((r, i) => new Row(i + 1, r, r.Value / (i == 0 ? 1 : results[i - 1].Value))).Where(r => depths.Contains(r.Depth)),
        ];
        switch (format)
        {
            case "json":
                WriteJson(rows, around.Output);
                break;
            case "csv":
                CsvText.WriteRow(around.Output, Keys);
                foreach (Row row in rows)
                {
                    CsvText.WriteRow(around.Output, [.. Cells(row, CsvText.Print)]);
                }

                break;
            case "markdown":
                MarkdownReport.WriteTable(["depth", "model", "status", "capacity", "error", "expansion"], rows.Select(ForPeople), Notes(rows), around.Output);
                break;
            default:
                var table = new TextTable(["depth", "model", "status", "capacity", "error", "expansion"], 6);
                foreach (Row row in rows)
                {
                    bool isSolved = row.Result.Status == SolveStatus.Solved;
                    table.AddRow(ForPeople(row), 2, isSolved ? CellColour.Good : CellColour.Bad);
                }

                table.Write(around.Output, around.OutputIsTerminal);
                foreach (string note in Notes(rows))
                {
                    around.Output.WriteLine(note);
                }

                break;
        }
    }

    private static void WriteJson(IReadOnlyList<Row> rows, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (Row row in rows)
        {
            json.WriteStartObject();
            json.WriteNumber(Keys[0], row.Depth);
            json.WriteIntegerOrNull(Keys[1], row.Level);
            json.WriteString(Keys[2], row.Result.System.Model);
            json.WriteString(Keys[3], Notation.CamelCase(row.Result.Status));
            json.WriteFinite(Keys[4], row.Result.Value);
            json.WriteFinite(Keys[5], row.Result.ErrorEstimate);
            json.WriteFinite(Keys[6], row.Expansion);
            json.WriteString(Keys[7], row.Result.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static IEnumerable<string> Cells(Row row, Func<double, string> print) =>
    [
        row.Depth.ToString(CultureInfo.InvariantCulture), row.Level?.ToString(CultureInfo.InvariantCulture) ?? string.Empty, row.Result.System.Model, Notation.CamelCase(row.Result.Status), print(row.Result.Value),
        print(row.Result.ErrorEstimate), print(row.Expansion), row.Result.Message ?? string.Empty,
    ];

    private static IReadOnlyList<string> ForPeople(Row row) =>
    [
        row.Depth.ToString(CultureInfo.InvariantCulture), row.Level is { } level ? string.Create(CultureInfo.InvariantCulture, $"{row.Result.System.Model}, level {level}") : row.Result.System.Model, Notation.CamelCase(row.Result.Status),
        Notation.Supported(row.Result.Value, row.Result.ErrorEstimate), "± " + Notation.Error(row.Result.ErrorEstimate), Notation.Brief(row.Expansion),
    ];

    private static IEnumerable<string> Notes(IReadOnlyList<Row> rows) =>
        rows.Where(r => r.Result.Message is not null).Select(r => string.Create(CultureInfo.InvariantCulture, $"depth {r.Depth}: {r.Result.Message}"));

    private sealed record Row(int Depth, SolveResult Result, double Expansion)
    {
        public int? Level => Result.System.Indices.ValueOf(FamilyIndexKind.Level);
    }
}
