using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>How a linear program ended.</summary>
internal enum LinearProgramStatus
{
    /// <summary>An optimum was found.</summary>
    Optimal,

    /// <summary>The objective grows without end, or the constraints admit nothing.</summary>
    Unbounded,

    /// <summary>Rounding kept it from an end; the optimum is not known.</summary>
    Stopped,
}

/// <summary>
/// max c t over A t &lt;= b with free t, in few dimensions: a dense simplex on the dual, min b l over A^T l = c, l >= 0, with the largest
/// coefficient entering, and Bland's rule while the objective stands still. The constraints must admit a point; whether they do is another
/// question (see <see cref="Fibre"/>).
/// </summary>
internal static class LinearProgram
{
    /// <summary>Steps for each row and column of the table after which a program counts as stopped: such as end take some two for each row.</summary>
    public const int StepsPerLine = 50;

    private const double Zero = 1e-11;

    /// <summary>Finds the optimum.</summary>
    /// <param name="objective">c.</param>
    /// <param name="matrix">The rows of A.</param>
    /// <param name="bounds">b.</param>
    /// <param name="value">The optimum; infinite where there is none, not a number where it is not known.</param>
    /// <param name="stepsPerLine">The most steps for each row and column of the table.</param>
    /// <param name="ct">Stops the steps with an <see cref="OperationCanceledException"/>.</param>
    public static LinearProgramStatus Maximise(
        double[] objective, IReadOnlyList<double[]> matrix, double[] bounds, out double value, int stepsPerLine = StepsPerLine, CancellationToken ct = default)
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

        long most = (long)stepsPerLine * (m + k);
        double[] phase1 = [.. Enumerable.Range(0, m + k).Select(j => j < m ? 0.0 : 1.0)];
        value = double.NaN;
        if (!Run(table, basis, phase1, m + k, most, out double infeasibility, ct))
        {
            return LinearProgramStatus.Stopped;
        }

        if (infeasibility > 1e-9)
        {
            // No multipliers: the objective is not bounded.
            value = double.PositiveInfinity;
            return LinearProgramStatus.Unbounded;
        }

        DriveOut(table, basis, m);
        double[] phase2 = [.. bounds, .. new double[k]];
        if (!Run(table, basis, phase2, m, most, out double least, ct))
        {
            return LinearProgramStatus.Stopped;
        }

        value = least;
        return LinearProgramStatus.Optimal;
    }

    /// <summary>Minimises; artificial variables beyond <paramref name="allowed"/> never enter. False where the steps ended before the minimum.</summary>
    private static bool Run(double[][] table, int[] basis, double[] cost, int allowed, long most, out double value, CancellationToken ct)
    {
        // The reduced costs go along as one more row, whose last entry is the objective's negative.
        double[] reduced = Reduced(table, basis, cost);
        bool isFresh = true;
        value = double.NaN;
        int still = 0;
        for (long step = 0; step < most; step++)
        {
            ct.ThrowIfCancellationRequested();
            int entering = still > table.Length ? Array.FindIndex(reduced, 0, allowed, v => v < -Zero) : TensorPrimitives.IndexOfMin<double>(reduced.AsSpan(0, allowed));
            if ((entering < 0 || reduced[entering] >= -Zero) && !isFresh)
            {
                // Rounding gathers in what is carried along: an optimum is one by costs reduced anew.
                (reduced, isFresh) = (Reduced(table, basis, cost), true);
                continue;
            }

            if (entering < 0 || reduced[entering] >= -Zero)
            {
                value = Enumerable.Range(0, table.Length).Sum(i => cost[basis[i]] * table[i][^1]);
                return true;
            }

            int leaving = Leaving(table, basis, entering);
            if (leaving < 0)
            {
                value = double.NegativeInfinity;
                return true;
            }

            still = table[leaving][^1] > Zero ? 0 : still + 1;
            Pivot(table, leaving, entering);
            Subtract(reduced, reduced[entering], table[leaving]);
            basis[leaving] = entering;
            isFresh = false;
        }

        return false;
    }

    private static double[] Reduced(double[][] table, int[] basis, double[] cost)
    {
        double[] reduced = [.. cost, 0];
        for (int i = 0; i < table.Length; i++)
        {
            Subtract(reduced, cost[basis[i]], table[i]);
        }

        return reduced;
    }

    private static int Leaving(double[][] table, int[] basis, int entering)
    {
        int leaving = -1;
        for (int i = 0; i < table.Length; i++)
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

        return leaving;
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
        TensorPrimitives.Divide(table[row], table[row][column], table[row]);
        for (int i = 0; i < table.Length; i++)
        {
            if (i != row)
            {
                Subtract(table[i], table[i][column], table[row]);
            }
        }
    }

    private static void Subtract(double[] from, double factor, double[] row)
    {
        if (factor != 0)
        {
            TensorPrimitives.MultiplyAdd(row, -factor, from, from);
        }
    }
}
