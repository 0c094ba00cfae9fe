using System.Numerics;
using ReluInjectivity.Frames.Exact;

namespace ReluInjectivity.Frames;

/// <summary>Whether one domain lies in another, in exact arithmetic: a layer that is injective on the larger is so on the smaller, and two inputs of the smaller collide in the larger.</summary>
public static class DomainInclusion
{
    /// <summary>Whether every input of one domain is in the other.</summary>
    /// <param name="inner">The one.</param>
    /// <param name="outer">The other.</param>
    /// <param name="inputs">How many numbers an input has, n.</param>
    public static bool Holds(Domain inner, Domain outer, int inputs)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(outer);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        if (inner == outer || outer is WholeSpaceDomain)
        {
            return true;
        }

        if (outer is SphereDomain)
        {
            return false;
        }

        double[] lower = [.. Enumerable.Range(0, inputs).Select(j => Ends(inner, j).Lower)];
        double[] upper = [.. Enumerable.Range(0, inputs).Select(j => Ends(inner, j).Upper)];
        bool fits = Enumerable.Range(0, inputs).All(j => outer is BallDomain || (Sides(outer, j).Lower <= lower[j] && Sides(outer, j).Upper >= upper[j]));
        return fits && (Radius(outer) is not { } radius || IsWithin(inner, lower, upper, radius));
    }

    // The least and greatest values that an entry takes.
    private static (double Lower, double Upper) Ends(Domain domain, int input) => domain switch
    {
        SphereDomain => (-1, 1),
        BallDomain ball => (-ball.Radius, ball.Radius),
        NonNegativeBallDomain ball => (0, ball.Radius),
        _ => Sides(domain, input),
    };

    // What a domain asks of each entry by itself.
    private static (double Lower, double Upper) Sides(Domain domain, int input) => domain switch
    {
        OrthantDomain or NonNegativeBallDomain => (0, double.PositiveInfinity),
        BoxDomain box => (box.Lower, box.Upper),
        BoundsDomain bounds => input < bounds.Lower.Count ? (bounds.Lower[input], bounds.Upper[input]) : (double.PositiveInfinity, double.NegativeInfinity),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };

    private static double? Radius(Domain domain) => domain switch
    {
        SphereDomain => 1,
        BallDomain ball => ball.Radius,
        NonNegativeBallDomain ball => ball.Radius,
        _ => null,
    };

    // Whether all lengths are at most a radius; those of a box at the farthest corner.
    private static bool IsWithin(Domain inner, double[] lower, double[] upper, double radius)
    {
        if (Radius(inner) is { } own)
        {
            return own <= radius;
        }

        double[] corner = [.. lower.Zip(upper, (a, b) => Math.Max(Math.Abs(a), Math.Abs(b)))];
        if (!Array.TrueForAll(corner, double.IsFinite))
        {
            return false;
        }

        BigInteger[] scaled = Dyadic.Scale([.. corner, radius]);
        return scaled.SkipLast(1).Aggregate(BigInteger.Zero, (sum, v) => sum + (v * v)) <= scaled[^1] * scaled[^1];
    }
}
