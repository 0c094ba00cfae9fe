using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Repair;

/// <summary>A layer with rows appended.</summary>
/// <param name="Layer">The layer, the given rows first.</param>
/// <param name="Appended">How many rows were appended.</param>
/// <param name="FewestNeeded">No fewer than this would do: 2 n - m rows at least.</param>
/// <param name="Check">The verdict on it.</param>
public sealed record RepairResult(Layer Layer, int Appended, int FewestNeeded, CheckResult Check);

/// <summary>Rows that make a bias-free layer injective on all of R^n. Given rows are kept; extra rows never hurt.</summary>
public static class LayerRepair
{
    // A row that leans less than this off the active rows' span would mend the cell by little more than rounding.
    private const double FarOff = 0.05;

    /// <summary>
    /// Appends -w_i for n independent rows, well-conditioned ones first; those whose negative is there already are not repeated. Where the rows do not
    /// span, an axis and its negative for each dimension that is missing, of the rows' mean length. From a third of the time limit on rows are taken in their order.
    /// Stopped, it gives the rows so far, undecided.
    /// </summary>
    public static RepairResult Paired(Layer layer, CheckOptions options, CancellationToken ct = default)
    {
        Layer free = BiasFree(layer);
        var arrangement = Arrangement.Of(free, Domain.WholeSpace, options.ParallelTolerance);
        IReadOnlyList<(int Row, int Opposite)> pairs = AntiparallelPairs.Find(arrangement, CancellationToken.None);
        List<double[]> span = [];
        List<int> taken = [.. pairs.Select(pair => pair.Row)];
        taken.ForEach(row => Extend(span, layer.Rows[row]));

        // The row farthest from the span so far, until the span is everything: pivoted Gram-Schmidt.
        List<double[]> appended = [];
        double[][] scaled = [.. layer.Normalised(out _).Rows];
        double[][] rests = [.. scaled.Select(row => Rest(span, row))];
        Echelon? exact = null;
        using CancellationTokenSource early = options.Limited(CancellationToken.None, 3);
        int inOrder = 0;
        while (taken.Count < layer.Inputs && !ct.IsCancellationRequested)
        {
            bool isHurried = early.IsCancellationRequested;
            int farthest = isHurried && exact is null ? NextInOrder() : -1;
            if (farthest < 0)
            {
                double[] lengths = [.. rests.Select(rest => TensorPrimitives.Norm<double>(rest))];
                farthest = TensorPrimitives.IndexOfMax<double>(lengths);
                if (exact is null && !IsFarOff(farthest))
                {
                    // Doubles no longer tell: from here on whether a row is in the span of those taken is decided exactly.
                    exact = new Echelon(layer.Inputs);
                    taken.ForEach(i => exact.Add(arrangement.Rows[i]));
                }

                if (exact is not null)
                {
                    farthest = Enumerable.Range(0, layer.Outputs).OrderByDescending(i => lengths[i]).FirstOrDefault(i => exact.Add(arrangement.Rows[i]), -1);
                }

                if (exact is not null && farthest < 0)
                {
                    appended.AddRange(Completion(layer, span, exact));
                    break;
                }
            }

            taken.Add(farthest);
            int before = span.Count;
            Extend(span, layer.Rows[farthest]);
            foreach (double[] rest in span.Count > before && !isHurried ? rests : [])
            {
                TensorPrimitives.MultiplyAdd<double>(span[^1], -TensorPrimitives.Dot<double>(span[^1], rest), rest, rest);
            }

            appended.Add([.. layer.Rows[farthest].Select(v => 0 - v)]);
        }

        // Pairs that span decide it, however large it is.
        return Result(layer, appended, options with { TimeLimit = null }, ct);

        bool IsFarOff(int row) => TensorPrimitives.Norm<double>(rests[row]) > FarOff * TensorPrimitives.Norm<double>(scaled[row]);

        // The next row that is not too near to the span of those taken; -1 where none is left.
        int NextInOrder()
        {
            for (; inOrder < rests.Length; inOrder++)
            {
                rests[inOrder] = Rest(span, scaled[inOrder]);
                if (IsFarOff(inOrder))
                {
                    return inOrder;
                }
            }

            return -1;
        }
    }

    // The axes farthest from the span, until it is everything.
    private static IEnumerable<double[]> Completion(Layer layer, List<double[]> span, Echelon exact)
    {
        int n = layer.Inputs;
        double mean = layer.Rows.Average(r => UnitVector.Norm(r));
        double size = mean > 0 ? mean : 1;
        double[][] axes = [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, n).Select(k => k == j ? 1.0 : 0).ToArray())];
        while (exact.Rank < n)
        {
            int farthest = Enumerable.Range(0, n).OrderByDescending(j => UnitVector.Norm(Rest(span, axes[j]))).First(j => exact.Add(Dyadic.Scale(axes[j])));
            Extend(span, axes[farthest]);
            yield return [.. axes[farthest].Select(v => size * v)];
            yield return [.. axes[farthest].Select(v => 0 - (size * v))];
        }
    }

    /// <summary>
    /// Appends few rows: for each cell found whose active rows do not span, minus the sum of the unit rows outside their span, which is active there.
    /// A heuristic; where it takes more rows than <see cref="Paired"/>, or more time than there is, that one's answer is given.
    /// </summary>
    public static RepairResult Greedy(Layer layer, CheckOptions options, CancellationToken ct = default)
    {
        options = options.Begun();
        using CancellationTokenSource limited = options.Limited(ct);
        RepairResult paired = Paired(layer, options, ct);
        List<double[]> appended = [];
        while (appended.Count < paired.Appended)
        {
            if (limited.IsCancellationRequested)
            {
                return paired;
            }

            RepairResult now = Result(layer, appended, options, ct);
            if (now.Check.Verdict is not Verdict.NotInjective)
            {
                return now.Check.Verdict is Verdict.Injective ? now : paired;
            }

            try
            {
                appended.Add(RowFor(now.Layer, now.Check.Certificate!.Evidence, options, limited.Token));
            }
            catch (OperationCanceledException)
            {
                return paired;
            }
        }

        return paired;
    }

    private static Layer BiasFree(Layer layer) =>
        layer.IsBiasFree ? layer : throw new ArgumentException("only bias-free layers are repaired by rows: on all of R^n no bias helps", nameof(layer));

    private static RepairResult Result(Layer layer, List<double[]> appended, CheckOptions options, CancellationToken ct)
    {
        Layer whole = new([.. layer.Rows, .. appended]);
        int fewest = Math.Max(0, (2 * layer.Inputs) - layer.Outputs);
        return new(whole, appended.Count, fewest, InjectivityCheck.Run(whole, Domain.WholeSpace, options, ct));
    }

    /// <summary>At the middle of a collision all rows outside the span of the active ones are negative, so minus their sum is positive.</summary>
    private static double[] RowFor(Layer layer, Evidence evidence, CheckOptions options, CancellationToken ct)
    {
        var arrangement = Arrangement.Of(layer, Domain.WholeSpace, options.ParallelTolerance);
        System.Numerics.BigInteger[] point = evidence switch
        {
            CollisionEvidence { Pair: var pair } => [.. pair.X.Zip(pair.Y, (a, b) => a + b), 2 * pair.Denominator],
            DeficientCellEvidence cell => [.. cell.Point],
            _ => throw new InvalidOperationException("a refutation without a point"),
        };
        List<double[]> span = [];
        foreach (int i in CollisionBuilder.ActiveRows(arrangement, point) ?? [])
        {
            ct.ThrowIfCancellationRequested();
            Extend(span, layer.Rows[i]);
        }

        double[] sum = new double[layer.Inputs];
        foreach (double[] row in layer.Rows.Where(r => Distance(span, r) > 1e-9 * UnitVector.Norm(r)))
        {
            ct.ThrowIfCancellationRequested();
            TensorPrimitives.Subtract<double>(sum, UnitVector.Of(row), sum);
        }

        // Of the rows' mean length.
        double size = layer.Rows.Average(r => UnitVector.Norm(r));
        double[] added = UnitVector.Norm(sum) > 0 && Distance(span, UnitVector.Of(sum)) >= FarOff ? sum : Through(span, point);
        return [.. UnitVector.Of(added).Select(v => v * size)];
    }

    /// <summary>
    /// A row that is positive at a point and clearly off a span, for where the sum lies in the span but for rounding: the point's direction p plus the unit
    /// vector q orthogonal to the span that p leans to. Its product with p is at least 1, and its part off the span at least 1.
    /// </summary>
    private static double[] Through(List<double[]> span, System.Numerics.BigInteger[] point)
    {
        // Homogeneous: the last entry is a positive denominator, which does not change the direction.
        System.Numerics.BigInteger largest = point.SkipLast(1).Select(System.Numerics.BigInteger.Abs).Max();
        int shift = (int)Math.Max(0, largest.GetBitLength() - 1000);
        double[] p = [.. point.SkipLast(1).Select(v => (double)(v >> shift))];
        p = UnitVector.Norm(p) > 0 ? UnitVector.Of(p) : p;
        double[] q = Rest(span, p);
        if (UnitVector.Norm(q) < 1e-6)
        {
            // p lies in the span: any direction off it will do, the one farthest off among the axes.
            q = Enumerable.Range(0, p.Length).Select(j => Rest(span, [.. Enumerable.Range(0, p.Length).Select(k => k == j ? 1.0 : 0)])).MaxBy(rest => UnitVector.Norm(rest))!;
            q = UnitVector.Of(q);
            q = TensorPrimitives.Dot<double>(q, p) < 0 ? [.. q.Select(v => -v)] : q;
        }

        q = UnitVector.Of(q);
        return [.. p.Zip(q, (a, b) => a + b)];
    }

    private static void Extend(List<double[]> span, double[] row) => Margins.UnitRows.TryExtend(span, UnitVector.Of(row));

    private static double Distance(List<double[]> span, double[] row) => UnitVector.Norm(Rest(span, row));

    private static double[] Rest(List<double[]> span, double[] row)
    {
        double[] rest = [.. row];
        foreach (double[] q in span)
        {
            TensorPrimitives.MultiplyAdd<double>(q, -TensorPrimitives.Dot<double>(q, rest), rest, rest);
        }

        return rest;
    }
}
