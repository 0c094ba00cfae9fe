using System.Text.Json;
using ReluInjectivity.EndToEnd.Tests.Cli;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests.Library;

/// <summary>What users of the libraries do with results.</summary>
public sealed class ResultTests
{
    private static readonly SolveResult Second = FamilySolver.Solve(Families.Of("single-layer", "alpha"), [2])[0];

    [Fact]
    public void Indexer_KnowsEveryName()
    {
        Assert.Equal(Second.Value, Second["alpha"]);
        Assert.Equal(Second.Unknowns[0], Second["q[1]"]);
        Assert.Equal(Second.Outputs[1], Second["F"]);
        Assert.Equal(1, Second["kappa"]);
        Assert.Equal(Second["q[1]"], Second.Indexed("q")[1]);
    }

    [Fact]
    public void Indexer_SaysWhatThereIs()
    {
        Assert.Equal(
            "single-layer level 2 has no 'q[2]'; it has alpha, q[1], c[1], chi, S, F, kappa.",
            Assert.Throws<KeyNotFoundException>(() => Second["q[2]"]).Message);
        Assert.Equal("single-layer level 2 has no indexed unknown 'chi'; it has q, c.", Assert.Throws<KeyNotFoundException>(() => Second.Indexed("chi")).Message);
        Assert.False(Second.TryGetValue("q", out double value));
        Assert.True(double.IsNaN(value));
        Assert.Contains("there are deep-", Assert.Throws<ArgumentException>(() => EquationFamily.Of(Catalog.Systems, "no")).Message, StringComparison.Ordinal);
        Assert.Contains("it has alpha, energy", Assert.Throws<ArgumentException>(() => EquationFamily.Of(Catalog.Systems, "single-layer", "no")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_CanBeRead()
    {
        Assert.Matches(@"^single-layer level 2: alpha = 6\.7156968\d* \+- \S+ \(Solved\); q\[1\] = 0\.\d+, c\[1\] = \S+, chi = \S+; S = \S+, F = \S+; given kappa = 1$", Second.ToString());
        Assert.Equal("single-layer level 2: minimise alpha for q[1], c[1], chi, given kappa", Second.System.ToString());
        Assert.StartsWith("single-layer: alpha, level 1, 2, 3, ", Families.Of("single-layer", "alpha").ToString(), StringComparison.Ordinal);
        SolveResult failed = FakeSystems.Result(FakeSystems.Stairs(1), SolveStatus.NoValue) with { Value = double.NaN, Message = "it is no layer" };
        Assert.StartsWith("stairs level 1: alpha = NaN +- 3e-13 (NoValue: it is no layer); chi = ", failed.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Models => [.. Families.All.Select(f => f.Model).Distinct()];

    /// <summary>With the serialiser's default options, infinite ends of intervals included.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Systems_AreReadBackAsWritten(string model)
    {
        foreach (SystemDescription system in Families.All.Where(f => f.Model == model).Select(f => f.Systems[^1].Description))
        {
            string json = JsonSerializer.Serialize(system);
            SystemDescription back = JsonSerializer.Deserialize<SystemDescription>(json)!;
            Assert.Equal(json, JsonSerializer.Serialize(back));
            Assert.Equal(system.Indices, back.Indices);
            Assert.Equal(system.Unknowns, back.Unknowns);
            Assert.Equal(system.Givens, back.Givens);
            Assert.Equal(system.Lines, back.Lines);
            Assert.Null(back.Relations);
        }
    }

    [Fact]
    public void Results_AreReadBackAsWritten()
    {
        SolveResult failed = Second with { Value = double.NaN, ErrorEstimate = double.PositiveInfinity, Unknowns = [double.NaN, double.NegativeInfinity, 1], Status = SolveStatus.NonFinite };
        foreach (SolveResult result in new[] { Second, failed })
        {
            string json = JsonSerializer.Serialize(result);
            SolveResult back = JsonSerializer.Deserialize<SolveResult>(json)!;
            Assert.Equal(json, JsonSerializer.Serialize(back));
            Assert.Equal(result.Value, back.Value);
            Assert.Equal(result.Unknowns, back.Unknowns);
            Assert.Equal(result.Attempts, back.Attempts);
            Assert.Equal(result.ToString(), back.ToString());
        }

        string text = JsonSerializer.Serialize(failed);
        Assert.Contains("\"Status\":\"NonFinite\"", text, StringComparison.Ordinal);
        Assert.Contains("\"Unknowns\":[\"NaN\",\"-Infinity\",1]", text, StringComparison.Ordinal);
        Assert.Contains("\"Upper\":\"Infinity\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_AreThoseOfTheFile()
    {
        IReadOnlyList<SolveResult> plain = FamilySolver.Solve(Families.Of("test-vector"));
        Assert.Equal(plain.Select(r => r.Value), FamilySolver.Solve(Families.Of("test-vector"), [], new Dictionary<string, double>(), SolveOptions.Default).Select(r => r.Value));
        Assert.Equal(Families.Of("deep-plain").Values(FamilyIndexKind.Depth), FamilySolver.Solve(Families.Of("deep-plain")).Select(r => r.System.Indices.ValueOf(FamilyIndexKind.Depth)!.Value));
    }

    [Fact]
    public void GeneratedClasses_SolveByTheNamesOfTheFile()
    {
        SingleLayerLevel2Alpha.Solution solution = SingleLayerLevel2Alpha.Solve(kappa: 2);
        SolveResult result = Families.Solve("single-layer", [2], ("kappa", 2))[0];
        Assert.Equal(result.Value, solution.alpha);
        Assert.Equal(result["q[1]"], solution.q[1]);
        Assert.Equal(result["chi"], solution.chi);
        Assert.Equal(result["S"], solution.S);
        Assert.Equal(result.ToString(), solution.ToString());
        Assert.Equal(Second.Value, SingleLayerLevel2Alpha.Solve().alpha);
        Assert.Contains("\"alpha\":", JsonSerializer.Serialize(solution), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SingleLayerLevel2Alpha.Solve(kappa: -1));
    }

    [Theory]
    [InlineData("test-vector", null, "sign-changes")]
    [InlineData("replica-symmetric-instability", null, "block-by-block")]
    [InlineData("single-layer", 1, "anywhere-in-domains")]
    [InlineData("single-layer", 2, "level-before")]
    public void Strategy_IsNamed(string model, int? level, string strategy)
    {
        SolveResult result = FamilySolver.Solve(Families.Of(model), level is { } l ? [l] : [])[0];
        Assert.Equal(strategy, result.Strategy);
        Assert.Equal(strategy, Assert.Single(result.Attempts, a => a.IsTried).Strategy);
        Assert.All(result.Attempts, a => Assert.NotEmpty(a.Reason));
    }

    [Fact]
    public void Cancellation_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => SingleLayerLevel2Alpha.Solve(cancellation: source.Token));
        Assert.Throws<OperationCanceledException>(() => FamilySolver.Solve(Families.Of("test-vector"), cancellation: source.Token));
    }

    [Fact]
    public void Threads_MayShareAFamily()
    {
        double[] values = new double[8];
        Parallel.For(0, values.Length, i => values[i] = SingleLayerLevel2Alpha.Solve().alpha);
        Assert.All(values, v => Assert.Equal(Second.Value, v));
    }
}
