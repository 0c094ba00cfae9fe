using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace ReluInjectivity.Frames.Margins;

/// <summary>
/// Extreme singular values, by reflections to two diagonals and bisection on those: it always ends, and stops at any time. Matrices are scaled first, so that no
/// entry's square overflows.
/// </summary>
internal static class SingularValues
{
    /// <summary>The smallest and the largest, 0 for the smallest of a matrix that is rank deficient to rounding.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public static (double Smallest, double Largest) Of(Matrix<double> matrix, CancellationToken ct = default)
    {
        // Columns, of which there are no more than rows.
        bool isWide = matrix.RowCount < matrix.ColumnCount;
        double[][] columns = isWide ? matrix.ToRowArrays() : matrix.ToColumnArrays();
        double scale = Scale(columns);
        if (scale == 0)
        {
            return (0, 0);
        }

        (double smallest, double largest) = OfTriangle(HouseholderQr.Of(columns, ct).Triangle(), ct);
        return (!isWide && smallest > 1e-14 * largest ? scale * smallest : 0, scale * largest);
    }

    /// <summary>The smallest and the largest of a square matrix, given by its rows, which are overwritten.</summary>
    public static (double Smallest, double Largest) OfTriangle(double[][] rows, CancellationToken ct)
    {
        (double[] diagonal, double[] above) = Bidiagonal(rows, ct);
        int n = diagonal.Length;

        // The singular values are the positive eigenvalues of the tridiagonal matrix with zeros on its diagonal and these beside it.
        double[] beside = new double[(2 * n) - 1];
        for (int k = 0; k < n; k++)
        {
            beside[2 * k] = diagonal[k] * diagonal[k];
            if (k + 1 < n)
            {
                beside[(2 * k) + 1] = above[k] * above[k];
            }
        }

        double bound = Math.Sqrt(diagonal.Concat(above).Sum(v => v * v));
        return bound == 0 ? (0, 0) : (Bisected(beside, 1, bound), Bisected(beside, n, bound));
    }

    /// <summary>Divides vectors by the power of two next to their largest entry, which is returned; 0 for none.</summary>
    public static double Scale(double[][] vectors)
    {
        double largest = vectors.Max(v => v.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<double>(v)));
        if (largest == 0)
        {
            return 0;
        }

        // Two steps, as the reciprocal of a tiny power overflows.
        int exponent = Math.ILogB(largest);
        foreach (double[] v in vectors)
        {
            TensorPrimitives.Multiply<double>(v, Math.ScaleB(1, -(exponent / 2)), v);
            TensorPrimitives.Multiply<double>(v, Math.ScaleB(1, -(exponent - (exponent / 2))), v);
        }

        return Math.ScaleB(1, exponent);
    }

    /// <summary>The largest of a layer's matrix, or where it is stopped a bound of it, and whether it is one.</summary>
    public static (double Value, bool IsBound) LargestOrBound(Layer layer, CancellationToken ct)
    {
        try
        {
            return (Of(layer.ToMatrix(), ct).Largest, false);
        }
        catch (OperationCanceledException)
        {
            return (NormBound(layer.Rows), true);
        }
    }

    /// <summary>A bound of the largest that takes one pass: |W|^2 is at most |W|_1 |W|_inf, and at most the sum of squares.</summary>
    public static double NormBound(IReadOnlyList<double[]> rows)
    {
        double largest = rows.Max(row => Math.Abs(TensorPrimitives.MaxMagnitude<double>(row)));
        double scale = largest == 0 ? 1 : largest;
        double[] columns = new double[rows[0].Length];
        double most = 0;
        double squares = 0;
        foreach (double[] row in rows)
        {
            double[] sizes = [.. row.Select(v => Math.Abs(v / scale))];
            TensorPrimitives.Add<double>(columns, sizes, columns);
            most = Math.Max(most, TensorPrimitives.Sum<double>(sizes));
            squares += TensorPrimitives.SumOfSquares<double>(sizes);
        }

        return scale * Math.Sqrt(Math.Min(columns.Max() * most, squares)) * (1 + 1e-12);
    }

    // Reflections from the left and the right in turn. Both of a step go over the rows together, while a row is in cache.
    private static (double[] Diagonal, double[] Above) Bidiagonal(double[][] rows, CancellationToken ct)
    {
        int n = rows.Length;
        double[] diagonal = new double[n];
        double[] above = new double[Math.Max(0, n - 1)];
        double[] column = new double[n];
        double[] product = new double[n];
        for (int k = 0; k < n; k++)
        {
            ct.ThrowIfCancellationRequested();
            for (int i = k; i < n; i++)
            {
                column[i] = rows[i][k];
            }

            (diagonal[k], double weight) = HouseholderQr.Reflection(column.AsSpan(k));
            int next = k + 1;
            if (next == n)
            {
                break;
            }

            Span<double> sum = product.AsSpan(next);
            sum.Clear();
            for (int i = k; i < n && weight != 0; i++)
            {
                TensorPrimitives.MultiplyAdd<double>(rows[i].AsSpan(next), column[i], sum, sum);
            }

            Span<double> along = rows[k].AsSpan(next);
            TensorPrimitives.MultiplyAdd<double>(sum, -weight * column[k], along, along);
            (above[k], double other) = HouseholderQr.Reflection(along);
            for (int i = next; i < n; i++)
            {
                Span<double> row = rows[i].AsSpan(next);
                TensorPrimitives.MultiplyAdd<double>(sum, -weight * column[i], row, row);
                TensorPrimitives.MultiplyAdd<double>(along, -other * TensorPrimitives.Dot<double>(along, row), row, row);
            }
        }

        return (diagonal, above);
    }

    // The k-th smallest positive eigenvalue: bisection on how many there are below, by the signs of the pivots.
    private static double Bisected(double[] squares, int k, double bound)
    {
        double low = 0;
        double high = bound * (1 + 1e-12);
        for (int step = 0; step < 1100 && high > low; step++)
        {
            // From zero downwards in octaves, then by halves.
            double middle = low == 0 ? high / 2 : low + ((high - low) / 2);
            if (middle <= low || middle >= high || high < 1e-20 * bound)
            {
                break;
            }

            bool isBelow = Below(squares, middle) - ((squares.Length + 1) / 2) >= k;
            (low, high) = isBelow ? (low, middle) : (middle, high);
        }

        return low == 0 && high < 1e-20 * bound ? 0 : high;
    }

    private static int Below(double[] squares, double value)
    {
        int count = 1;
        double pivot = -value;
        foreach (double square in squares)
        {
            pivot = -value - (square / pivot);
            pivot = pivot == 0 ? -double.Epsilon : pivot;
            count += pivot < 0 ? 1 : 0;
        }

        return count;
    }
}
