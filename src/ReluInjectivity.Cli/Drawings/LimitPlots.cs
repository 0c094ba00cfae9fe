using System.Globalization;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Pictures;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Drawings;

/// <summary>Pictures of a limit: how the levels approach it, and the step functions that approach a profile.</summary>
internal static class LimitPlots
{
    /// <summary>How many levels a picture of profiles has: the highest, and each time half of the one before.</summary>
    private const int MostProfiles = 4;

    private const double WideRatio = 10;

    /// <summary>The distance of each level to the limit, with both bars; at the height of the bar of the limit a broken line, below which a distance says nothing.</summary>
    /// <exception cref="ArgumentException">There is no limit.</exception>
    public static Plot Distance(IReadOnlyList<SolveResult> levels, SequenceLimit limit)
    {
        SystemDescription system = levels[^1].System;
        if (!double.IsFinite(limit.Value))
        {
            throw new ArgumentException("the levels are not seen to approach a limit, so there is no distance to draw");
        }

        PlotPoint[] points = [.. levels.Where(static l => ExitCode.IsGood(l.Status)).Select(l =>
            new PlotPoint(Level(l), Math.Abs(l.Value - limit.Value), l.ErrorEstimate + limit.ErrorEstimate))];
        PlotSeries[] bar = limit.ErrorEstimate > 0 && double.IsFinite(limit.ErrorEstimate) ? [new(Label.Text("bar of the limit"), SeriesStyle.Reference, [new(0, limit.ErrorEstimate)])] : [];
        return new(
            $"{system.Model}: distance to the limit {Notation.WithError(limit.Value, limit.ErrorEstimate)}", new(Label.Text("level"), IsLogarithmic: true),
            new(Label.Text("distance of ") + Label.Name(system.Goal), IsLogarithmic: true), [new(Label.Text("levels"), SeriesStyle.LineAndMarks, points), .. bar]);
    }

    /// <summary>The step functions of some levels, and the points of their limit where it is known.</summary>
    /// <exception cref="ArgumentException">The model has no profile, or no level has steps.</exception>
    public static Plot Profile(IReadOnlyList<SolveResult> levels, IReadOnlyList<ProfileLimit> limits)
    {
        SystemDescription system = levels[^1].System;
        ProfileInfo profile = system.Profiles is [var first, ..] ? first : throw new ArgumentException($"{system.Model} declares no profile to draw");
        (int Level, PlotPoint[] Steps)[] all = [.. levels.Where(static l => ExitCode.IsGood(l.Status)).Select(l => (Level(l), Steps(l, profile))).Where(static l => l.Item2.Length > 0)];
        if (all.Length == 0)
        {
            throw new ArgumentException($"no level of {system.Model} has steps to draw");
        }

        List<(int Level, PlotPoint[] Steps)> chosen = [];
        for (int level = all[^1].Level; chosen.Count < MostProfiles && all.LastOrDefault(l => l.Level <= level) is { Steps: not null } next; level = next.Level / 2)
        {
            chosen.Add(next);
        }

        double[] places = [.. chosen.SelectMany(static c => c.Steps).Select(static p => p.X).Where(static x => x > 0)];
        bool isWide = places.Length > 0 && places.Max() / places.Min() > WideRatio && chosen.All(static c => c.Steps.Skip(1).All(static p => p.X > 0));
        IEnumerable<PlotSeries> series = chosen.OrderBy(static c => c.Level)
            .Select(c => new PlotSeries(Label.Text(string.Create(CultureInfo.InvariantCulture, $"level {c.Level}")), SeriesStyle.Steps, [.. c.Steps.Select(p => isWide && p.X <= 0 ? p with { X = places.Min() / 2 } : p)]));
        ProfileLimit? limit = limits.FirstOrDefault(l => l.Profile == profile);
        PlotSeries[] end = limit is null ? [] : [new(Label.Text("limit"), SeriesStyle.Marks, [.. limit.Points.Select(static p => new PlotPoint(p.At, p.Value, p.ErrorEstimate))])];
        return new(
            $"{system.Model}: {profile.Text ?? profile.Name}", new(Label.Name(profile.Over), isWide), new(Label.Name(profile.Name)), [.. series, .. end]);
    }

    private static int Level(SolveResult result) => result.System.Indices.ValueOf(FamilyIndexKind.Level)!.Value;

    /// <summary>Where each step begins, and the end of the last: the k-th height lies between the jumps k - 1 and k, the first from the end of the interval on where that is finite.</summary>
    private static PlotPoint[] Steps(SolveResult level, ProfileInfo profile)
    {
        (UnknownInfo Info, double Value)[] Of(string family) =>
            [.. level.System.Unknowns.Zip(level.Unknowns).Where(u => string.Equals(u.First.Family, family, StringComparison.Ordinal)).OrderBy(static u => u.First.Index)];
        (UnknownInfo Info, double Value)[] heights = Of(profile.Name);
        (UnknownInfo Info, double Value)[] jumps = Of(profile.Over);
        if (heights.Length == 0 || heights.Length != jumps.Length)
        {
            return [];
        }

        double begin = double.IsFinite(jumps[0].Info.Lower) ? jumps[0].Info.Lower : jumps[0].Value;
        return [new(begin, heights[0].Value), .. heights.Skip(1).Select((h, k) => new PlotPoint(jumps[k].Value, h.Value)), new(jumps[^1].Value, heights[^1].Value)];
    }
}
