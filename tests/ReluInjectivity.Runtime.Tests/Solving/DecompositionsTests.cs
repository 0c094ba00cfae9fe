using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>Decompositions at every size of entries that doubles have; those of the library throw or do not end on hundreds of these.</summary>
public sealed class DecompositionsTests
{
    [Fact]
    public async Task EntriesOfAnySize_AreDecomposed()
    {
        await Task.Run(Draw).WaitAsync(TimeSpan.FromMinutes(1));

        static void Draw()
        {
            var random = new Random(3);
            for (int run = 0; run < 20_000; run++)
            {
                int n = 1 + random.Next(6);
                double size = (600 * random.NextDouble()) - 300;
                double spread = run % 10 == 0 ? 600 : 40 * random.NextDouble();
                var matrix = Matrix<double>.Build.Dense(n, n);
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j <= i; j++)
                    {
                        double exponent = Math.Clamp(size + (spread * (random.NextDouble() - 0.5)), -320, 307);
                        matrix[i, j] = matrix[j, i] = ((2 * random.NextDouble()) - 1) * Math.Pow(10, exponent);
                    }
                }

                double largest = matrix.Enumerate().Max(Math.Abs);
                (Vector<double> values, Matrix<double> vectors) = Decompositions.Symmetric(matrix)!.Value;
                Decompositions.SingularValues singular = Decompositions.Singular(matrix)!;
                Assert.True(singular.Condition >= 1);
                if (largest is < 1e-280 or > 1e290)
                {
                    continue;
                }

                // A V = V diag(values), to rounding of the largest entry.
                Matrix<double> residual = (matrix / largest * vectors) - (vectors * Matrix<double>.Build.DenseOfDiagonalVector(values / largest));
                Assert.True(residual.Enumerate().Max(Math.Abs) < 1e-13 * n, $"run {run}");
                if (singular.Condition < 1e6)
                {
                    Vector<double> right = Vector<double>.Build.Dense(n, i => (1 + i) * largest);
                    Assert.True(((matrix * singular.Solve(right)) - right).AbsoluteMaximum() < 1e-8 * largest, $"run {run}");
                }
            }
        }
    }

    /// <summary>Cholesky's factors against eigenvalues (MathNet): the solution, no greater condition, and nothing where one eigenvalue is clearly negative.</summary>
    [Fact]
    public void DefiniteMatrices_AreSolved_AndOthersAreNot()
    {
        var random = new Random(5);
        (int definite, int others) = (0, 0);
        for (int run = 0; run < 2000; run++)
        {
            int n = 1 + random.Next(12);
            var root = Matrix<double>.Build.Dense(n, n, (_, _) => random.NextDouble() - 0.5);
            Matrix<double> matrix = (root * root.Transpose()) - (run % 3 * 0.02 * Matrix<double>.Build.DenseIdentity(n));
            var right = Vector<double>.Build.Dense(n, _ => random.NextDouble() - 0.5);
            (Vector<double> values, _) = Decompositions.Symmetric(matrix)!.Value;
            if (values.AbsoluteMinimum() < 1e-6)
            {
                continue;
            }

            if (values.Minimum() < 0)
            {
                others++;
                Assert.Null(Decompositions.SolveDefinite(matrix, right));
                continue;
            }

            definite++;
            (Vector<double> solution, double condition) = Decompositions.SolveDefinite(matrix, right)!.Value;
            Assert.True(((matrix * solution) - right).AbsoluteMaximum() < 1e-13 * values.Maximum() * Math.Max(1, solution.AbsoluteMaximum()) * n, $"run {run}");
            Assert.InRange(condition, 1 - 1e-12, (1 + 1e-9) * values.Maximum() / values.Minimum());
        }

        Assert.True(definite > 500 && others > 200, $"{definite} {others}");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void EntriesThatAreNotFinite_HaveNone(double entry)
    {
        Matrix<double> matrix = Matrix<double>.Build.DenseOfArray(new[,] { { 1, entry }, { entry, 1 } });
        Assert.Null(Decompositions.Symmetric(matrix));
        Assert.Null(Decompositions.Singular(matrix));
        Assert.Null(Decompositions.SolveDefinite(matrix, Vector<double>.Build.Dense(2, 1)));
    }
}
