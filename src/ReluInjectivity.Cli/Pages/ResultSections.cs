using System.Globalization;
using System.Text;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Pages;

/// <summary>The sections of a page that are made of results: the table, what failed, the equations, the relations.</summary>
internal static class ResultSections
{
    /// <summary>The sections that there is something to say in.</summary>
    /// <param name="rows">The results.</param>
    /// <param name="relations">The relations that stand in the place of unknowns.</param>
    public static IEnumerable<(string Id, string Heading, string Inner)> Of(IReadOnlyList<ReportRow> rows, IReadOnlyList<RelationsDescription> relations)
    {
        yield return ("results", "Results", Table(rows));
        ReportRow[] failed = [.. rows.Where(static r => !r.IsGood)];
        if (failed.Length > 0)
        {
            yield return ("failures", "Without a vouched value", $"<ul>\n{string.Concat(failed.Select(static r => $"<li>{Html.Escaped(Name(r))}: {Notation.CamelCase(r.Status)}{Html.Escaped(r.Message is null ? string.Empty : ", " + r.Message)}</li>\n"))}</ul>\n");
        }

        SystemDescription[] systems = [.. rows.Select(static r => r.System).OfType<SystemDescription>().DistinctBy(static s => (s.Model, s.Goal, string.Join(',', s.Indices)))];
        if (systems.Length > 0)
        {
            yield return ("equations", "Equations", string.Concat(systems.Select(static (s, i) => Equations(s, isOpen: i == 0))));
        }

        RelationsDescription[] used = [.. relations.Where(r => systems.Any(s => string.Equals(s.Model, r.Model, StringComparison.Ordinal) && s.Indices.SequenceEqual(r.Indices)) && r.Relations.Count > 0)];
        if (used.Length > 0)
        {
            yield return ("relations", "Relations", string.Concat(used.Select(static r =>
                $"<details>\n<summary>{Html.Escaped(r.Model)} {Html.Escaped(ResultCells.Member(r.Indices) ?? string.Empty)}</summary>\n{string.Concat(r.Relations.Select(static l => Equation($"{l.LatexName} = {l.ExplicitLatex}", l.Origin)))}</details>\n")));
        }
    }

    private static string Table(IReadOnlyList<ReportRow> rows)
    {
        bool Varies(Func<ReportRow, string> of) => rows.Select(of).Distinct(StringComparer.Ordinal).Skip(1).Any();
        string[] members = [.. new[] { "depth", "level" }.Where(k => rows.Any(r => r.Member.Any(m => Is(m.Key, k))))];
        string[] givens = [.. rows.SelectMany(static r => r.Given).Select(static g => g.Key).Distinct(StringComparer.Ordinal)];
        bool hasExpected = rows.Any(static r => r.Expected.Any());
        bool hasOutputs = rows.Any(static r => r.Outputs.Count > 0);
        (string Heading, Func<ReportRow, string> Cell)[] columns =
        [
            .. Varies(static r => r.Model) ? [("model", Word(static r => r.Model))] : Array.Empty<(string, Func<ReportRow, string>)>(),
            .. Varies(static r => r.Goal) ? [("goal", Word(static r => r.Goal))] : Array.Empty<(string, Func<ReportRow, string>)>(),
            .. members.Select(k => (k, (Func<ReportRow, string>)(r => Number(r.Member.Where(m => Is(m.Key, k)).Select(static m => (double?)m.Value).FirstOrDefault(), static v => v.ToString("0", CultureInfo.InvariantCulture))))),
            .. givens.Select(k => (k, (Func<ReportRow, string>)(r => Number(r.Given.Where(g => Is(g.Key, k)).Select(static g => (double?)g.Value).FirstOrDefault(), Notation.Shortest)))),
            ("status", Word(static r => Notation.CamelCase(r.Status))),
            (Varies(static r => r.Goal) ? "value" : rows.Count > 0 ? rows[0].Goal : "value", static r => Number(r.IsGood ? r.Value : null, v => Notation.Supported(v, r.ErrorEstimate))),
            ("error", static r => Number(r.IsGood ? r.ErrorEstimate : null, static v => "± " + Notation.Error(v))),
            .. hasExpected ? [("expected", (Func<ReportRow, string>)Expected)] : Array.Empty<(string, Func<ReportRow, string>)>(),
            ("unknowns", Word(static r => Pairs(r.Unknowns))),
            .. hasOutputs ? [("outputs", Word(static r => Pairs(r.Outputs)))] : Array.Empty<(string, Func<ReportRow, string>)>(),
        ];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Results\">\n<table class=\"sortable\">\n<caption>{rows.Count} results; a heading sorts by its column. Values have the digits that their bars leave.</caption>\n<thead><tr>");
        text.Append(string.Concat(columns.Select(static c => $"<th scope=\"col\"><button type=\"button\">{Html.Escaped(c.Heading)}</button></th>"))).Append("</tr></thead>\n<tbody>\n");
        foreach (ReportRow row in rows)
        {
            text.Append(row.IsGood ? "<tr>" : "<tr class=\"bad\">").Append(string.Concat(columns.Select(c => c.Cell(row)))).Append("</tr>\n");
        }

        return text.Append("</tbody>\n</table>\n</div>\n").ToString();
    }

    /// <summary>What the equation file expects there, whose it is, and whether the value agrees within the tolerance and the bar.</summary>
    private static string Expected(ReportRow row)
    {
        IEnumerable<string> all = row.Expected.Select(e =>
        {
            bool isMet = row.IsGood && Math.Abs(row.Value - e.Value) <= e.Tolerance + row.ErrorEstimate;
            string text = $"{Notation.Shortest(e.Value)} ± {Notation.Error(e.Tolerance)} ({e.Citation ?? "ours"})";
            return isMet ? Html.Escaped(text) : $"<span class=\"miss\">{Html.Escaped(text)}: {(row.IsGood ? "does not agree" : "no value to compare")}</span>";
        });
        return $"<td>{string.Join("<br>", all)}</td>";
    }

    private static string Equations(SystemDescription system, bool isOpen)
    {
        string lines = string.Concat(system.Lines.Select(static l => Equation(l.Latex, l.Method)));
        string sources = system.Sources.Count == 0 ? string.Empty : $"<p>{string.Join("<br>", system.Sources.Select(Html.Escaped))}</p>\n";
        return $"<details{(isOpen ? " open" : string.Empty)}>\n<summary>{Html.Escaped(system.Model)}: {Html.Escaped(EquationsText.Heading(system))}</summary>\n<p>{Html.Escaped(system.Title)} ({Html.Escaped(system.File)})</p>\n{sources}{lines}{Html.Lines(EquationsText.About(system))}</details>\n";
    }

    private static string Equation(string latex, string? note) => $"<div class=\"equation\">{MathMl.Of(latex)}{(note is null ? string.Empty : $"<small>{Html.Escaped(note)}</small>")}</div>\n";

    private static string Name(ReportRow row) =>
        $"{row.Model}{string.Concat(row.Member.Select(static m => $" {m.Key} {m.Value}"))} {string.Join(" ", row.Given.Select(static g => $"{g.Key}={Notation.Shortest(g.Value)}"))}".Trim();

    private static string Pairs(IEnumerable<KeyValuePair<string, double>> values) => string.Join("  ", values.Select(static v => $"{v.Key}={Notation.Brief(v.Value)}"));

    private static Func<ReportRow, string> Word(Func<ReportRow, string> of) => row => $"<td>{Html.Escaped(of(row))}</td>";

    private static string Number(double? value, Func<double, string> print) => value is { } number && double.IsFinite(number)
        ? $"<td class=\"n\" data-v=\"{Notation.Shortest(number)}\">{Html.Escaped(print(number))}</td>" : "<td class=\"n\" data-v=\"\"></td>";

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}
