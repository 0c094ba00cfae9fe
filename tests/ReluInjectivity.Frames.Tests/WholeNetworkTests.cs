using System.Numerics;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Frames.EndToEnd.Composed;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Networks as a whole: against a grid of inputs in exact integers, and cases whose truth is known by construction.</summary>
public sealed class WholeNetworkTests
{
    // tests/.ci: 200 in the usual run, 1000 in the long one.
    private static readonly int Draws = 200 * (Environment.GetEnvironmentVariable("RELU_INJECTIVITY_DRAWS") is null ? 1 : 5);

    private static readonly CheckOptions Options = CheckOptions.Default with { TimeLimit = TimeSpan.FromSeconds(10), Threads = 1 };

    /// <summary>
    /// Small integer weights collide often, so both verdicts are met. Any two points of a grid with equal outputs refute INJECTIVE; NOT INJECTIVE is
    /// replayed here in rational arithmetic of this test's own.
    /// </summary>
    [Fact]
    public void RandomNetworks_AgreeWithAGridOfInputs()
    {
        Dictionary<Verdict, int> counts = [];
        for (int seed = 0; seed < Draws; seed++)
        {
            Stage[] stages = Draw(new Random(seed));
            NetworkResult result = NetworkCheck.Run(stages, Domain.WholeSpace, Options);
            counts[result.EndToEnd] = counts.GetValueOrDefault(result.EndToEnd) + 1;
            if (result.Pair is { } pair)
            {
                Assert.NotEqual(pair.X, pair.Y);
                Assert.Equal(Exact(stages, pair.X, pair.Denominator), Exact(stages, pair.Y, pair.Denominator));
            }

            bool collides = GridCollides(stages);
            Assert.False(collides && result.EndToEnd is Verdict.Injective, $"seed {seed}: two points of the grid collide, and the verdict is injective");
        }

        Assert.True(counts[Verdict.Injective] >= Draws / 10, $"injective: {counts.GetValueOrDefault(Verdict.Injective)}");
        Assert.True(counts[Verdict.NotInjective] >= Draws / 4, $"not injective: {counts.GetValueOrDefault(Verdict.NotInjective)}");
        Assert.True(counts.GetValueOrDefault(Verdict.Undecided) <= Draws / 20, $"undecided: {counts.GetValueOrDefault(Verdict.Undecided)}");
    }

    [Fact]
    public void FoldThatALaterLayerUndoes_IsInjective()
    {
        // (x)+ and (-x)+ to their difference: the second layer alone is 1 x 2 and confuses inputs, the network is the identity.
        NetworkResult result = NetworkCheck.Run([new("a", new Layer([[1.0], [-1.0]]), true), new("b", new Layer([[1.0, -1.0]]), false)], Domain.WholeSpace, Options);

        Assert.Equal(Verdict.Injective, result.EndToEnd);
        Assert.Equal(NetworkEvidence.Regions, result.Evidence);
        Assert.Equal(Verdict.NotInjective, result.Stages[1].Verdict);
    }

    /// <summary>
    /// (x)+ and (-x)+ of 40 numbers, then 44 sums; where the first six numbers are positive, and there alone, the composed matrix has dependent columns: at one of 64 random inputs, more than
    /// exact arithmetic alone would ask.
    /// </summary>
    [Fact]
    public void SeldomRegion_IsFoundByRanksModuloAPrime()
    {
        const int N = 40;
        double[][] first = [.. Enumerable.Range(0, 2 * N).Select(i => Enumerable.Range(0, N).Select(j => j == i % N ? (i < N ? 1.0 : -1.0) : 0).ToArray())];
        double[][] second = RandomLayers.Integers(N + 4, 2 * N, 9, 5);
        foreach (double[] row in second)
        {
            row[5] = row[0] + row[1] + row[2] + row[3] - row[4];
        }

        Stage[] stages = [new("a", new Layer(first), true), new("b", new Layer(second), false)];
        NetworkResult result = NetworkCheck.Run(stages, Domain.WholeSpace, Options);
        Assert.Equal((Verdict.NotInjective, NetworkEvidence.Collision), (result.EndToEnd, result.Evidence));
        Assert.Equal(Exact(stages, result.Pair!.X, result.Pair.Denominator), Exact(stages, result.Pair.Y, result.Pair.Denominator));

        // Without the dependence nothing is found, and what is said was counted.
        second[0][5]++;
        NetworkResult open = NetworkCheck.Run([stages[0], new("b", new Layer(second), false)], Domain.WholeSpace, Options);
        Assert.Equal(Verdict.Undecided, open.EndToEnd);
        Assert.Contains("at 300 of 300 random inputs the composed matrix has independent columns", open.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void FoldAcrossRegions_IsFoundWhereEveryRegionHasFullRank()
    {
        // |x| in the first output: each region is injective, x and -x collide.
        NetworkResult result = NetworkCheck.Run([new("a", new Layer([[1.0], [-1.0]]), true), new("b", new Layer([[1.0, 1.0]]), false)], Domain.WholeSpace, Options);

        Assert.Equal(Verdict.NotInjective, result.EndToEnd);
        Collision pair = result.Pair!;
        Assert.Equal(pair.X[0], -pair.Y[0]);
        Assert.False(pair.X[0].IsZero);
        Assert.Equal(Verdict.Injective, NetworkCheck.Run([new("a", new Layer([[1.0], [-1.0]]), true), new("b", new Layer([[1.0, 1.0]]), false)], Domain.Orthant, Options).EndToEnd);
    }

    [Theory]
    [InlineData("ball:1")]
    [InlineData("sphere")]
    [InlineData("box:0,1")]
    public void FewerNumbersThanTheInput_IsNotInjective(string domain)
    {
        Stage smooth = new("a", new Layer(RandomLayers.Gaussian(8, 3, 1)), false) { Pointwise = new("Tanh", null) };

        NetworkResult result = NetworkCheck.Run([smooth, new("b", new Layer(RandomLayers.Gaussian(2, 8, 2)), false)], Domain.Parse(domain), Options);

        Assert.Equal((Verdict.NotInjective, NetworkEvidence.Dimension), (result.EndToEnd, result.Evidence));
        Assert.Contains("layer 'b' passes 2 numbers on of the input's 3", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotRead_LeavesInjectiveLayersUndecided_ButNotANarrowNetwork()
    {
        Stage[] good = [new("a", new Layer([[1.0], [-1.0]]), true)];

        Assert.Equal(Verdict.Undecided, NetworkCheck.Run(new Network(good) { Unread = "node 'q' (Softmax) is not read" }, Domain.WholeSpace, Options).EndToEnd);
        Assert.Equal(Verdict.NotInjective, NetworkCheck.Run(new Network(good) { Unread = "node 'q' (Softmax) is not read", Dimensions = (3, 2) }, Domain.WholeSpace, Options).EndToEnd);
    }

    [Fact]
    public void Pairs_LieInTheDomain()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Stage[] stages = Draw(new Random(1000 + seed));
            foreach (Domain domain in new[] { Domain.Orthant, new BoxDomain(1, 2), new BallDomain(0.5), new NonNegativeBallDomain(0.25) })
            {
                if (NetworkCheck.Run(stages, domain, Options).Pair is { } pair)
                {
                    Assert.True(NetworkCollision.IsInside(domain, pair.X, pair.Denominator));
                    Assert.True(NetworkCollision.IsInside(domain, pair.Y, pair.Denominator));
                    Assert.Equal(Exact(stages, pair.X, pair.Denominator), Exact(stages, pair.Y, pair.Denominator));
                }
            }
        }
    }

    private static Stage[] Draw(Random random)
    {
        int inputs = random.Next(1, 3);
        int layers = random.Next(1, 4);
        List<Stage> stages = [];
        int width = inputs;
        for (int k = 0; k < layers; k++)
        {
            int outputs = k == layers - 1 ? random.Next(Math.Max(1, inputs), (2 * inputs) + 2) : random.Next(inputs + 1, (3 * inputs) + 2);
            double[][] rows = [.. Enumerable.Range(0, outputs).Select(_ => Enumerable.Range(0, width).Select(_ => (double)random.Next(-2, 3)).ToArray())];
            double[] bias = [.. Enumerable.Range(0, outputs).Select(_ => random.Next(3) == 0 ? (double)random.Next(-2, 3) : 0)];
            bool isLast = k == layers - 1;
            stages.Add(new($"l{k}", new Layer(rows, bias), !isLast || random.Next(3) == 0));
            width = outputs;
        }

        return [.. stages];
    }

    // Integer weights: the outputs of n/d are integers over d, scaled biases included.
    private static BigInteger[] Exact(Stage[] stages, IReadOnlyList<BigInteger> x, BigInteger denominator)
    {
        BigInteger[] values = [.. x];
        foreach (Stage stage in stages)
        {
            values = [.. stage.Layer.Rows.Select((row, i) =>
            {
                BigInteger sum = -(BigInteger)stage.Layer.Thresholds[i] * denominator;
                for (int j = 0; j < row.Length; j++)
                {
                    sum += (BigInteger)row[j] * values[j];
                }

                return stage.HasReLU ? BigInteger.Max(sum, 0) : sum;
            })];
        }

        return values;
    }

    // Points k/4 of [-3, 3]^n.
    private static bool GridCollides(Stage[] stages)
    {
        int n = stages[0].Layer.Inputs;
        HashSet<string> seen = new(StringComparer.Ordinal);
        int points = (int)Math.Pow(25, n);
        for (int k = 0; k < points; k++)
        {
            BigInteger[] x = n == 1 ? [k - 12] : [(k % 25) - 12, (k / 25) - 12];
            if (!seen.Add(string.Join(',', Exact(stages, x, 4))))
            {
                return true;
            }
        }

        return false;
    }
}
