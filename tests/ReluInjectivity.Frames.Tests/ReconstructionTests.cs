using ReluInjectivity.Frames.Reconstruction;
using ReluInjectivity.Frames.Repair;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Inputs come back from outputs; what does not come back is bounded.</summary>
public sealed class ReconstructionTests
{
    [Fact]
    public void InjectiveLayer_GivesTheInputBack()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Layer layer = InjectiveLayers.Random(12 + (seed % 5), 4, seed);
            double[] x = RandomLayers.Gaussian(1, 4, seed + 500)[0];

            RecoveredInput result = InputReconstruction.Of(layer, layer.Rectified(x));
            FrameIteration iteration = FrameAlgorithm.Run(layer, layer.Rectified(x));

            Assert.True(result.IsUnique);
            Near(x, result.Input!, 1e-12);
            Assert.True(iteration.HasConverged);
            Near(x, iteration.Input, 1e-9);
        }
    }

    [Fact]
    public void Icosahedron_FrameAlgorithmReachesTheStatedError()
    {
        // The note's check: 100 steps reach 9e-8; ours from another start and with the step 1.9 / B at most.
        Layer layer = MatrixCase.Named("icosahedron").Layer;
        double[] x = [0.3, -0.8, 0.5];

        FrameIteration iteration = FrameAlgorithm.Run(layer, layer.Rectified(x), mostIterations: 100);

        Near(x, iteration.Input, 1e-6);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void Weights_MayHaveAnySize(double scale)
    {
        Layer layer = new([[scale, 0], [0, scale], [-scale, 0], [0, -scale]]);
        double[] x = [2, -3];

        RecoveredInput result = InputReconstruction.Of(layer, layer.Rectified(x));

        Near(x, result.Input!, 1e-12);
        Assert.Equal(1, result.NoiseGain * scale, 1e-12);
        Near(x, FrameAlgorithm.Run(layer, layer.Rectified(x)).Input, 1e-9);
    }

    [Fact]
    public void Biased_RoundTrip()
    {
        Layer layer = Layer.FromThresholds(MatrixCase.Named("mercedes_benz_2d").Rows, [-0.6, -0.6, -0.6]);
        for (int seed = 0; seed < 20; seed++)
        {
            double[] x = [.. UnitVector.Of(RandomLayers.Gaussian(1, 2, seed)[0]).Select(v => v * 0.9)];
            Near(x, InputReconstruction.Of(layer, layer.Rectified(x)).Input!, 1e-12);
        }
    }

    [Fact]
    public void Fibre_RangesHoldTheInputAndItsExtremes()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Layer layer = new(RandomLayers.Gaussian(7, 4, seed));
            double[] x = RandomLayers.Gaussian(1, 4, seed + 100)[0];
            double[] y = layer.Rectified(x);

            RecoveredInput result = InputReconstruction.Of(layer, y);

            Assert.True(result.IsConsistent);
            Assert.All(x.Zip(result.Ranges!), p => Assert.True(p.First >= p.Second.Least - 1e-7 && p.First <= p.Second.Greatest + 1e-7));
            Assert.All(result.Input!.Zip(result.Ranges!), p => Assert.True(p.First >= p.Second.Least - 1e-7 && p.First <= p.Second.Greatest + 1e-7));
            Near(y, layer.Rectified([.. result.Input!]), 1e-7);
        }
    }

    [Fact]
    public void Fibre_OfAKnownCell()
    {
        // x >= 0 seen by x + y only, with -x and -y off: the segment from (0, 1) to (1, 0).
        Layer layer = new([[1, 1], [-1, 0], [0, -1]]);

        RecoveredInput result = InputReconstruction.Of(layer, [1, 0, 0]);

        Assert.False(result.IsUnique);
        Assert.All(result.Ranges!, r => Assert.Equal((0.0, 1.0), (Math.Round(r.Least, 9), Math.Round(r.Greatest, 9))));
        Near([0.5, 0.5], result.Input!, 1e-8);
    }

    [Fact]
    public void UnboundedFibre_SaysSo()
    {
        RecoveredInput result = InputReconstruction.Of(new Layer([[1.0, 0], [0, 1]]), [1, 0]);

        Assert.Equal((double.NegativeInfinity, 0.0), (result.Ranges![1].Least, Math.Round(result.Ranges[1].Greatest, 9)));
        Assert.Equal((0.0, 0.0), Rounded(InputReconstruction.Of(new Layer([[1.0, 0], [0, 1]]), [1, 0], isNonNegative: true).Ranges![1]));

        static (double, double) Rounded((double Least, double Greatest) r) => (Math.Round(r.Least, 8), Math.Round(r.Greatest, 8));
    }

    [Theory]
    [InlineData(new[] { 1.0, 1, 5 })]
    [InlineData(new[] { 1.0, 1, 0 })]
    public void OutputOfNoInput_IsRefused(double[] output)
    {
        // Third row = first + second.
        RecoveredInput result = InputReconstruction.Of(new Layer([[1.0, 0], [0, 1], [1, 1]]), output);

        Assert.False(result.IsConsistent);
        Assert.NotNull(result.Problem);
        Assert.Null(result.Input);
    }

    [Fact]
    public void OutputOfNoReLU_IsAnError()
    {
        Layer layer = new([[1.0], [-1]]);

        Assert.Throws<ArgumentException>(() => InputReconstruction.Of(layer, [-1, 0]));
        Assert.Throws<ArgumentException>(() => InputReconstruction.Of(layer, [1]));
        Assert.Throws<ArgumentException>(() => InputReconstruction.Of(layer, [double.NaN, 0]));
    }

    private static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance) =>
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, tolerance));
}
