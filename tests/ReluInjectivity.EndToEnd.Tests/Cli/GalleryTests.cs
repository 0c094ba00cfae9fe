using System.Globalization;
using ReluInjectivity.Cli;
using ReluInjectivity.Equations;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The gallery: an assembly that commands look into where a name is that of no model built in.</summary>
public sealed class GalleryTests
{
    private static readonly GallerySource Whole = new(
        static () => Gallery.Catalog.Systems, static () => Gallery.Catalog.Relations, static path => Repository.EquationFile(path).Text);

    [Theory]
    [InlineData("solve", "weak-sparsity")]
    [InlineData("solve", "weak-sparsity", "test-vector.eq")]
    [InlineData("show", "weak-sparsity", "--stage", "flat")]
    [InlineData("check", "weak-sparsity")]
    [InlineData("curve", "weak-sparsity", "--over", "delta=0.2:0.8:3")]
    [InlineData("limit", "sherrington-kirkpatrick")]
    public void Commands_find_its_systems_by_name(params string[] args)
    {
        CliRun run = Run(Whole, [.. args.Select(static a => a.EndsWith(".eq", StringComparison.Ordinal) ? Path.Combine(Repository.Root, "equations", "geometric", a) : a)]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains(args[0] == "limit" ? "0.763166727 ± " : args[0] == "curve" ? "rho over delta" : "rho", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models")]
    [InlineData("solve", "test-vector")]
    [InlineData("show", "single-layer", "--level", "1")]
    [InlineData("check", "test-vector")]
    [InlineData("relations", "single-layer-dual", "--level", "2")]
    [InlineData("--help")]
    public void It_is_not_looked_into_where_there_is_no_need(params string[] args)
    {
        CliRun run = Run(new(static () => throw new InvalidOperationException(), static () => throw new InvalidOperationException(), static _ => throw new InvalidOperationException()), args);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
    }

    [Fact]
    public void A_name_that_is_nowhere_is_held_against_both()
    {
        CliRun run = Run(Whole, "solve", "weak-sparsty");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no model 'weak-sparsty'; did you mean 'weak-sparsity'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("test-vector", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_without_it_says_so()
    {
        CliRun run = Run(null, "models", "--gallery");
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("--gallery: this program was built without it", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, Run(null, "solve", "weak-sparsity").ExitCode);
        Assert.Contains("leave one of the two out", Run(Whole, "models", "--gallery", "a.eq").Error, StringComparison.Ordinal);
    }

    /// <summary>The limit of the levels of the Sherrington-Kirkpatrick model is known: 0.763166726566547.</summary>
    [Fact]
    public void The_limit_of_levels_is_within_its_bar()
    {
        string[] row = Run(Whole, "limit", "sherrington-kirkpatrick").Output.Split('\n').First(static l => l.StartsWith("limit: energy = ", StringComparison.Ordinal)).Split(' ');
        double value = double.Parse(row[Array.IndexOf(row, "=") + 1], CultureInfo.InvariantCulture);
        double bar = double.Parse(row[Array.IndexOf(row, "±") + 1], CultureInfo.InvariantCulture);
        Assert.True(bar < 1e-9);
        Assert.InRange(0.763166726566547, value - bar - 5e-10, value + bar + 5e-10);
    }

    /// <summary>Level 4 of the binary perceptron, 0.7719 by another program, whose chains have no limits in closed form.</summary>
    [Fact]
    public void Chains_without_limits_are_solved()
    {
        CliRun run = Run(Whole, "solve", "binary-perceptron", "--level", "4", "--format", "csv");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("0.7719034676", run.Output, StringComparison.Ordinal);
    }

    private static CliRun Run(GallerySource? gallery, params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = CommandLine.Run(args, new CommandContext
        {
            Output = output,
            Error = error,
            Systems = Catalog.Systems,
            Relations = Catalog.Relations,
            EquationFile = static path => Repository.EquationFiles.FirstOrDefault(f => f.Path == path).Text,
            Gallery = gallery,
        });
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
