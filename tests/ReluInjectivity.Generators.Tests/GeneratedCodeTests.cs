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

    /// <summary>Above what the equation file names stands its equation, and what is a derivative by it is called so.</summary>
    [Theory]
    [InlineData("// lambda[2] = lambda[3] + c[2]*(q[3] - q[2])", "lambda_2 = ")]
    [InlineData("// S = q[1]/(2*lambda[1]) + log(lambda[1]/lambda[2])/(2*c[1]) + log(lambda[2]/lambda[3])/(2*c[2])", "S = ")]
    [InlineData("// f[2](h) = log(E(z, exp(c[2]*f[3](h + sqrt(q[3] - q[2])*z))))/c[2]", "Loop")]
    [InlineData("// f[1](h) = log(E(z, exp(c[1]*f[2](h + sqrt(q[2] - q[1])*z))))/c[1]", "Loop")]
    [InlineData("// F = E(z, f[1](sqrt(q[1])*z))", "F = ")]
    [InlineData("// d alpha / d lambda[2]", "T adjoint_lambda_2 = ")]
    [InlineData("// d alpha / d F", "T adjoint_F = ")]
    public void Named_StandBelowTheirEquations(string equation, string code)
    {
        string[] lines = [.. Files.All.Source("SingleLayerLevel3").Split('\n').Select(static l => l.Trim())];
        Assert.StartsWith(code, lines[Array.IndexOf(lines, equation) + 1], StringComparison.Ordinal);
        Assert.Contains(equation, lines);
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
