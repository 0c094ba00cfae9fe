using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Drawings;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Pictures;
using ReluInjectivity.Studies;

namespace ReluInjectivity.Cli.Studies;

/// <summary>The rows of a study as a picture.</summary>
internal static class StudyPlot
{
    private const int MostSeries = 40;

    /// <summary>The picture.</summary>
    /// <param name="rows">The rows, in their order.</param>
    /// <param name="over">The given to the right; null: the one with most values.</param>
    /// <param name="quantity">What is drawn; null: the goal.</param>
    /// <param name="log">Which axes are logarithmic; null: as the values are spaced.</param>
    /// <exception cref="BadArgumentException">There is no such given or quantity, or there are too many lines.</exception>
    public static Plot Of(IReadOnlyList<StudyRow> rows, string? over, string? quantity, string? log)
    {
        if (rows.Count == 0)
        {
            throw new BadArgumentException("STUDY: it holds no results yet");
        }

        string[] givens = [.. rows.SelectMany(static r => r.Given).Select(static g => g.Key).Distinct(StringComparer.Ordinal)];
        string swept = over ?? givens.MaxBy(g => Values(rows, g).Length) ?? throw new BadArgumentException("STUDY: its models have no given to run to the right");
        if (!givens.Contains(swept, StringComparer.Ordinal))
        {
            throw new BadArgumentException($"--over: there is no given '{swept}'{Suggestion.For(swept, givens)} (there are {string.Join(", ", givens)})");
        }

        string[] known = [.. rows.Select(static r => r.Goal).Concat(rows.SelectMany(static r => r.Outputs.Concat(r.Unknowns)).Select(static v => v.Key)).Distinct(StringComparer.Ordinal)];
        if (quantity is not null && !known.Contains(quantity, StringComparer.Ordinal))
        {
            throw new BadArgumentException($"--quantity: there is no '{quantity}'{Suggestion.For(quantity, known)} (there are {string.Join(", ", known)})");
        }

        var axes = LogAxes.Parse(log, AreRatios(Values(rows, swept)));
        string[] varying = [.. givens.Where(g => !string.Equals(g, swept, StringComparison.Ordinal) && Values(rows, g).Length > 1)];
        (string Key, string Value)[] NameOf(StudyRow row) => [("model", row.Model), ("goal", row.Goal), .. StudyColumns.Member(row).Select(static m => (m.Key, StudyColumns.Print(m.Value))), .. row.Given.Where(g => varying.Contains(g.Key, StringComparer.Ordinal)).Select(static g => (g.Key, Notation.Shortest(g.Value)))];
        var lines = rows.GroupBy(r => string.Join('\n', NameOf(r)), StringComparer.Ordinal).ToArray();
        if (lines.Length > MostSeries)
        {
            throw new BadArgumentException(FormattableString.Invariant($"--over: {lines.Length} lines are more than {MostSeries}, which nobody tells apart; name another given, or 'export' the study"));
        }

        (string Key, string Value)[] shared = [.. NameOf(rows[0]).Where(n => rows.All(r => NameOf(r).Contains(n)))];
        IEnumerable<PlotSeries> series = lines.Select(line => new PlotSeries(
            LabelOf(NameOf(line.First()).Except(shared)), SeriesStyle.Line, [.. line.Select(r => PointOf(r, swept, quantity))]));
        string fixedGivens = string.Join(", ", givens.Where(g => !string.Equals(g, swept, StringComparison.Ordinal) && !varying.Contains(g, StringComparer.Ordinal)).Select(g => $"{g} = {Notation.Shortest(Values(rows, g)[0])}"));
        string title = string.Join(", ", shared.Where(static s => s.Key is not "goal").Select(static s => s.Key is "model" ? s.Value : $"{s.Key} {s.Value}"));
        string shown = quantity ?? (rows.Select(static r => r.Goal).Distinct(StringComparer.Ordinal).ToArray() is [var one] ? one : "value");
        return new($"{title}{(fixedGivens.Length > 0 ? " at " + fixedGivens : string.Empty)}", new(Label.Name(swept), axes.X), new(Label.Name(shown), axes.Y), [.. series]);
    }

    private static double[] Values(IEnumerable<StudyRow> rows, string given) => [.. rows.SelectMany(static r => r.Given).Where(g => string.Equals(g.Key, given, StringComparison.Ordinal)).Select(static g => g.Value).Distinct()];

    private static Label LabelOf(IEnumerable<(string Key, string Value)> parts)
    {
        Label[] labels = [.. parts.Select(static p => p.Key is "model" or "goal" ? Label.Name(p.Value) : p.Key is "level" or "depth" ? Label.Text($"{p.Key} {p.Value}") : Label.Name(p.Key) + Label.Text(" = ") + Label.Number(p.Value))];
        return labels.Length == 0 ? new([]) : labels.Aggregate(static (a, b) => a + Label.Text(", ") + b);
    }

    private static PlotPoint PointOf(StudyRow row, string swept, string? quantity)
    {
        double x = row.Given.Where(g => string.Equals(g.Key, swept, StringComparison.Ordinal)).Select(static g => g.Value).FirstOrDefault(double.NaN);
        bool isGoal = quantity is null || string.Equals(quantity, row.Goal, StringComparison.Ordinal);
        return !row.IsGood ? new(x, double.NaN) : isGoal ? new(x, row.Value, row.ErrorEstimate)
            : new(x, row.Outputs.Concat(row.Unknowns).Where(v => string.Equals(v.Key, quantity, StringComparison.Ordinal)).Select(static v => v.Value).FirstOrDefault(double.NaN));
    }

    /// <summary>Whether values are spaced by equal ratios rather than by equal steps.</summary>
    private static bool AreRatios(double[] values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length < 3 || sorted[0] <= 0)
        {
            return false;
        }

        double[] ratios = [.. sorted.Zip(sorted.Skip(1), static (a, b) => b / a)];
        return ratios.Max() / ratios.Min() < 1 + 1e-6;
    }
}
