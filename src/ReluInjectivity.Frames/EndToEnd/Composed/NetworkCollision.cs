using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.EndToEnd.Composed;

/// <summary>Looks for a region of a network where the composed matrix has dependent columns, and takes two inputs of it that give the same output.</summary>
internal static class NetworkCollision
{
    // Exact products of this many numbers take some seconds, those modulo a prime of as many as the second a quarter of a minute.
    private const long MostExactWork = 30_000_000;
    private const long MostWork = 1L << 31;

    // In integers a weight takes four times its memory.
    private const long MostWeights = 1L << 22;

    /// <summary>At how many inputs a network of this size is asked, at most as many as given; 0 where it is too large.</summary>
    public static int Points(IReadOnlyList<Stage> stages, int most) => Weights(stages) > MostWeights ? 0 : (int)Math.Min(most, MostWork / Math.Max(Work(stages), 1));

    /// <summary>Two inputs of the domain, proven to have equal outputs; null where none was found, with the number of regions whose composed matrices were seen to have independent columns.</summary>
    public static (Collision? Pair, int Independent) Find(ComposedMap map, IReadOnlyList<Stage> stages, Domain domain, int points, CancellationToken ct)
    {
        bool isExact = Work(stages) <= MostExactWork;
        Random random = new(1);
        int independent = 0;
        for (int k = 0; k < points; k++)
        {
            ct.ThrowIfCancellationRequested();
            double[] x = Draw(domain, random, map.Inputs, k);
            if (ActivePattern.Of(stages, x) is { } pattern && pattern.All(layer => layer.Count(active => active) >= map.Inputs) && map.RankModulo(pattern, ct) == map.Inputs)
            {
                // The rank modulo a prime is never more than the rank.
                independent++;
            }
            else if (isExact && At(map, domain, x, ct) is { } pair)
            {
                return (pair, independent);
            }
        }

        return (null, independent);
    }

    private static long Weights(IReadOnlyList<Stage> stages) => stages.Sum(stage => (long)stage.Layer.Outputs * stage.Layer.Inputs);

    private static long Work(IReadOnlyList<Stage> stages) => Weights(stages) * (stages[0].Layer.Inputs + 1);

    /// <summary>An input of single precision, mostly in the domain, at scales from 1/64 to 64 where the domain leaves them open.</summary>
    public static double[] Draw(Domain domain, Random random, int inputs, int index)
    {
        if (domain is PolyhedronDomain polyhedron)
        {
            return [.. polyhedron.Draw(random).Select(v => (double)(float)v)];
        }

        double scale = index % 3 == 0 ? 1 : Math.Pow(4, random.Next(-3, 4));
        return [.. Enumerable.Range(0, inputs).Select(j => (float)(Inside(domain, random, j) * (domain is BoundsDomain ? 1 : scale)))];
    }

    /// <summary>Whether an input lies in a domain.</summary>
    public static bool IsInside(Domain domain, double[] x)
    {
        BigInteger[] point = Dyadic.Scale([.. x, 1.0]);
        return IsInside(domain, point[..^1], point[^1]);
    }

    /// <summary>Whether two fractions differ and the network takes them to one output.</summary>
    public static bool Holds(ComposedMap map, Domain domain, Collision pair) =>
        pair.Denominator.Sign > 0 && !pair.X.SequenceEqual(pair.Y) && IsInside(domain, pair.X, pair.Denominator) && IsInside(domain, pair.Y, pair.Denominator)
        && map.At(pair.X, pair.Denominator).Values.SequenceEqual(map.At(pair.Y, pair.Denominator).Values);

    /// <summary>Whether a point lies in a domain; on the sphere no step along a line does.</summary>
    public static bool IsInside(Domain domain, IReadOnlyList<BigInteger> x, BigInteger denominator)
    {
        bool InBall(double radius)
        {
            BigInteger[] scaled = Dyadic.Scale([radius, 1]);
            BigInteger square = x.Aggregate(BigInteger.Zero, (sum, v) => sum + (v * v)) * scaled[1] * scaled[1];
            return square <= scaled[0] * scaled[0] * denominator * denominator;
        }

        bool InBox(double lower, double upper)
        {
            BigInteger[] scaled = Dyadic.Scale([lower, upper, 1]);
            return x.All(v => v * scaled[2] >= scaled[0] * denominator && v * scaled[2] <= scaled[1] * denominator);
        }

        bool InBounds(BoundsDomain bounds)
        {
            bool IsAbove(BigInteger value, double end)
            {
                BigInteger[] scaled = Dyadic.Scale([end, 1]);
                return value * scaled[1] >= scaled[0] * denominator;
            }

            return x.Count == bounds.Lower.Count && Enumerable.Range(0, x.Count).All(j =>
                (double.IsInfinity(bounds.Lower[j]) || IsAbove(x[j], bounds.Lower[j])) && (double.IsInfinity(bounds.Upper[j]) || IsAbove(-x[j], -bounds.Upper[j])));
        }

        return domain switch
        {
            WholeSpaceDomain => true,
            OrthantDomain => x.All(v => v.Sign >= 0),
            BallDomain ball => InBall(ball.Radius),
            NonNegativeBallDomain ball => x.All(v => v.Sign >= 0) && InBall(ball.Radius),
            BoxDomain box => InBox(box.Lower, box.Upper),
            BoundsDomain bounds => InBounds(bounds),
            PolyhedronDomain polyhedron => x.Count == polyhedron.Inputs && polyhedron.Walls.All(wall => ComposedMap.Dot(wall, [.. x, denominator]).Sign >= 0),
            _ => false,
        };
    }

    private static double Inside(Domain domain, Random random, int input)
    {
        double u = (2 * random.NextDouble()) - 1;
        return domain switch
        {
            OrthantDomain => Math.Abs(u),
            BoundsDomain bounds => bounds.Inside(input, u),
            BallDomain ball => u * ball.Radius / 2,
            NonNegativeBallDomain ball => Math.Abs(u) * ball.Radius / 2,
            BoxDomain box => ((box.Lower + box.Upper) / 2) + (u * (box.Upper - box.Lower) / 2),
            _ => u,
        };
    }

    private static Collision? At(ComposedMap map, Domain domain, double[] x, CancellationToken ct)
    {
        BigInteger[] point = Dyadic.Scale([.. x, 1.0]);
        if (!IsInside(domain, point[..^1], point[^1]) || map.Around(point) is not { } around)
        {
            return null;
        }

        int n = map.Inputs;
        if (Echelon.RankOf(around.Map, n, ct) == n)
        {
            return null;
        }

        BigInteger[][] matrix = [.. around.Map.Select(row => row[..n])];
        if (IntegerElimination.NullVector(matrix, n, out _, ct) is not { } direction)
        {
            return null;
        }

        // The step may not change a sign: |step row direction| <= |row point|. Halved until it stays in the domain too.
        BigInteger[] along = [.. direction, BigInteger.Zero];
        double log = BigInteger.Log(point[n], 2) - BigInteger.Log(direction.Max(BigInteger.Abs), 2) + 2;
        foreach (BigInteger[] row in around.Values)
        {
            BigInteger slope = BigInteger.Abs(ComposedMap.Dot(row, along));
            BigInteger value = BigInteger.Abs(ComposedMap.Dot(row, point));
            log = slope.IsZero ? log : Math.Min(log, BigInteger.Log(value, 2) - BigInteger.Log(slope, 2));
        }

        for (int shift = (int)Math.Floor(log); shift > log - 200; shift -= 4)
        {
            BigInteger up = shift > 0 ? BigInteger.One << shift : BigInteger.One;
            BigInteger down = shift < 0 ? BigInteger.One << -shift : BigInteger.One;
            BigInteger[] from = [.. point[..n].Select(v => v * down)];
            Collision pair = new(from, [.. from.Select((v, j) => v + (up * direction[j]))], point[n] * down);
            if (Holds(map, domain, pair))
            {
                return pair;
            }
        }

        return null;
    }
}
