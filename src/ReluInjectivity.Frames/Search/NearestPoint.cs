using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// The point nearest to the origin where some rows (g, o) vanish, g x + o = 0, in fractions: x = sum of lambda_k g_k with (g_j g_k) lambda = -o. Where all
/// lambda >= 0 it is the nearest point of {g_k x + o_k >= 0}, and the lambda prove it.
/// </summary>
/// <param name="Weights">The lambda, times a common positive factor, in the order of the rows.</param>
/// <param name="Point">(X, q), x = X / q with q positive.</param>
internal sealed record NearestPoint(BigInteger[] Weights, BigInteger[] Point)
{
    /// <summary>The point of some rows; null where they are dependent, or a lambda is negative.</summary>
    /// <param name="rows">The (g, o), of length n + 1.</param>
    /// <param name="ct">Stops the elimination.</param>
    public static NearestPoint? Of(IReadOnlyList<BigInteger[]> rows, CancellationToken ct)
    {
        int n = rows.Count == 0 ? 0 : rows[0].Length - 1;
        if (rows.Count == 0 || rows.Count > n)
        {
            return null;
        }

        // Null vectors (lambda, mu) of (g_j g_k | o_j), mu not zero.
        BigInteger[][] matrix = [.. rows.Select(row => (BigInteger[])[.. rows.Select(other => Product(row, other, n)), row[n]])];
        BigInteger[]? solution = IntegerElimination.NullVector(matrix, rows.Count + 1, out int nullity, ct);
        if (solution is null || nullity != 1 || solution[^1].IsZero)
        {
            return null;
        }

        int sign = solution[^1].Sign;
        BigInteger[] weights = [.. solution.SkipLast(1).Select(v => v * sign)];
        if (Array.Exists(weights, w => w.Sign < 0))
        {
            return null;
        }

        BigInteger[] point = new BigInteger[n + 1];
        point[n] = BigInteger.Abs(solution[^1]);
        for (int k = 0; k < weights.Length; k++)
        {
            for (int j = 0; j < n; j++)
            {
                point[j] += weights[k] * rows[k][j];
            }
        }

        return new(weights, point);
    }

    private static BigInteger Product(BigInteger[] a, BigInteger[] b, int n)
    {
        BigInteger sum = BigInteger.Zero;
        for (int j = 0; j < n; j++)
        {
            sum += a[j] * b[j];
        }

        return sum;
    }
}
