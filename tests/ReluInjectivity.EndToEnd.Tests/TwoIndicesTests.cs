using System.Globalization;
using System.Text.Json;
using ReluInjectivity.Cli;
using ReluInjectivity.EndToEnd.Tests.Cli;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>A model with a level and a depth, from its file to the command line.</summary>
public sealed class TwoIndicesTests
{
    /// <summary>Each level improves on the one before at its depth, and none on those at the depth before.</summary>
    private const string Text = """
        model    toy "Levels at every depth"
        source   "a test"
        level    r = 1..3 nested
        depth    l = 1..2
        given    a = 1 in (0, inf)
        unknown  x[k] for k = 1..r in (-4, 4)
        minimise v = l^2 + a*sum(k = 1..r, k*x[k]^2/2 - x[k])
        expect   v = 37/12 +- 1e-12 at l = 2, r = 3
        expect   v = 1/2 +- 1e-12 at r = 1, l = 1
        """;

    private static readonly GeneratorRun Generated = GeneratorDriverHelper.Run(("equations/toy.eq", Text));
    private static readonly IReadOnlyList<IEquationSystem> Systems = [.. Generated.Compile()];
    private static readonly EquationFamily Toy = EquationFamily.Group(Systems).Single();

    /// <summary>Unknowns and givens with two indices: x[i,k] is ordered in k for each i, and not in i; the minimum is where each is its given.</summary>
    private const string Grid = """
        model    grid "Unknowns with two indices"
        depth    l = 1..2
        level    r = 1..3
        given    a[i,k] = k - 10*i for i = 1..l, k = i..r+1 in (-inf, inf)
        unknown  x[i,k] for i = 1..l, k = i..r+1 increasing in k in (-40, 40)
        let d[i,k] = x[i,k] - a[i,k] for i = 1..l, k = i..r+1
        minimise v = sum(i = 1..l, sum(k = i..r+1, d[i,k]^2)) + l
        expect   x[2,3] = -17 +- 1e-12 at l = 2, r = 2
        """;

    [Fact]
    public void Unknowns_with_two_indices_are_ordered_in_the_last()
    {
        EquationFamily family = EquationFamily.Group(GeneratorDriverHelper.Run(("equations/grid.eq", Grid)).Compile()).Single();
        IReadOnlyList<SolveResult> results = FamilySolver.SolveMembers(family, family.Systems, new Dictionary<string, double>(), SolveOptions.Default);
        Assert.All(results, r => Assert.Equal(SolveStatus.Solved, r.Status));
        SolveResult last = results[^1];
        Assert.Equal(["x[1,1]", "x[1,2]", "x[1,3]", "x[1,4]", "x[2,2]", "x[2,3]", "x[2,4]"], last.System.Unknowns.Select(u => u.Name));
        double[] expected = [-9, -8, -7, -6, -18, -17, -16];
        Assert.All(last.Unknowns.Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-9));
        Assert.Equal(-17, last.Members("x")["2,3"], 1e-9);
        Assert.Equal(-17, last.Indexed("x[2]")[3], 1e-9);
    }

    [Fact]
    public void Family_is_every_level_at_every_depth()
    {
        Assert.Equal(
            ["l = 1, r = 1", "l = 1, r = 2", "l = 1, r = 3", "l = 2, r = 1", "l = 2, r = 2", "l = 2, r = 3"],
            Toy.Systems.Select(s => string.Join(", ", s.Description.Indices)));
        Assert.Equal(["Depth l 1,2", "Level r 1,2,3"], Toy.Indices.Select(i => $"{i.Kind} {i.Name} {string.Join(',', i.Values)}"));
        Assert.Equal("ToyDepth2Level3", Toy.Systems[^1].GetType().Name);
        Assert.Equal([null, 0, 1, 0, 3, 4], Toy.Systems.Select(s => Toy.Before(s) is { } before ? (int?)Toy.Systems.ToList().IndexOf(before) : null));
    }

    [Fact]
    public void Every_member_is_solved_and_its_reference_value_met()
    {
        IReadOnlyList<SolveResult> results = FamilySolver.SolveMembers(Toy, Toy.Systems, new Dictionary<string, double>(), SolveOptions.Default);
        Assert.All(results, r => Assert.Equal(SolveStatus.Solved, r.Status));
        double[] expected = [0.5, 0.25, 1.0 / 12, 3.5, 3.25, 37.0 / 12];
        Assert.All(results.Zip(expected), p => Assert.Equal(p.Second, p.First.Value, 1e-12));
        Assert.Equal([1, 0, 0, 0, 0, 1], Toy.Systems.Select(s => s.Description.References.Count));
        Assert.Throws<ArgumentException>(() => FamilySolver.Solve(Toy, [1], new Dictionary<string, double>(), SolveOptions.Default));
    }

    [Theory]
    [InlineData("2..3", "2", "2,2 3,2")]
    [InlineData(null, "1", "1,1 2,1 3,1")]
    [InlineData("3", null, "3,1 3,2")]
    public void Solve_takes_both_options(string? level, string? depth, string members)
    {
        string[] args = ["solve", "toy", "--format", "json", .. level is null ? Array.Empty<string>() : ["--level", level], .. depth is null ? Array.Empty<string>() : ["--depth", depth]];
        CliRun run = CliRun.Over(Systems, args);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(members, string.Join(' ', json.RootElement.EnumerateArray().Select(e => $"{e.GetProperty("level").GetInt32()},{e.GetProperty("depth").GetInt32()}")));
    }

    [Theory]
    [InlineData("--level", "4", "--level: toy has no level 4; its levels are 1..3")]
    [InlineData("--depth", "3", "--depth: toy has no depth 3; its depths are 1,2")]
    public void Member_that_is_not_there_is_named(string option, string value, string message) =>
        Assert.Contains(message, CliRun.Over(Systems, "solve", "toy", option, value).Error, StringComparison.Ordinal);

    [Fact]
    public void Model_is_listed_and_shown()
    {
        Assert.Contains("depth 1,2, level 1..3", CliRun.Over(Systems, "models").Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(CliRun.Over(Systems, "models", "--format", "json").Output);
        JsonElement model = json.RootElement[0];
        Assert.Equal([1, 2, 3], Values(model.GetProperty("levels")));
        Assert.Equal([1, 2], Values(model.GetProperty("depths")));
        string shown = CliRun.Over(Systems, "show", "toy", "--depth", "2", "--level", "1").Output;
        Assert.Contains("depth 2, level 1, minimise v", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("depth 1", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Curve_is_of_one_member_and_resumes()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        try
        {
            string[] args = ["curve", "toy", "--over", "a=1:2:3", "--depth", "2", "--level", "2", "--format", "json", "--output", file];
            string first = CliRun.Over(Systems, args).Output;
            Assert.Contains("\"level\": 2,\n    \"depth\": 2,", first, StringComparison.Ordinal);
            Assert.Equal(first, CliRun.Over(Systems, [.. args, "--resume"]).Output);
            CliRun other = CliRun.Over(Systems, "curve", "toy", "--over", "a=1:2:3", "--depth", "1", "--level", "2", "--output", file, "--resume");
            Assert.Contains("another curve", other.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Stage_shows_the_member_asked_for()
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        var context = new CommandContext { Output = output, Error = error, Systems = Systems, EquationFile = static _ => Text };
        Assert.Equal(0, CommandLine.Run(["show", "toy", "--depth", "2", "--level", "3", "--stage", "flat"], context));
        Assert.StartsWith("# toy, depth 2, level 3: flat\n", output.ToString(), StringComparison.Ordinal);
    }

    private static int[] Values(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];
}
