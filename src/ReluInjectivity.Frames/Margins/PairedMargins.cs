using ReluInjectivity.Frames.Search;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Margins;

/// <summary>
/// The margins of a layer all of whose rows, parallel ones merged, come in antiparallel pairs of n independent directions, as those of [B; -D B]; bias-free, on all
/// of R^n. Every choice of a side for each pair is a cell, so that the worst is known: the shorter side of each.
/// </summary>
/// <param name="Stability">s and where it is attained: the active rows' squares are the sum of u u^T over the directions, each times the squares of one side.</param>
/// <param name="FewestActive">The fewest active rows: of each direction the side with fewer rows.</param>
/// <param name="Uniform">c* = 0, from two inputs on: orthogonal to one direction neither of its sides is above 0, and one of each pair is at least 0 everywhere.</param>
internal sealed record PairedMargins(StabilityResult Stability, int FewestActive, UniformMargin Uniform)
{
    /// <summary>The margins; null for another layer, or where doubles do not reach the worst cell.</summary>
    /// <param name="layer">The layer, bias-free.</param>
    /// <param name="arrangement">Its rows, on all of R^n.</param>
    /// <param name="pairs">Its independent antiparallel pairs.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public static PairedMargins? Of(Layer layer, Arrangement arrangement, IReadOnlyList<(int Row, int Opposite)> pairs, CancellationToken ct)
    {
        int n = layer.Inputs;
        ParallelRows parallels = arrangement.Parallels;
        IGrouping<int, int>[] directions = [.. Enumerable.Range(0, layer.Outputs).Where(i => parallels.Leaders[i] >= 0).GroupBy(i => parallels.Leaders[i])];
        if (n < 2 || pairs.Count < n || directions.Length > n)
        {
            return null;
        }

        Layer scaled = layer.Normalised(out double factor);
        double[][] units = [.. directions.Select(direction => UnitVector.Of(scaled.Rows[direction.Key]))];
        double[][] shorter = new double[n][];
        double[] sides = new double[n];
        List<int> active = [];
        int fewest = 0;
        for (int k = 0; k < n; k++)
        {
            int[] along = [.. directions[k].Where(i => parallels.Signs[i] > 0)];
            int[] against = [.. directions[k].Where(i => parallels.Signs[i] < 0)];
            (double one, double other) = (Length(scaled, along), Length(scaled, against));
            sides[k] = one <= other ? 1 : -1;
            active.AddRange(one <= other ? along : against);
            double[] unit = units[k];
            shorter[k] = [.. unit.Select(v => Math.Min(one, other) * v)];
            fewest += Math.Min(along.Length, against.Length);
        }

        double smallest = SingularValues.Of(MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowArrays(shorter), ct).Smallest;
        double[] x = HouseholderQr.Of([.. Enumerable.Range(0, n).Select(j => units.Select(unit => unit[j]).ToArray())], ct).LeastSquares(sides);
        if (smallest == 0 || !Array.TrueForAll(x, double.IsFinite) || CollisionBuilder.ActiveRows(arrangement, Dyadic.Scale([.. x, 1.0])) is not { } seen)
        {
            return null;
        }

        active.Sort();
        if (!active.SequenceEqual(seen))
        {
            return null;
        }

        double[] flat = UnitVector.Of([.. x.Zip(units[0], (a, b) => a - (sides[0] * b))]);
        return new(new(factor * smallest, x, seen, Reliability.Exact), fewest, new(0, flat, Reliability.Exact));
    }

    private static double Length(Layer layer, IEnumerable<int> rows) => UnitVector.Norm([.. rows.Select(i => UnitVector.Norm(layer.Rows[i]))]);
}
