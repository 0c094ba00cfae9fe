using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>What is generated for models small enough to be read, as approved by a reader.</summary>
public sealed class GeneratedCodeTests
{
    private const string OneGrid = """
        # How often a unit is active.
        model    one-grid "One grid"
        source   "the tests"
        unknown  m in (0, inf)
        solve    m
        equation "share" E(z, logistic(m + z)) = m
        """;

    /// <summary>Straight-line code.</summary>
    [Fact]
    public void TestVector() => Matches(Files.All.Source("TestVector.g"));

    /// <summary>Loops over a grid.</summary>
    [Fact]
    public void Grid() => Matches(GeneratorDriverHelper.Run(("equations/one-grid.eq", OneGrid)).Source("OneGrid.g"));

    /// <summary>Of the third level only the relations: the kernel is written like that of the second.</summary>
    [Fact]
    public void SingleLayerDualRelations()
    {
        string text = Files.All.Source("SingleLayerDualLevel3");
        int start = text.IndexOf("/// <summary>ReLU layer, through its conjugate overlaps, level 3: relations", StringComparison.Ordinal);
        Matches(text[start..text.IndexOf("/// <summary>Evaluates", start, StringComparison.Ordinal)]);
    }

    [Fact]
    public void Catalog() => Matches(Files.All.Source("Catalog"));

    [Fact]
    public void HintNames() => Snapshot.Match(string.Join('\n', Files.All.Sources.Keys.Order(StringComparer.Ordinal)));

    private static void Matches(string text, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        Assert.InRange(text.Count(static c => c == '\n'), 1, 180);
        Snapshot.Match(text, extension: "cs", method: method);
    }
}
