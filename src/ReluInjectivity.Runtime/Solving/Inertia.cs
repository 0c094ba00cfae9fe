using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// The curvatures of a minimum over some unknowns of the maximum over others: the block of the Hessian of those maximised is negative
/// definite, and its Schur complement, the curvature of the maximum, positive definite.
/// </summary>
internal static class Inertia
{
    /// <summary>Whether a Hessian in coordinates has the inertia declared; true where none is.</summary>
    public static bool IsRight(SystemDescription system, Matrix<double> hessian)
    {
        if (system.Kind != GoalKind.Stationary || system.Maximised is not { } maximised)
        {
            return true;
        }

        (int[] outer, int[] inner) = Split(hessian.RowCount, maximised);
        if (inner.Length > 0 && !(Values(Block(hessian, inner, inner)).Maximum() < 0))
        {
            return false;
        }

        if (outer.Length == 0)
        {
            return true;
        }

        Matrix<double> schur = Block(hessian, outer, outer);
        if (inner.Length > 0)
        {
            schur -= Block(hessian, outer, inner) * Block(hessian, inner, inner).Solve(Block(hessian, inner, outer));
        }

        return Values(schur).Minimum() > 0;
    }

    /// <summary>The places of the unknowns minimised and of those maximised.</summary>
    public static (int[] Outer, int[] Inner) Split(int count, IReadOnlyList<int> maximised) =>
        ([.. Enumerable.Range(0, count).Where(i => !maximised.Contains(i))], [.. maximised]);

    /// <summary>Some rows and columns of a matrix.</summary>
    public static Matrix<double> Block(Matrix<double> matrix, int[] rows, int[] columns) =>
        Matrix<double>.Build.Dense(rows.Length, columns.Length, (i, j) => matrix[rows[i], columns[j]]);

    /// <summary>The eigenvalues; no numbers where an entry is none.</summary>
    private static Vector<double> Values(Matrix<double> matrix) =>
        Decompositions.Symmetric(matrix)?.Values ?? Vector<double>.Build.Dense(matrix.RowCount, double.NaN);
}
