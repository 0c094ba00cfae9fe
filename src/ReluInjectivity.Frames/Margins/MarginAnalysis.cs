using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Margins;

/// <summary>Computes margins.</summary>
/// <remarks>s / 2 &lt;= kappa_L &lt;= s on convex domains: see this project's README for the proof's source.</remarks>
public static class MarginAnalysis
{
    // The search over cells takes several times the memory of the layer.
    private const long MostEntriesForRanks = 1 << 20;
    private const int MostInputsForRanks = 64;

    /// <summary>Runs. What the time limit cuts off is null or marked as an estimate, and named in the notes.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="domain">The domain, convex; the uniform margin and the fewest active rows are those of all of R^n without bias.</param>
    /// <param name="options">Limits.</param>
    /// <param name="ct">Cuts off as the time limit does.</param>
    /// <exception cref="ArgumentException">The domain is the sphere.</exception>
    public static MarginReport Run(Layer layer, Domain domain, CheckOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        if (domain is SphereDomain)
        {
            throw new ArgumentException("the sphere is not convex; ask for the margins on ball:1", nameof(domain));
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var early = CancellationTokenSource.CreateLinkedTokenSource(limited.Token);
        using var middle = CancellationTokenSource.CreateLinkedTokenSource(limited.Token);
        if (options.Left is { } limit)
        {
            // Each part has its share, so that all say something at the limit.
            early.CancelAfter(limit / 3);
            middle.CancelAfter(limit * 0.6);
            limited.CancelAfter(limit * 0.9);
        }

        List<string> notes = [];
        var arrangement = Arrangement.Of(layer, domain, options.ParallelTolerance);
        bool isCentral = layer.IsBiasFree && domain is WholeSpaceDomain;
        IReadOnlyList<(int Row, int Opposite)> pairs = Try("which rows are antiparallel", () => AntiparallelPairs.Find(arrangement, middle.Token)) ?? [];
        PairedMargins? paired = isCentral ? Try("the closed forms of antiparallel rows", () => PairedMargins.Of(layer, arrangement, pairs, limited.Token)) : null;
        bool isRankBound = false;
        int rank = pairs.Count == layer.Inputs ? pairs.Count : Rank(arrangement, notes, early.Token, out isRankBound);

        // One of each pair is active everywhere.
        bool isTooLarge = pairs.Count == 0 && rank == layer.Inputs && rank > MostInputsForRanks && (long)layer.Outputs * layer.Inputs > MostEntriesForRanks;
        int? lowest = pairs.Count == rank && !isRankBound ? rank
            : isTooLarge ? null
            : Try<int?>("the lowest rank", () => isRankBound ? throw new OperationCanceledException() : LowestRank(arrangement, pairs, rank, options.Threads, early.Token));
        if (isTooLarge)
        {
            notes.Add(FormattableString.Invariant($"the lowest rank is not looked for in layers of more than {MostEntriesForRanks} weights and {MostInputsForRanks} inputs"));
        }

        StabilityResult stability = paired?.Stability ?? CellStability.Find(arrangement, middle.Token);
        if (stability.Reliability is Reliability.Estimate)
        {
            notes.Add("the smallest singular value is an estimate from above: the search over cells was cut short");
        }

        Layer scaled = layer.Normalised(out double factor);
        double? exact = isCentral ? factor * Try<double?>("the closed form of the inverse Lipschitz constant, if there is one,", () => InverseLipschitz.ClosedForm(scaled, arrangement.Parallels, limited.Token)) : null;
        int? fewest = paired is not null ? paired.FewestActive : isCentral ? Try<int?>("the fewest active rows", () => HalfspaceDepth.Of(layer, limited.Token)) : null;
        if (isCentral && fewest is null)
        {
            notes.Add("the fewest active rows are a bound: so many are active at the input of s");
        }

        // Last, as it can take longest.
        UniformMargin uniform = paired?.Uniform ?? Uniform(layer, compute => Try("the exact uniform margin", compute), limited.Token);
        if (uniform is { Reliability: Reliability.Estimate } && rank == layer.Inputs)
        {
            notes.Add("the uniform margin is an estimate from above");
        }

        double found = exact is null && stability.Value > 0
            ? factor * InverseLipschitz.UpperBound(scaled, stability.Point, stability.Active, x => CollisionBuilder.IsInDomain(arrangement, Dyadic.Scale([.. x, 1.0]), isClosed: true), limited.Token)
            : stability.Value;
        double upper = exact ?? Math.Min(stability.Value, found);
        return new MarginReport
        {
            Rank = rank,
            IsRankBound = isRankBound,
            Uniform = uniform,
            FewestActive = fewest,
            FewestActiveBound = isCentral && fewest is null && stability.Point.Count > 0 ? stability.Active.Count : null,
            LowestRank = lowest,
            SmallestSingularValue = stability.Value,
            SingularValueReliability = stability.Reliability,
            WorstInput = stability.Point,
            WorstActive = stability.Active,
            InverseLipschitzLower = exact ?? (stability.Reliability is Reliability.Exact ? stability.Value / 2 : null),
            InverseLipschitzUpper = upper,
            InverseLipschitzExact = exact,
            Lipschitz = Norm(layer, notes, limited.Token),
            Notes = notes,
        };

        T? Try<T>(string what, Func<T?> compute)
        {
            try
            {
                return compute();
            }
            catch (OperationCanceledException)
            {
                notes.Add($"the time limit came before {what} was known");
                return default;
            }
        }
    }

    // Its unit rows, as large as the layer, end with it.
    private static UniformMargin Uniform(Layer layer, Func<Func<UniformMargin>, UniformMargin?> within, CancellationToken ct)
    {
        var rows = UnitRows.Of(layer);
        return within(() => UniformMargin.Of(rows, ct)) ?? UniformMargin.EstimateUntil(rows, ct);
    }

    // What was counted at the limit is a bound, and is said to be one.
    private static int Rank(Arrangement arrangement, List<string> notes, CancellationToken ct, out bool isBound)
    {
        isBound = false;
        IndependentRows independent = new(arrangement.Inputs);
        try
        {
            independent.Search(arrangement.Rows, ct);
            int found = independent.Found.Count;
            return found == Math.Min(arrangement.Rows.Count, arrangement.Inputs) ? found : ExactRank.Of(arrangement.Rows, arrangement.Inputs, ct);
        }
        catch (OperationCanceledException)
        {
            isBound = true;
            notes.Add("the rank of W is a bound: at least so many rows are independent, and there was no time to tell whether more are");
            return independent.Found.Count;
        }
    }

    // The largest singular value; at the limit |W|^2 <= |W|_1 |W|_inf instead, or the sum of squares.
    private static double Norm(Layer layer, List<string> notes, CancellationToken ct)
    {
        (double value, bool isBound) = SingularValues.LargestOrBound(layer, ct);
        if (isBound)
        {
            notes.Add("|W| is bounded by the sums of its rows and columns: the time limit came before its singular values were known");
        }

        return value;
    }

    /// <summary>The lowest rank over cells: as long as the search finds a cell of lower rank, ask for less than that.</summary>
    private static int? LowestRank(Arrangement arrangement, IReadOnlyList<(int Row, int Opposite)> pairs, int rank, int threads, CancellationToken ct)
    {
        int lowest = rank;
        while (lowest > 0)
        {
            SearchOutcome outcome = CellSearch.Run(arrangement, [.. pairs.Select(pair => pair.Row)], threads, null, ct, lowest);
            if (outcome.Point is not { } point)
            {
                return outcome.IsProven ? lowest : null;
            }

            int[] active = CollisionBuilder.ActiveRows(arrangement, point) ?? [];
            int found = ExactRank.Of([.. active.Select(i => arrangement.Rows[i])], arrangement.Inputs, ct);
            if (found >= lowest)
            {
                // The search's prime happened to divide the determinants of these rows.
                return null;
            }

            lowest = found;
        }

        return lowest;
    }
}
