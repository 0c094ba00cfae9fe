using ReluInjectivity.Cli;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Every kind of wrong argument: exit code 2, nothing on the output, an error that names the argument and says what would be right.</summary>
public sealed class ArgumentErrorTests
{
    private const string SolveHint = "hint: 'relu-injectivity solve --help' shows what can be typed\n";

    [Theory]
    [InlineData("solve stairz", "error: MODEL: there is no model 'stairz'; did you mean 'stairs'?\nmodels: bare, stairs, two-goals\n")]
    [InlineData("solve zzzzzzzz", "error: MODEL: there is no model 'zzzzzzzz'\nmodels: bare, stairs, two-goals\n")]
    [InlineData("show two", "error: MODEL: there is no model 'two'; did you mean 'two-goals'?\nmodels: bare, stairs, two-goals\n")]
    [InlineData("solve @file", "error: MODEL: there is no model '@file'\nmodels: bare, stairs, two-goals\n")]
    [InlineData("solve two-goals --goal alfa", "error: --goal: two-goals has no goal 'alfa'; did you mean 'alpha'? (it has alpha, theta)\n")]
    [InlineData("solve stairs --level 4", "error: --level: stairs has no level 4; its levels are 1..3\n")]
    [InlineData("solve stairs --level 0..2", "error: --level: stairs has no level 0; its levels are 1..3\n")]
    [InlineData("show stairs --level 1..2000000000", "error: --level: stairs has no level 2000000000; its levels are 1..3\n")]
    [InlineData("solve stairs --level x", "error: --level: cannot read 'x'; write a level (3), a range (1..4) or a list (1,2,4)\n")]
    [InlineData("solve stairs --level 1,", "error: --level: cannot read '1,'; write a level (3), a range (1..4) or a list (1,2,4)\n")]
    [InlineData("solve stairs --level 1...3", "error: --level: cannot read '1...3'; write a level (3), a range (1..4) or a list (1,2,4)\n")]
    [InlineData("solve stairs --level 3..1", "error: --level: the range '3..1' descends; write 1..3\n")]
    [InlineData("solve bare --level 1", "error: --level: bare has no levels; leave --level out\n")]
    [InlineData("solve stairs --set load", "error: --set: 'load' is not name=value\n")]
    [InlineData("solve stairs --set lod=1", "error: --set: stairs has no given 'lod'; did you mean 'load'? (it has load)\n")]
    [InlineData("solve bare --set load=1", "error: --set: bare has no given 'load'; nothing can be set\n")]
    [InlineData("curve bare --over load=1:2:3", "error: --over: bare has no given 'load' (it has none, so there is no curve)\n")]
    [InlineData("solve two-goals --goal alpha --set angle=0", "error: --set: two-goals has no given 'angle' (it has load)\n")]
    [InlineData("solve stairs --set load=2,5", "error: --set load: '2,5' is not a finite number; write it like 2, 0.5 or 1e-10\n")]
    [InlineData("solve stairs --set load=1,000", "error: --set load: '1,000' is not a finite number; write it like 2, 0.5 or 1e-10\n")]
    [InlineData("solve stairs --set load=Infinity", "error: --set load: 'Infinity' is not a finite number; write it like 2, 0.5 or 1e-10\n")]
    [InlineData("solve stairs --set load=", "error: --set load: '' is not a finite number; write it like 2, 0.5 or 1e-10\n")]
    [InlineData("solve stairs --set load=0", "error: --set load: 0 is not in the open interval (0, inf)\n")]
    [InlineData("solve two-goals --goal all --set angle=1", "error: --set angle: 1 is not in the open interval (-1, 1)\n")]
    [InlineData("solve stairs --set load=1 --set load=2", "error: --set load: set twice; give one value\n")]
    [InlineData("solve stairs --tolerance x", "error: --tolerance: 'x' is not a finite number; write it like 2, 0.5 or 1e-10\n")]
    [InlineData("solve stairs --tolerance 1", "error: --tolerance: 1 is out of range; an absolute error from 1e-14 to 1e-2 can be asked for\n")]
    [InlineData("solve stairs --tolerance -1", "error: --tolerance: -1 is out of range; an absolute error from 1e-14 to 1e-2 can be asked for\n")]
    [InlineData("solve stairs --format jsn", "error: --format: 'jsn' is none of table, json, csv, markdown; did you mean 'json'?\n")]
    [InlineData("models --format csv", "error: --format: 'csv' is none of table, json\n")]
    [InlineData("show stairs --format latx", "error: --format: 'latx' is none of text, latex; did you mean 'latex'?\n")]
    [InlineData("solve stairs --levl 1", "error: relu-injectivity solve does not take '--levl'; did you mean '--level'?\n" + SolveHint)]
    [InlineData("solve --formt json stairs", "error: relu-injectivity solve does not take '--formt'; did you mean '--format'?\n" + SolveHint)]
    [InlineData("solve stairs bare", "error: relu-injectivity solve does not take 'bare'\n" + SolveHint)]
    [InlineData("solve stairs --level", "error: Required argument missing for option: '--level'.\n" + SolveHint)]
    [InlineData("solve", "error: MODEL: Required argument missing for command: 'solve'.\n" + SolveHint)]
    [InlineData("solv stairs", "error: relu-injectivity does not take 'solv'; did you mean 'solve'?\nerror: relu-injectivity does not take 'stairs'\nhint: 'relu-injectivity --help' shows what can be typed\n")]
    [InlineData("", "error: Required command was not provided.\nhint: 'relu-injectivity --help' shows what can be typed\n")]
    public void WrongArgument_IsNamed(string line, string expected)
    {
        CliRun run = CliRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(expected, run.Error);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void WrongArgument_IsFoundBeforeAnythingIsSolved()
    {
        FakeSolver solver = new();

        CliRun run = CliRun.WithSolver(solver, errorIsTerminal: true, "solve", "two-goals", "--level", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(solver.Asked);
    }

    [Fact]
    public void Every_command_is_made_under_its_name()
    {
        CommandContext around = new() { Output = TextWriter.Null, Error = TextWriter.Null, Systems = FakeSystems.All };
        Assert.All(CommandLine.Commands, c => Assert.Equal(c.Key, c.Value(around).Name));
    }
}
