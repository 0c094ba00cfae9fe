using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.Margins;

/// <summary>How far a number can be relied on.</summary>
public enum Reliability
{
    /// <summary>The number itself, to rounding.</summary>
    Exact,

    /// <summary>Proved to be on the safe side.</summary>
    Certificate,

    /// <summary>Seen on samples only; the truth is at most this.</summary>
    Estimate,
}

/// <summary>
/// The uniform margin <c>c* = min over |x| = 1 of tau(x)</c>: the largest common threshold, for rows of length one, with which the
/// active rows span everywhere on the sphere. A bias-free layer is injective exactly if it is at least 0.
/// </summary>
/// <param name="Value">c*, from -1 to 1; -infinity where the rows do not span.</param>
/// <param name="WorstInput">A unit vector where it is attained.</param>
/// <param name="Reliability">Exact, or an estimate from above by descent where there are too many sets of rows.</param>
public sealed record UniformMargin(double Value, IReadOnlyList<double> WorstInput, Reliability Reliability)
{
    /// <summary>Above this many sets of rows the exact minimum is not tried.</summary>
    public const double MostSets = 4e8;

    /// <summary>An estimate from above, by descent from many points.</summary>
    /// <param name="layer">The layer; its bias plays no part.</param>
    public static UniformMargin Estimate(Layer layer) => Descend(UnitRows.Of(layer), 128, CancellationToken.None);

    /// <summary>An estimate from above from as many points as there is time for, one at least.</summary>
    internal static UniformMargin EstimateUntil(UnitRows rows, CancellationToken ct) => Descend(rows, 128, ct, stops: true);

    /// <summary>Computes c*.</summary>
    /// <param name="layer">The layer; its bias plays no part.</param>
    /// <param name="ct">Stops the computation with an <see cref="OperationCanceledException"/>.</param>
    public static UniformMargin Of(Layer layer, CancellationToken ct = default) => Of(UnitRows.Of(layer), ct);

    /// <summary>Computes c*, or until it is stopped an estimate from above, from one point at least.</summary>
    /// <param name="layer">The layer; its bias plays no part.</param>
    /// <param name="ct">Ends it.</param>
    public static UniformMargin Until(Layer layer, CancellationToken ct)
    {
        var rows = UnitRows.Of(layer);
        try
        {
            return Of(rows, ct);
        }
        catch (OperationCanceledException)
        {
            return EstimateUntil(rows, ct);
        }
    }

    /// <summary>Computes c*.</summary>
    internal static UniformMargin Of(UnitRows rows, CancellationToken ct)
    {
        bool isSmall = CriticalPoints.CountSets(rows.Directions.Count, rows.Inputs) <= MostSets;
        UniformMargin sampled = Descend(rows, isSmall ? 32 : 512, ct);
        if (double.IsNegativeInfinity(sampled.Value) || !isSmall)
        {
            return sampled;
        }

        // At a minimum of tau some rows of its value balance: x, or -x, is a combination of theirs with positive weights.
        // Extremal points have their value shared by a set of rows: only sets that can beat the best so far are looked at.
        Lock gate = new();
        double best = sampled.Value;
        double[] worst = [.. sampled.WorstInput];
        Parallel.For(0, rows.Directions.Count, new ParallelOptions { CancellationToken = ct }, first =>
        {
            SpanBuffer span = new(rows.Inputs);
            double[] x = new double[rows.Inputs];
            new CriticalPoints(rows, inConeOnly: true).Walk(
                first,
                (_, y, common) =>
                {
                    Consider(span, x, y, common, common);
                    Consider(span, x, y, -common, -common);
                },
                (_, normal) =>
                {
                    Consider(span, x, normal, 1, 0);
                    Consider(span, x, normal, -1, 0);
                },
                ct);
        });
        return new(best, worst, Reliability.Exact);

        // At the minimiser tau is the value that its set shares: the rows above it do not span.
        void Consider(SpanBuffer span, double[] x, ReadOnlySpan<double> direction, double scale, double value)
        {
            if (value < Volatile.Read(ref best) + 1e-12)
            {
                TensorPrimitives.Multiply(direction, scale, x);
                if (!span.IsSpannedAbove(rows, x, value + 1e-9))
                {
                    Offer([.. x]);
                }
            }
        }

        void Offer(double[] x)
        {
            double tau = rows.Tau(x);
            lock (gate)
            {
                // Ties by the coordinates, so that the order of the threads does not matter.
                bool isBetter = tau < best - 1e-12 || (tau <= best + 1e-12 && x.AsSpan().SequenceCompareTo(worst) < 0);
                if (isBetter)
                {
                    Volatile.Write(ref best, Math.Min(best, tau));
                    worst = x;
                }
            }
        }
    }

    /// <summary>From many starts: equalise the lowest members of the most correlated basis and step on while tau falls.</summary>
    private static UniformMargin Descend(UnitRows rows, int starts, CancellationToken ct, bool stops = false)
    {
        double best = double.PositiveInfinity;
        double[] worst = new double[rows.Inputs];
        Random random = new(20240615);
        for (int start = 0; start < starts; start++)
        {
            if (!stops)
            {
                ct.ThrowIfCancellationRequested();
            }
            else if (start > 0 && ct.IsCancellationRequested)
            {
                break;
            }

            double[] x = start < rows.Directions.Count && start < starts / 2
                ? [.. rows.Directions[start].Select(v => 0 - v)]
                : [.. Enumerable.Range(0, rows.Inputs).Select(_ => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1))];
            x = UnitVector.Of(x);
            IReadOnlyList<int> basis = rows.GreedyBasis(x);
            double tau = rows.Tau(x, basis);
            double step = 0.5;
            while (step > 1e-4 && !double.IsNegativeInfinity(tau) && !ct.IsCancellationRequested)
            {
                double[] next = UnitVector.Of([.. x.Zip(rows.Directions[basis[^1]], (a, b) => a - (step * b))]);
                IReadOnlyList<int> nextBasis = rows.GreedyBasis(next);
                double value = rows.Tau(next, nextBasis);
                if (value < tau - 1e-12)
                {
                    (x, tau, basis) = (next, value, nextBasis);
                }
                else
                {
                    step /= 2;
                }
            }

            if (tau < best)
            {
                (best, worst) = (tau, x);
            }
        }

        return new(best + 0.0, worst, Reliability.Estimate);
    }
}
