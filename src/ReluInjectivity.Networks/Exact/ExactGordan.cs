using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>
/// Gordan's alternative, decided in integers: either some weights lambda >= 0, not all zero, give sum lambda_k s_k = 0, or some z has
/// s_k z > 0 for all k. For the few nodes where doubles cannot tell.
/// </summary>
internal static class ExactGordan
{
    /// <summary>Decides which of the two alternatives holds.</summary>
    /// <param name="vectors">The s_k, of equal length.</param>
    /// <param name="support">The k with positive weight, or null.</param>
    /// <param name="ct">Stops the simplex.</param>
    /// <returns>z, or null where weights exist.</returns>
    public static BigInteger[]? Solve(IReadOnlyList<BigInteger[]> vectors, out int[]? support, CancellationToken ct)
    {
        // sum lambda_k s_k = 0, and as the last row sum lambda_k = 1.
        int last = vectors[0].Length;
        BigInteger[] right = new BigInteger[last + 1];
        right[last] = BigInteger.One;
        IntegerSimplex simplex = new(vectors.Count, (i, k) => i == last ? BigInteger.One : vectors[k][i], right, ct);
        support = simplex.IsFeasible ? simplex.Support : null;

        // s_k y + y_last <= 0 for all k and y_last > 0, y the multipliers. Hence z = -y.
        return simplex.IsFeasible ? null : [.. Enumerable.Range(0, last).Select(simplex.NegatedMultiplier)];
    }
}
