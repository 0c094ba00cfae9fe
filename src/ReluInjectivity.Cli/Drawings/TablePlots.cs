using System.Globalization;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Cli.Simulations;
using ReluInjectivity.Pictures;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli.Drawings;

/// <summary>Pictures of depth tables and simulations.</summary>
internal static class TablePlots
{
    /// <summary>The capacity by depth.</summary>
    /// <param name="results">The results by depth, from 1.</param>
    /// <param name="depths">The depths to show.</param>
    /// <param name="keys">The lifting and the notion.</param>
    public static Plot Depths(IReadOnlyList<SolveResult> results, IReadOnlyList<int> depths, IReadOnlyList<string> keys)
    {
        IEnumerable<PlotSeries> series = results.Select(static (r, i) => (Result: r, Depth: i + 1)).Where(r => depths.Contains(r.Depth)).GroupBy(static r => r.Result.System.Model, StringComparer.Ordinal)
            .Select(static g => new PlotSeries(Label.Text(g.Key), SeriesStyle.LineAndMarks, [.. g.Select(static r => ExitCode.IsGood(r.Result.Status) ? new PlotPoint(r.Depth, r.Result.Value, r.Result.ErrorEstimate) : new PlotPoint(r.Depth, double.NaN))]));
        return new($"Capacity where every hidden layer has the capacity of its own depth: {string.Join(", ", keys)}", new(Label.Text("depth")), new(Label.Text("capacity")), [.. series]);
    }

    /// <summary>What searches found in networks of finite size, with the intervals of the means, and the theory for infinite size.</summary>
    public static Plot Simulations(IReadOnlyList<SimulationPoint> points)
    {
        if (points.Count == 0)
        {
            throw new ArgumentException("no sample was finished");
        }

        List<PlotSeries> series =
            [new(Label.Text($"found, 95% ({points[0].Side} estimate)"), SeriesStyle.Marks, [.. points.Select(static p => new PlotPoint(p.Settings.Inputs, p.Found.Mean, (p.Found.Upper - p.Found.Lower) / 2))])];
        if (points.Any(static p => p.Exact is not null))
        {
            series.Add(new(Label.Text("exact"), SeriesStyle.Marks, [.. points.Where(static p => p.Exact is not null).Select(static p => new PlotPoint(p.Settings.Inputs, p.Exact!.Mean, (p.Exact.Upper - p.Exact.Lower) / 2))]));
        }

        // Outputs are whole numbers: the ratios, and with them the theory, differ a little from size to size.
        PlotPoint[] theory = [.. points.Where(static p => p.Theory is not null).Select(static p => new PlotPoint(p.Settings.Inputs, p.Theory!.Value, p.Theory.ErrorEstimate))];
        if (theory.Length > 0)
        {
            series.Add(new(Label.Text("theory"), theory.Select(static p => p.Y).Distinct().Count() == 1 ? SeriesStyle.Reference : SeriesStyle.LineAndMarks, theory));
        }

        string ratios = string.Join(", ", points[^1].Ratios.Select(static r => r.ToString("G4", CultureInfo.InvariantCulture)));
        return new($"{points[0].Quantity} of random networks, {ratios} outputs per input", new(Label.Text("n, inputs"), IsLogarithmic: points.Max(static p => p.Settings.Inputs) >= 10 * points.Min(static p => p.Settings.Inputs)), new(Label.Text(points[0].Quantity)), series);
    }
}
