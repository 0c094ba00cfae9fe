using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Frames.Tests;

/// <summary>The bracket of a network's inverse, and inputs back through networks.</summary>
public sealed class NetworkMarginTests
{
    private static readonly CheckOptions Options = CheckOptions.Default with { Threads = 1 };
    // [A; -A] has kappa = sigma_min(A) / sqrt 2; here sigma_min is 2 and then 3, and regions have 2 and 3 where they see one row of each pair.
    [Fact]
    public void Bracket_OfPairedLayers()
    {
        Stage[] stages =
        [
            new("a", new Layer([[2, 0], [0, 5], [-2, 0], [0, -5]]), true),
            new("b", new Layer([[3, 0, 0, 0], [0, 3, 0, 0], [0, 0, 3, 0], [0, 0, 0, 3]]), false),
        ];

        NetworkRatio ratio = NetworkMargin.Run(new Network(stages), Domain.WholeSpace, Options);

        Assert.Equal(6 / Math.Sqrt(2), ratio.Lower, 1e-12);
        Assert.Equal(6, ratio.Upper, 1e-12);
        Assert.Equal(15 * Math.Sqrt(2), ratio.Lipschitz, 1e-12);
        Assert.Equal((1 / ratio.Upper, 1 / ratio.Lower), ratio.OfInverse);
    }

    /// <summary>Random pairs never come nearer than the lower bound, and the worst input has pairs near by as near as the upper.</summary>
    [Fact]
    public void Bracket_HoldsForPairs()
    {
        Domain[] domains = [Domain.WholeSpace, new BallDomain(2), new BoxDomain(-1, 0.5), Domain.Orthant];
        for (int seed = 0; seed < 24; seed++)
        {
            int n = 1 + (seed % 3);
            Domain domain = domains[seed % domains.Length];
            Stage[] stages = Drawn(seed, n);
            NetworkRatio ratio = NetworkMargin.Run(new Network(stages), domain, Options);
            double[][] points = [.. Enumerable.Range(0, 600).Select(k => RandomLayers.Gaussian(1, n, (1000 * seed) + k)[0]).Select(x => (double[])[.. x.Select(v => domain is OrthantDomain ? Math.Abs(v) : v / 2)]).Where(x => Composed(domain, x))];
            for (int k = 1; k < points.Length; k++)
            {
                Assert.True(Ratio(stages, points[k - 1], points[k]) >= ratio.Lower * (1 - 1e-9));
            }

            // Around the worst input, along each of many directions, the least ratio of a short step is the upper bound's.
            double size = 1e-7;
            double near = Enumerable.Range(0, n == 1 ? 1 : 4000).Min(k => Ratio(stages, [.. ratio.WorstInput], [.. ratio.WorstInput.Zip(RandomLayers.Gaussian(1, n, k)[0], (v, d) => v + (size * d))]));
            Assert.InRange(near, ratio.Upper * (1 - 1e-4), ratio.Upper * 1.2);
            Assert.True(ratio.Lower <= ratio.Upper && ratio.Upper <= ratio.Lipschitz * (1 + 1e-12));
        }
    }

    [Fact]
    public void Bracket_OfMapsAndLosses()
    {
        Layer twice = new([[2, 0], [0, 2]]);
        NetworkRatio leaky = NetworkMargin.Run(new Network([new("a", twice, false) { Pointwise = new("LeakyRelu", [0.25]) }, new("b", twice, false)]) { Unread = "an operation is not read" }, Domain.WholeSpace, Options);
        Assert.Equal((1.0, 1.0, 4.0), (leaky.Lower, leaky.Upper, leaky.Lipschitz));
        Assert.NotEmpty(leaky.Notes);

        NetworkRatio narrow = NetworkMargin.Run(new Network([new("a", twice, true), new("b", new Layer([[1, 1]]), false)]), Domain.Orthant, Options);
        Assert.Equal((0.0, 0.0), (narrow.Lower, narrow.Upper));
        Assert.Equal(double.PositiveInfinity, narrow.OfInverse.Upper);
        Assert.Throws<ArgumentException>(() => NetworkMargin.Run(new Network([new("a", twice, true)]), Domain.Sphere, Options));
    }

    /// <summary>In single precision too: outputs rounded to float, inputs to what the noise gain allows.</summary>
    [Fact]
    public void Inputs_ComeBackLayerByLayer()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            int n = 1 + (seed % 5);
            Stage[] stages = Drawn(seed, n);
            double[] x = RandomLayers.Gaussian(1, n, seed + 7777)[0];
            double[] y = Forward(stages, x);

            NetworkInput exact = NetworkReconstruction.Of(stages, y);
            NetworkInput single = NetworkReconstruction.Of(stages, [.. y.Select(v => (double)(float)v)], tolerance: Math.ScaleB(1, -16));

            Assert.True(exact is { IsUnique: true, IsByLayers: true, IsConsistent: true }, $"seed {seed}: {exact.Problem}");
            Assert.All(exact.Input.Zip(x), pair => Assert.Equal(pair.Second, pair.First, 1e-8));
            Assert.True(single.IsConsistent);
            double allowed = 1e-6 * single.NoiseGain * y.Max(Math.Abs);
            Assert.All(single.Input.Zip(x), pair => Assert.InRange(pair.First, pair.Second - allowed, pair.Second + allowed));
        }
    }

    /// <summary>(x)+, (-x)+ to their difference and a copy: the last layer has fewer outputs than inputs, and only the composed map has an inverse.</summary>
    [Fact]
    public void Inputs_ComeBackByRegions()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            double[][] a = RandomLayers.Gaussian(3, 3, seed);
            Stage[] stages =
            [
                new("a", new Layer([.. a, .. a.Select(row => (double[])[.. row.Select(v => -v)])]), true),
                new("b", new Layer([[1, 0, 0, -1, 0, 0], [0, 1, 0, 0, -1, 0], [0, 0, 1, 0, 0, -1]], [1, 2, -3]), false),
            ];
            double[] x = RandomLayers.Gaussian(1, 3, seed + 99)[0];

            NetworkInput found = NetworkReconstruction.Of(stages, Forward(stages, x));

            Assert.True(found is { IsConsistent: true, IsUnique: false, IsLocallyUnique: true, IsByLayers: false });
            Assert.Contains("'b' leaves its input open", found.Problem, StringComparison.Ordinal);
            Assert.All(found.Input.Zip(x), pair => Assert.Equal(pair.Second, pair.First, 1e-8 * (1 + found.NoiseGain)));
        }
    }

    [Fact]
    public void WhatNoInputGives_IsSaid()
    {
        Stage[] stages = [new("a", new Layer([[1], [-1]]), true), new("b", new Layer([[1, 0], [0, 1], [1, 1]]), true)];

        Assert.False(NetworkReconstruction.Of(stages, [1, 1, 2]).IsConsistent);
        Assert.True(NetworkReconstruction.Of(stages, [0, 2, 2]) is { IsUnique: true, Input: [-2.0] });
        Assert.False(NetworkReconstruction.Of(stages, [0, 2, 2], isNonNegative: true).IsConsistent);
        Assert.Throws<ArgumentException>(() => NetworkReconstruction.Of(stages, [0, -1, 0]));
        Assert.Throws<ArgumentException>(() => NetworkReconstruction.Of(stages, [0, 1]));
    }

    // Paired layers with a row or two more, biases in the affine one behind them: injective layer by layer.
    private static Stage[] Drawn(int seed, int n)
    {
        double[][] a = RandomLayers.Gaussian(n, n, seed);
        double[][] first = [.. a, .. a.Select(row => (double[])[.. row.Select(v => -1.5 * v)]), .. RandomLayers.Gaussian(seed % 2, n, seed + 1)];
        double[][] second = RandomLayers.Gaussian(first.Length + (seed % 3), first.Length, seed + 2);
        double[] bias = RandomLayers.Gaussian(1, second.Length, seed + 3)[0];
        return [new("a", new Layer(first), true), new("b", new Layer(second, bias), false)];
    }

    private static bool Composed(Domain domain, double[] x) => EndToEnd.Composed.NetworkCollision.IsInside(domain, x);

    private static double[] Forward(Stage[] stages, double[] x)
    {
        foreach (Stage stage in stages)
        {
            x = [.. stage.Layer.Rows.Select((row, i) => row.Zip(x, (a, b) => a * b).Sum() - stage.Layer.Thresholds[i]).Select(v => stage.HasReLU ? Math.Max(v, 0) : v)];
        }

        return x;
    }

    private static double Ratio(Stage[] stages, double[] x, double[] y) => UnitVector.Norm([.. Forward(stages, x).Zip(Forward(stages, y), (a, b) => a - b)]) / UnitVector.Norm([.. x.Zip(y, (a, b) => a - b)]);
}
