using System.Numerics;
using ReluInjectivity.Networks.Exact;

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

        if (outer is PolyhedronDomain polyhedron)
        {
            return polyhedron.Inputs == inputs && polyhedron.Walls.All(wall => IsKept(inner, wall, inputs));
        }

        if (inner is PolyhedronDomain && outer is not BallDomain and not NonNegativeBallDomain)
        {
            return inner.Inputs == inputs && (outer is not BoundsDomain || outer.Inputs == inputs) && FlatWalls.Of(outer, inputs).All(wall => IsKept(inner, wall, inputs));
        }

        double[] lower = [.. Enumerable.Range(0, inputs).Select(j => Ends(inner, j).Lower)];
        double[] upper = [.. Enumerable.Range(0, inputs).Select(j => Ends(inner, j).Upper)];
        bool fits = Enumerable.Range(0, inputs).All(j => outer is BallDomain || (Sides(outer, j).Lower <= lower[j] && Sides(outer, j).Upper >= upper[j]));
        return fits && (Radius(outer) is not { } radius || IsWithin(inner, inputs, radius));
    }

    /// <summary>Whether a verdict on one domain settles another: injective on one that contains it, not injective on one that lies in it.</summary>
    internal static bool Decides(Verdict verdict, Domain decided, Domain asked, int inputs) =>
        verdict is Verdict.Injective ? Holds(asked, decided, inputs) : Holds(decided, asked, inputs);

    /// <summary>The square of the largest length in a domain, a fraction; null where there is none. That of a box is at its farthest corner.</summary>
    internal static (BigInteger Numerator, BigInteger Denominator)? SquaredRadius(Domain domain, int inputs)
    {
        double[] corner = Radius(domain) is { } radius ? [radius]
            : [.. Enumerable.Range(0, inputs).Select(j => Sides(domain, j)).Select(side => Math.Max(Math.Abs(side.Lower), Math.Abs(side.Upper)))];
        if (!Array.TrueForAll(corner, double.IsFinite))
        {
            return null;
        }

        BigInteger[] scaled = Dyadic.Scale([.. corner, 1]);
        return (scaled.SkipLast(1).Aggregate(BigInteger.Zero, (sum, v) => sum + (v * v)), scaled[^1] * scaled[^1]);
    }

    // Whether (-a, c) x >= 0 in all of a domain. In a polyhedron: no point has a negative value. In a ball: c >= R |a|; with the orthant only the factors that rise count.
    private static bool IsKept(Domain inner, BigInteger[] wall, int inputs)
    {
        if (Radius(inner) is { } radius)
        {
            BigInteger[] scaled = Dyadic.Scale([radius, 1]);
            BigInteger square = wall.SkipLast(1).Where(v => inner is not NonNegativeBallDomain || v.Sign < 0).Aggregate(BigInteger.Zero, (sum, v) => sum + (v * v));
            return wall[^1].Sign >= 0 && wall[^1] * wall[^1] * scaled[1] * scaled[1] >= square * scaled[0] * scaled[0];
        }

        BigInteger[][] walls = [.. FlatWalls.Of(inner, inputs), FlatWalls.Unit(inputs, inputs)];
        return ConePoint.Find(walls, [.. wall.Select(BigInteger.Negate)], out _, CancellationToken.None) is null;
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

    private static bool IsWithin(Domain inner, int inputs, double radius)
    {
        if (SquaredRadius(inner, inputs) is not var (numerator, denominator))
        {
            return false;
        }

        BigInteger[] scaled = Dyadic.Scale([radius, 1]);
        return numerator * scaled[1] * scaled[1] <= scaled[0] * scaled[0] * denominator;
    }
}
