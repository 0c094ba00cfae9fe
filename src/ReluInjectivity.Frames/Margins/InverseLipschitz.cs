using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Margins;

/// <summary>
/// The inverse Lipschitz constant kappa_L = inf |f(x) - f(y)| / |x - y|. With v = x - y, a_i = w_i x - alpha_i and c_i = w_i v a row contributes
/// the square of ReLU(a_i) - ReLU(a_i - c_i) to |f(x) - f(y)|^2: c_i where both are active, a_i or c_i - a_i where one is.
/// </summary>
internal static class InverseLipschitz
{
    /// <summary>
    /// Closed form where the rows, parallel ones merged, come in antiparallel pairs (p u, -q u) with independent directions u, or with one ratio
    /// q / p: kappa_L^2 is the smallest eigenvalue of sum p^2 q^2 / (p^2 + q^2) u u^T. Null where there is none. Bias-free, on all of R^n.
    /// </summary>
    /// <param name="layer">The layer, in numbers of ordinary size.</param>
    /// <param name="parallels">Its rows that are taken as parallel.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public static double? ClosedForm(Layer layer, ParallelRows parallels, CancellationToken ct = default)
    {
        int n = layer.Inputs;
        List<double[]> rows = [];
        List<double> ratios = [];
        foreach (IGrouping<int, int> group in Enumerable.Range(0, layer.Outputs).Where(i => parallels.Leaders[i] >= 0).GroupBy(i => parallels.Leaders[i]))
        {
            double along = group.Where(i => parallels.Signs[i] > 0).Sum(i => TensorPrimitives.SumOfSquares<double>(layer.Rows[i]));
            double against = group.Where(i => parallels.Signs[i] < 0).Sum(i => TensorPrimitives.SumOfSquares<double>(layer.Rows[i]));
            if (against == 0)
            {
                return null;
            }

            double weight = Math.Sqrt(along * against / (along + against));
            rows.Add([.. UnitVector.Of(layer.Rows[group.Key]).Select(v => weight * v)]);
            ratios.Add(against / along);
        }

        bool hasOneRatio = ratios.Count > 0 && ratios.Max() - ratios.Min() <= 1e-12 * ratios.Max();
        bool isApplicable = layer.IsBiasFree && (ratios.Count == n || hasOneRatio);
        return isApplicable ? SingularValues.Of(Matrix<double>.Build.DenseOfRowArrays(rows), ct).Smallest : null;
    }

    /// <summary>An upper bound by descent on the ratio, from the worst cell and from symmetric pairs about the origin.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="worst">A point of the worst cell.</param>
    /// <param name="active">Its active rows.</param>
    /// <param name="isInside">Whether a point is in the domain.</param>
    /// <param name="ct">Ends the descent; what it has found is a bound.</param>
    public static double UpperBound(Layer layer, IReadOnlyList<double> worst, IReadOnlyList<int> active, Func<double[], bool> isInside, CancellationToken ct = default)
    {
        int n = layer.Inputs;
        double best = double.PositiveInfinity;
        var restricted = Matrix<double>.Build.DenseOfRowArrays(active.Select(i => layer.Rows[i]).DefaultIfEmpty(new double[n]));
        var all = layer.ToMatrix();
        double size = Math.Max(UnitVector.Norm([.. worst]), 1e-3);
        foreach (Matrix<double> matrix in new[] { restricted, all })
        {
            if (ct.IsCancellationRequested)
            {
                break;
            }

            foreach (double[] v in LeastSeen(matrix, ct))
            {
                foreach (double length in new[] { 1e-3, 0.3, 2.0 })
                {
                    best = Math.Min(best, Descend(layer, [.. worst.Zip(v, (a, b) => a + (length * size * b / 2))], [.. v.Select(b => length * size * b)], isInside, ct));
                    best = Math.Min(best, Descend(layer, [.. v.Select(b => length * size * b / 2)], [.. v.Select(b => length * size * b)], isInside, ct));
                }
            }
        }

        return best;
    }

    // Directions of the smallest singular values: three, or in many dimensions one, by inverse iteration.
    private static IReadOnlyList<double[]> LeastSeen(Matrix<double> matrix, CancellationToken ct)
    {
        const int MostForAll = 128;
        int n = matrix.ColumnCount;
        if (n <= MostForAll)
        {
            Matrix<double> vectors = (matrix.Transpose() * matrix).Evd(Symmetricity.Symmetric).EigenVectors;
            return [.. Enumerable.Range(0, Math.Min(n, 3)).Select(k => vectors.Column(k).ToArray())];
        }

        double[][] columns = matrix.ToColumnArrays();
        if (matrix.RowCount < n || SingularValues.Scale(columns) == 0)
        {
            return [];
        }

        try
        {
            var qr = HouseholderQr.Of(columns, ct);
            double[] v = [.. Enumerable.Range(0, n).Select(j => 1 + (0.5 * Math.Sin(1 + (j * Math.Sqrt(2)))))];
            for (int k = 0; k < 12 && !ct.IsCancellationRequested && Array.TrueForAll(v, double.IsFinite); k++)
            {
                v = UnitVector.Of(qr.LeastSquares(qr.Shortest(v)));
            }

            return Array.TrueForAll(v, double.IsFinite) ? [v] : [];
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private static double Descend(Layer layer, double[] x, double[] v, Func<double[], bool> isInside, CancellationToken ct)
    {
        if (ct.IsCancellationRequested || !isInside(x) || !isInside(Difference(x, v)))
        {
            return double.PositiveInfinity;
        }

        double value = Ratio(layer, x, v, out double[] gx, out double[] gv);
        double step = 0.1;
        for (int iteration = 0; iteration < 3000 && step > 1e-14 && !ct.IsCancellationRequested; iteration++)
        {
            double[] nextX = [.. x.Zip(gx, (a, g) => a - (step * g))];
            double[] nextV = [.. v.Zip(gv, (a, g) => a - (step * g))];
            bool isUsable = isInside(nextX) && isInside(Difference(nextX, nextV));
            double next = isUsable ? Ratio(layer, nextX, nextV, out double[] nextGx, out double[] nextGv) : Unusable(out nextGx, out nextGv);
            if (next < value)
            {
                (x, v, gx, gv) = (nextX, nextV, nextGx, nextGv);
                step *= 1.6;
                if (value - next < 1e-16 * value)
                {
                    break;
                }

                value = next;
            }
            else
            {
                step /= 3;
            }
        }

        return Math.Sqrt(value);
    }

    private static double Unusable(out double[] gx, out double[] gv)
    {
        (gx, gv) = ([], []);
        return double.PositiveInfinity;
    }

    private static double[] Difference(double[] x, double[] v) => [.. x.Zip(v, (a, b) => a - b)];

    /// <summary>|f(x) - f(x - v)|^2 / |v|^2 and its gradient, times |v|^2 to be free of scale.</summary>
    private static double Ratio(Layer layer, double[] x, double[] v, out double[] gx, out double[] gv)
    {
        double total = 0;
        gx = new double[x.Length];
        gv = new double[x.Length];
        double square = TensorPrimitives.SumOfSquares<double>(v);
        for (int i = 0; i < layer.Outputs; i++)
        {
            double[] w = layer.Rows[i];
            double a = TensorPrimitives.Dot<double>(w, x) - layer.Thresholds[i];
            double c = TensorPrimitives.Dot<double>(w, v);
            bool isXActive = a > 0;
            bool isYActive = a - c > 0;
            double part = (isXActive ? a : 0) - (isYActive ? a - c : 0);
            total += part * part;

            // d part = w dx [x active] - w (dx - dv) [y active].
            if (isXActive != isYActive)
            {
                TensorPrimitives.MultiplyAdd<double>(w, isXActive ? 2 * part : -2 * part, gx, gx);
            }

            if (isYActive)
            {
                TensorPrimitives.MultiplyAdd<double>(w, 2 * part, gv, gv);
            }
        }

        double ratio = total / square;
        TensorPrimitives.MultiplyAdd<double>(v, -2 * ratio, gv, gv);
        return ratio;
    }
}
