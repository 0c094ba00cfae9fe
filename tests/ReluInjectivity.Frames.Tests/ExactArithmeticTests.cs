using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>The exact parts against each other and against identities.</summary>
public sealed class ExactArithmeticTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(2.2250738585072014e-308)]
    [InlineData(0.0)]
    public void Dyadic_IsTheDoubleItself(double value)
    {
        BigInteger scaled = Dyadic.Scale([value, 1.0], out int exponent)[0];

        Assert.Equal(value, exponent >= 0 ? Dyadic.Quotient(scaled, BigInteger.One << exponent) : Dyadic.Quotient(scaled << -exponent, BigInteger.One));
    }

    /// <summary>Matrices whose determinant is a prime near 2^61: whatever prime ranks are taken over, they are not singular.</summary>
    [Theory]
    [InlineData(2147483648.0, 1.0, 1.0, 1073741824.0)]
    [InlineData(2147483648.0, 1.0, 31.0, 1073741824.0)]
    public void Determinants_that_a_known_prime_divides(double a, double b, double c, double d)
    {
        Layer layer = new([[a, b], [c, d], [-a, -b], [-c, -d]]);
        Assert.Equal(Verdict.Injective, InjectivityCheck.Run(layer, Domain.WholeSpace, CheckOptions.Default).Verdict);
        Assert.Equal(2, Margins.MarginAnalysis.Run(layer, Domain.WholeSpace, CheckOptions.Default).LowestRank);
        Assert.Equal(2, Echelon.RankOf([.. layer.Rows.Select(row => Dyadic.Scale(row))], 2));
    }

    [Fact]
    public void PrimeField_AgreesWithBigIntegers()
    {
        Random random = new(1);
        for (int k = 0; k < 2000; k++)
        {
            ulong a = (ulong)random.NextInt64() % PrimeField.Shared.Modulus;
            ulong b = (ulong)random.NextInt64() % PrimeField.Shared.Modulus;
            Assert.Equal((ulong)((BigInteger)a * b % PrimeField.Shared.Modulus), PrimeField.Shared.Multiply(a, b));
            Assert.Equal(1UL, a == 0 ? 1UL : PrimeField.Shared.Multiply(a, PrimeField.Shared.Inverse(a)));
        }

        Assert.Equal(PrimeField.Shared.Modulus - 5, PrimeField.Shared.Residue(-5));
    }

    [Fact]
    public void NullVector_IsNull()
    {
        Random random = new(2);
        for (int k = 0; k < 200; k++)
        {
            int rows = random.Next(1, 6);
            int columns = random.Next(1, 7);
            BigInteger[][] matrix = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (BigInteger)random.Next(-2, 3)).ToArray())];
            BigInteger[][] copy = [.. matrix.Select(r => (BigInteger[])r.Clone())];

            BigInteger[]? d = IntegerElimination.NullVector(copy, columns, out int nullity);

            int rank = Echelon.RankOf(matrix, columns);
            Assert.Equal(columns - rank, nullity);
            Assert.Equal(nullity == 0, d is null);
            Assert.All(matrix, r => Assert.True(d is null || CollisionBuilder.Dot(r, d).IsZero));
            Assert.True(d is null || d.Any(v => !v.IsZero));
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 3)]
    [InlineData(40, 70, 40, 20)]
    [InlineData(150, 100, 37, 20)]
    [InlineData(200, 130, 130, 60)]
    [InlineData(97, 129, 65, 200)]
    [InlineData(300, 64, 64, 1000)]
    public void IndependentRows_AreTheFirstOnes(int rows, int columns, int rank, int bits)
    {
        // Each row a combination of those of a basis; some are zero, some stand twice, the first ones lie in a small span.
        Random random = new(rows);
        BigInteger Drawn() => (random.NextInt64() % 3) - 1 + ((BigInteger)random.NextInt64(-9, 10) << random.Next(bits));
        BigInteger[][] basis = [.. Enumerable.Range(0, rank).Select(_ => Enumerable.Range(0, columns + 1).Select(_ => Drawn()).ToArray())];
        BigInteger[][] matrix =
        [
            .. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, rank).Where(k => i % 11 != 5 && (i > 20 || k < 7 || rank < 7)).OrderBy(_ => random.Next()).Take(i % 7 == 0 ? rank : 3)
                .Select(k => (Row: basis[k], Factor: random.Next(-4, 5))).Select(part => part.Row.Select(v => v * part.Factor).ToArray())
                .Aggregate(new BigInteger[columns + 1], (sum, row) => [.. sum.Zip(row, (a, b) => a + b)])),
            .. basis,
        ];
        Echelon span = new(columns);
        int[] expected = [.. Enumerable.Range(0, matrix.Length).Where(i => span.Add(matrix[i]))];

        IndependentRows found = new(columns);
        found.Search(matrix, CancellationToken.None);

        Assert.Equal(expected, found.Found);
        Assert.Equal(rank, IndependentRows.CountOf(matrix, columns, CancellationToken.None));
    }

    [Fact]
    public void IndependentRows_ThatWereFoundStay()
    {
        using CancellationTokenSource source = new();
        IEnumerable<BigInteger[]> rows = Enumerable.Range(0, 200).Select(i =>
        {
            if (i == 150)
            {
                source.Cancel();
            }

            return Enumerable.Range(0, 200).Select(j => (BigInteger)(i == j ? 1 : 0)).ToArray();
        });
        IndependentRows found = new(200);
        Assert.Throws<OperationCanceledException>(() => found.Search(rows, source.Token));
        Assert.InRange(found.Found.Count, 100, 150);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(7, 7)]
    [InlineData(12, 20)]
    [InlineData(39, 40)]
    public void PadicKernel_IsEliminationsKernel(int rows, int columns)
    {
        foreach (bool isDependent in new[] { false, true })
        {
            double[][] values = RandomLayers.Gaussian(rows, columns, rows);
            values[^1] = isDependent ? [.. values[0].Select(v => 2 * v)] : values[^1];
            BigInteger[][] matrix = [.. values.Select(v => Dyadic.Scale(v))];

            BigInteger[]? d = PadicKernel.NullVector(matrix, columns, CancellationToken.None);
            BigInteger[]? expected = IntegerElimination.NullVector([.. matrix.Select(r => (BigInteger[])r.Clone())], columns, out _);

            Assert.Equal(expected is null, d is null);
            Assert.All(matrix, r => Assert.True(d is null || CollisionBuilder.Dot(r, d).IsZero));
            Assert.True(d is null || Enumerable.Range(0, columns).All(j => d[j] * expected![0] == expected[j] * d[0]));
        }
    }

    [Fact]
    public void Gordan_GivesOneOfTheTwo()
    {
        Random random = new(3);
        for (int k = 0; k < 300; k++)
        {
            int n = random.Next(1, 5);
            BigInteger[][] vectors = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Enumerable.Range(0, n).Select(_ => (BigInteger)random.Next(-3, 4)).ToArray())];

            BigInteger[]? z = ExactGordan.Solve(vectors, out int[]? support, CancellationToken.None);

            if (z is not null)
            {
                Assert.All(vectors, v => Assert.True(CollisionBuilder.Dot(v, z).Sign > 0));
            }
            else
            {
                Assert.NotNull(ContradictionCheck.Circuit([.. support!.Select(i => vectors[i])]));
            }
        }
    }

    [Fact]
    public void NonNegativeLeastSquares_MeetsTheOptimalityConditions()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            double[][] columns = RandomLayers.Gaussian(9, 5, seed);
            double[] target = RandomLayers.Gaussian(1, 5, seed + 1000)[0];
            NonNegativeLeastSquares solver = new(5, 9);
            for (int k = 0; k < 9; k++)
            {
                columns[k].CopyTo(solver.Column(k));
            }

            solver.Start(target);
            solver.Solve(9);

            // Gradient zero where the weight is positive, not positive elsewhere.
            for (int k = 0; k < 9; k++)
            {
                double gradient = columns[k].Zip(solver.Residual, (a, b) => a * b).Sum();
                Assert.True(gradient < 1e-9);
                Assert.True(!solver.Support.Contains(k) || gradient > -1e-9);
            }

            foreach (double weight in solver.Weights)
            {
                Assert.True(weight > 0);
            }
        }
    }
}
