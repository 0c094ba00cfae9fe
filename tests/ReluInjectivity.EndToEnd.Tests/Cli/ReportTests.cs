using System.Text.RegularExpressions;
using System.Xml.Linq;
using ReluInjectivity.Cli.Pages;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Pages of results: what stands in them, and that they need nothing else. <c>.ci/long</c> opens one in a browser.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reports").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Every line of every system becomes well-formed MathML without a command that is not known.</summary>
    [Fact]
    public void Equations_BecomeMathMl()
    {
        EquationLine[] lines = [.. Families.Systems.SelectMany(static s => s.Description.Lines)];
        Assert.InRange(lines.Length, 1000, 100_000);
        Assert.All(lines, static line =>
        {
            XElement math = XElement.Parse("<mrow>" + MathMl.Inner(line.Latex, out IReadOnlyList<string> unknown) + "</mrow>");
            Assert.Empty(unknown);
            Assert.NotEmpty(math.Descendants("mi"));
        });
        Assert.All(ReluInjectivity.Equations.Catalog.Relations.SelectMany(static r => r.Description.Relations).Select(static l => l.ExplicitLatex).Distinct().Take(500), static latex =>
        {
            XElement.Parse("<mrow>" + MathMl.Inner(latex, out IReadOnlyList<string> unknown) + "</mrow>");
            Assert.Empty(unknown);
        });
    }

    [Theory]
    [InlineData(@"\frac{a}{b+1}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>")]
    [InlineData(@"\lambda_{2}^{3}", "<msubsup><mi>λ</mi><mrow><mn>2</mn></mrow><mrow><mn>3</mn></mrow></msubsup>")]
    [InlineData(@"\binom{n}{2}", "<mrow><mo stretchy=\"true\">(</mo><mfrac linethickness=\"0\"><mrow><mi>n</mi></mrow><mrow><mn>2</mn></mrow></mfrac><mo stretchy=\"true\">)</mo></mrow>")]
    [InlineData(@"x^2", "<msup><mi>x</mi><mn>2</mn></msup>")]
    [InlineData(@"\left(1.5\right]", "<mrow><mo stretchy=\"true\">(</mo><mn>1.5</mn><mo stretchy=\"true\">]</mo></mrow>")]
    [InlineData(@"\mathrm{max\_a}", "<mi mathvariant=\"normal\">max_a</mi>")]
    [InlineData(@"\sqrt{-x}", "<msqrt><mrow><mo>−</mo><mi>x</mi></mrow></msqrt>")]
    [InlineData(@"\begin{cases} 0 & h < 1 \\ 2 & \text{otherwise} \end{cases}", "<mrow><mo stretchy=\"true\">{</mo><mtable><mtr><mtd><mn>0</mn></mtd><mtd><mi>h</mi><mo>&lt;</mo><mn>1</mn></mtd></mtr><mtr><mtd><mn>2</mn></mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable></mrow>")]
    public void Latex_BecomesMathMl(string latex, string expected) => Assert.Equal(expected, MathMl.Inner(latex, out _));

    [Fact]
    public void UnknownCommands_AreShownAsTheyAre()
    {
        Assert.Contains(@"\foo", MathMl.Inner(@"a + \foo{b", out IReadOnlyList<string> unknown), StringComparison.Ordinal);
        Assert.Equal([@"\foo"], unknown);
    }

    [Fact]
    public void Study_IsAPageOfItsOwn()
    {
        string study = Path.Combine(_folder, "s.db");
        Assert.Equal(0, CliRun.OnCatalog("sweep", "single-layer", "--level", "1..2", "--over", "kappa=0.5:1.5:3", "--output", study).ExitCode);
        string page = Page("-o", "report", study);
        Assert.Equal(6, Count(page, "<tr><td"));
        Assert.Contains("7.6476949354353</td>", page, StringComparison.Ordinal);
        Assert.Contains("7.64769493543528 ± 1e-12 (arXiv:2302.14112", page, StringComparison.Ordinal);
        Assert.DoesNotContain("does not agree", page, StringComparison.Ordinal);
        Assert.Contains("relu-injectivity sweep single-layer --level 1,2 --goal alpha --over kappa=0.5:1.5:3 --tolerance 1E-10 --output s.db", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.InRange(Count(page, "<math "), 10, 100);
        RequireAlone(page);

        // The command of the page does the same again.
        string command = Regex.Match(page, "relu-injectivity (?<command>sweep [^<]*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["command"].Value;
        string before = CliRun.OnCatalog("export", study).Output;
        File.Delete(study);
        Assert.Equal(0, CliRun.OnCatalog(command.Replace("s.db", study, StringComparison.Ordinal).Split(' ')).ExitCode);
        Assert.Equal(before, CliRun.OnCatalog("export", study).Output);
    }

    [Theory]
    [InlineData("solve single-layer --level 1..2", 2)]
    [InlineData("limit single-layer", 16)]
    [InlineData("depth-table --depth 1..2", 2)]
    public void Commands_WriteTheirResults(string command, int rows)
    {
        string page = Page("--report", command.Split(' '));
        Assert.Equal(rows, Count(page, "<tr><td"));
        Assert.Contains("relu-injectivity " + command, page, StringComparison.Ordinal);
        RequireAlone(page);
    }

    /// <summary>Relations stand beside the equations that they come from.</summary>
    [Fact]
    public void Relations_AreShown()
    {
        using var output = new StringWriter();
        string file = Path.Combine(_folder, "page.html");
        Assert.Equal(0, ReluInjectivity.Cli.CommandLine.Run(
            ["solve", "single-layer-dual", "--level", "2", "--report", file], output, output, ReluInjectivity.Equations.Catalog.Systems, CancellationToken.None, ReluInjectivity.Equations.Catalog.Relations));
        Assert.Contains("id=\"relations\"", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_AndDisagreementsAreSaid()
    {
        string model = Path.Combine(_folder, "m.eq");
        File.WriteAllText(model, "model m \"A <b>parabola</b> & more.\"\ngiven a = 1 in (-5, 5) \"height\"\nunknown x in (0, inf)\nequation x^2 = a\nsolve x\nexpect x = 1.5 +- 1e-3 at a = 4 \"A book\"\n");
        string study = Path.Combine(_folder, "s.db");
        Assert.Equal(1, CliRun.OnCatalog("sweep", model, "--over", "a=-4:4:2", "--output", study).ExitCode);
        string page = Page("-o", "report", study);
        Assert.Contains("does not agree", page, StringComparison.Ordinal);
        Assert.Contains("m a=-4: noRoot", page, StringComparison.Ordinal);
        Assert.Contains("<tr class=\"bad\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("solve single-layer --level 1 --report page.pdf", "does not end in .html")]
    [InlineData("solve single-layer --level 1 --report no/page.html", "there is no folder")]
    public void BadFiles_AreExplained(string command, string expected)
    {
        CliRun run = CliRun.OnCatalog(command.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    /// <summary>Nothing of a page names another place to load from, and its elements close.</summary>
    private static void RequireAlone(string page)
    {
        Assert.DoesNotMatch(new Regex("(src|href)=\"(?!#)|@import|url\\((?!#)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)), page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        foreach (string element in new[] { "section", "table", "details", "figure", "math", "svg", "main", "dl" })
        {
            Assert.Equal(Count(page, $"<{element}>") + Count(page, $"<{element} "), Count(page, $"</{element}>"));
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private string Page(string option, params string[] args)
    {
        string file = Path.Combine(_folder, "page.html");
        CliRun run = CliRun.OnCatalog([.. args, option, file]);
        Assert.True(run.ExitCode == 0, run.Error);
        return File.ReadAllText(file);
    }
}
