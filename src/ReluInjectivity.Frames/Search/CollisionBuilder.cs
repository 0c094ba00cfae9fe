using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>From a point whose active rows do not span, an exact collision: the point moved both ways along a direction that no active row sees.</summary>
internal static class CollisionBuilder
{
    /// <summary>The active rows at an integer point (X, q), ties included; null where the point is not inside the domain.</summary>
    public static int[]? ActiveRows(Arrangement arrangement, BigInteger[] point)
    {
        if (!IsInside(arrangement.Walls, arrangement.Radius, point, isClosed: false))
        {
            return null;
        }

        SignFilter signs = new(arrangement, point);
        return [.. Enumerable.Range(0, arrangement.Rows.Count).Where(i => signs.Of(i, point) >= 0 && !IsZero(arrangement, i))];
    }

    /// <summary>A collision around a point; null where the active rows span, or the point is not inside the domain.</summary>
    /// <param name="arrangement">The hyperplanes.</param>
    /// <param name="point">(X, q) with q positive.</param>
    /// <param name="ct">Stops the exact arithmetic.</param>
    public static Collision? Around(Arrangement arrangement, BigInteger[] point, CancellationToken ct = default)
    {
        int n = arrangement.Inputs;
        if (ActiveRows(arrangement, point) is not { } active)
        {
            return null;
        }

        point = DrawnInside(arrangement, point);
        if (ExactRank.NullVector([.. active.Select(i => arrangement.Rows[i])], n, ct) is not { } d)
        {
            return null;
        }

        int shift = 0;
        HashSet<int> isActive = [.. active];
        for (int i = 0; i < arrangement.Rows.Count; i++)
        {
            if (!isActive.Contains(i) && !IsZero(arrangement, i))
            {
                shift = Math.Max(shift, Shift(arrangement.Rows[i], point, d));
            }
        }

        return Along(arrangement, point, d, shift);
    }

    /// <summary>A point moved both ways along a direction, by so little that it stays in the domain; null where the two then do not collide.</summary>
    /// <param name="arrangement">The hyperplanes.</param>
    /// <param name="point">(X, q) with q positive, inside the domain.</param>
    /// <param name="d">The direction.</param>
    /// <param name="shift">The step is at most 2^-shift d.</param>
    public static Collision? Along(Arrangement arrangement, BigInteger[] point, BigInteger[] d, int shift = 0)
    {
        foreach (BigInteger[] wall in arrangement.DomainWalls)
        {
            shift = Math.Max(shift, Shift(wall, point, d));
        }

        // Only a round domain asks for more than one try.
        for (int extra = 0; extra < 4096; extra++)
        {
            Collision pair = Moved(point, d, shift + extra);
            if (CollisionCheck.Problem(arrangement, pair) is null)
            {
                return pair;
            }
        }

        return null;
    }

    /// <summary>A point of the same cell inside the domain: a cone's cells reach the origin, so the point can be drawn towards it.</summary>
    public static BigInteger[] DrawnInside(Arrangement arrangement, BigInteger[] point)
    {
        BigInteger[] drawn = [.. point];
        for (int k = 0; arrangement.IsConic && k < 4096 && !IsInDomain(arrangement, drawn, isClosed: false); k++)
        {
            drawn[^1] <<= 1;
        }

        return drawn;
    }

    /// <summary>Whether (X, q) lies in the domain, or in its interior.</summary>
    public static bool IsInDomain(Arrangement arrangement, IReadOnlyList<BigInteger> point, bool isClosed) =>
        IsInside(arrangement.DomainWalls, arrangement.DomainRadius, point, isClosed);

    /// <summary>Whether (X, q) lies within walls and a radius.</summary>
    public static bool IsInside(IReadOnlyList<BigInteger[]> walls, double? round, IReadOnlyList<BigInteger> point, bool isClosed)
    {
        int n = point.Count - 1;
        int least = isClosed ? 0 : 1;
        if (point[n].Sign <= 0 || walls.Any(w => Dot(w, point).Sign < least))
        {
            return false;
        }

        if (round is not { } radius)
        {
            return true;
        }

        // |X|^2 < r^2 q^2 with r = R / 2^e.
        BigInteger r = Dyadic.Scale([radius], out int exponent)[0] * point[n];
        BigInteger square = point.Take(n).Aggregate(BigInteger.Zero, (sum, x) => sum + (x * x));
        int sign = exponent >= 0 ? (r * r).CompareTo(square << (2 * exponent)) : (r * r << (-2 * exponent)).CompareTo(square);
        return sign >= least;
    }

    /// <summary>The inner product of vectors of length n + 1.</summary>
    public static BigInteger Dot(IReadOnlyList<BigInteger> a, IReadOnlyList<BigInteger> b)
    {
        BigInteger sum = BigInteger.Zero;
        for (int j = 0; j < a.Count; j++)
        {
            if (!a[j].IsZero && !b[j].IsZero)
            {
                sum += a[j] * b[j];
            }
        }

        return sum;
    }

    private static bool IsZero(Arrangement arrangement, int row) => arrangement.Parallels.Leaders[row] < 0;

    /// <summary>The smallest s, or one more, with |row d| q &lt; |row (X, q)| 2^s.</summary>
    private static int Shift(BigInteger[] row, BigInteger[] point, BigInteger[] d)
    {
        int n = d.Length;
        BigInteger change = BigInteger.Zero;
        for (int j = 0; j < n; j++)
        {
            change += row[j] * d[j];
        }

        change *= point[n];
        return change.IsZero ? 0 : (int)(change.GetBitLength() - Dot(row, point).GetBitLength()) + 2;
    }

    /// <summary>(X 2^s +- q d) / (q 2^s).</summary>
    private static Collision Moved(BigInteger[] point, BigInteger[] d, int shift)
    {
        int n = d.Length;
        BigInteger q = point[n];
        return new Collision(
            [.. Enumerable.Range(0, n).Select(j => (point[j] << shift) + (q * d[j]))],
            [.. Enumerable.Range(0, n).Select(j => (point[j] << shift) - (q * d[j]))],
            q << shift);
    }
}
