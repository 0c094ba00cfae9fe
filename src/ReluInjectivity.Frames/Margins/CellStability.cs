using System.Numerics;
using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Margins;

/// <summary>The cell where the active rows are nearest to not spanning.</summary>
/// <param name="Value">s = min over cells of the smallest singular value of W restricted to the active rows.</param>
/// <param name="Point">A point of that cell.</param>
/// <param name="Active">Its active rows.</param>
/// <param name="Reliability">Exact, or an estimate from above where the search was cut short.</param>
internal sealed record StabilityResult(double Value, IReadOnlyList<double> Point, IReadOnlyList<int> Active, Reliability Reliability);

/// <summary>
/// min over cells of sigma_min(W_I), by branch and bound: more active rows never lower it, so a branch whose active rows are already
/// better conditioned than the worst cell seen is closed.
/// </summary>
internal static class CellStability
{
    /// <summary>Finds the cell.</summary>
    public static StabilityResult Find(Arrangement arrangement, CancellationToken ct)
    {
        StabilityResult best = Sampled(arrangement, ct);
        if (best.Value <= 0)
        {
            return best with { Reliability = Reliability.Exact };
        }

        // The oracle takes several times the layer's memory.
        if (ct.IsCancellationRequested)
        {
            return best;
        }

        try
        {
            return Searched(arrangement, ref best, ct);
        }
        catch (OperationCanceledException)
        {
            return best with { Reliability = Reliability.Estimate };
        }
    }

    private static StabilityResult Searched(Arrangement arrangement, ref StabilityResult best, CancellationToken ct)
    {
        CellOracle oracle = new(arrangement);
        Stack<(RowStatus[] Status, int[] Active)> open = new();
        open.Push(([.. arrangement.Parallels.Leaders.Select(l => l < 0 ? RowStatus.Either : RowStatus.InactiveWherePossible)], []));
        bool isCut = false;
        while (best.Value > 0 && open.TryPop(out (RowStatus[] Status, int[] Active) node))
        {
            if (ct.IsCancellationRequested)
            {
                return best with { Reliability = Reliability.Estimate };
            }

            if (SmallestSingularValue(arrangement, node.Active, ct) >= best.Value)
            {
                continue;
            }

            CellAnswer answer = oracle.Ask(node.Status, ct);
            if (answer is not CellAnswer.Empty empty)
            {
                isCut |= answer is CellAnswer.Unconfirmed;
                best = answer is CellAnswer.Inhabited inhabited ? Better(arrangement, best, Rounded(inhabited.Point), ct) : best;
                continue;
            }

            RowStatus[] sofar = node.Status;
            List<(RowStatus[] Status, int[] Active)> children = [];
            foreach (int row in empty.Contradiction.Branches)
            {
                RowStatus[] next = (RowStatus[])sofar.Clone();
                next[row] = RowStatus.Active;
                children.Add((next, [.. node.Active, row]));
                sofar = (RowStatus[])sofar.Clone();
                sofar[row] = RowStatus.Inactive;
            }

            children.Reverse();
            children.ForEach(open.Push);
        }

        return best with { Reliability = isCut ? Reliability.Estimate : Reliability.Exact };
    }

    /// <summary>Of some rows; 0 where they do not span.</summary>
    private static double SmallestSingularValue(Arrangement arrangement, IReadOnlyList<int> rows, CancellationToken ct)
    {
        if (rows.Count < arrangement.Inputs)
        {
            return 0;
        }

        return SingularValues.Of(Matrix<double>.Build.DenseOfRowArrays(rows.Select(i => arrangement.Layer.Rows[i])), ct).Smallest;
    }

    /// <summary>Descent's points, and points drawn from the domain.</summary>
    private static StabilityResult Sampled(Arrangement arrangement, CancellationToken ct)
    {
        StabilityResult best = new(double.PositiveInfinity, [], [], Reliability.Estimate);
        foreach (double[] x in new Falsifier(arrangement).Points(24, 30, CancellationToken.None))
        {
            // Something is said even where the time is up.
            best = Better(arrangement, best, x, ct);
            if (ct.IsCancellationRequested && best.Point.Count > 0)
            {
                break;
            }
        }

        return best;
    }

    private static StabilityResult Better(Arrangement arrangement, StabilityResult best, double[] x, CancellationToken ct)
    {
        BigInteger[] point = Dyadic.Scale([.. x, 1.0]);
        if (CollisionBuilder.ActiveRows(arrangement, point) is not { } active)
        {
            return best;
        }

        double value;
        try
        {
            value = SmallestSingularValue(arrangement, active, ct);
        }
        catch (OperationCanceledException)
        {
            // |W v| for an axis v is a bound from above.
            double[] squares = new double[arrangement.Inputs];
            foreach (int i in active)
            {
                TensorPrimitives.MultiplyAdd<double>(arrangement.Layer.Rows[i], arrangement.Layer.Rows[i], squares, squares);
            }

            value = Math.Sqrt(squares.Min());
        }

        return value < best.Value ? new(value, Rounded(CollisionBuilder.DrawnInside(arrangement, point)), active, best.Reliability) : best;
    }

    private static double[] Rounded(BigInteger[] point) => [.. point.Take(point.Length - 1).Select(v => Dyadic.Quotient(v, point[^1]))];
}
