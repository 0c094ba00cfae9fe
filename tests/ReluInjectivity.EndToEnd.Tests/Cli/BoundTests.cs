using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Bounds by other models: x - log(x) scaled has the minimum s, so that which of two models is larger is known.</summary>
public sealed class BoundTests : EquationFolder
{
    private const string Below = "model below \"Below\"\ngiven s = 1 in (0, inf)\nunknown x in (0, inf)\nminimise v = s*(x - log(x))\n";
    private const string Above = "model above \"Above\"\ngiven s = 1 in (0, 4)\nunknown y in (0, inf)\nminimise w = y - log(y) + s/2\n";

    /// <summary>1 + s/2 bounds s for s below 2, reaches it there, and is passed by it above.</summary>
    [Theory]
    [InlineData("1", 0, "solved")]
    [InlineData("1.9999", 0, "solved")]
    [InlineData("2", 0, "solved")]
    [InlineData("2.0001", 1, "boundViolated")]
    [InlineData("3", 1, "boundViolated")]
    public void ValueIsHeldAgainstTheOtherAtTheSameGivens(string s, int exitCode, string status)
    {
        string below = Write("below.eq", Below + "bound v <= above.w\n");
        CliRun run = Run("solve", below, Write("above.eq", Above), "--set", "s=" + s, "--format", "csv");
        string line = run.Output.Split('\n').Single(l => l.StartsWith("below", StringComparison.Ordinal));
        Assert.Equal((exitCode, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("," + status + ",", line, StringComparison.Ordinal);
        Assert.Equal(exitCode == 1, line.Contains("is above above.w = ", StringComparison.Ordinal));
    }

    [Fact]
    public void LowerBoundWithSettings_FailsWithBothValues()
    {
        string below = Write("below.eq", Below + "bound v >= above.w at s = 0.5\n");
        CliRun run = Run("solve", below, Write("above.eq", Above), "--format", "json");
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"v = 1(\.0+[0-9]+)? \+- [^ ]+ is below above\.w = 1\.2[45][0-9]* \+- [^ ]+, which bounds it by the equation file", run.Output);
    }

    /// <summary>Nothing is said to be checked that was not: at s = 5 the other model has no value.</summary>
    [Fact]
    public void BoundOutsideTheOthersInterval_IsSaidNotToBeChecked()
    {
        string below = Write("below.eq", Below + "bound v <= above.w\n");
        Write("above.eq", Above);
        CliRun run = Run("curve", below, "--over", "s=1:2:2");
        Assert.Equal(2, run.ExitCode);
        run = Run("solve", Folder, "--set", "s=3.5", "--format", "json");
        Assert.Contains("boundViolated", run.Output, StringComparison.Ordinal);
        Write("below.eq", Below.Replace("s = 1", "s = 5", StringComparison.Ordinal) + "bound v <= above.w\n");
        run = Run("solve", Folder, "--format", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("not checked against above.w: above takes s in (0, 4) only", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The theory beside a simulation is held against bounds as well: s = 1 is below 1 + s/2, s = 3 above.</summary>
    [Theory]
    [InlineData("1", true)]
    [InlineData("3", false)]
    public void TheoryOfASimulation_IsHeldAgainstTheOther(string s, bool holds)
    {
        string text = Below.Replace("unknown", "given a = 2 in (0, inf)\nunknown", StringComparison.Ordinal).Replace("log(x))", "log(x)) + 0*a", StringComparison.Ordinal)
            + "bound v <= above.w\nreport \"simulate\" \"active\", \"1\" of v over a default\n";
        IReadOnlyList<IEquationSystem> systems = [.. GeneratorDriverHelper.Run(("equations/below.eq", text), ("equations/above.eq", Above)).Compile()];
        CliRun run = CliRun.Over(systems, "simulate", "--n", "3", "--alpha", "4", "--samples", "1", "--sweeps", "5", "--set", "s=" + s, "--format", "json");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(!holds, run.Output.Contains("is above above.w = ", StringComparison.Ordinal));
        Assert.Equal(holds, run.Output.Contains("\"noTheory\": null", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bound v <= abov.w", "there is no model 'abov'; did you mean 'above'?")]
    [InlineData("bound v <= above.v", "above has no goal 'v'")]
    [InlineData("bound v <= above.w at r = 2", "above has no index and no given 'r'")]
    public void WhatIsNotThere_IsNamed(string bound, string message)
    {
        string below = Write("below.eq", Below + bound + "\n");
        CliRun run = Run("solve", below, Write("above.eq", Above));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("below.eq: bound by ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(2, Run("check", below).ExitCode);
    }

    [Theory]
    [InlineData("bound v < above.w", "expected '<=' or '>='")]
    [InlineData("bound v <= above", "expected '.' and a goal of above")]
    [InlineData("bound u <= above.w", "bound a goal: v")]
    [InlineData("bound v <= below.v", "a goal is bounded by that of another model")]
    [InlineData("bound v <= above.w at s = t", "write a number")]
    [InlineData("bound v <= above.w at s = 1, s = 2", "set it once")]
    public void WhatIsWronglyWritten_HasItsPlace(string bound, string message)
    {
        CliRun run = Run("solve", Write("below.eq", Below + bound + "\n"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("below.eq(5,", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    /// <summary>Two models that bound each other are each worked out once.</summary>
    [Fact]
    public void TwoModelsThatBoundEachOther_AreSolved()
    {
        Write("below.eq", Below + "bound v <= above.w\n");
        Write("above.eq", Above + "bound w >= below.v\n");
        CliRun run = Run("solve", Folder);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Show_PrintsTheBound()
    {
        string below = Write("below.eq", Below + "bound v <= above.w at s = 2\n");
        Assert.Contains("bound v <= above.w at s = 2", Run("show", below, "--stage", "flat").Output, StringComparison.Ordinal);
        Assert.Contains(@"v \le w^{\text{above}} \quad \text{at} \; s = 2", Run("show", below, "--format", "latex").Output, StringComparison.Ordinal);
    }
}
