using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>Whether signed rows and walls cannot all be positive at one point inside the domain; in integers.</summary>
internal static class ContradictionCheck
{
    /// <summary>The signed vectors of a node: active rows, negated inactive and branch rows, walls; in the node's order.</summary>
    public static BigInteger[][] Vectors(Arrangement arrangement, SearchNode node)
    {
        int length = arrangement.IsConic ? arrangement.Inputs : arrangement.Inputs + 1;
        return
        [
            .. node.Active.Select(i => arrangement.Rows[i][..length]),
            .. node.Inactive.Concat(node.Branches).Select(i => Negated(arrangement.Rows[i], length)),
            .. node.Walls.Select(g => arrangement.Walls[g][..length]),
        ];
    }

    /// <summary>The weights that a node's vectors determine up to a factor: positive integers with a vanishing combination; null where there are none.</summary>
    public static BigInteger[]? Circuit(BigInteger[][] vectors)
    {
        if (vectors.Length == 0)
        {
            return null;
        }

        BigInteger[][] matrix = [.. Enumerable.Range(0, vectors[0].Length).Select(j => vectors.Select(v => v[j]).ToArray())];
        BigInteger[]? weights = IntegerElimination.NullVector(matrix, vectors.Length, out int nullity);
        if (weights is null || nullity != 1)
        {
            return null;
        }

        bool isNegative = weights.Any(w => w.Sign < 0);
        return isNegative && weights.Any(w => w.Sign > 0) ? null : isNegative ? [.. weights.Select(BigInteger.Negate)] : weights;
    }

    /// <summary>
    /// Whether weights >= 0 prove that no point of the open ball has all vectors positive: sum lambda_k s_k = (v, -c) gives
    /// v x > c there, which needs |x| > c / |v|; so c >= R |v| contradicts it.
    /// </summary>
    public static bool HoldsInBall(BigInteger[][] vectors, double[] weights, double radius)
    {
        if (weights.Length != vectors.Length || Array.Exists(weights, w => !(w >= 0) || !double.IsFinite(w)) || Array.TrueForAll(weights, w => w == 0))
        {
            return false;
        }

        return HoldsInBall(vectors, Dyadic.Scale(weights), radius);
    }

    /// <summary>The same for integer weights; they may vanish together, when they contradict all of space.</summary>
    public static bool HoldsInBall(BigInteger[][] vectors, IReadOnlyList<BigInteger> scaled, double radius)
    {
        if (scaled.Count != vectors.Length || scaled.Any(w => w.Sign < 0) || scaled.All(w => w.IsZero))
        {
            return false;
        }

        int n = vectors[0].Length - 1;
        BigInteger[] sum = new BigInteger[n + 1];
        for (int k = 0; k < vectors.Length; k++)
        {
            for (int j = 0; j <= n; j++)
            {
                sum[j] += scaled[k] * vectors[k][j];
            }
        }

        BigInteger c = -sum[n];
        BigInteger r = Dyadic.Scale([radius], out int exponent)[0];
        BigInteger square = sum.Take(n).Aggregate(BigInteger.Zero, (s, v) => s + (v * v)) * r * r;
        BigInteger limit = c * c;
        return c.Sign >= 0 && (exponent >= 0 ? (limit << (2 * exponent)) >= square : limit >= (square << (-2 * exponent)));
    }

    private static BigInteger[] Negated(BigInteger[] row, int length)
    {
        BigInteger[] negated = new BigInteger[length];
        for (int j = 0; j < length; j++)
        {
            negated[j] = -row[j];
        }

        return negated;
    }
}
