using System.Numerics;
using System.Numerics.Tensors;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// Collisions on the unit sphere: a rational point of it and its mirror image across the hyperplane normal to a direction d that no
/// active row sees. Both have length one exactly, and they differ by a multiple of d.
/// </summary>
internal static class SphereCollision
{
    /// <summary>A collision near a point; null where there is none of this form.</summary>
    /// <param name="arrangement">The hyperplanes, on the sphere.</param>
    /// <param name="x">A point of length one, to rounding.</param>
    /// <param name="ct">Stops the exact arithmetic.</param>
    public static Collision? At(Arrangement arrangement, double[] x, CancellationToken ct)
    {
        int n = arrangement.Inputs;
        Layer layer = arrangement.Layer;
        int[] active = [.. Enumerable.Range(0, layer.Outputs).Where(i => arrangement.IsRelevant[i] && TensorPrimitives.Dot<double>(layer.Rows[i], x) > layer.Thresholds[i])];
        BigInteger[][] matrix = [.. active.Select(i => arrangement.Rows[i].Take(n).ToArray())];
        IReadOnlyList<BigInteger[]> kernel = IntegerElimination.NullBasis(matrix, n, 2, out int nullity, ct);
        if (nullity == 0)
        {
            return null;
        }

        BigInteger[] d = kernel[0];
        double[] unit = UnitVector.Of(Rounded(d));
        if (nullity > 1)
        {
            // The combination that is normal to x, to rounding.
            double[] other = UnitVector.Of(Rounded(kernel[1]));
            BigInteger[] weights = Dyadic.Scale([TensorPrimitives.Dot<double>(other, x) / Size(kernel[0]), -TensorPrimitives.Dot<double>(unit, x) / Size(kernel[1])]);
            d = weights.All(w => w.IsZero) ? d : [.. kernel[0].Zip(kernel[1], (a, b) => (weights[0] * a) + (weights[1] * b))];
            unit = UnitVector.Of(Rounded(d));
        }

        double along = TensorPrimitives.Dot<double>(x, unit);
        double[] foot = UnitVector.Of([.. x.Zip(unit, (a, b) => a - (along * b))]);
        if (foot.All(v => v == 0))
        {
            return null;
        }

        double[] angles = [Math.Asin(Math.Clamp(along, -1, 1)), 1e-2, 1e-4, 1e-6, 1e-9];
        return angles
            .Where(angle => angle != 0)
            .Select(angle => Mirrored(Rational([.. foot.Zip(unit, (f, u) => (Math.Cos(angle) * f) + (Math.Sin(angle) * u))]), d))
            .FirstOrDefault(pair => CollisionCheck.Problem(arrangement, pair) is null);
    }

    /// <summary>A rational point of length one, by stereographic projection from the pole opposite to the largest entry.</summary>
    private static BigInteger[] Rational(double[] x)
    {
        int pole = TensorPrimitives.IndexOfMaxMagnitude<double>(x);
        double sign = Math.Sign(x[pole]);
        double[] t = [.. x.Select((v, j) => j == pole ? 1 : v / (1 + Math.Abs(x[pole])))];
        BigInteger[] scaled = Dyadic.Scale(t);
        BigInteger one = scaled[pole];
        BigInteger square = scaled.Where((_, j) => j != pole).Aggregate(BigInteger.Zero, (s, v) => s + (v * v));

        // (2 t, 1 - |t|^2) / (1 + |t|^2).
        BigInteger[] point = [.. scaled.Select(v => 2 * v * one), (one * one) + square];
        point[pole] = (BigInteger)sign * ((one * one) - square);
        return point;
    }

    /// <summary>x and x - 2 (x d) d / |d|^2 over one denominator.</summary>
    private static Collision Mirrored(BigInteger[] point, BigInteger[] d)
    {
        int n = d.Length;
        BigInteger product = BigInteger.Zero;
        BigInteger square = BigInteger.Zero;
        for (int j = 0; j < n; j++)
        {
            product += point[j] * d[j];
            square += d[j] * d[j];
        }

        return new Collision(
            [.. Enumerable.Range(0, n).Select(j => point[j] * square)],
            [.. Enumerable.Range(0, n).Select(j => (point[j] * square) - (2 * product * d[j]))],
            point[n] * square);
    }

    private static double[] Rounded(BigInteger[] v)
    {
        BigInteger largest = v.Max(BigInteger.Abs);
        return [.. v.Select(x => largest.IsZero ? 0 : Dyadic.Quotient(x, largest))];
    }

    private static double Size(BigInteger[] v) => UnitVector.Norm(Rounded(v)) * Math.Min((double)v.Max(BigInteger.Abs), 1e300);
}
