using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Activations;

/// <summary>The cell of a clipped layer whose rows between their ends are nearest to not spanning: more rows never lower a singular value.</summary>
internal sealed class ClippedStability(Layer layer, ClipActivation clip, Domain domain, CancellationToken ct)
{
    private readonly ClippedRows _rows = new(layer, clip, domain);

    /// <summary>The least singular value, an input where it is, the rows between there, and whether all cells were searched.</summary>
    public (double Value, double[] Point, int[] Between, bool IsComplete) Run()
    {
        (double Value, double[] Point, int[] Between) best = (double.PositiveInfinity, [], []);
        try
        {
            bool isComplete = Search(ref best);
            return (best.Value, best.Point, best.Between, isComplete);
        }
        catch (OperationCanceledException)
        {
            return (best.Value, best.Point, best.Between, false);
        }
    }

    private bool Search(ref (double Value, double[] Point, int[] Between) best)
    {
        CellOracle oracle = new(_rows.Arrangement);
        Stack<(RowStatus[] Status, int[] Between)> open = new([(_rows.Free(), [])]);
        bool isComplete = true;
        while (best.Value > 0 && open.TryPop(out (RowStatus[] Status, int[] Between) node))
        {
            if (ct.IsCancellationRequested)
            {
                return false;
            }

            if (Value(node.Between) >= best.Value)
            {
                continue;
            }

            CellAnswer answer = oracle.Ask(node.Status, ct);
            if (answer is not CellAnswer.Inhabited { Point: var point })
            {
                isComplete &= answer is CellAnswer.Empty;
                continue;
            }

            int[] between = _rows.Between(point);
            double value = Value(between);
            if (value < best.Value)
            {
                best = (value, [.. point.SkipLast(1).Select(v => Dyadic.Quotient(v, point[^1]))], between);
            }

            int[] free = [.. between.Except(node.Between)];
            if (free.Length > 0)
            {
                open.Push((ClippedRows.With(node.Status, free[0], 0), [.. node.Between, free[0]]));
                open.Push((ClippedRows.With(node.Status, free[0], 1), node.Between));
                open.Push((ClippedRows.With(node.Status, free[0], -1), node.Between));
            }
        }

        return isComplete;
    }

    private double Value(int[] rows) => rows.Length < layer.Inputs ? 0 : SingularValues.Of(Matrix<double>.Build.DenseOfRowArrays(rows.Select(i => layer.Rows[i])), ct).Smallest;
}
