using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

public sealed class SolveCommandTests
{
    [Fact]
    public void AllSolved_ExitsWith0AndReportsOnTheOutputOnly()
    {
        CliRun run = CliRun.WithSolver(new FakeSolver(), errorIsTerminal: false, "solve", "stairs", "--format", "csv");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, run.Output.Count(c => c == '\n'));
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public void AnyNotSolved_ExitsWith1AndStillReports(string format)
    {
        FakeSolver solver = new() { Status = d => d.Indices.ValueOf(FamilyIndexKind.Level) == 2 ? SolveStatus.Imprecise : SolveStatus.Solved };

        CliRun run = CliRun.WithSolver(solver, errorIsTerminal: false, "solve", "stairs", "--format", format);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("imprecise", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_ExitsWith130AndReportsNothing()
    {
        FakeSolver solver = new() { Cancellation = new CancellationToken(canceled: true) };

        CliRun run = CliRun.WithSolver(solver, errorIsTerminal: false, "solve", "stairs");

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("error: cancelled\n", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Arguments_ReachTheSolver()
    {
        FakeSolver solver = new();

        CliRun.WithSolver(solver, errorIsTerminal: false, "solve", "stairs", "--level", "1,3", "--set", "load=2.5", "--tolerance", "1e-8");

        var asked = Assert.Single(solver.Asked);
        Assert.Equal([1, 3], asked.Levels);
        Assert.Equal(2.5, Assert.Single(asked.Given).Value);
        Assert.Equal(1e-8, asked.Options.Tolerance);
    }

    [Fact]
    public void Defaults_AreTheFirstGoalAndEveryLevelAtTheDefaultTolerance()
    {
        FakeSolver solver = new();

        CliRun.WithSolver(solver, errorIsTerminal: false, "solve", "stairs");
        CliRun.WithSolver(solver, errorIsTerminal: false, "solve", "two-goals");
        CliRun.WithSolver(solver, errorIsTerminal: false, "solve", "two-goals", "--goal", "all");

        Assert.Equal(["alpha", "alpha", "alpha", "theta"], solver.Asked.Select(a => a.Goal).ToArray());
        Assert.Equal([1, 2, 3], solver.Asked[0].Levels);
        Assert.Empty(solver.Asked[0].Given);
        Assert.Equal(SolveOptions.Default, solver.Asked[0].Options);
    }

    [Fact]
    public void Setting_GoesOnlyToTheGoalsThatHaveIt()
    {
        FakeSolver solver = new();

        CliRun.WithSolver(solver, errorIsTerminal: false, "solve", "two-goals", "--goal", "all", "--set", "angle=-0.25", "--set", "load=3");

        Assert.Equal(["load"], solver.Asked[0].Given.Keys.ToArray());
        Assert.Equal(["angle", "load"], solver.Asked[1].Given.Keys.Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void Goal_SelectsOne()
    {
        FakeSolver solver = new();

        CliRun.WithSolver(solver, errorIsTerminal: false, "solve", "two-goals", "--goal", "theta");

        Assert.Equal("theta", Assert.Single(solver.Asked).Goal);
    }

    [Fact]
    public void Progress_IsToldToATerminalOnly()
    {
        CliRun watched = CliRun.WithSolver(new FakeSolver(), errorIsTerminal: true, "solve", "stairs", "--level", "1..2", "--format", "json");

        Assert.Equal("stairs level 1: solved, alpha = 6.715696837671 ± 3e-13\nstairs level 2: solved, alpha = 6.715696837671 ± 3e-13\n", watched.Error);
        Assert.StartsWith("[", watched.Output, StringComparison.Ordinal);
    }
}
