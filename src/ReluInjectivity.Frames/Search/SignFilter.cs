using System.Numerics;
using System.Numerics.Tensors;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>The signs of a layer's rows at a point, in doubles with a bound of all rounding: what is not certain goes to integers.</summary>
internal sealed class SignFilter
{
    private const double Unit = 1.1102230246251565E-16;

    // What underflow may take from a sum.
    private const double Tiny = 1e-280;

    private readonly Arrangement _arrangement;
    private readonly double[]? _x;
    private readonly double _length;

    /// <summary>A filter for a point (X, q).</summary>
    public SignFilter(Arrangement arrangement, BigInteger[] point)
    {
        _arrangement = arrangement;
        double[] x = [.. point.Take(point.Length - 1).Select(v => Dyadic.Quotient(v, point[^1]))];
        bool isNear = x.Zip(point).All(pair => pair.Second.IsZero || (Math.Abs(pair.First) > 1e-140 && Math.Abs(pair.First) < 1e140));
        _x = isNear ? x : null;
        _length = UnitVector.Norm(x);
    }

    /// <summary>The sign of a row's product with (x, 1).</summary>
    public int Of(int row, BigInteger[] point)
    {
        if (_x is not null && _arrangement.Parallels.IsStored(row))
        {
            double[] weights = _arrangement.Layer.Rows[row];
            double threshold = _arrangement.Layer.Thresholds[row];
            double value = TensorPrimitives.Dot<double>(weights, _x) - threshold;

            // Each coordinate is rounded once, each product and each of n sums once, in whatever order; |w| |x| is no less than the sum of the products' sizes.
            double bound = ((_x.Length + 8) * Unit * ((UnitVector.Norm(weights) * _length) + Math.Abs(threshold)) * 1.001) + Tiny;
            if (Math.Abs(value) > bound && double.IsFinite(value))
            {
                return Math.Sign(value);
            }
        }

        return CollisionBuilder.Dot(_arrangement.Rows[row], point).Sign;
    }
}
