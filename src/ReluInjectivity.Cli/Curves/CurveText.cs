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
    public static void WriteCsv(CurveHead head, IReadOnlyList<CurvePoint> points, TextWriter output)
    {
        CurvePoint? first = points.Count > 0 ? points[0] : null;
        IEnumerable<string> names = (first?.Unknowns ?? []).Select(u => "unknown." + u.Key).Concat((first?.Outputs ?? []).Select(o => "output." + o.Key));
        output.WriteLine(string.Join(',', new[] { head.Swept, "status", "value", "errorEstimate" }.Concat(names).Append("remark").Select(CsvText.Quoted)));
        foreach (CurvePoint p in points)
        {
            IEnumerable<double> numbers = p.Unknowns.Concat(p.Outputs).Select(v => v.Value);
            output.WriteLine(string.Join(',', new[] { Cell(p.Abscissa), Notation.CamelCase(p.Status), Cell(p.Value), Cell(p.ErrorEstimate) }.Concat(numbers.Select(Cell)).Append(CsvText.Quoted(p.Remark ?? string.Empty))));
        }
    }

    private static string Cell(double value) => double.IsFinite(value) ? Notation.Shortest(value) : string.Empty;
}
