using System.Text.Json;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

public sealed class ModelsAndShowCommandTests
{
    [Fact]
    public void Models_AreListedByName()
    {
        CliRun run = CliRun.Of("models");
        string[] lines = run.Output.Split('\n');

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["bare", "stairs", "two-goals"], lines[2..5].Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]).ToArray());
        Assert.Matches(@"^ *bare +- +solve c +A title +arXiv:1234\.5678; A book$", lines[2]);
        Assert.Matches(@"^ *stairs +1\.\.3 +minimise alpha +load = 1 in \(0, inf\) outputs per input +A title", lines[3]);
        Assert.Contains("maximise alpha, stationary theta", lines[4], StringComparison.Ordinal);
        Assert.Contains("angle = 0.5 in (-1, 1) (only for theta)", lines[4], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public void ModelsJson_HasTheDocumentedKeys()
    {
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("models", "--format", "json").Output);
        JsonElement stairs = json.RootElement[1];
        JsonElement theta = json.RootElement[2].GetProperty("goals")[1];

        Assert.Equal(["model", "title", "file", "levels", "nested", "goals", "sources"], stairs.EnumerateObject().Select(p => p.Name).ToArray());
        Assert.Equal([1, 2, 3], stairs.GetProperty("levels").EnumerateArray().Select(l => l.GetInt32()));
        Assert.Equal(["name", "kind", "givens", "outputs"], theta.EnumerateObject().Select(p => p.Name).ToArray());
        Assert.Equal("stationary", theta.GetProperty("kind").GetString());
        Assert.Equal("""{"name":"load","default":1,"lower":0,"upper":null,"text":"outputs per input"}""", JsonSerializer.Serialize(theta.GetProperty("givens")[0]));
        Assert.Equal(0, json.RootElement[0].GetProperty("levels").GetArrayLength());
    }

    [Fact]
    public void Show_TellsAllOfALevel() => Assert.Equal(
        """
        stairs: A title
        file: stairs.eq
        source: arXiv:1234.5678
        source: A book

        level 2, minimise alpha
          unknowns
            q[1]  in (0, 1)    increasing  overlap
            chi   in (0, inf)
          givens
            load = 1  in (0, inf)  outputs per input
          outputs
            S  entropy
          reference values
            alpha = 7.25 ± 1e-12  at load = 2  A book
            alpha = 7.5 ± 1e-2                 computed by this project
          equations
            F = E(z, f(z))  [grid]
            b = 1

        """,
        CliRun.Of("show", "stairs", "--level", "2").Output);

    [Fact]
    public void ShowLatex_WritesAnAlignForEachLevel()
    {
        string text = CliRun.Of("show", "stairs", "--level", "1..2", "--format", "latex").Output;
        string[] body = [.. text.Split('\n').Where(l => l.Length > 0 && l[0] != '%')];
        string[] one = [@"\begin{align*}", @"  & F = \mathbb{E}\, f(z) && \text{(grid)} \\", "  & b = 1", @"\end{align*}"];

        Assert.Equal([.. one, .. one], body);
        Assert.Contains("\n% level 2, minimise alpha\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_WithoutLevelShowsEveryLevel()
    {
        Assert.Equal(3, CliRun.Of("show", "stairs").Output.Split("\nlevel ").Length - 1);
        Assert.Contains("\nstationary theta\n", CliRun.Of("show", "two-goals", "--goal", "all").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("maximise alpha", CliRun.Of("show", "two-goals", "--goal", "theta").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("models --help")]
    [InlineData("show --help")]
    [InlineData("solve --help")]
    [InlineData("solve --bogus --help")]
    public void Help_HasAnExample(string line)
    {
        CliRun run = CliRun.Of(line.Split(' '));

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"\nExamples?:\n  relu-injectivity ", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void SolveHelp_DocumentsTheJsonKeys()
    {
        string help = CliRun.Of("solve", "--help").Output;
        using JsonDocument json = JsonDocument.Parse(CliRun.WithSolver(new FakeSolver(), errorIsTerminal: false, "solve", "bare", "--format", "json").Output);

        Assert.All(json.RootElement[0].EnumerateObject(), p => Assert.Contains(p.Name, help, StringComparison.Ordinal));
    }

    [Fact]
    public void SolveHelp_DocumentsEveryStatus()
    {
        string help = CliRun.Of("solve", "--help").Output;

        Assert.All(
            Enum.GetNames<ReluInjectivity.Runtime.Solving.SolveStatus>(),
            name => Assert.Contains(" " + char.ToLowerInvariant(name[0]) + name[1..], help, StringComparison.Ordinal));
    }

    [Fact]
    public void Version_IsANumber() => Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", CliRun.Of("--version").Output);
}
