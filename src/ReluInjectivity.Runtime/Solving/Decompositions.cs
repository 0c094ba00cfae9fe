using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// Decompositions of matrices with entries of any size. Those of the library do not end, or throw, where squares of entries overflow or underflow, so a
/// matrix is brought to entries of at most 2 first, by a power of two, and what is lost beside the largest is 0.
/// </summary>
internal static class Decompositions
{
    private const double Negligible = 1e-140;

    /// <summary>Eigenvalues, in ascending order, and orthonormal eigenvectors of a matrix that is symmetric but for rounding; null where an entry is not finite.</summary>
    public static (Vector<double> Values, Matrix<double> Vectors)? Symmetric(Matrix<double> matrix)
    {
        if (Scaled(matrix) is not var (scaled, exponent))
        {
            return null;
        }

        var eigen = (0.5 * (scaled + scaled.Transpose())).Evd(Symmetricity.Symmetric);
        return (eigen.EigenValues.Real().Map(v => Math.ScaleB(v, exponent), Zeros.Include), eigen.EigenVectors);
    }

    /// <summary>The singular values of a square matrix; null where an entry is not finite.</summary>
    public static SingularValues? Singular(Matrix<double> matrix) => Scaled(matrix) is var (scaled, exponent) ? new(scaled, scaled.Svd(), exponent) : null;

    /// <summary>
    /// The solution of a system with a symmetric matrix by Cholesky's factors, of which the lower part is read, and the ratio of the squares of their diagonal, which
    /// is no more than the condition number; null where the matrix is not positive definite or not finite.
    /// </summary>
    public static (Vector<double> Solution, double Condition)? SolveDefinite(Matrix<double> matrix, Vector<double> right)
    {
        int n = right.Count;
        double[,] factor = new double[n, n];
        double[] x = right.ToArray();
        (double least, double largest) = (double.PositiveInfinity, 0);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    rest -= factor[i, k] * factor[j, k];
                }

                factor[i, j] = j < i ? rest / factor[j, j] : Math.Sqrt(rest);
            }

            double pivot = factor[i, i];
            if (!(pivot > 0) || !double.IsFinite(pivot))
            {
                return null;
            }

            (least, largest) = (Math.Min(least, pivot), Math.Max(largest, pivot));
            for (int k = 0; k < i; k++)
            {
                x[i] -= factor[i, k] * x[k];
            }

            x[i] /= pivot;
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                x[i] -= factor[k, i] * x[k];
            }

            x[i] /= factor[i, i];
        }

        return (Vector<double>.Build.Dense(x), largest / least * (largest / least));
    }

    private static (Matrix<double> Matrix, int Exponent)? Scaled(Matrix<double> matrix)
    {
        double largest = 0;
        foreach (double entry in matrix.Enumerate())
        {
            if (!double.IsFinite(entry))
            {
                return null;
            }

            largest = Math.Max(largest, Math.Abs(entry));
        }

        int exponent = largest > 0 ? Math.ILogB(largest) : 0;
        return (matrix.Map(x => Math.ScaleB(x, -exponent) is var y && Math.Abs(y) < Negligible ? 0 : y, Zeros.Include), exponent);
    }

    /// <summary>A matrix by its singular values.</summary>
    /// <param name="Matrix">The matrix, scaled.</param>
    /// <param name="Svd">Its decomposition.</param>
    /// <param name="Exponent">The power of two that it is divided by.</param>
    public sealed record SingularValues(Matrix<double> Matrix, Svd<double> Svd, int Exponent)
    {
        /// <summary>The ratio of largest to smallest.</summary>
        public double Condition => Svd.ConditionNumber;

        /// <summary>The solution of a system.</summary>
        public Vector<double> Solve(Vector<double> right) => Unscaled(Svd.Solve(right));

        /// <summary>The shortest of the best solutions of a singular system.</summary>
        public Vector<double> ShortestSolution(Vector<double> right) => Unscaled(Matrix.PseudoInverse() * right);

        private Vector<double> Unscaled(Vector<double> solution) => solution.Map(x => Math.ScaleB(x, -Exponent), Zeros.Include);
    }
}
