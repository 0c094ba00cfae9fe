using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.Margins;

/// <summary>A = Q R by reflections, for at least as many rows as columns; panel by panel of columns, so that large ones stay in cache. Any time can be its end.</summary>
internal sealed class HouseholderQr
{
    private const int Panel = 8;

    // Above the diagonal R, from it downwards the vector of the reflection.
    private readonly double[][] _columns;
    private readonly double[] _diagonal;
    private readonly double[] _weights;

    private HouseholderQr(double[][] columns)
    {
        _columns = columns;
        _diagonal = new double[columns.Length];
        _weights = new double[columns.Length];
    }

    /// <summary>The number of columns.</summary>
    public int Count => _columns.Length;

    /// <summary>Decomposes a matrix whose squares neither overflow nor vanish.</summary>
    /// <param name="columns">Its columns, each at least as long as there are columns; they are overwritten.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public static HouseholderQr Of(double[][] columns, CancellationToken ct)
    {
        HouseholderQr qr = new(columns);
        for (int first = 0; first < columns.Length; first += Panel)
        {
            int end = Math.Min(first + Panel, columns.Length);
            for (int k = 0; k < end; k++)
            {
                ct.ThrowIfCancellationRequested();
                if (k >= first)
                {
                    (qr._diagonal[k], qr._weights[k]) = Reflection(columns[k].AsSpan(k));
                }

                for (int j = Math.Max(first, k + 1); j < end; j++)
                {
                    qr.Reflect(k, columns[j]);
                }
            }
        }

        return qr;
    }

    /// <summary>Makes a vector the v of the reflection I - w v v^T that leaves of it its first entry only: that entry, and w; 0 where there is nothing to do.</summary>
    public static (double Entry, double Weight) Reflection(Span<double> vector)
    {
        double norm = vector.IsEmpty ? 0 : TensorPrimitives.Norm<double>(vector);
        // The squares of less are lost.
        if (norm < 1e-150)
        {
            return (0, 0);
        }

        double entry = vector[0] > 0 ? -norm : norm;
        vector[0] -= entry;
        return (entry, -1 / (entry * vector[0]));
    }

    /// <summary>R, row by row.</summary>
    public double[][] Triangle() =>
        [.. Enumerable.Range(0, Count).Select(i => Enumerable.Range(0, Count).Select(j => j < i ? 0 : j == i ? _diagonal[i] : _columns[j][i]).ToArray())];

    /// <summary>Q v for v of as many entries as the columns have.</summary>
    public double[] Applied(double[] v)
    {
        double[] turned = [.. v];
        for (int k = Count - 1; k >= 0; k--)
        {
            Reflect(k, turned);
        }

        return turned;
    }

    /// <summary>Q^T v for v of as many entries as the columns have.</summary>
    public double[] Turned(double[] v)
    {
        double[] turned = [.. v];
        for (int k = 0; k < Count; k++)
        {
            Reflect(k, turned);
        }

        return turned;
    }

    /// <summary>The x with the least |A x - b|, for R without zeros on its diagonal.</summary>
    public double[] LeastSquares(double[] b)
    {
        double[] turned = Turned(b);
        double[] x = turned[..Count];
        for (int j = Count - 1; j >= 0; j--)
        {
            x[j] /= _diagonal[j];
            TensorPrimitives.MultiplyAdd<double>(_columns[j].AsSpan(0, j), -x[j], x.AsSpan(0, j), x.AsSpan(0, j));
        }

        return x;
    }

    /// <summary>The shortest x with A^T x = b, for R without zeros on its diagonal.</summary>
    public double[] Shortest(double[] b)
    {
        double[] x = new double[_columns[0].Length];
        for (int j = 0; j < Count; j++)
        {
            x[j] = (b[j] - TensorPrimitives.Dot<double>(_columns[j].AsSpan(0, j), x.AsSpan(0, j))) / _diagonal[j];
        }

        return Applied(x);
    }

    private void Reflect(int k, double[] vector)
    {
        ReadOnlySpan<double> v = _columns[k].AsSpan(k);
        Span<double> part = vector.AsSpan(k);
        TensorPrimitives.MultiplyAdd(v, -_weights[k] * TensorPrimitives.Dot(v, part), part, part);
    }
}
