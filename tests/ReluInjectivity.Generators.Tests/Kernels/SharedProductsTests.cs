using System.Text.RegularExpressions;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators.Tests.Kernels;

/// <summary>No two products of one loop have two variables in common.</summary>
public sealed partial class SharedProductsTests
{
    private const string Model = """
        model shared "Products of many factors"
        unknown x in (0, inf)
        unknown y in (0, inf)
        minimise v = E(z, log(1 + x*y*exp(sin(x*z)))*cos(z)*z*exp(-y*z^2)) + x + y + 1/x
        """;

    [Theory]
    [InlineData("evaluate")]
    [InlineData("gradient")]
    public void NoPair_IsMultipliedTwice(string phase)
    {
        CompiledStages compiled = Compiler.CompileInStages(Compiler.Read(Model).Model!, FamilyMember.Only, default);
        string kernel = Stages.Print(compiled, "kernel")!;
        string method = kernel[kernel.IndexOf(phase + "\n", StringComparison.Ordinal)..];
        string loop = method[method.IndexOf("for i", StringComparison.Ordinal)..method.IndexOf("    # ", method.IndexOf("for i", StringComparison.Ordinal), StringComparison.Ordinal)];
        string[][] products = [.. Products().Matches(loop).Select(m => m.Value.Split(" * ").Where(f => !char.IsDigit(f[0])).ToArray())];
        Assert.NotEmpty(products);
        string[] pairs = [.. products.SelectMany(p => p.SelectMany((a, i) => p.Skip(i + 1).Select(b => string.CompareOrdinal(a, b) < 0 ? a + " " + b : b + " " + a)))];
        Assert.Equal(pairs.Distinct(StringComparer.Ordinal), pairs);
    }

    [GeneratedRegex(@"(?<=[^\w\]^)] |= )(?>[\w\[\]]+)(?![\^(])(?: \* (?>[\w\[\]]+)(?![\^(]))+", RegexOptions.None, 1000)]
    private static partial Regex Products();
}
