using System.Numerics.Tensors;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Margins of the case matrices. Values from Cases/matrices, each computed there by several independent programs.</summary>
public sealed class CaseMarginTests
{
    public static TheoryData<string> Every { get; } = MatrixCase.Stating("rank");

    public static TheoryData<string> WithUniformMargin { get; } = MatrixCase.Stating("uniform_max_bias_sphere_normalised");

    public static TheoryData<string> WithStability { get; } = MatrixCase.Stating("min_sigma_min_over_cells");

    public static TheoryData<string> WithBracket { get; } = MatrixCase.Stating("kappa_L_bracket");

    public static TheoryData<string> WithNumericKappa { get; } = MatrixCase.Stating("kappa_L_numeric_upper");

    public static TheoryData<string> WithExactKappa { get; } = MatrixCase.Stating("kappa_L_exact");

    [Theory]
    [MemberData(nameof(Every))]
    public void RankAndDepth(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        MarginReport report = c.Margins;

        Assert.Equal(c.Integer("rank"), report.Rank);
        Assert.Equal(c.Integer("min_active_generic"), report.FewestActive);
        Assert.Equal(c.Integer("min_active_rank"), report.LowestRank);

        // A sample of 3e5 points sees no fewer active rows than there are.
        Assert.True(c.Integer("sampled_min_active_3e5") >= report.FewestActive);
    }

    [Theory]
    [MemberData(nameof(WithUniformMargin))]
    public void UniformMargin_IsTheLargestUniformBias(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        UniformMargin margin = UniformMargin.Of(c.Layer);

        Assert.Equal(Reliability.Exact, margin.Reliability);
        Assert.Equal(c.Number("uniform_max_bias_sphere_normalised"), margin.Value, 1e-12);
        Assert.Equal(c.Number("uniform_max_bias_ball_normalised"), Math.Min(margin.Value, 0), 1e-12);

        // tau at the program's minimiser and at the case's: the same.
        var rows = UnitRows.Of(c.Layer);
        Assert.Equal(margin.Value, rows.Tau([.. margin.WorstInput]), 1e-12);
        Assert.Equal(margin.Value, rows.Tau(c.Numbers("uniform_max_bias_argmin_x")), 1e-9);
        Assert.True(c.Number("uniform_bias_sampled_upper") >= margin.Value - 1e-12);
    }

    [Theory]
    [MemberData(nameof(WithStability))]
    public void SmallestSingularValue_IsThatOfTheWorstCell(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        MarginReport report = c.Margins;

        Assert.Equal(Reliability.Exact, report.SingularValueReliability);
        Assert.Equal(c.Number("min_sigma_min_over_cells"), report.SmallestSingularValue, 1e-10);
        Assert.All(report.WorstActive, i => Assert.True(TensorPrimitives.Dot<double>(c.Rows[i], [.. report.WorstInput]) >= 0));
    }

    [Theory]
    [MemberData(nameof(WithBracket))]
    public void Bracket_IsHalfTheSingularValueToTheSingularValue(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        MarginReport report = c.Margins;

        double[] bracket = c.Numbers("kappa_L_bracket");
        Assert.Equal(bracket[0], report.SmallestSingularValue / 2, 1e-10);
        Assert.Equal(bracket[1], report.SmallestSingularValue, 1e-10);
        Assert.True(report.InverseLipschitzLower <= report.InverseLipschitzUpper);
    }

    [Theory]
    [MemberData(nameof(WithNumericKappa))]
    public void InverseLipschitzUpper_IsNoWorseThanTheCases(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        MarginReport report = c.Margins;

        // Both are upper bounds from local descent.
        Assert.True(report.InverseLipschitzUpper <= c.Number("kappa_L_numeric_upper") * (1 + 1e-6), $"{report.InverseLipschitzUpper}");
    }

    [Fact]
    public void EntriesOfAnySize_DoNotOverflow()
    {
        Layer layer = new([[1e300, 0], [0, 1e-200], [-1e300, 0], [0, -1e-200]]);

        MarginReport report = MarginAnalysis.Run(layer, Domain.WholeSpace, CheckOptions.Default);

        Assert.Equal(Math.Sqrt(2) * 1e300, report.Lipschitz, 1e290);
        Assert.Equal(2, report.LowestRank);
        Assert.Equal(0, report.Uniform.Value, 1e-12);
    }

    /// <summary>At the limit the rank is a bound, and less memory is taken than the rows as integers, all of them, would need (20 times the layer, measured).</summary>
    [Fact]
    public void LargeLayers_AtTheLimit()
    {
        const int M = 1200;
        const int N = 400;
        Layer layer = new(RandomLayers.Gaussian(M, N, 5));
        using CancellationTokenSource over = new();
        over.Cancel();
        long before = GC.GetAllocatedBytesForCurrentThread();

        MarginReport report = MarginAnalysis.Run(layer, Domain.WholeSpace, new CheckOptions(), over.Token);

        long copies = (GC.GetAllocatedBytesForCurrentThread() - before) / (M * N * sizeof(double));
        Assert.True(report.IsRankBound && report.Rank < N && report.LowestRank is null);
        Assert.True(report.Uniform.Reliability is Reliability.Estimate && report.Uniform.Value < 0.1);
        Assert.InRange(copies, 0, 12);
        MarginReport small = MarginAnalysis.Run(new Layer([[1, 0], [0, 1], [1, 1]]), Domain.WholeSpace, new CheckOptions());
        Assert.False(small.IsRankBound);
        Assert.Equal(2, small.Rank);
    }

    [Fact]
    public void Stability_ScalesWithTheWeights()
    {
        foreach (double scale in new[] { 1e-190, 1e190 })
        {
            MatrixCase c = MatrixCase.Named("pentagon_2d");
            MarginReport report = MarginAnalysis.Run(new Layer([.. c.Rows.Select(r => r.Select(v => v * scale).ToArray())]), Domain.WholeSpace, CheckOptions.Default);
            double? pair = MarginAnalysis.Run(new Layer([[scale, 0], [0, scale], [-scale, 0], [0, -scale]]), Domain.WholeSpace, CheckOptions.Default).InverseLipschitzExact;

            Assert.Equal(c.Margins.SmallestSingularValue, report.SmallestSingularValue / scale, 1e-10);
            Assert.Equal(c.Margins.InverseLipschitzUpper, report.InverseLipschitzUpper / scale, 1e-6);
            Assert.Equal(Math.Sqrt(0.5), pair!.Value / scale, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(WithExactKappa))]
    public void ClosedForm_IsTheInverseLipschitzConstant(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        double? exact = InverseLipschitz.ClosedForm(c.Layer, ParallelRows.Find(c.Layer, CheckOptions.DefaultParallelTolerance));

        Assert.Equal(c.Number("kappa_L_exact"), exact!.Value, 1e-12);
    }
}
