using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>Fraction-free Gauss-Jordan elimination (Bareiss): exact rank and null vectors of integer matrices.</summary>
internal static class IntegerElimination
{
    /// <summary>A non-zero d with <c>M d = 0</c>; null where the columns are independent.</summary>
    /// <param name="matrix">The rows of M; they are overwritten.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="nullity">The dimension of the null space.</param>
    /// <param name="ct">Stops the elimination.</param>
    public static BigInteger[]? NullVector(BigInteger[][] matrix, int columns, out int nullity, CancellationToken ct = default)
    {
        IReadOnlyList<BigInteger[]> basis = NullBasis(matrix, columns, 1, out nullity, ct);
        return basis.Count == 0 ? null : basis[0];
    }

    /// <summary>Independent d with <c>M d = 0</c>, at most some number of them.</summary>
    public static IReadOnlyList<BigInteger[]> NullBasis(BigInteger[][] matrix, int columns, int most, out int nullity, CancellationToken ct = default)
    {
        (int[] pivots, BigInteger diagonal) = Reduce(matrix, columns, ct);
        nullity = columns - pivots.Length;
        List<BigInteger[]> basis = [];
        foreach (int free in Enumerable.Range(0, columns).Except(pivots).Take(most))
        {
            // Reduced rows read: diagonal x_pivot + M[row, free] x_free = 0, the other free unknowns zero.
            BigInteger[] d = new BigInteger[columns];
            d[free] = diagonal;
            for (int row = 0; row < pivots.Length; row++)
            {
                d[pivots[row]] = -matrix[row][free];
            }

            basis.Add(DividedByContent(d));
        }

        return basis;
    }

    /// <summary>The rank.</summary>
    public static int Rank(BigInteger[][] matrix, int columns, CancellationToken ct = default) => Reduce(matrix, columns, ct).Pivots.Length;

    /// <summary>Whether a symmetric matrix, which is overwritten, is positive definite: without exchanges the pivots are its leading minors.</summary>
    public static bool IsPositiveDefinite(BigInteger[][] matrix, CancellationToken ct = default)
    {
        BigInteger previous = BigInteger.One;
        for (int k = 0; k < matrix.Length; k++)
        {
            ct.ThrowIfCancellationRequested();
            BigInteger pivot = matrix[k][k];
            if (pivot.Sign <= 0)
            {
                return false;
            }

            for (int i = k + 1; i < matrix.Length; i++)
            {
                Eliminate(matrix[i], matrix[k], k, pivot, previous);
            }

            previous = pivot;
        }

        return true;
    }

    /// <summary>The vector over the greatest common divisor of its entries.</summary>
    public static BigInteger[] DividedByContent(BigInteger[] vector)
    {
        BigInteger content = BigInteger.Zero;
        foreach (BigInteger v in vector)
        {
            content = BigInteger.GreatestCommonDivisor(content, v);
            if (content.IsOne)
            {
                return vector;
            }
        }

        return content.IsZero ? vector : [.. vector.Select(v => v / content)];
    }

    private static (int[] Pivots, BigInteger Diagonal) Reduce(BigInteger[][] matrix, int columns, CancellationToken ct)
    {
        List<int> pivots = [];
        BigInteger previous = BigInteger.One;
        for (int column = 0; column < columns && pivots.Count < matrix.Length; column++)
        {
            ct.ThrowIfCancellationRequested();
            int row = pivots.Count;
            int found = row;
            while (found < matrix.Length && matrix[found][column].IsZero)
            {
                found++;
            }

            if (found == matrix.Length)
            {
                continue;
            }

            (matrix[row], matrix[found]) = (matrix[found], matrix[row]);
            BigInteger pivot = matrix[row][column];
            for (int i = 0; i < matrix.Length; i++)
            {
                if (i != row)
                {
                    Eliminate(matrix[i], matrix[row], column, pivot, previous);
                }
            }

            previous = pivot;
            pivots.Add(column);
        }

        return ([.. pivots], previous);
    }

    /// <summary>target := (pivot target - target[column] source) / previous, which Sylvester's identity makes whole.</summary>
    private static void Eliminate(BigInteger[] target, BigInteger[] source, int column, BigInteger pivot, BigInteger previous)
    {
        BigInteger factor = target[column];
        for (int j = 0; j < target.Length; j++)
        {
            BigInteger value = pivot * target[j];
            if (!factor.IsZero && !source[j].IsZero)
            {
                value -= factor * source[j];
            }

            target[j] = previous.IsOne ? value : value / previous;
        }
    }
}
