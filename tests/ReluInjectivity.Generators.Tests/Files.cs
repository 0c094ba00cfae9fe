using System.Text.RegularExpressions;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>Small equation files.</summary>
internal static partial class Files
{
    /// <summary>The equation files of the repository but for the gallery, families cut to three levels: what is higher takes longer and is written alike.</summary>
    public static IReadOnlyList<(string Path, string Text)> ThreeLevels { get; } =
        [.. Repository.EquationFiles.Where(static file => !file.Path.StartsWith("equations/gallery/", StringComparison.Ordinal)).Select(file => (file.Path, LevelRange().Replace(file.Text, "${from}3")))];

    /// <summary>The generator run on <see cref="ThreeLevels"/>.</summary>
    public static GeneratorRun All { get; } = GeneratorDriverHelper.Run([.. ThreeLevels]);

    /// <summary>A good file.</summary>
    public const string Good = """
        model good "A minimum"
        given w = 2 in (0, inf)
        unknown x in (0, inf)
        let penalty(t) = w/t
        minimise v = x^2 + penalty(x)
        """;

    /// <summary>Another good file.</summary>
    public const string Other = """
        model other "A root"
        unknown x in (0, inf)
        equation "e" x^2 = 2
        solve x
        """;

    /// <summary>A file with an error at (4,14).</summary>
    public const string Bad = """
        model bad "An unknown name"
        unknown x in (0, inf)
        # This comment takes a line.
        minimise v = X^2 + 1/x
        """;

    /// <summary>A good file with choices, and many of the built-in functions.</summary>
    public const string Functions = """
        model functions "Functions and choices"
        given    w = 2 in (0, inf)
        unknown  x in (0, inf)
        unknown  y in (0, inf)
        let      double = piecewise(x < y: x^(3/2)/y; x < 2*y: tanh(x*y) + 1/(x^2*y); else: -x^5)
        let      long(t) = log1p(t^2) + expm1(-t) + logistic(t - w) + erfcx(t) + PhiBetween(t, t + w) - erf(t)/3
        minimise v = double + long(x)*long(y)/pi - atan(x - y)^3 + w^(-x/2)
        output   static = max(x, y) - min(x, w)
        """;

    [GeneratedRegex(@"(?<from>^level\s+\w+\s*=\s*[12]\.\.)\d+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex LevelRange();
}
