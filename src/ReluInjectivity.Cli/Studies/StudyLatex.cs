using System.Globalization;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Studies;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Cli.Studies;

/// <summary>Studies as a LaTeX table (booktabs, longtable): what varies, then the value with the digits that its bar leaves, and the bar.</summary>
internal static class StudyLatex
{
    /// <summary>Writes the table; what is the same in all rows stands in a comment above it.</summary>
    public static void Write(StudyFile file, TextWriter output)
    {
        StudyRow[] rows = [.. file.Rows()];
        var columns = StudyColumns.Of(rows);
        (string Heading, Func<StudyRow, string> Cell)[] all =
        [
            ("model", static r => Text(r.Model)),
            ("goal", static r => Maths(r.Goal)),
            ("depth", static r => Whole(r.Depth)),
            ("level", static r => Whole(r.Level)),
            .. columns.Givens.Select(name => (Maths(name), (Func<StudyRow, string>)(r => r.Given.Any(g => Is(g, name)) ? Number(r.Given.First(g => Is(g, name)).Value) : "--"))),
        ];
        var varying = all.Where(c => rows.Select(c.Cell).Distinct(StringComparer.Ordinal).Skip(1).Any()).ToArray();
        foreach ((string heading, Func<StudyRow, string> cell) in all.Except(varying).Where(c => rows.Length > 0 && c.Cell(rows[0]) is not "--"))
        {
            output.WriteLine($"% {heading}: {cell(rows[0])}");
        }

        string value = rows.Select(static r => r.Goal).Distinct(StringComparer.Ordinal).ToArray() is [var goal] ? Maths(goal) : "value";
        output.WriteLine(@"% \usepackage{booktabs,longtable}");
        output.WriteLine($@"\begin{{longtable}}{{{new string('r', varying.Length)}ll}}");
        output.WriteLine(@"\toprule");
        output.WriteLine(Row([.. varying.Select(static c => c.Heading), value, "error"]));
        output.WriteLine(@"\midrule");
        output.WriteLine(@"\endhead");
        foreach (StudyRow row in rows)
        {
            IEnumerable<string> found = row.IsGood
                ? [Power(Notation.Supported(row.Value, row.ErrorEstimate)), Power(Notation.Error(row.ErrorEstimate))]
                : ["--", Text(Notation.CamelCase(row.Status))];
            output.WriteLine(Row([.. varying.Select(c => c.Cell(row)), .. found]));
        }

        output.WriteLine(@"\bottomrule");
        output.WriteLine(@"\end{longtable}");
    }

    private static string Row(IEnumerable<string> cells) => string.Join(" & ", cells) + @" \\";

    private static bool Is(KeyValuePair<string, double> given, string name) => string.Equals(given.Key, name, StringComparison.Ordinal);

    private static string Whole(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "--";

    private static string Number(double value) => Power(Notation.Shortest(value));

    /// <summary>A number in math mode; an exponent as a power of ten.</summary>
    private static string Power(string number)
    {
        string[] parts = number.Split('e', 'E');
        string exponent = parts.Length > 1 ? parts[1].Replace("+", string.Empty, StringComparison.Ordinal) : string.Empty;
        return parts.Length == 1 ? $"${number}$" : parts[0] is "1" ? $"$10^{{{exponent}}}$" : $@"${parts[0]} \cdot 10^{{{exponent}}}$";
    }

    private static string Maths(string name)
    {
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? $"${LatexPrinter.Stem(name)}$" : $"${LatexPrinter.Subscripted(name[..bracket], name[(bracket + 1)..^1])}$";
    }

    private static string Text(string text) => text.Replace("_", @"\_", StringComparison.Ordinal);
}
