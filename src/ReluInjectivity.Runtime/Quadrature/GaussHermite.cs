using System.Collections.Concurrent;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>Gauss-Hermite rules for the standard normal density: sum_k w_k f(z_k) is E f(z), exact for polynomials up to degree 2n - 1.</summary>
public static class GaussHermite
{
    private static readonly ConcurrentDictionary<int, QuadratureRule> Rules = new();

    /// <summary>The rule with n nodes, ascending, from the eigenvalues of the Jacobi matrix (G. Golub and J. Welsch, Math. Comp. 23 (1969) 221).</summary>
    /// <param name="n">The number of nodes, at least 1.</param>
    public static QuadratureRule Rule(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return Rules.GetOrAdd(n, Compute);
    }

    /// <summary>
    /// The probabilists' Hermite polynomials obey x H_k = sqrt(k + 1) H_(k+1) + sqrt(k) H_(k-1) when normalised; the nodes are the
    /// eigenvalues of that tridiagonal matrix, polished by Newton's method, and the weights 1/sum_k H_k(z)^2.
    /// </summary>
    private static QuadratureRule Compute(int n)
    {
        Evd<double> jacobi = Matrix<double>.Build.Dense(n, n, (i, j) => Math.Abs(i - j) == 1 ? Math.Sqrt(Math.Max(i, j)) : 0).Evd(Symmetricity.Symmetric);
        double[] nodes = [.. jacobi.EigenValues.Select(e => e.Real).Order()];
        double[] weights = new double[n];
        for (int k = n / 2; k < n; k++)
        {
            double z = k == n - 1 - k ? 0 : nodes[k];
            for (int i = 0; i < 2; i++)
            {
                (double last, double before, _) = Polynomials(n, z);
                z -= last / (Math.Sqrt(n) * before);
            }

            (nodes[k], nodes[n - 1 - k]) = (z, -z);
            weights[k] = weights[n - 1 - k] = 1 / Polynomials(n, z).SumOfSquares;
        }

        return new QuadratureRule(nodes, weights);
    }

    /// <summary>H_n, H_(n-1) and the sum of the squares of H_0 to H_(n-1); H_n' = sqrt(n) H_(n-1).</summary>
    private static (double Last, double Before, double SumOfSquares) Polynomials(int n, double z)
    {
        double before = 0;
        double last = 1;
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            sum += last * last;
            (before, last) = (last, ((z * last) - (Math.Sqrt(k) * before)) / Math.Sqrt(k + 1));
        }

        return (last, before, sum);
    }
}
