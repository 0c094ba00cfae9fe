using System.Text.RegularExpressions;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Curves;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Pictures;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Drawings;

/// <summary>Curves as a picture: a line for each member and quantity, with bands for the bars of goals, and published values as marks.</summary>
internal static partial class CurvePlot
{
    /// <summary>Checks that each curve's system has the quantities to be drawn.</summary>
    /// <exception cref="BadArgumentException">One has not.</exception>
    public static void Require(IReadOnlyList<string> quantities, SystemDescription system)
    {
        string[] known = [system.Goal, .. system.Outputs.Select(static o => o.Name), .. system.Unknowns.Select(static u => u.Name)];
        if (quantities.FirstOrDefault(q => !known.Contains(q, StringComparer.Ordinal)) is { } missing)
        {
            throw new BadArgumentException($"--quantity: {ResultCells.Name(system)} has no '{missing}'{Suggestion.For(missing, known)} (it has {string.Join(", ", known)})");
        }
    }

    /// <summary>The picture.</summary>
    /// <param name="curves">The curves, with the systems that they are of.</param>
    /// <param name="quantities">What is drawn: the goal, outputs or unknowns.</param>
    /// <param name="log">Which axes are logarithmic.</param>
    public static Plot Of(IReadOnlyList<(SystemDescription System, CurveHead Head, IReadOnlyList<CurvePoint> Points)> curves, IReadOnlyList<string> quantities, LogAxes log)
    {
        CurveHead head = curves[0].Head;
        List<PlotSeries> series = [];
        foreach ((SystemDescription system, CurveHead own, IReadOnlyList<CurvePoint> points) in curves)
        {
            foreach (string quantity in quantities)
            {
                series.Add(new(NameOf(own, quantity, curves.Count > 1, quantities.Count > 1), SeriesStyle.Line, [.. points.Select(p => PointOf(p, quantity, own.Goal))]));
            }
        }

        series.AddRange(curves.SelectMany(c => References(c.System, c.Head, c.Points, quantities)).GroupBy(static r => r.Source, static r => r.Point, StringComparer.Ordinal)
            .Select(static g => new PlotSeries(Label.Text("expected: " + g.Key), SeriesStyle.Marks, [.. g])));
        string given = string.Join(", ", head.Given.Select(static g => $"{g.Key} = {Notation.Shortest(g.Value)}"));
        string member = curves.Count == 1 && ResultCells.Member(head.Indices) is { } one ? ", " + one : string.Empty;
        Label x = Label.Name(head.Swept) + Label.Text(head.SweptText is { } text ? ": " + text : string.Empty);
        Label y = quantities.Select(Label.Name).Aggregate(static (a, b) => a + Label.Text(", ") + b);
        return new($"{head.Model}{member}{(given.Length > 0 ? " at " + given : string.Empty)}", new(x, log.X), new(y, log.Y), series);
    }

    private static Label NameOf(CurveHead head, string quantity, bool hasMembers, bool hasQuantities)
    {
        Label member = hasMembers ? Label.Text(ResultCells.Member(head.Indices) ?? head.Model) : new Label([]);
        return !hasQuantities ? member : hasMembers ? Label.Name(quantity) + Label.Text(", ") + member : Label.Name(quantity);
    }

    /// <summary>What no status vouches for is not drawn.</summary>
    private static PlotPoint PointOf(CurvePoint point, string quantity, string goal)
    {
        if (!point.IsGood)
        {
            return new(point.Abscissa, double.NaN);
        }

        return string.Equals(quantity, goal, StringComparison.Ordinal) ? new(point.Abscissa, point.Value, point.ErrorEstimate)
            : new(point.Abscissa, point.Outputs.Concat(point.Unknowns).First(v => string.Equals(v.Key, quantity, StringComparison.Ordinal)).Value);
    }

    /// <summary>The values that the file cites, where the curves pass: those at other givens are no part of the picture.</summary>
    private static IEnumerable<(string Source, PlotPoint Point)> References(SystemDescription system, CurveHead head, IReadOnlyList<CurvePoint> points, IReadOnlyList<string> quantities)
    {
        (double least, double most) = (points.Min(static p => p.Abscissa), points.Max(static p => p.Abscissa));
        foreach (ReferenceValue r in system.References.Where(r => r.Citation is not null && quantities.Contains(r.Quantity, StringComparer.Ordinal)))
        {
            double At(string name) => r.At.Any(a => string.Equals(a.Key, name, StringComparison.Ordinal)) ? r.At.First(a => string.Equals(a.Key, name, StringComparison.Ordinal)).Value
                : system.Givens.First(g => string.Equals(g.Name, name, StringComparison.Ordinal)).Default;
            double x = At(head.Swept);
            if (x >= least && x <= most && head.Given.All(g => At(g.Key) == g.Value))
            {
                yield return (Preprint().Match(r.Citation!) is { Success: true } preprint ? preprint.Value : r.Citation!, new(x, r.Value, r.Tolerance));
            }
        }
    }

    [GeneratedRegex(@"arXiv:[0-9]{4}\.[0-9]{4,5}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Preprint();
}
