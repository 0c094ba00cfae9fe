using System.Numerics;

namespace ReluInjectivity.Frames.Networks.Composed;

/// <summary>
/// Farkas' alternative in integers: either some z has g_k z >= 0 for all k and h z > 0, or h = -(a non-negative combination of the g_k). A
/// fraction-free simplex with Bland's rule, which therefore ends.
/// </summary>
internal static class ConePoint
{
    /// <summary>Such a z; null where there is none.</summary>
    /// <param name="constraints">The g_k.</param>
    /// <param name="goal">h, of the same length.</param>
    /// <param name="ct">Stops the simplex.</param>
    public static BigInteger[]? Find(IReadOnlyList<BigInteger[]> constraints, BigInteger[] goal, CancellationToken ct)
    {
        int rows = goal.Length;
        int columns = constraints.Count;

        // Phase 1 of sum lambda_k g_k = -h, lambda >= 0; lines are turned so that the right-hand side is not negative.
        bool[] isTurned = new bool[rows];
        BigInteger[][] table = new BigInteger[rows + 1][];
        table[rows] = new BigInteger[columns + rows + 1];
        for (int i = 0; i < rows; i++)
        {
            isTurned[i] = goal[i].Sign > 0;
            BigInteger[] line = new BigInteger[columns + rows + 1];
            for (int k = 0; k < columns; k++)
            {
                line[k] = isTurned[i] ? -constraints[k][i] : constraints[k][i];
                table[rows][k] -= line[k];
            }

            line[columns + i] = BigInteger.One;
            line[^1] = BigInteger.Abs(goal[i]);
            table[rows][^1] -= line[^1];
            table[i] = line;
        }

        int[] basis = [.. Enumerable.Range(columns, rows)];
        BigInteger denominator = BigInteger.One;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            int entering = Array.FindIndex(table[rows], 0, columns, c => c.Sign < 0);
            if (entering < 0)
            {
                break;
            }

            int leaving = -1;
            for (int i = 0; i < rows; i++)
            {
                if (table[i][entering].Sign > 0)
                {
                    int order = leaving < 0 ? -1 : (table[i][^1] * table[leaving][entering]).CompareTo(table[leaving][^1] * table[i][entering]);
                    leaving = order < 0 || (order == 0 && basis[i] < basis[leaving]) ? i : leaving;
                }
            }

            Pivot(table, leaving, entering, ref denominator);
            basis[leaving] = entering;
        }

        if (table[rows][^1].IsZero)
        {
            return null;
        }

        // The objective's line holds D (1 - y_i) under the artificials, with y g_k <= 0 and y (-h) > 0 for the turned lines: z = -y, turned back.
        BigInteger[] z = new BigInteger[rows];
        for (int i = 0; i < rows; i++)
        {
            BigInteger turned = table[rows][columns + i] - denominator;
            z[i] = isTurned[i] ? -turned : turned;
        }

        return z;
    }

    private static void Pivot(BigInteger[][] table, int row, int column, ref BigInteger denominator)
    {
        BigInteger pivot = table[row][column];
        for (int i = 0; i < table.Length; i++)
        {
            BigInteger factor = table[i][column];
            for (int j = 0; i != row && j < table[i].Length; j++)
            {
                table[i][j] = ((table[i][j] * pivot) - (factor * table[row][j])) / denominator;
            }
        }

        denominator = pivot;
    }
}
