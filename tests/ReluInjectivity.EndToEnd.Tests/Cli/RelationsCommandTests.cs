using System.Globalization;
using System.Text.Json;
using ReluInjectivity.Cli;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

public sealed class RelationsCommandTests
{
    [Fact]
    public void Text_IsExplicit_AndEndsInThePattern() => Assert.Equal(
        """
        single-layer-dual: ReLU layer, through its conjugate overlaps
        file: equations/single-layer-dual.eq
        source: arXiv:2410.20646

        level 2, psi stationary in q[1], q[2], Gamma[1]
          Gamma[2] = sqrt(q[2]/p[2])
          Gamma[1] = (q[1] - q[2])*sqrt(p[2]/q[2])/(1 - p[2])
          c[2] = sqrt(p[2]/q[2])/(1 - p[2]) - sqrt(q[2]/p[2])/(q[1] - q[2])
          chi = (1 - p[2])*sqrt(q[2]/p[2])/(q[1] - q[2])

        every level
          Gamma[r] = sqrt(q[r]/p[r])
          Gamma[k] = (q[k] - q[k+1])/(Gamma[k+1]*(p[k] - p[k+1]))  for k = 1..r-1
          c[k] = (Gamma[k-1] - Gamma[k])/(q[k-1] - q[k])           for k = 2..r
          chi = 1/Gamma[1]
          Levels 1..6 were derived one by one and compared exactly: all their relations have this form.

        """,
        Run(Catalog.Relations, 0, "relations", "single-layer-dual", "--level", "2").Output);

    [Fact]
    public void Latex_HasAnEnvironmentForEachLevelAndOneForAll()
    {
        string output = Run(Catalog.Relations, 0, "relations", "single-layer-dual", "--level", "2,3", "--format", "latex").Output;
        Assert.Equal(3, output.Split(@"\begin{align*}").Length - 1);
        Assert.Contains(@"  \Gamma_{2} &= \sqrt{\frac{q_{2}}{p_{2}}} \\" + "\n", output, StringComparison.Ordinal);
        Assert.Contains(@"  c_{k} &= \frac{\Gamma_{k-1} - \Gamma_{k}}{q_{k-1} - q_{k}} && k = 2, \dots, r \\" + "\n", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => Assert.Matches(@"^(%|  |\\(begin|end)\{align\*\}$)", l));
    }

    [Fact]
    public void Markdown_IsAListUnderHeadings()
    {
        string output = Run(Catalog.Relations, 0, "relations", "single-layer-dual", "--level", "1", "--format", "markdown").Output;
        Assert.Contains("\n## Level 1\n\n- $\\Gamma_{1} = \\sqrt{q_{1}}$\n- $\\chi = \\frac{1}{\\sqrt{q_{1}}}$\n\n## Every level\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HasBothFormsOfEachRelation()
    {
        using JsonDocument json = JsonDocument.Parse(Run(Catalog.Relations, 0, "relations", "single-layer-dual", "--level", "2", "--format", "json").Output);
        JsonElement level = json.RootElement.GetProperty("levels")[0];
        JsonElement relation = level.GetProperty("relations")[1];
        Assert.Equal(["model", "title", "file", "sources", "levels", "pattern", "patternLevels"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["p[2]", "q[1]", "q[2]"], level.GetProperty("arguments").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(JsonValueKind.Null, level.GetProperty("failure").ValueKind);
        Assert.Equal("(q[1] - q[2])/(Gamma[2]*(1 - p[2]))", relation.GetProperty("throughOthers").GetString());
        Assert.Equal("(q[1] - q[2])*sqrt(p[2]/q[2])/(1 - p[2])", relation.GetProperty("explicit").GetString());
        Assert.Equal("d psi/d Gamma[1] = 0", relation.GetProperty("origin").GetString());
        Assert.Equal(4, json.RootElement.GetProperty("pattern").GetArrayLength());
    }

    [Theory]
    [InlineData("text", "  no relations: the reason")]
    [InlineData("latex", "% no relations: the reason")]
    [InlineData("markdown", "No relations: the reason")]
    [InlineData("json", "\"failure\": \"the reason\"")]
    public void Failure_IsReported_AndExitsWith1(string format, string expected) => Assert.Contains(
        expected + (format == "json" ? "," : "\n"), Run([new Failed()], 1, "relations", "failed", "--format", format).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("MODEL: there is no model 'sinle-layer-dual'; did you mean 'single-layer-dual'?", "sinle-layer-dual")]
    [InlineData("MODEL: the file of single-layer asks for no relations", "single-layer")]
    [InlineData("--level: single-layer-dual has no level 99; its levels are 1..6", "single-layer-dual", "--level", "99")]
    [InlineData("--format: 'xml' is none of text, latex, markdown, json", "single-layer-dual", "--format", "xml")]
    public void WrongArgument_IsNamed(string expected, params string[] args)
    {
        CliRun run = Run(Catalog.Relations, 2, ["relations", .. args]);
        Assert.StartsWith("error: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Level_OfAModelWithoutLevels_IsRefused() =>
        Assert.StartsWith("error: --level: failed has no levels", Run([new Failed()], 2, "relations", "failed", "--level", "1").Error, StringComparison.Ordinal);

    private static CliRun Run(IReadOnlyList<IRelations> relations, int exitCode, params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        Assert.Equal(exitCode, CommandLine.Run(args, output, error, Catalog.Systems, CancellationToken.None, relations));
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    private sealed class Failed : IRelations
    {
        public RelationsDescription Description { get; } = new()
        {
            Model = "failed",
            Title = "A title",
            Sources = [],
            File = "failed.eq",
            Indices = [],
            Objective = "s",
            Over = ["x"],
            Arguments = [],
            Relations = [],
            Failure = "the reason",
            Pattern = [],
            PatternLevels = [],
        };

        public double[] Evaluate(ReadOnlySpan<double> x) => throw new NotSupportedException();
    }
}
