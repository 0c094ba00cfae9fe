using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Bounds of each input: the same verdicts as boxes and orthants that say the same, and others where they do not.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void SameSet_HasTheSameVerdict()
    {
        HashSet<Verdict> seen = [];
        for (int seed = 0; seed < 120; seed++)
        {
            int n = 1 + (seed % 3);
            double[][] rows = seed % 2 == 0 ? RandomLayers.Gaussian(n + (seed % 8), n, seed) : RandomLayers.Integers(n + (seed % 8), n, seed, 2);
            Random random = new(seed);
            Layer layer = new(rows, [.. rows.Select(_ => random.Next(-4, 8) / 4.0)]);
            double[] ones = [.. Enumerable.Repeat(1.0, n)];
            (Domain Known, Domain Bounds)[] pairs =
            [
                (new BoxDomain(-0.5, 1), new BoundsDomain([.. ones.Select(v => -0.5)], ones)),
                (new BoxDomain(0, 1), new BoundsDomain(new double[n], ones)),
                (Domain.Orthant, new BoundsDomain(new double[n], [.. ones.Select(_ => double.PositiveInfinity)])),
                (Domain.WholeSpace, new BoundsDomain([.. ones.Select(_ => double.NegativeInfinity)], [.. ones.Select(_ => double.PositiveInfinity)])),
            ];
            foreach ((Domain known, Domain bounds) in pairs)
            {
                CheckResult result = InjectivityCheck.Run(layer, bounds, CheckOptions.Default);
                Assert.Equal(InjectivityCheck.Run(layer, known, CheckOptions.Default).Verdict, result.Verdict);
                Assert.Null(CertificateVerifier.Problem(CertificateTests.RoundTrip(result.Certificate!), layer));
                Assert.Equal(bounds, Domain.Parse(bounds.ToString()));
                seen.Add(result.Verdict);

                NetworkResult affine = NetworkCheck.Run([new("a", layer, false)], bounds, CheckOptions.Default);
                Assert.Equal(NetworkCheck.Run([new("a", layer, false)], known, CheckOptions.Default).EndToEnd, affine.EndToEnd);
            }
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void EachInput_HasItsOwnBounds()
    {
        // (|x1| by two rows, x2 where it is positive): injective exactly where x2 is never negative.
        Layer layer = new([[1, 0], [-1, 0], [0, 1]]);

        Assert.Equal(Verdict.Injective, InjectivityCheck.Run(layer, new BoundsDomain([-3, 0], [5, 2]), CheckOptions.Default).Verdict);
        Assert.Equal(Verdict.Injective, InjectivityCheck.Run(layer, new BoundsDomain([double.NegativeInfinity, 0.5], [5, double.PositiveInfinity]), CheckOptions.Default).Verdict);
        Assert.Equal(Verdict.NotInjective, InjectivityCheck.Run(layer, new BoundsDomain([-3, -0.001], [5, 2]), CheckOptions.Default).Verdict);
        Assert.Equal(Verdict.NotInjective, InjectivityCheck.Run(layer, new BoundsDomain([0, -3], [2, 5]), CheckOptions.Default).Verdict);
    }

    [Fact]
    public void Networks_FoldWithinBounds()
    {
        // (x, y) -> (|x - 1/2|, y): a fold, but for x above 1/2.
        Stage[] stages = [new("a", new Layer([[1, 0], [-1, 0], [0, 1], [0, -1]], [-0.5, 0.5, 0, 0]), true), new("b", new Layer([[1, 1, 0, 0], [0, 0, 1, -1]]), false)];

        Assert.Equal(Verdict.Injective, NetworkCheck.Run(stages, new BoundsDomain([0.5, -1], [2, 1]), CheckOptions.Default).EndToEnd);
        NetworkResult folded = NetworkCheck.Run(stages, new BoundsDomain([0.375, -1], [2, 1]), CheckOptions.Default);
        Assert.Equal(Verdict.NotInjective, folded.EndToEnd);
        Assert.True(folded.Pair!.RoundedX[0] >= 0.375 && folded.Pair.RoundedY[0] >= 0.375);
        Assert.Throws<ArgumentException>(() => NetworkCheck.Run(stages, new BoundsDomain([0], [1]), CheckOptions.Default));
    }

    [Theory]
    [InlineData("bounds:1,0")]
    [InlineData("bounds:0,0")]
    [InlineData("bounds:inf,inf")]
    [InlineData("bounds:0,1;")]
    [InlineData("bounds:0,nan")]
    [InlineData("bounds:")]
    [InlineData("bounds:0,1,2")]
    public void NoBounds_AreRefused(string text) => Assert.Throws<FormatException>(() => Domain.Parse(text));

    [Fact]
    public void CertificateOfAnotherNumberOfInputs_IsRefused()
    {
        Layer layer = new([[1, 0], [-1, 0], [0, 1]]);
        Certificate certificate = InjectivityCheck.Run(layer, new BoundsDomain([-3, 0], [5, 2]), CheckOptions.Default).Certificate!;

        Assert.NotNull(CertificateVerifier.Problem(certificate with { Domain = new BoundsDomain([-3, 0, 0], [5, 2, 1]) }, layer));
        Assert.NotNull(CertificateVerifier.Problem(certificate with { Domain = new BoundsDomain([-3, -1], [5, 2]) }, layer));
    }
}
