using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>What is generated, as approved by a reader.</summary>
public sealed class GeneratedCodeTests
{
    /// <summary>Two links: an outer sum on one grid, and a smoothing from a second onto it.</summary>
    private const string TwoGrids = """
        # One output of a perceptron that has lifted twice.
        model    two-grids "Two grids"
        source   "the tests"
        given    c = 1 in (0, inf)                "lifting exponent"
        unknown  s in (0, inf)                    "inner deviation"
        unknown  a in (0, inf)                    "outer deviation"
        let f(h) = -max(1 - h, 0)^2/2
        let g(h) = log(E(z, exp(c*f(h + s*z))))/c
        let k(h) = log(E(z, exp(c*g(h + a*z))))/c
        let F = E(z, k(z))
        minimise v = s^2 + a^2 + F - log(s) - log(a)
        output   F
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SingleLayer(int level)
    {
        string name = FormattableString.Invariant($"SingleLayerLevel{level}");
        Snapshot.Match(Files.All.Source(name), name, "cs");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void SingleLayerDual(int level)
    {
        string name = FormattableString.Invariant($"SingleLayerDualLevel{level}");
        Snapshot.Match(Files.All.Source(name), name, "cs");
    }

    /// <summary>A chain of closed forms over wedges, and a system that applies routines.</summary>
    [Theory]
    [InlineData("DeepPlainDepth2")]
    [InlineData("DeepLiftedDepth2")]
    public void Deep(string name) => Snapshot.Match(Files.All.Source(name), name, "cs");

    /// <summary>Of the third level only the relations: the kernel is written like that of the second.</summary>
    [Fact]
    public void SingleLayerDualRelations()
    {
        string text = Files.All.Source("SingleLayerDualLevel3");
        int start = text.IndexOf("/// <summary>ReLU layer, through its conjugate overlaps, level 3: relations", StringComparison.Ordinal);
        Snapshot.Match(text[start..text.IndexOf("/// <summary>Evaluates", start, StringComparison.Ordinal)], extension: "cs");
    }

    [Fact]
    public void TestVector() =>
        Snapshot.Match(Files.All.Source("TestVector"), extension: "cs");

    [Fact]
    public void TwoGridChain() => Snapshot.Match(GeneratorDriverHelper.Run(("equations/two-grids.eq", TwoGrids)).Source("TwoGrids"), extension: "cs");

    [Fact]
    public void Catalog() => Snapshot.Match(Files.All.Source("Catalog"), extension: "cs");

    [Fact]
    public void HintNames() => Snapshot.Match(string.Join('\n', Files.All.Sources.Keys.Order(StringComparer.Ordinal)));
}
