using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames;

/// <summary>The flat walls of domains, as integer vectors over (x, 1) that are positive inside.</summary>
internal static class FlatWalls
{
    /// <summary>The walls, in the order in which certificates number them; none for what is round by itself.</summary>
    public static IEnumerable<BigInteger[]> Of(Domain domain, int n) => domain switch
    {
        OrthantDomain or NonNegativeBallDomain => Enumerable.Range(0, n).Select(j => Unit(n, j)),
        BoxDomain box => Enumerable.Range(0, n).SelectMany(j => Ends(n, j, box.Lower, box.Upper)),
        BoundsDomain bounds => Enumerable.Range(0, n).SelectMany(j => Ends(n, j, bounds.Lower[j], bounds.Upper[j])),
        PolyhedronDomain polyhedron => polyhedron.Walls,
        _ => [],
    };

    /// <summary>The walls of a polyhedron around a domain; for a round domain that of the cube around it.</summary>
    public static IEnumerable<BigInteger[]> Around(Domain domain, int n) => Of(
        domain switch
        {
            BallDomain ball => new BoxDomain(-ball.Radius, ball.Radius),
            NonNegativeBallDomain ball => new BoxDomain(0, ball.Radius),
            _ => domain,
        },
        n);

    /// <summary>The coordinate j of (x, 1); the last is the height.</summary>
    public static BigInteger[] Unit(int n, int j)
    {
        BigInteger[] e = new BigInteger[n + 1];
        e[j] = BigInteger.One;
        return e;
    }

    private static IEnumerable<BigInteger[]> Ends(int n, int j, double lower, double upper)
    {
        if (double.IsFinite(lower))
        {
            yield return Wall(n, j, 1, -lower);
        }

        if (double.IsFinite(upper))
        {
            yield return Wall(n, j, -1, upper);
        }
    }

    // sign x_j + offset > 0.
    private static BigInteger[] Wall(int n, int j, double sign, double offset)
    {
        double[] wall = new double[n + 1];
        wall[j] = sign;
        wall[n] = offset;
        return Dyadic.Scale(wall);
    }
}
