using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>Whether two inputs differ, lie in the domain, and have equal outputs; all in integers.</summary>
internal static class CollisionCheck
{
    /// <summary>What is wrong with a collision; null where it holds.</summary>
    public static string? Problem(Arrangement arrangement, Collision pair)
    {
        int n = arrangement.Inputs;
        if (pair.X.Count != n || pair.Y.Count != n || pair.Denominator.Sign <= 0)
        {
            return $"the two points need {n} coordinates and a positive denominator";
        }

        if (pair.X.SequenceEqual(pair.Y))
        {
            return "the two points are the same";
        }

        BigInteger[] x = [.. pair.X, pair.Denominator];
        BigInteger[] y = [.. pair.Y, pair.Denominator];
        bool isRound = arrangement.Domain is SphereDomain;
        foreach (BigInteger[] point in new[] { x, y })
        {
            bool isIn = isRound ? IsOnSphere(point) : CollisionBuilder.IsInDomain(arrangement, point, isClosed: true);
            if (!isIn)
            {
                return $"a point is not in the domain {arrangement.Domain}";
            }
        }

        for (int i = 0; i < arrangement.Rows.Count; i++)
        {
            BigInteger a = CollisionBuilder.Dot(arrangement.Rows[i], x);
            BigInteger b = CollisionBuilder.Dot(arrangement.Rows[i], y);
            if (a != b && (a.Sign > 0 || b.Sign > 0))
            {
                return $"row {i} tells the two points apart";
            }
        }

        return null;
    }

    private static bool IsOnSphere(BigInteger[] point)
    {
        BigInteger square = point.Take(point.Length - 1).Aggregate(BigInteger.Zero, (sum, v) => sum + (v * v));
        return square == point[^1] * point[^1];
    }
}
