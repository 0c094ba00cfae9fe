using System.Globalization;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.EndToEnd.Composed;

/// <summary>
/// A network whose layers do not decide it one by one: by its widths, by a region where its composed matrix has dependent columns, or by all pairs of regions.
/// </summary>
internal static class WholeNetwork
{
    private const int MostPoints = 300;

    // With more inputs or rows the regions are too many to be listed.
    private const int MostInputs = 6;
    private const int MostRows = 64;
    private const int MostRowsOnALine = 1024;

    public static NetworkResult Run(IReadOnlyList<StageResult> results, Domain domain, CheckOptions options, Network network, string reason, CancellationToken ct)
    {
        Stage[] stages = [.. results.Select(result => result.Stage.AsMatrixWherePossible)];
        string? narrow = Narrow(stages, network);
        using CancellationTokenSource limited = options.Limited(ct);

        string progress;
        try
        {
            (Verdict verdict, Collision? pair, progress, RegionProof? proof) = Searched(results, stages, domain, network, narrow is not null, options.Progress, limited.Token);
            if (verdict is Verdict.NotInjective)
            {
                return new(results, verdict, "two inputs have the same output, in exact arithmetic") { Evidence = NetworkEvidence.Collision, Pair = pair };
            }

            if (verdict is Verdict.Injective)
            {
                return new(results, verdict, progress) { Evidence = NetworkEvidence.Regions, Regions = proof };
            }
        }
        catch (OperationCanceledException)
        {
            progress = ct.IsCancellationRequested ? "stopped before the network as a whole was searched" : "the time limit came before the network as a whole was searched";
        }

        return narrow is not null
            ? new(results, Verdict.NotInjective, narrow) { Evidence = NetworkEvidence.Dimension }
            : new(results, Verdict.Undecided, $"{reason}; {progress}");
    }

    // The first width below that of the input; continuous maps through it are not injective.
    private static string? Narrow(Stage[] stages, Network network)
    {
        int inputs = stages[0].Layer.Inputs;
        Stage? narrow = stages.TakeWhile(stage => stage is { IsConvolution: false, IsBeside: false }).FirstOrDefault(stage => stage.Layer.Outputs < inputs);
        if (narrow is not null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"layer '{narrow.Name}' passes {narrow.Layer.Outputs} numbers on of the input's {inputs}, and no continuous map to fewer numbers is injective");
        }

        return network.Dimensions is { } size && size.Outputs < size.Inputs
            ? string.Create(CultureInfo.InvariantCulture, $"the network gives {size.Outputs} numbers for {size.Inputs}, and no continuous map to fewer numbers is injective")
            : null;
    }

    private static (Verdict Verdict, Collision? Pair, string Progress, RegionProof? Proof) Searched(
        IReadOnlyList<StageResult> results, Stage[] stages, Domain domain, Network network, bool isNarrow, IProgress<long>? progress, CancellationToken ct)
    {
        // What stands behind the last layer that is not injective keeps different numbers different.
        int needed = results.Count - results.Reverse().TakeWhile(result => result.Verdict is Verdict.Injective).Count();
        bool isAll = needed > 0 && network.Unread is null && ComposedMap.Composes(Written(needed));
        int count = isAll ? needed : Enumerable.Range(1, stages.Length).Where(length => ComposedMap.Composes(Written(length))).LastOrDefault();
        Stage[] Written(int length) => LeakyStages.Of(stages[..length], length);
        if (count == 0 || domain is SphereDomain)
        {
            return (Verdict.Undecided, null, domain is SphereDomain ? "networks are not searched as a whole on the sphere" : "its layers do not compose to one piecewise linear map that is searched", null);
        }

        Stage[] part = Written(count);
        int inputs = part[0].Layer.Inputs;
        int rows = part.Where(stage => stage.HasReLU).Sum(stage => stage.Layer.Outputs);
        int most = inputs == 1 ? MostRowsOnALine : MostRows;
        bool isSearched = !isNarrow && inputs <= MostInputs && rows <= most;
        int points = NetworkCollision.Points(part, MostPoints);
        if (points == 0 && !isSearched)
        {
            return (Verdict.Undecided, null, "as a whole it is too large to be searched", null);
        }

        ComposedMap map = new(part);
        (Collision? pair, int independent) = NetworkCollision.Find(map, part, domain, points, ct);
        if (pair is not null)
        {
            return (Verdict.NotInjective, pair, string.Empty, null);
        }

        if (!isSearched)
        {
            return (Verdict.Undecided, null, string.Create(
                CultureInfo.InvariantCulture,
                $"at {independent} of {points} random inputs the composed matrix has independent columns, and the others show no collision; {rows} rows with ReLU and {inputs} inputs are too many to search every pair of regions ({most} and {MostInputs} at most)"), null);
        }

        RegionSearch search = new(map, domain, progress, ct);
        string Seen() => string.Create(
            CultureInfo.InvariantCulture, $"{search.Regions} regions and {search.Pairs} of {search.AllPairs?.ToString(CultureInfo.InvariantCulture) ?? "unknown many"} pairs of them");
        try
        {
            if (search.Run() is { } found)
            {
                return (Verdict.NotInjective, found, string.Empty, null);
            }

            return isAll
                ? (Verdict.Injective, null, $"no two inputs have the same output: all of {Seen()} were searched in exact arithmetic", search.Proof)
                : (Verdict.Undecided, null, $"the layers up to '{part[^1].Name}' are together injective ({Seen()} searched), and what follows is not decided", null);
        }
        catch (OperationCanceledException)
        {
            return (Verdict.Undecided, null, $"{Seen()} were searched until the time limit, without a collision", null);
        }
        catch (RegionNotDecidedException)
        {
            return (Verdict.Undecided, null, "two inputs of a box around the domain have the same output, but perhaps none of the domain", null);
        }
    }
}
