using System.Text.Json;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>The cases of Cases/bias-and-domain.json, with thresholds and domains.</summary>
public sealed class DomainCaseTests
{
    private static readonly JsonElement[] Cases = Load();

    public static TheoryData<string> Convex { get; } = Names(c => c.GetProperty("domain").GetString() is not "sphere");

    [Theory]
    [MemberData(nameof(Convex))]
    public void Verdict_IsThatOfTheCaseAndCertified(string name)
    {
        (Layer layer, Domain domain, JsonElement c) = Case(name);

        CheckResult result = InjectivityCheck.Run(layer, domain, CheckOptions.Default);

        Assert.Equal(c.GetProperty("injective").GetBoolean() ? Verdict.Injective : Verdict.NotInjective, result.Verdict);
        Assert.Null(CertificateVerifier.Problem(CertificateTests.RoundTrip(result.Certificate!), layer));
    }

    [Theory]
    [MemberData(nameof(Convex))]
    public void LowestRank_IsThatOfTheCase(string name)
    {
        (Layer layer, Domain domain, JsonElement c) = Case(name);

        int? lowest = MarginAnalysis.Run(layer, domain, CheckOptions.Default).LowestRank;

        Assert.Equal(c.GetProperty("min_rank").GetInt32(), lowest);
        Assert.True(c.GetProperty("sampled_min_rank").GetInt32() >= lowest);
        Assert.Equal(lowest, CellEnumeration.LowestRank(Arrangement.Of(layer, domain, CheckOptions.DefaultParallelTolerance)));
    }

    [Fact]
    public void RowsWithNonNegativeBiasAlone_NeedNotBeInjective()
    {
        (Layer layer, _, _) = Case("interval_shifted_1d");
        int[] kept = [.. Enumerable.Range(0, layer.Outputs).Where(i => layer.Thresholds[i] <= 0)];
        Layer part = Layer.FromThresholds([.. kept.Select(i => layer.Rows[i])], [.. kept.Select(i => layer.Thresholds[i])]);

        Assert.Equal(Verdict.Injective, InjectivityCheck.Run(layer, Domain.WholeSpace, CheckOptions.Default).Verdict);
        Assert.Equal(Verdict.NotInjective, InjectivityCheck.Run(part, Domain.WholeSpace, CheckOptions.Default).Verdict);
    }

    [Fact]
    public void SphereTies_AreNotTakenAsActive()
    {
        (Layer layer, _, JsonElement c) = Case("sphere_tie_counterexample_2d");
        double[] x = MatrixCase.Vector(c.GetProperty("x"));
        double[] y = MatrixCase.Vector(c.GetProperty("y"));

        // The case's two points collide to rounding though closed-active rows span everywhere.
        Assert.True(c.GetProperty("ge_spanning_everywhere").GetBoolean());
        Assert.False(c.GetProperty("injective").GetBoolean());
        foreach ((double expected, double atX, double atY) in MatrixCase.Vector(c.GetProperty("f_x")).Zip(layer.Rectified(x), layer.Rectified(y)))
        {
            Assert.Equal(expected, atX, 1e-15);
            Assert.Equal(expected, atY, 1e-15);
        }

        Assert.NotEqual(Verdict.Injective, InjectivityCheck.Run(layer, Domain.Sphere, CheckOptions.Default).Verdict);
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    public void SphereTies_AreMendedByAnyLowering(double lowering)
    {
        (Layer layer, _, _) = Case("sphere_tie_counterexample_2d");
        Layer lowered = Layer.FromThresholds(layer.Rows, [.. layer.Thresholds.Select(t => t - lowering)]);

        CheckResult result = InjectivityCheck.Run(lowered, Domain.Sphere, CheckOptions.Default);

        Assert.Equal(Verdict.Injective, result.Verdict);
        Assert.Null(CertificateVerifier.Problem(CertificateTests.RoundTrip(result.Certificate!), lowered));
    }

    [Theory]
    [InlineData("rn")]
    [InlineData("orthant")]
    [InlineData("sphere")]
    [InlineData("ball:2.5")]
    [InlineData("nonneg-ball:1E-05")]
    [InlineData("box:-1,0.5")]
    public void Domain_ReadsWhatItWrites(string text) => Assert.Equal(text, Domain.Parse(text).ToString());

    [Theory]
    [InlineData("ball")]
    [InlineData("ball:0")]
    [InlineData("ball:-1")]
    [InlineData("ball:x")]
    [InlineData("ball:1,2")]
    [InlineData("box:1,0")]
    [InlineData("box:1")]
    [InlineData("rn:1")]
    [InlineData("ball:Infinity")]
    [InlineData("")]
    public void Domain_RefusesTheRest(string text) => Assert.Throws<FormatException>(() => Domain.Parse(text));

    private static (Layer Layer, Domain Domain, JsonElement Case) Case(string name)
    {
        JsonElement c = Cases.Single(c => string.Equals(c.GetProperty("name").GetString(), name, StringComparison.Ordinal));
        double[][] rows = [.. c.GetProperty("W").EnumerateArray().Select(MatrixCase.Vector)];
        double radius = c.TryGetProperty("radius", out JsonElement r) ? r.GetDouble() : 1;
        Domain domain = c.GetProperty("domain").GetString() switch
        {
            "Rn" => Domain.WholeSpace,
            "orthant" => Domain.Orthant,
            "ball" => new BallDomain(radius),
            "nnball" => new NonNegativeBallDomain(radius),
            _ => Domain.Sphere,
        };
        return (Layer.FromThresholds(rows, MatrixCase.Vector(c.GetProperty("alpha"))), domain, c);
    }

    private static JsonElement[] Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "bias-and-domain.json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static TheoryData<string> Names(Func<JsonElement, bool> isWanted)
    {
        TheoryData<string> names = [];
        foreach (JsonElement c in Cases.Where(isWanted))
        {
            names.Add(c.GetProperty("name").GetString()!);
        }

        return names;
    }
}
