using System.Text.Json;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>
/// A tilted double well, x^4/4 - x^2/2 - h x: the well on the left is followed until it ends, at h = 2/sqrt(27) = 0.385, and from there on the one on the right. Its solution at h = 0.9, the
/// real root of x^3 = x + 0.9, is on one branch with that at h = 0.4.
/// </summary>
public sealed class CurveJumpTests
{
    private static readonly Lazy<IReadOnlyList<IEquationSystem>> Systems = new(() => [.. GeneratorDriverHelper.Run(
        ("equations/well.eq", "model well \"Tilted\"\ngiven h = -1 in (-2, 2)\nunknown x = -1.3\nminimise v = x^4/4 - x^2/2 - h*x\n"),
        ("equations/smooth.eq", "model smooth \"One branch\"\ngiven a = 1 in (0, inf)\nunknown x in (0, inf)\nminimise v = x - a*log(x)\n")).Compile()]);

    [Fact]
    public void JumpIsSaid_InEachFormat()
    {
        string[] arguments = ["curve", "well", "--over", "h=-0.9:0.9:13", "--format"];
        CliRun json = CliRun.Over(Systems.Value, [.. arguments, "json"]);
        Assert.Equal((0, string.Empty), (json.ExitCode, json.Error));
        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement[] points = [.. document.RootElement.EnumerateArray()];
        JsonElement jumping = Assert.Single(points, p => p.GetProperty("jump").ValueKind == JsonValueKind.String);
        Assert.InRange(jumping.GetProperty("h").GetDouble(), 0.385, 0.385 + 0.15);
        Assert.Matches("^jumps, since 0\\.[23][0-9]*, by more than the slope beside allows: x from -0\\.[0-9]+ to 1\\.[0-9]+; another branch, or points too far apart$", jumping.GetProperty("jump").GetString());
        CliRun csv = CliRun.Over(Systems.Value, [.. arguments, "csv"]);
        Assert.EndsWith(",remark", csv.Output.Split('\n')[0].TrimEnd(), StringComparison.Ordinal);
        Assert.Single(csv.Output.Split('\n'), line => line.Contains("by more than the slope beside allows", StringComparison.Ordinal));
        Assert.Contains("h=0.45: jumps, since 0.", CliRun.Over(Systems.Value, [.. arguments, "table"]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=0.5:5:40")]
    [InlineData("a=1e-3:1e3:7:log")]
    public void OneBranch_HasNoRemark(string range)
    {
        CliRun run = CliRun.Over(Systems.Value, "curve", "smooth", "--over", range);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.DoesNotContain("branch", run.Output.Replace("\"One branch\"", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
