using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Every way in which a solve ends, each provoked by a small model whose truth is plain, with the exit code that the README's table has for it.</summary>
public sealed class StatusTests
{
    /// <summary>The models, by what they end with.</summary>
    private static readonly IReadOnlyDictionary<SolveStatus, Case> Cases = new Dictionary<SolveStatus, Case>
    {
        [SolveStatus.Solved] = new("unknown x in (0, inf)\nminimise v = x - log(x)"),
        [SolveStatus.Imprecise] = new("unknown x in (0, 3)\nequation x^5 - 5*x^4 + 10*x^3 - 10*x^2 + 5*x - 1 = 0\nsolve x"),
        [SolveStatus.IterationLimit] = new("unknown x = 40\nunknown y = 50\nminimise v = (x - y)^12 + y^14", ["100 iterations from one start were spent"]),
        [SolveStatus.Stalled] = new("unknown x = 1 in (-5, 5)\nstationary v = x^3 + 2*x", ["no step reduces the slopes at the point found"]),
        [SolveStatus.NotAnOptimum] = new("unknown x = 0\nunknown y = 0\nminimise v = x^4 - 3*x^2 + x*y + y^2", ["Hessian is not definite"]),
        [SolveStatus.WorseThanLevelBefore] = new(
            "level r = 1..2 nested\nunknown x[k] for k = 1..r in (0, inf)\nminimise v = sum(k = 1..r, x[k] - log(x[k]))", ["worse optimum than the level before"], "--level", "2"),
        [SolveStatus.NoRoot] = new("unknown x\nequation exp(x) + x^2 = 0\nsolve x", ["for x: no sign change among "]),
        [SolveStatus.NoValue] = new("given a = 3 in (0, inf)\nunknown x in (0, inf)\noutcome \"a is large\" when 2 < a\nminimise v = x - log(x)", ["a is large"]),
        [SolveStatus.NonFinite] = new("unknown x in (0, 1)\nminimise v = log(x - 2)"),
        [SolveStatus.Budget] = new("unknown q in (0, 1)\nminimise v = E(b, E(z, log(1 + exp(b + q*z)))) + q^2", ["the time limit of 0.05 s was reached"], "--time-limit", "0.05"),
        [SolveStatus.AtBoundary] = new("unknown x in (0, 1)\nminimise v = 2 + x + x^3", ["x -> 0"]),
        [SolveStatus.Flat] = new("unknown x\nunknown y\nminimise v = x^2 + sin(y)^2 + cos(y)^2", ["does not depend on y"]),
        [SolveStatus.Unbounded] = new("unknown x in (0, inf)\nmaximise v = x", ["x -> inf"]),
        [SolveStatus.BoundViolated] = new("unknown x in (0, inf)\nminimise v = x - log(x)\nbound v <= lower.v", ["bounds it by the equation file"]),
    };

    private static readonly Lazy<IReadOnlyList<IEquationSystem>> Systems = new(() =>
    [
        .. GeneratorDriverHelper.Run(
        [
            .. Cases.Select(c => ($"equations/{Name(c.Key)}.eq", $"model {Name(c.Key)} \"A status\"\n{c.Value.Text}\n")),
            ("equations/lower.eq", "model lower \"Below one\"\nunknown x in (0, inf)\nminimise v = x - log(x) - 1/2\n"),
        ]).Compile(),
    ]);

    public static TheoryData<SolveStatus> Statuses => [.. Enum.GetValues<SolveStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void EachStatus_IsProvoked_WithItsExitCode(SolveStatus status)
    {
        Case provoked = Cases[status];
        CliRun run = CliRun.Over(Systems.Value, ["solve", Name(status), "--format", "json", .. provoked.Arguments]);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement result = document.RootElement[0];
        Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(status.ToString()), result.GetProperty("status").GetString());
        Assert.Equal(DocumentedExitCode(status), run.ExitCode);
        foreach (string part in provoked.Message)
        {
            Assert.Contains(part, result.GetProperty("message").GetString()!, StringComparison.Ordinal);
        }

        // A value without a status that vouches for it has no bar, but where the bar is what is wanting.
        bool hasBar = result.GetProperty("errorEstimate").ValueKind == JsonValueKind.Number;
        Assert.Equal(run.ExitCode == 0 || status == SolveStatus.Imprecise, hasBar);
    }

    /// <summary>x + x|x|/2 has no stationary point, however small it is scaled: not at 0 either, where its slope 1 + |x| is least. x^3 - 3 x has one at 1.</summary>
    [Theory]
    [InlineData("0.5", "x + x*abs(x)/2", "stalled")]
    [InlineData("1.4", "x^3 - 3*x", "solved")]
    public void SlopesThatDoNotVanish_AreNoSolution(string start, string goal, string status)
    {
        CliRun run = CliRun.Over([.. GeneratorDriverHelper.Run(("equations/small.eq", $"model small \"Small\"\nunknown x = {start}\nstationary v = 1e-14*({goal})\n")).Compile()], "solve", "small", "--format", "csv");
        Assert.Contains("," + status + ",", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Minima of any order: the bar is what the last step leaves, and not rounding, of which there is none at a value of 0.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void BarOfAMinimumOfHigherOrder_Holds(int order)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"model high \"High order\"\nunknown x in (0, inf)\nminimise v = (x - 3)^{order}\n");
        CliRun run = CliRun.Over([.. GeneratorDriverHelper.Run(("equations/high.eq", text)).Compile()], "solve", "high", "--format", "json");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement result = document.RootElement[0];
        double value = result.GetProperty("value").GetDouble();
        Assert.Equal("solved", result.GetProperty("status").GetString());
        Assert.InRange(value, 0, result.GetProperty("errorEstimate").GetDouble());
        Assert.True(value > 0, "a minimum met exactly tests nothing");
    }

    /// <summary>What there was no time for says so, in every command that solves; levels and depths that need it are not begun.</summary>
    [Theory]
    [InlineData("depth-table", "--lifting", "full", "--depth", "1..4")]
    [InlineData("depth-table", "--lifting", "partial", "--depth", "1..3")]
    [InlineData("limit", "single-layer")]
    [InlineData("curve", "single-layer", "--level", "3", "--over", "kappa=0.5:3:5")]
    [InlineData("solve", "deep-lifted", "--depth", "1..3", "--level", "1..2")]
    public void TimeLimit_IsKeptByCommandsThatSolve(params string[] arguments)
    {
        CliRun run = CliRun.OnCatalog([.. arguments, "--time-limit", "0.0001"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("budget", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" solved ", run.Output, StringComparison.Ordinal);
    }

    private static string Name(SolveStatus status) => Regex.Replace(status.ToString(), "(?<!^)[A-Z]", static m => "-" + m.Value, RegexOptions.None, TimeSpan.FromSeconds(5)).ToLowerInvariant();

    private static int DocumentedExitCode(SolveStatus status)
    {
        string row = File.ReadLines(Path.Combine(Repository.Root, "README.md")).Single(line => line.StartsWith($"| `{JsonNamingPolicy.CamelCase.ConvertName(status.ToString())}` |", StringComparison.Ordinal));
        return int.Parse(row.Split('|')[2], CultureInfo.InvariantCulture);
    }

    /// <summary>A model that ends with a status.</summary>
    /// <param name="Text">The equation file after its first line.</param>
    /// <param name="Message">Parts of the message.</param>
    /// <param name="Arguments">Further arguments.</param>
    private sealed record Case(string Text, string[] Message, params string[] Arguments)
    {
        public Case(string text)
            : this(text, [])
        {
        }
    }
}
