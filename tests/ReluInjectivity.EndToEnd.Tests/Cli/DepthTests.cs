using System.Globalization;
using System.Text.Json;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Commands on models by depth.</summary>
public sealed class DepthTests
{
    [Theory]
    [InlineData("--set", "alpha=[6.7,8]")]
    [InlineData("--set", "alpha[1]=6.7", "--set", "alpha[2]=8")]
    public void Hidden_layers_are_set_by_a_list_or_one_by_one(params string[] set)
    {
        CliRun run = CliRun.OnCatalog(["solve", "deep-plain", "--depth", "3", .. set, "--format", "json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement result = Assert.Single(JsonDocument.Parse(run.Output).RootElement.EnumerateArray());
        Assert.Equal(3, result.GetProperty("depth").GetInt32());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("level").ValueKind);
        Assert.Equal((6.7, 8.0), (result.GetProperty("given").GetProperty("alpha[1]").GetDouble(), result.GetProperty("given").GetProperty("alpha[2]").GetDouble()));
        Assert.Equal(7.431729276467, result.GetProperty("value").GetDouble(), 1e-11);
    }

    [Theory]
    [InlineData("--depth: deep-plain has no depth 9; its depths are 1..8", "solve", "deep-plain", "--depth", "9")]
    [InlineData("--depth: cannot read 'x'; write a depth (3), a range (1..4) or a list (1,2,4)", "depth-table", "--depth", "x")]
    [InlineData("--set alpha[3]: deep-plain has it at other depths only", "solve", "deep-plain", "--depth", "3", "--set", "alpha=[6.7,8,9]")]
    [InlineData("--set alpha[1]: 0 is not in the open interval (0, inf)", "solve", "deep-plain", "--set", "alpha=[0]")]
    [InlineData("--set alpha[1]: --architecture own-depth sets it", "solve", "deep-plain", "--set", "alpha=[7]", "--architecture", "own-depth")]
    [InlineData("--architecture: single-layer has no hidden layers", "solve", "single-layer", "--architecture", "own-depth")]
    [InlineData("--architecture: 'wide' is none of own-depth", "solve", "deep-plain", "--architecture", "wide")]
    [InlineData("MODEL: deep-plain runs over a depth, which has no limit", "limit", "deep-plain")]
    [InlineData("--lifting: 'none' is none of plain, full, partial", "depth-table", "--lifting", "none")]
    [InlineData("--notion: 'any' is none of weak, strong", "depth-table", "--notion", "any")]
    [InlineData("--over: deep-plain has no given 'alpha[1]' at depth 1; take a higher depth", "curve", "deep-plain", "--over", "alpha[1]=3:4:2", "--depth", "1")]
    public void Wrong_arguments_are_named(string message, params string[] args)
    {
        CliRun run = CliRun.OnCatalog(args);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_layer_is_said_and_exits_with_1()
    {
        CliRun run = CliRun.OnCatalog("solve", "deep-plain", "--depth", "2", "--set", "alpha=[1.9]");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("deep-plain depth 2: dead layer", run.Output, StringComparison.Ordinal);
        Assert.Contains("noValue", run.Output, StringComparison.Ordinal);
    }

    // Strong, plain, own depth: re-derived from arXiv:2412.19677.
    [Fact]
    public void The_depth_table_has_capacities_and_expansions()
    {
        CliRun run = CliRun.OnCatalog("depth-table", "--depth", "1..3", "--notion", "strong", "--format", "json");
        Assert.Equal(0, run.ExitCode);
        JsonElement[] rows = [.. JsonDocument.Parse(run.Output).RootElement.EnumerateArray()];
        double[] capacities = [7.6476949354, 11.4602568784, 11.3618879802];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(["depth", "level", "model", "status", "capacity", "errorEstimate", "expansion", "note"], rows[i].EnumerateObject().Select(p => p.Name));
            Assert.Equal(capacities[i], rows[i].GetProperty("capacity").GetDouble(), 1e-10);
            Assert.Equal(capacities[i] / (i == 0 ? 1 : capacities[i - 1]), rows[i].GetProperty("expansion").GetDouble(), 1e-10);
        }

        string[] csv = CliRun.OnCatalog("depth-table", "--depth", "2", "--format", "csv").Output.Split('\n');
        Assert.Equal("depth,level,model,status,capacity,errorEstimate,expansion,note", csv[0]);
        Assert.StartsWith("2,,deep-plain,solved,7.54067291347", csv[1], StringComparison.Ordinal);
        Assert.Contains("| 2 | deep-plain | solved | 7.54067291347", CliRun.OnCatalog("depth-table", "--depth", "2", "--format", "markdown").Output, StringComparison.Ordinal);
    }

    /// <summary>The level is that of the file where none is typed: 6.715696837671 at depth 1 is that of level 2, 6.700391949443 of level 3.</summary>
    [Theory]
    [InlineData(2, 6.715696837671)]
    [InlineData(3, 6.700391949443, "--level", "3")]
    public void The_depth_table_has_the_level_typed(int level, double capacity, params string[] more)
    {
        JsonElement row = JsonDocument.Parse(CliRun.OnCatalog(["depth-table", "--lifting", "full", "--depth", "1", "--format", "json", .. more]).Output).RootElement.EnumerateArray().Single();
        Assert.Equal(level, row.GetProperty("level").GetInt32());
        Assert.Equal(capacity, row.GetProperty("capacity").GetDouble(), 1e-11);
    }

    [Fact]
    public void A_depth_table_has_one_level()
    {
        Assert.Contains("a depth table has one level", CliRun.OnCatalog("depth-table", "--lifting", "full", "--level", "1..2").Error, StringComparison.Ordinal);
        Assert.Contains("has no levels", CliRun.OnCatalog("depth-table", "--level", "1").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_partial_lifting_does_not_help_the_table_says_so()
    {
        CliRun run = CliRun.OnCatalog("depth-table", "--depth", "4..5", "--lifting", "partial");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("depth 5: lifting does not help", run.Output, StringComparison.Ordinal);
        Assert.Contains("deep-plain", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("depth 4:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_depth_at_the_solve_command_is_the_depth_table()
    {
        double[] Values(string[] args, string key) =>
            [.. JsonDocument.Parse(CliRun.OnCatalog(args).Output).RootElement.EnumerateArray().Select(e => e.GetProperty(key).GetDouble())];
        Assert.Equal(
            Values(["depth-table", "--depth", "2..3", "--notion", "strong", "--format", "json"], "capacity"),
            Values(["solve", "deep-plain", "--depth", "2..3", "--set", "kappa=2", "--architecture", "own-depth", "--format", "json"], "value"));
    }

    [Fact]
    public void A_curve_over_a_hidden_width()
    {
        CliRun run = CliRun.OnCatalog("curve", "deep-plain", "--over", "alpha[1]=3:20:3", "--depth", "2", "--format", "csv");
        Assert.Equal(0, run.ExitCode);
        double[] values = [.. run.Output.Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => double.Parse(l.Split(',')[2], CultureInfo.InvariantCulture))];
        Assert.Equal(3, values.Length);
        Assert.Equal(values.Order(), values);
        Assert.Contains("deep-plain depth 2, capacity over alpha[1]", CliRun.OnCatalog("curve", "deep-plain", "--over", "alpha[1]=3:20:2", "--depth", "2").Output, StringComparison.Ordinal);
    }

    // At alpha_1 = alpha_2 = 7.647... the capacity of two layers is 7.5407 at kappa = 1, so a last ratio of 7.6477 allows more than one.
    [Theory]
    [InlineData("--layers 2 --n 3 --alpha 7.6477,7.6477 --samples 2", 1.0, 1.2)]
    [InlineData("--quantity projection --n 12 --alpha 7.6477 --samples 2", 0.98, 0.99)]
    public void A_simulation_finds_the_theory_of_two_layers(string args, double low, double high)
    {
        CliRun run = CliRun.OnCatalog(["simulate", .. args.Split(' '), "--format", "json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement theory = Assert.Single(JsonDocument.Parse(run.Output).RootElement.EnumerateArray()).GetProperty("theory");
        Assert.Equal(("deep-plain", 2), (theory.GetProperty("model").GetString(), theory.GetProperty("level").GetInt32()));
        Assert.InRange(theory.GetProperty("value").GetDouble(), low, high);
    }

    [Fact]
    public void A_simulation_of_a_dead_layer_says_why_there_is_no_theory()
    {
        CliRun run = CliRun.OnCatalog("simulate", "--layers", "2", "--n", "3", "--alpha", "1.5,6", "--samples", "1", "--format", "json");
        JsonElement point = Assert.Single(JsonDocument.Parse(run.Output).RootElement.EnumerateArray());
        Assert.Equal(JsonValueKind.Null, point.GetProperty("theory").ValueKind);
        Assert.Contains("dead layer", point.GetProperty("noTheory").GetString(), StringComparison.Ordinal);
    }
}
