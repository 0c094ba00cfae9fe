using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>What the filter proves in doubles is so in integers, near degeneracy too; and it proves nearly all that is far from it.</summary>
public sealed class CircuitFilterTests
{
    [Fact]
    public void Proofs_AreRight()
    {
        int held = 0;
        int circuits = 0;
        for (int seed = 0; seed < 6000; seed++)
        {
            Random random = new(seed);
            int n = 1 + (seed % 7);
            double[][] vectors = RandomLayers.Gaussian(n + 1, n, seed);

            // The last one against a positive combination of the others, so that most are circuits; weights down to 1e-20, of either sign.
            double[] weights = [.. Enumerable.Range(0, n).Select(_ => Math.Pow(10, -random.Next(seed % 3 == 0 ? 1 : 21)) * (random.Next(12) == 0 ? -1 : 1))];
            vectors[n] = [.. Enumerable.Range(0, n).Select(j => -Enumerable.Range(0, n).Sum(k => weights[k] * vectors[k][j]))];
            if (seed % 5 == 0 && n > 1)
            {
                // Nearly dependent.
                vectors[1] = [.. vectors[0].Select(v => v + (Math.Pow(10, -random.Next(4, 17)) * random.NextDouble()))];
            }

            CircuitFilter filter = new(n);
            for (int k = 0; k <= n; k++)
            {
                double norm = UnitVector.Norm(vectors[k]);
                filter.Set(k, [.. vectors[k].Select(v => v / norm)], 1);
            }

            bool isCircuit = ContradictionCheck.Circuit([.. vectors.Select(v => Dyadic.Scale(v))]) is { } exact && exact.All(w => w.Sign > 0);
            bool holds = filter.Holds();
            Assert.True(isCircuit || !holds, $"seed {seed}");
            held += holds ? 1 : 0;
            circuits += isCircuit ? 1 : 0;
        }

        Assert.True(circuits > 2000 && held > circuits / 2, $"{held} of {circuits}");
    }

    [Fact]
    public void Degenerate_IsLeftToIntegers()
    {
        Assert.False(Holds([[1, 0], [2, 0], [-1, 0]]));
        Assert.False(Holds([[1, 0], [0, 1], [-1, 0]]));
        Assert.False(Holds([[0, 0], [0, 1], [-1, 0]]));
        Assert.False(Holds([[1, 0], [0, 1], [1, -1]]));
        Assert.False(Holds([[double.PositiveInfinity, 0], [0, 1], [-1, -1]]));
        Assert.True(Holds([[1, 0], [0, 1], [-1, -1e-9]]));
        Assert.False(CircuitFilter.IsFaithful([1, 0], [BigInteger.One, BigInteger.One]));
        Assert.False(CircuitFilter.IsFaithful([1, 1e-200], [BigInteger.One, BigInteger.One]));
        Assert.True(CircuitFilter.IsFaithful([1, 0], [BigInteger.One, BigInteger.Zero]));
    }

    private static bool Holds(double[][] vectors)
    {
        CircuitFilter filter = new(vectors.Length - 1);
        for (int k = 0; k < vectors.Length; k++)
        {
            filter.Set(k, vectors[k], 1);
        }

        return filter.Holds();
    }
}
