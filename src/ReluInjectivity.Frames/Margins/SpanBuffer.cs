using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.Margins;

/// <summary>A growing orthonormal basis without allocation, for the innermost loops; one serves one thread.</summary>
internal sealed class SpanBuffer
{
    private const double Dependent = 1e-9;

    private readonly int _n;
    private readonly double[] _basis;

    /// <summary>An empty span of R^n.</summary>
    public SpanBuffer(int n)
    {
        _n = n;
        _basis = new double[(n + 1) * n];
    }

    /// <summary>The dimension.</summary>
    public int Rank { get; private set; }

    /// <summary>Makes it empty again.</summary>
    public void Clear() => Rank = 0;

    /// <summary>Whether the rows whose product with x exceeds a threshold span; the buffer then holds their span.</summary>
    public bool IsSpannedAbove(UnitRows rows, ReadOnlySpan<double> x, double threshold)
    {
        Rank = 0;
        for (int i = 0; i < rows.Directions.Count; i++)
        {
            double[] row = rows.Directions[i];
            if (TensorPrimitives.Dot<double>(row, x) > threshold && Add(row) && Rank == _n)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a unit vector; false where it lies in the span.</summary>
    public bool Add(ReadOnlySpan<double> direction)
    {
        Span<double> rest = _basis.AsSpan(Rank * _n, _n);
        direction.CopyTo(rest);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < Rank; k++)
            {
                ReadOnlySpan<double> q = _basis.AsSpan(k * _n, _n);
                TensorPrimitives.MultiplyAdd(q, -TensorPrimitives.Dot(q, rest), rest, rest);
            }
        }

        double norm = TensorPrimitives.Norm<double>(rest);
        if (norm <= Dependent)
        {
            return false;
        }

        TensorPrimitives.Divide(rest, norm, rest);
        Rank++;
        return true;
    }
}
