using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>A model stands in a report because its file says so.</summary>
public sealed class DeclaredReportTests
{
    private static readonly IReadOnlyList<IEquationSystem> Systems = [.. GeneratorDriverHelper.Run(("equations/mine.eq", """
        model    mine "Mine"
        depth    l = 1..2
        given    w = 1 in (0, inf)
        given    a[i] = 1 for i = 1..l-1 in (0, inf)
        unknown  x in (0, 10)
        equation x = w + sum(i = 1..l-1, a[i])
        solve    c = x
        output   y = 2*x
        report   "depth-table" "straight", "loose" at w = 2 default
        report   "simulate" "active", "1" of y at l = 1, w = 3 default
        """)).Compile()];

    [Fact]
    public void Depth_table_takes_it_with_its_givens()
    {
        CliRun run = CliRun.Over(Systems, "depth-table", "--format", "csv");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        string[] rows = [.. run.Output.Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => string.Join(',', l.Split(',')[..5]))];
        Assert.Equal(["1,,mine,solved,1", "2,,mine,solved,3"], rows);
        Assert.Contains("<straight>", CliRun.Over(Systems, "depth-table", "--help").Output, StringComparison.Ordinal);
        Assert.Contains("'tight' is none of loose", CliRun.Over(Systems, "depth-table", "--notion", "tight").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_declaration_there_is_no_table() =>
        Assert.Contains("no equation file declares a model", CliRun.Of("depth-table").Error, StringComparison.Ordinal);

    [Fact]
    public void Simulation_says_what_it_lacks()
    {
        CliRun run = CliRun.Over(Systems, "simulate", "--alpha", "4", "--n", "2", "--samples", "1", "--sweeps", "1");
        Assert.Contains("mine has no given for the ratio of layer 1", run.Output, StringComparison.Ordinal);
    }
}
