namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>How a linear program ended.</summary>
internal enum LinearProgramStatus
{
    /// <summary>An optimum was found.</summary>
    Optimal,

    /// <summary>The objective grows without end, or the constraints admit nothing.</summary>
    Unbounded,
}

/// <summary>
/// max c t over A t &lt;= b with free t, in few dimensions: a dense simplex with Bland's rule on the dual, min b l over A^T l = c, l >= 0. The
/// constraints must admit a point; whether they do is another question (see <see cref="Fibre"/>).
/// </summary>
internal static class LinearProgram
{
    private const double Zero = 1e-11;

    /// <summary>Finds the optimum and where it lies.</summary>
    /// <param name="objective">c.</param>
    /// <param name="matrix">The rows of A.</param>
    /// <param name="bounds">b.</param>
    /// <param name="value">The optimum.</param>
    public static LinearProgramStatus Maximise(double[] objective, IReadOnlyList<double[]> matrix, double[] bounds, out double value)
    {
        int k = objective.Length;
        int m = matrix.Count;
        double[][] table = new double[k][];
        int[] basis = new int[k];
        for (int i = 0; i < k; i++)
        {
            double sign = objective[i] < 0 ? -1 : 1;
            table[i] = new double[m + k + 1];
            for (int j = 0; j < m; j++)
            {
                table[i][j] = sign * matrix[j][i];
            }

            table[i][m + i] = 1;
            table[i][^1] = sign * objective[i];
            basis[i] = m + i;
        }

        double[] phase1 = [.. Enumerable.Range(0, m + k).Select(j => j < m ? 0.0 : 1.0)];
        double[] phase2 = [.. bounds, .. new double[k]];
        value = double.PositiveInfinity;
        double infeasibility = Run(table, basis, phase1, m + k);
        if (infeasibility > 1e-9)
        {
            // No multipliers: the objective is not bounded.
            return LinearProgramStatus.Unbounded;
        }

        DriveOut(table, basis, m);
        value = Run(table, basis, phase2, m);
        return LinearProgramStatus.Optimal;
    }

    /// <summary>Minimises; artificial variables beyond <paramref name="allowed"/> never enter.</summary>
    private static double Run(double[][] table, int[] basis, double[] cost, int allowed)
    {
        int k = table.Length;
        for (int iteration = 0; iteration < 50_000; iteration++)
        {
            int entering = -1;
            for (int j = 0; j < allowed && entering < 0; j++)
            {
                double reduced = cost[j];
                for (int i = 0; i < k; i++)
                {
                    reduced -= cost[basis[i]] * table[i][j];
                }

                entering = reduced < -Zero ? j : -1;
            }

            if (entering < 0)
            {
                break;
            }

            int leaving = -1;
            for (int i = 0; i < k; i++)
            {
                if (table[i][entering] <= Zero)
                {
                    continue;
                }

                double ratio = table[i][^1] / table[i][entering];
                double least = leaving < 0 ? double.PositiveInfinity : table[leaving][^1] / table[leaving][entering];
                bool isLess = ratio < least - Zero || (ratio <= least + Zero && leaving >= 0 && basis[i] < basis[leaving]);
                leaving = leaving < 0 || isLess ? i : leaving;
            }

            if (leaving < 0)
            {
                return double.NegativeInfinity;
            }

            Pivot(table, leaving, entering);
            basis[leaving] = entering;
        }

        return Enumerable.Range(0, k).Sum(i => cost[basis[i]] * table[i][^1]);
    }

    /// <summary>Artificial variables left at zero go for real ones where a row has any.</summary>
    private static void DriveOut(double[][] table, int[] basis, int m)
    {
        for (int i = 0; i < table.Length; i++)
        {
            int real = basis[i] < m ? -1 : Array.FindIndex(table[i], 0, m, v => Math.Abs(v) > 1e-9);
            if (real >= 0)
            {
                Pivot(table, i, real);
                basis[i] = real;
            }
        }
    }

    private static void Pivot(double[][] table, int row, int column)
    {
        double pivot = table[row][column];
        for (int j = 0; j < table[row].Length; j++)
        {
            table[row][j] /= pivot;
        }

        for (int i = 0; i < table.Length; i++)
        {
            double factor = table[i][column];
            if (i == row || factor == 0)
            {
                continue;
            }

            for (int j = 0; j < table[i].Length; j++)
            {
                table[i][j] -= factor * table[row][j];
            }
        }
    }
}
