using ReluInjectivity.Frames.Biases;
using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Safe biases of the case matrices. Values from Cases/matrices; there by Qhull and nonnegative least squares, and by sampling.</summary>
public sealed class CaseBiasTests
{
    private static readonly BiasDomain Sphere = BiasDomain.Parse("sphere");
    private static readonly BiasDomain Ball = BiasDomain.Parse("ball:1");

    public static TheoryData<string> WithOmnidirectional { get; } = MatrixCase.Stating("omnidirectional");

    public static TheoryData<string> WithPolytope { get; } = MatrixCase.Stating("pbe_sphere_normalised_merged_facets");

    public static TheoryData<string> WithLimit { get; } = MatrixCase.Stating("mcb_limit_bias_sphere_normalised");

    [Theory]
    [MemberData(nameof(WithOmnidirectional))]
    public void Omnidirectional_IsWhereThePolytopeHasAnAnswer(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        Exception? problem = Record.Exception(() => PolytopeBias.Of(c.Layer, Sphere));

        Assert.Equal(c.Expect.GetProperty("omnidirectional").GetBoolean(), problem is null);
        Assert.True(problem is null or NotOmnidirectionalException);
    }

    [Theory]
    [MemberData(nameof(WithPolytope))]
    public void Polytope_OnSphereAndBall(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        SafeBias onSphere = PolytopeBias.Of(c.Layer, Sphere);
        SafeBias onBall = PolytopeBias.Of(c.Layer, Ball);

        Near(c.Numbers("pbe_sphere_normalised_merged_facets"), onSphere.Normalised, 1e-10);
        Near(c.Numbers("pbe_ball_normalised"), [.. onSphere.Normalised.Select(a => Math.Min(a, 0))], 1e-10);
        Near(c.Numbers("pbe_ball_for_W_radius1"), onBall.Thresholds, 1e-10);
        Near([.. onBall.Bias.Select(b => -b)], onBall.Thresholds, 0);

        // Any triangulation is valid, and merging is no less careful.
        Assert.All(c.Numbers("pbe_sphere_normalised_triangulated").Zip(onSphere.Normalised), p => Assert.True(p.First >= p.Second - 1e-10));
        Assert.True(onSphere.Normalised.Min() <= c.Margins.Uniform.Value + 1e-12);
    }

    [Theory]
    [MemberData(nameof(WithPolytope))]
    public void Polytope_Facets(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        string[] facets = [.. PolytopeBias.Facets(UnitRows.Of(c.Layer), CancellationToken.None).Select(Key).Order(StringComparer.Ordinal)];

        Assert.Equal(MatrixCase.Sets(c.Expect.GetProperty("facets_merged")).Select(Key).Order(StringComparer.Ordinal), facets);

        // Each simplex of the triangulation lies in a facet.
        IReadOnlyList<int[]> merged = MatrixCase.Sets(c.Expect.GetProperty("facets_merged"));
        Assert.All(MatrixCase.Sets(c.Expect.GetProperty("facets_triangulated")), s => Assert.Contains(merged, f => s.All(f.Contains)));

        static string Key(int[] facet) => string.Join(',', facet.Order());
    }

    [Theory]
    [MemberData(nameof(WithPolytope))]
    public void Polytope_IsSafeOnTheBall(string name)
    {
        MatrixCase c = MatrixCase.Named(name);
        SafeBias safe = PolytopeBias.Of(c.Layer, BiasDomain.Parse("ball:3"));

        // A hair below, for the rounding of the thresholds themselves.
        Layer biased = new(c.Rows, [.. safe.Bias.Select((b, i) => b + (1e-9 * UnitVector.Norm(c.Rows[i])))]);

        Assert.Equal(Verdict.Injective, InjectivityCheck.Run(biased, new BallDomain(3), CheckOptions.Default).Verdict);
    }

    [Theory]
    [MemberData(nameof(WithLimit))]
    public void MostCorrelated_IsTheLimitOfSampling(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        SafeBias exact = MostCorrelatedBias.Of(c.Layer, Sphere)!;

        // A row that points as an earlier one does is never needed beside it.
        double[] limit = [.. c.Numbers("mcb_limit_bias_sphere_normalised").Select((a, i) => IsRepeated(c, i) ? double.PositiveInfinity : a)];
        Near(limit, exact.Normalised, 1e-10);
        Assert.Equal(c.Margins.Uniform.Value, exact.Normalised.Min(), 1e-10);

        // The case's samples, and ours, stay above the limit.
        double[] sampled = MatrixCase.Vector(c.Expect.GetProperty("mcbe_sphere_normalised").GetProperty("values"));
        SafeBias ours = MonteCarloBias.Estimate(c.Layer, Sphere, 20_000, 1);
        SafeBias certified = MonteCarloBias.Certified(c.Layer, Sphere, 5_000);
        for (int i = 0; i < sampled.Length; i++)
        {
            Assert.True(sampled[i] >= limit[i] - 1e-9);
            Assert.True(ours.Normalised[i] >= exact.Normalised[i] - 1e-9);
        }

        // tau changes by at most the covering radius, which is taken off.
        Assert.True(certified.Normalised.Min() <= exact.Normalised.Min() + 1e-12);

        // The case's gap is against its own limit.
        if (c.Expect.GetProperty("mcbe_sphere_normalised").GetProperty("max_gap").ValueKind == System.Text.Json.JsonValueKind.Number)
        {
            double gap = c.Expect.GetProperty("mcbe_sphere_normalised").GetProperty("max_gap").GetDouble();
            Assert.Equal(gap, sampled.Zip(exact.Normalised, (s, e) => s - e).Max(), 1e-9);
        }
    }

    [Theory]
    [InlineData("mercedes_benz_2d")]
    [InlineData("tetrahedron")]
    [InlineData("gauss_n3_m12_seed2")]
    public void CertifiedMonteCarlo_IsSafeOnTheBall(string name)
    {
        MatrixCase c = MatrixCase.Named(name);

        SafeBias safe = MonteCarloBias.Certified(c.Layer, BiasDomain.Parse("ball:2"), 2_000);

        Assert.Equal(Reliability.Certificate, safe.Reliability);

        // A row that no point of the net needs may stay off: it is given no bias that could matter.
        Layer biased = new(c.Rows, [.. safe.Bias.Select(b => double.IsFinite(b) ? b : -1e3)]);
        Assert.Equal(Verdict.Injective, InjectivityCheck.Run(biased, new BallDomain(2), CheckOptions.Default).Verdict);
    }

    [Theory]
    [InlineData("mercedes_benz_2d")]
    [InlineData("tetrahedron")]
    [InlineData("perturbed_ImI_n3_eps0.001")]
    [InlineData("hidden_flat_3d")]
    public void UniformMargin_IsWhereTheVerdictOnTheBallFlips(string name)
    {
        MatrixCase c = MatrixCase.Named(name);
        double margin = c.Margins.Uniform.Value;

        Assert.Equal(Verdict.Injective, Check(margin - 1e-6));
        Assert.Equal(Verdict.NotInjective, Check(margin + 1e-3 > 0 ? margin / 2 : margin + 1e-3));

        Verdict Check(double threshold) => InjectivityCheck.Run(
            Layer.FromThresholds(c.Rows, [.. c.Rows.Select(r => threshold * UnitVector.Norm(r))]), new BallDomain(1), CheckOptions.Default).Verdict;
    }

    [Fact]
    public void Scaling_GoesWithRowNormAndRadius()
    {
        // arXiv:2406.15856's script divides by both; multiplying is right: alpha = r |w| a.
        MatrixCase c = MatrixCase.Named("mercedes_benz_2d");
        Layer scaled = new([.. c.Rows.Select((r, i) => r.Select(v => v * (i + 2)).ToArray())]);

        SafeBias safe = PolytopeBias.Of(scaled, BiasDomain.Parse("ball:5"));

        Near([-5, -7.5, -10], safe.Thresholds, 1e-12);
    }

    [Fact]
    public void Shell_ScalesByTheRadiusThatIsHarder()
    {
        SafeBias positive = PolytopeBias.Of(MatrixCase.Named("icosahedron").Layer, BiasDomain.Parse("shell:2,3"));
        SafeBias negative = PolytopeBias.Of(MatrixCase.Named("mercedes_benz_2d").Layer, BiasDomain.Parse("shell:2,3"));

        Assert.All(positive.Thresholds, t => Assert.Equal(2 / Math.Sqrt(5), t, 1e-12));
        Assert.All(negative.Thresholds, t => Assert.Equal(-1.5, t, 1e-12));
    }

    [Fact]
    public void NonNegativeBall_LeavesRowsThatItNeverNeeds()
    {
        Layer layer = new([[1, 0], [0, 1], [-0.6, -0.8]]);

        SafeBias safe = PolytopeBias.Of(layer, BiasDomain.Parse("nonneg-ball:1"));

        Near([0, 0, double.PositiveInfinity], safe.Thresholds, 1e-12);
        Assert.Throws<NotOmnidirectionalException>(() => PolytopeBias.Of(new Layer([[1.0, 0], [1, 1]]), BiasDomain.Parse("nonneg-ball:1")));
    }

    [Fact]
    public void SameSeed_SameEstimate()
    {
        Layer layer = MatrixCase.Named("gauss_n4_m20_seed0").Layer;

        Assert.Equal(MonteCarloBias.Estimate(layer, Sphere, 1000, 3).Bias, MonteCarloBias.Estimate(layer, Sphere, 1000, 3).Bias);
    }

    [Theory]
    [InlineData("box:0,1")]
    [InlineData("shell:2,1")]
    [InlineData("shell:1")]
    [InlineData("rn")]
    [InlineData("bal:1")]
    public void OtherDomains_AreRefused(string text) => Assert.Throws<FormatException>(() => BiasDomain.Parse(text));

    private static bool IsRepeated(MatrixCase c, int row) => Enumerable.Range(0, row).Any(i =>
    {
        double[] a = UnitVector.Of(c.Rows[i]);
        double[] b = UnitVector.Of(c.Rows[row]);
        return a.Zip(b, (x, y) => Math.Abs(x - y)).Max() < 1e-14;
    });

    private static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(expected[i] == actual[i] || Math.Abs(expected[i] - actual[i]) <= tolerance, $"entry {i}: {expected[i]:R} and {actual[i]:R}");
        }
    }
}
