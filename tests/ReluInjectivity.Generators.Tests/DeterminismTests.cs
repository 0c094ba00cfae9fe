using System.Globalization;
using System.Text.RegularExpressions;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>Same input, same bytes out.</summary>
public sealed partial class DeterminismTests
{
    private static readonly GeneratorRun First = GeneratorDriverHelper.Run([.. Files.ThreeLevels, ("equations/bad.eq", Files.Bad)]);

    [Fact]
    public void SecondRun_GivesTheSameBytes() => AssertSame(GeneratorDriverHelper.Run([.. Files.ThreeLevels, ("equations/bad.eq", Files.Bad)]));

    [Fact]
    public void OrderOfFiles_DoesNotMatter() => AssertSame(GeneratorDriverHelper.Run([("equations/bad.eq", Files.Bad), .. Files.ThreeLevels.Reverse()]));

    [Fact]
    public void LineEndings_DoNotMatter() => AssertSame(
        GeneratorDriverHelper.Run([.. Files.ThreeLevels.Append(("equations/bad.eq", Files.Bad)).Select(f => (f.Item1, f.Item2.Replace("\n", "\r\n", StringComparison.Ordinal)))]));

    [Fact]
    public void Culture_DoesNotMatter()
    {
        // Not first run under the other culture.
        Assert.NotEmpty(First.Sources);
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NumberDecimalSeparator = ",";
        foreign.NumberFormat.NegativeSign = "\u2212";
        Thread.CurrentThread.CurrentCulture = foreign;
        try
        {
            // The culture is really in force.
            Assert.Equal("\u22121,5", string.Format(Thread.CurrentThread.CurrentCulture, "{0}", -1.5));
            AssertSame(GeneratorDriverHelper.Run([.. Files.ThreeLevels, ("equations/bad.eq", Files.Bad)]));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Output_HoldsNoPathTimeOrCarriageReturn()
    {
        Assert.All(First.Sources, static s =>
        {
            Assert.DoesNotContain('\r', s.Value);
            Assert.DoesNotContain(GeneratorDriverHelper.Root, s.Value, StringComparison.Ordinal);
            Assert.DoesNotContain(GeneratorDriverHelper.Root.Trim('/'), s.Value, StringComparison.Ordinal);
            Assert.DoesNotMatch(Date(), s.Value);
            Assert.EndsWith("}\n", s.Value, StringComparison.Ordinal);
        });
    }

    private static void AssertSame(GeneratorRun run)
    {
        Assert.Equal(First.Sources.OrderBy(s => s.Key, StringComparer.Ordinal), run.Sources.OrderBy(s => s.Key, StringComparer.Ordinal));
        Assert.Equal(First.Messages, run.Messages);
    }

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d|\d\d:\d\d:\d\d", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Date();
}
