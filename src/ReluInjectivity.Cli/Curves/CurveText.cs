using ReluInjectivity.Cli.Reporting;

namespace ReluInjectivity.Cli.Curves;

/// <summary>Curves as a table for people, or as CSV.</summary>
internal static class CurveText
{
    /// <summary>Writes a table: a row a point, the givens and remarks below.</summary>
    public static void WriteTable(CurveHead head, IReadOnlyList<CurvePoint> points, TextWriter output, bool isTerminal)
    {
        TextTable table = new([head.Swept, "status", head.Goal, "error", "unknowns"], 4);
        foreach (CurvePoint p in points)
        {
            string unknowns = string.Join("  ", p.Unknowns.Select(u => $"{u.Key}={Notation.Brief(u.Value)}"));
            table.AddRow(
                [Notation.Brief(p.Abscissa), Notation.CamelCase(p.Status), Notation.Supported(p.Value, p.ErrorEstimate), "± " + Notation.Error(p.ErrorEstimate), unknowns],
                1, p.IsGood ? CellColour.Good : CellColour.Bad);
        }

        table.Write(output, isTerminal);
        string level = ResultCells.Member(head.Indices) is { } member ? " " + member : string.Empty;
        string given = string.Join("  ", head.Given.Select(g => $"{g.Key}={Notation.Shortest(g.Value)}"));
        output.WriteLine($"{head.Model}{level}, {head.Goal} over {head.Swept}{(given.Length > 0 ? " given " + given : string.Empty)}");
        foreach (CurvePoint p in points.Where(static p => p.Remark is not null))
        {
            output.WriteLine($"{head.Swept}={Notation.Brief(p.Abscissa)}: {p.Remark}");
        }
    }

    /// <summary>Writes CSV: the swept given, status, value, errorEstimate, the unknowns and the outputs, and the remark.</summary>
    public static void WriteCsv(CurveHead head, IReadOnlyList<CurvePoint> points, TextWriter output) => WriteCsv([(head, points)], output);

    /// <summary>Writes CSV of several curves with one header; the members stand in columns before the others.</summary>
    public static void WriteCsv(IReadOnlyList<(CurveHead Head, IReadOnlyList<CurvePoint> Points)> curves, TextWriter output)
    {
        string[] indices = curves.Count == 1 ? [] : [.. curves[0].Head.Indices.Select(static i => Notation.CamelCase(i.Kind)).Order(StringComparer.Ordinal)];
        CurvePoint[] first = [.. curves.Where(static c => c.Points.Count > 0).Select(static c => c.Points[0])];
        string[] unknowns = [.. first.SelectMany(static p => p.Unknowns).Select(static u => u.Key).Distinct(StringComparer.Ordinal)];
        string[] outputs = [.. first.SelectMany(static p => p.Outputs).Select(static o => o.Key).Distinct(StringComparer.Ordinal)];
        output.WriteLine(string.Join(',', indices.Concat([curves[0].Head.Swept, "status", "value", "errorEstimate", .. unknowns.Select(static n => "unknown." + n), .. outputs.Select(static n => "output." + n), "remark"]).Select(CsvText.Quoted)));
        foreach ((CurveHead head, CurvePoint p) in curves.SelectMany(static c => c.Points.Select(p => (c.Head, p))))
        {
            IEnumerable<string> member = indices.Select(kind => head.Indices.Where(i => string.Equals(Notation.CamelCase(i.Kind), kind, StringComparison.Ordinal)).Select(static i => (int?)i.Value).FirstOrDefault()).Select(CsvText.PrintWhole);
            output.WriteLine(string.Join(',', member.Concat(
                [Cell(p.Abscissa), Notation.CamelCase(p.Status), Cell(p.Value), Cell(p.ErrorEstimate), .. Cells(unknowns, p.Unknowns), .. Cells(outputs, p.Outputs), CsvText.Quoted(p.Remark ?? string.Empty)])));
        }
    }

    private static IEnumerable<string> Cells(IReadOnlyList<string> names, IReadOnlyList<KeyValuePair<string, double>> values) =>
        names.Select(n => values.Where(v => string.Equals(v.Key, n, StringComparison.Ordinal)).Select(static v => Cell(v.Value)).FirstOrDefault(string.Empty));

    private static string Cell(double value) => double.IsFinite(value) ? Notation.Shortest(value) : string.Empty;
}
