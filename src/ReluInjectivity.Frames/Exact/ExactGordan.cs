using System.Numerics;

namespace ReluInjectivity.Frames.Exact;

/// <summary>
/// Gordan's alternative, decided in integers: either some weights lambda >= 0, not all zero, give sum lambda_k s_k = 0, or some z has
/// s_k z > 0 for all k. A fraction-free simplex with Bland's rule, for the few nodes where doubles cannot tell.
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
        int columns = vectors.Count;
        int rows = vectors[0].Length + 1;

        // Phase 1 of: sum lambda_k s_k = 0, sum lambda_k = 1, with one artificial variable a row; the last line is the objective.
        BigInteger[][] table = [.. Enumerable.Range(0, rows + 1).Select(_ => new BigInteger[columns + rows + 1])];
        int[] basis = [.. Enumerable.Range(columns, rows)];
        for (int k = 0; k < columns; k++)
        {
            for (int i = 0; i < rows; i++)
            {
                table[i][k] = i == rows - 1 ? BigInteger.One : vectors[k][i];
                table[rows][k] -= table[i][k];
            }
        }

        for (int i = 0; i < rows; i++)
        {
            table[i][columns + i] = BigInteger.One;
        }

        table[rows - 1][^1] = BigInteger.One;
        table[rows][^1] = BigInteger.MinusOne;
        BigInteger denominator = BigInteger.One;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            int entering = Array.FindIndex(table[rows], 0, columns, c => c.Sign < 0);
            if (entering < 0)
            {
                break;
            }

            int leaving = Leaving(table, basis, entering, rows);
            Pivot(table, leaving, entering, ref denominator);
            basis[leaving] = entering;
        }

        bool isBalanced = table[rows][^1].IsZero;
        support = isBalanced ? [.. Enumerable.Range(0, rows).Where(i => basis[i] < columns && !table[i][^1].IsZero).Select(i => basis[i]).Order()] : null;

        // The objective line holds D (1 - y_i) under the artificials, D the denominator and y the multipliers:
        // s_k y + y_last <= 0 for all k and y_last > 0. Hence z = -y.
        if (isBalanced)
        {
            return null;
        }

        BigInteger scale = denominator;
        return [.. Enumerable.Range(0, rows - 1).Select(i => table[rows][columns + i] - scale)];
    }

    private static int Leaving(BigInteger[][] table, int[] basis, int entering, int rows)
    {
        int leaving = -1;
        for (int i = 0; i < rows; i++)
        {
            if (table[i][entering].Sign <= 0)
            {
                continue;
            }

            // Ratios rhs / entry, cross-multiplied; Bland: the smaller index on ties.
            int order = leaving < 0 ? -1 : (table[i][^1] * table[leaving][entering]).CompareTo(table[leaving][^1] * table[i][entering]);
            leaving = order < 0 || (order == 0 && basis[i] < basis[leaving]) ? i : leaving;
        }

        return leaving;
    }

    private static void Pivot(BigInteger[][] table, int row, int column, ref BigInteger denominator)
    {
        BigInteger pivot = table[row][column];
        for (int i = 0; i < table.Length; i++)
        {
            if (i == row)
            {
                continue;
            }

            BigInteger factor = table[i][column];
            for (int j = 0; j < table[i].Length; j++)
            {
                table[i][j] = ((table[i][j] * pivot) - (factor * table[row][j])) / denominator;
            }
        }

        denominator = pivot;
    }
}
