using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Frames.Repair;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Networks layer by layer, and counts over data.</summary>
public sealed class NetworkTests
{
    private static readonly Layer Good = InjectiveLayers.Random(8, 3, 1);
    private static readonly Layer Bad = new([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);

    [Fact]
    public void AllInjective_IsInjectiveEndToEnd()
    {
        // An identity suffices behind a ReLU.
        Layer identity = new([.. Enumerable.Range(0, 8).Select(j => Enumerable.Range(0, 8).Select(k => j == k ? 1.0 : 0).ToArray())]);

        NetworkResult result = NetworkCheck.Run([new("a", Good, true), new("b", identity, true)], Domain.WholeSpace, CheckOptions.Default);

        Assert.Equal(Verdict.Injective, result.EndToEnd);
        Assert.Equal(["rn", "orthant"], result.Stages.Select(s => s.Domain.ToString()));
    }

    [Fact]
    public void FirstLayerNot_IsNotEndToEnd() =>
        Assert.Equal(Verdict.NotInjective, NetworkCheck.Run([new("a", Bad, true), new("b", Good, true)], Domain.WholeSpace, CheckOptions.Default).EndToEnd);

    [Fact]
    public void LaterLayerThatIsNarrow_DecidesByItsWidth()
    {
        Layer lossy = new([[.. Enumerable.Repeat(1.0, 8)]]);

        NetworkResult result = NetworkCheck.Run([new("a", Good, true), new("b", lossy, true)], Domain.WholeSpace, CheckOptions.Default);

        // 1 number of 3: whatever it confuses, two inputs have one output.
        Assert.Equal(Verdict.NotInjective, result.Stages[1].Verdict);
        Assert.Equal(Verdict.NotInjective, result.EndToEnd);
    }

    [Fact]
    public void Radius_GrowsByTheNormAndTheBias()
    {
        Layer layer = new([[3, 0], [0, 4]], [3, 4]);

        Domain after = NetworkCheck.Next(new("a", layer, true), new BallDomain(2));

        // |W| r + |b| = 4 * 2 + 5.
        Assert.Equal(13, Assert.IsType<NonNegativeBallDomain>(after).Radius, 1e-9);
        Assert.Equal(Domain.Orthant, NetworkCheck.Next(new("a", layer, true), Domain.WholeSpace));
        Assert.Equal(Domain.WholeSpace, NetworkCheck.Next(new("a", layer, false), Domain.WholeSpace));
        Assert.Equal((4 * Math.Sqrt(2) * 3) + 5, Assert.IsType<BallDomain>(NetworkCheck.Next(new("a", layer, false), new BoxDomain(-3, 1))).Radius, 1e-9);
    }

    [Fact]
    public void Reached_StaysInTheNextDomain()
    {
        Layer layer = new(RandomLayers.Gaussian(7, 3, 4), [.. RandomLayers.Gaussian(1, 7, 5)[0]]);
        double radius = Assert.IsType<NonNegativeBallDomain>(NetworkCheck.Next(new("a", layer, true), new BallDomain(2))).Radius;
        for (int seed = 0; seed < 200; seed++)
        {
            double[] x = [.. UnitVector.Of(RandomLayers.Gaussian(1, 3, seed)[0]).Select(v => 2 * v)];
            Assert.True(UnitVector.Norm(layer.Rectified(x)) <= radius);
        }
    }

    [Theory]
    [InlineData(true, Verdict.Injective)]
    [InlineData(false, Verdict.NotInjective)]
    [InlineData(null, Verdict.Undecided)]
    public void Convolution_NeedsPatchesThatCover(bool? covers, Verdict expected) =>
        Assert.Equal(expected, NetworkCheck.Run([new("conv", Good, true, Kernels(Good, covers))], Domain.WholeSpace, CheckOptions.Default).EndToEnd);

    [Fact]
    public void ConvolutionsKernelCondition_IsNotNecessary() =>
        Assert.Equal(Verdict.Undecided, NetworkCheck.Run([new("conv", Bad, true, Kernels(Bad, covers: true))], Domain.WholeSpace, CheckOptions.Default).EndToEnd);

    // Kernels along one axis that go step by step and so overlap, by their length over one entry more than two of them see, or as the file does not tell.
    private static ConvolutionShape Kernels(Layer layer, bool? covers) =>
        new(1, layer.Outputs, 1, [layer.Inputs], covers is null ? null : [covers is true ? 1 : layer.Inputs], [1], [0], [0], covers is false ? [(2 * layer.Inputs) + 1] : null);

    [Fact]
    public void Affine_NeedsIndependentColumns()
    {
        Assert.Equal(Verdict.Injective, NetworkCheck.Run([new("a", Bad, false)], Domain.WholeSpace, CheckOptions.Default).EndToEnd);
        Assert.Equal(Verdict.NotInjective, NetworkCheck.Run([new("a", new Layer([[1.0, 1], [2, 2]]), false)], new BallDomain(1), CheckOptions.Default).EndToEnd);
    }

    [Fact]
    public void Pointwise_CountsInputsWhoseActiveRowsSpan()
    {
        PointwiseInjectivity counter = new(new Layer([[1.0, 0], [0, 1], [1, 1]]));

        counter.Add([1, 1, 1, -2]);
        counter.Add([-1, -1]);
        counter.Add([3, -1]);

        // At (3, -1) rows 0 and 2 are active.
        Assert.Equal(new PointwiseCounts(4, 2, 0, 6 / 4.0, 1) { InjectiveWithTies = 2 }, counter.Counts);
        Assert.Equal(0.5, counter.Counts.Fraction);
        Assert.Throws<ArgumentException>(() => counter.Add([1]));
    }
}
