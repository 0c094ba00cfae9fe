using System.Numerics.Tensors;

namespace ReluInjectivity.Networks;

/// <summary>Vectors of length one.</summary>
public static class UnitVector
{
    /// <summary>The Euclidean norm, without overflow or underflow on the way.</summary>
    public static double Norm(ReadOnlySpan<double> v)
    {
        double largest = v.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(v));
        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }

        double sum = 0;
        foreach (double x in v)
        {
            sum += x / largest * (x / largest);
        }

        return largest * Math.Sqrt(sum);
    }

    /// <summary>A vector over its norm; the zero vector stays.</summary>
    public static double[] Of(double[] v)
    {
        double norm = Norm(v);
        return norm == 0 ? [.. v] : [.. v.Select(x => x / norm)];
    }
}
