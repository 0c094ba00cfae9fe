using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>
/// Farkas' alternative in integers: either some z has g_k z >= 0 for all k and h z > 0, or h = -(a non-negative combination of the g_k).
/// </summary>
internal static class ConePoint
{
    /// <summary>Such a z; null where there is none.</summary>
    /// <param name="constraints">The g_k; those that are zero take no part.</param>
    /// <param name="goal">h, of the same length.</param>
    /// <param name="support">Where there is no z, the k of a combination, independent g_k; null elsewhere.</param>
    /// <param name="ct">Stops the simplex.</param>
    public static BigInteger[]? Find(IReadOnlyList<BigInteger[]> constraints, BigInteger[] goal, out int[]? support, CancellationToken ct)
    {
        int[] used = [.. Enumerable.Range(0, constraints.Count).Where(k => constraints[k].Any(v => !v.IsZero))];
        // sum lambda_k g_k = -h; lines are turned so that the right-hand side is not negative.
        BigInteger Turned(int i, BigInteger value) => goal[i].Sign > 0 ? -value : value;
        IntegerSimplex simplex = new(used.Length, (i, k) => Turned(i, constraints[used[k]][i]), [.. goal.Select(BigInteger.Abs)], ct);

        // y g_k <= 0 and y (-h) > 0 for the turned lines, y the multipliers: z = -y, turned back.
        support = simplex.IsFeasible ? [.. simplex.Support.Select(k => used[k])] : null;
        return simplex.IsFeasible ? null : [.. Enumerable.Range(0, goal.Length).Select(i => Turned(i, simplex.NegatedMultiplier(i)))];
    }
}
