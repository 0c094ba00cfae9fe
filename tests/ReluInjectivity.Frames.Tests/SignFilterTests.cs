using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Signs in doubles are those in integers, at ties and a rounding away from them, and with numbers far apart.</summary>
public sealed class SignFilterTests
{
    [Fact]
    public void Signs_AreThoseOfIntegers()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            Random random = new(seed);
            int n = 1 + (seed % 40);
            double size = Math.Pow(10, random.Next(-160, 150));
            double[][] rows = [.. RandomLayers.Gaussian(12, n, seed).Select(row => row.Select(v => v * size).ToArray())];
            BigInteger[] point = [.. Enumerable.Range(0, n).Select(_ => new BigInteger(random.NextInt64(-(1L << 53), 1L << 53)) << (seed % 3 == 0 ? 900 : 0)), BigInteger.One << 50];
            double[] x = [.. point.SkipLast(1).Select(v => Dyadic.Quotient(v, point[^1]))];

            // Thresholds that the rows meet at the point: exactly for one input, to rounding for more.
            double[] bias = [.. rows.Select((row, i) => i % 2 == 0 ? -row.Zip(x, (a, b) => a * b).Sum() : 0)];
            bias = [.. bias.Select((b, i) => double.IsFinite(b) && Math.Abs(b) < 1e300 ? (i % 4 == 0 ? b : Math.BitIncrement(b)) : 0)];
            var arrangement = Arrangement.Of(new Layer(rows, bias), Domain.WholeSpace, 0);
            SignFilter signs = new(arrangement, point);

            for (int i = 0; i < rows.Length; i++)
            {
                int exact = CollisionBuilder.Dot(arrangement.Rows[i], point).Sign;
                Assert.Equal(exact, signs.Of(i, point));
            }
        }

        Assert.Equal(0, SeenTie());
    }

    // 3 x - 6 at 2.
    private static int SeenTie() =>
        new SignFilter(Arrangement.Of(new Layer([[3.0]], [-6.0]), Domain.WholeSpace, 0), [2, 1]).Of(0, [2, 1]);
}
