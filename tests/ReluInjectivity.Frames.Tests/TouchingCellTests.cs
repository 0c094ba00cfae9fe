using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Cells that touch the boundary of a ball without reaching into it, or reach into it by less than doubles tell.</summary>
public sealed class TouchingCellTests
{
    // Both directions of (q, -p) are seen always; what (p, q) needs is missing exactly where all of the further rows are inactive: p x + q y > 25 with one of
    // them, x > 3 and y > 4 with two. Their nearest points to the origin are (3, 4), at distance 5.
    private static readonly double[][][] Layers =
    [
        [[4, -3, 0], [-4, 3, 0], [-3, -4, 25]],
        [[1, -1, 0], [-1, 1, 0], [-1, 0, 3], [0, -1, 4]],
        [[1, -1, 0], [-1, 1, 0], [-1, 0, 3], [0, -1, 4], [-3, -4, 24.5]],
    ];

    [Theory]
    [InlineData(5, Verdict.Injective)]
    [InlineData(4.9999999999999, Verdict.Injective)]
    [InlineData(5.0000000000001, Verdict.NotInjective)]
    [InlineData(5.000000000000001, Verdict.NotInjective)]
    [InlineData(4, Verdict.Injective)]
    [InlineData(7, Verdict.NotInjective)]
    public void Corner_IsDecided(double radius, Verdict expected)
    {
        foreach (double[][] rows in Layers)
        {
            Layer layer = new([.. rows.Select(r => r[..2])], [.. rows.Select(r => r[2])]);
            foreach (Domain domain in new Domain[] { new BallDomain(radius), new NonNegativeBallDomain(radius) })
            {
                CheckResult result = InjectivityCheck.Run(layer, domain, CheckOptions.Default);

                Assert.Equal(expected, result.Verdict);
                Assert.Null(CertificateVerifier.Problem(result.Certificate!, layer));
            }
        }
    }

    [Fact]
    public void IntegersOnRoundNumbers_AreNeverUndecided()
    {
        // Integer rows, thresholds of eighths and radii of halves meet at corners often.
        int[] verdicts = new int[3];
        for (int seed = 0; seed < 1500; seed++)
        {
            Random random = new(seed);
            int n = random.Next(1, 4);
            int m = random.Next(n, (4 * n) + 1);
            Layer layer = new(RandomLayers.Integers(m, n, seed, 2), [.. Enumerable.Range(0, m).Select(_ => random.Next(-4, 17) / 8.0)]);
            Domain domain = random.Next(2) == 0 ? new BallDomain(random.Next(1, 5) / 2.0) : new NonNegativeBallDomain(random.Next(1, 5) / 2.0);
            CheckResult result = InjectivityCheck.Run(layer, domain, CheckOptions.Default);
            verdicts[(int)result.Verdict]++;
            Assert.True(result.Verdict is not Verdict.Undecided, $"seed {seed}: {result.Reason}");
            Assert.Null(CertificateVerifier.Problem(result.Certificate!, layer));
        }

        Assert.True(Math.Min(verdicts[1], verdicts[2]) > 300, string.Join(' ', verdicts));
    }

    [Fact]
    public void PrimeThatDividesAMinor_IsReplaced()
    {
        // The rows (2^31, -low) and (1, high) have the determinant 2^31 high + low, which is this field's prime: modulo it they are parallel.
        var unlucky = PrimeField.Draw();
        double[] first = [2147483648.0, -(double)(unlucky.Modulus & 0x7FFFFFFF)];
        double[] second = [1, unlucky.Modulus >> 31];

        // At (3, 1) these two alone are active; in every direction two are or more, and they span.
        Layer layer = new([first, second, [-8, 9], [-9, -3], [2, -11]]);
        var job = new CheckJob(layer, Domain.WholeSpace, CheckOptions.Default, CancellationToken.None, unlucky);

        CheckResult expected = InjectivityCheck.Run(layer, Domain.WholeSpace, CheckOptions.Default);
        CheckResult result = job.OnConvexSet();

        Assert.Equal(Verdict.Injective, expected.Verdict);
        Assert.Equal(expected.Verdict, result.Verdict);
        Assert.Null(CertificateVerifier.Problem(result.Certificate!, layer));
    }
}
