namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>--bounds: two columns, or the input constraints of a VNN-LIB file.</summary>
public sealed class GivenBoundsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bounds").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("b.csv", "-3,0\n0,2\n", 0)]
    [InlineData("b.csv", "0,2\n-3,5\n", 1)]
    [InlineData("b.csv", "-3,5\n0,2\n", 0)]
    [InlineData("b.csv", "low,high\n-3,5\n0,2\n", 0)]
    [InlineData("b.csv", "-3,5\n-0.5,2\n", 1)]
    [InlineData("b.vnnlib", "; a property\n(declare-const X_0 Real)\n(declare-const X_1 Real)\n(declare-const Y_0 Real)\n(assert (>= X_1 0.25))\n(assert (or (and (<= Y_0 1))))", 0)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (and (<= 0 X_1) (<= X_0 1e3)))", 0)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (>= X_1 (- 0.25)))", 1)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (<= X_1 0.25))", 1)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (or (<= X_1 0.25) (>= X_1 1)))", 2)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (or (and (<= X_0 1) (>= X_1 0.5))))", 0)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (or (<= X_1 0.5)))", 1)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (<= X_1 X_0))", 1)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (<= (+ X_0 (* 2 X_1)) 6))(assert (>= (- X_1 (* X_0 0.5)) 0))(assert (>= X_0 -0.0))", 0)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (and (<= (* 3 X_0) 1) (<= (- X_0 1) (* 2 X_1)) (>= (+ X_0 -1) 0.5)))", 2)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (<= (* 3 X_1) 1))(assert (>= (- X_1) (- (* 0.5 X_0) 4)))", 1)]
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (<= X_1 0.25)", 2)]
    [InlineData("b.vnnlib", "(declare-const X_1 Real)", 2)]
    [InlineData("b.vnnlib", "", 2)]
    [InlineData("b.csv", "0,1\n", 2)]
    [InlineData("b.csv", "-inf,5\n0,2\n", 0)]
    [InlineData("b.csv", ",\n0,\n", 0)]
    [InlineData("b.csv", "low,high\n-Infinity,inf\n0,+inf\n", 0)]
    [InlineData("b.txt", "-inf 3\n0 inf\n", 0)]
    [InlineData("b.csv", "-1,1\n-inf,3\n", 1)]
    [InlineData("b.csv", "inf,inf\n0,1\n", 2)]
    [InlineData("b.csv", "-inf,nan\n0,1\n", 2)]
    [InlineData("b.csv", "-inf,1,2\n0,1\n", 2)]
    [InlineData("b.csv", "0,1\n1,1\n", 2)]
    [InlineData("b.csv", "0,1,2\n0,1,2\n", 2)]
    public void Bounds_AreTheDomain(string name, string text, int expected)
    {
        string weights = Path.Combine(_folder, "w.csv");
        File.WriteAllText(weights, "1,0\n-1,0\n0,1\n");
        string bounds = Path.Combine(_folder, name);
        File.WriteAllText(bounds, text);
        string certificate = Path.Combine(_folder, "c.json");

        CliRun check = CliRun.Of("check", weights, "--bounds", bounds, "--certificate", certificate);
        CliRun margin = CliRun.Of("margin", weights, "--bounds", bounds);

        Assert.True(expected == check.ExitCode, check.Output + check.Error);
        Assert.Equal(expected, margin.ExitCode);
        Assert.Equal(expected == 2 ? 2 : 0, CliRun.Of("verify-certificate", certificate, weights).ExitCode);
        Assert.Equal(expected == 2 ? 2 : 0, CliRun.Of("verify-certificate", certificate, weights, "--bounds", bounds).ExitCode);
        Assert.Equal(2, CliRun.Of("check", weights, "--bounds", bounds, "--domain", "orthant", "--certificate", "none").ExitCode);
    }

    /// <summary>The inputs of an image: one that is fixed is found, and an inequality of all of them is taken, within the time of a test.</summary>
    [Theory]
    [InlineData(500, "(assert (<= X_321 0))")]
    [InlineData(150, null)]
    public void ManyInputs_TakeNoLonger(int inputs, string? last)
    {
        string each = string.Concat(Enumerable.Range(0, inputs).Select(j => FormattableString.Invariant($"(assert (>= X_{j} 0))\n(assert (<= X_{j} 1))\n")));
        string sum = $"(assert (<= (+ {string.Join(' ', Enumerable.Range(0, inputs).Select(j => FormattableString.Invariant($"X_{j}")))}) 10))\n";
        string bounds = Path.Combine(_folder, "b.vnnlib");
        File.WriteAllText(bounds, each + (last ?? sum));
        string weights = Path.Combine(_folder, "w.csv");
        File.WriteAllLines(weights, Enumerable.Range(0, inputs).Select(i => string.Join(',', Enumerable.Range(0, inputs).Select(j => i == j ? 1 : 0))));

        CliRun run = CliRun.Of("check", weights, "--bounds", bounds, "--certificate", "none", "--time-limit", "2");

        Assert.True(last is null ? run.ExitCode is 0 or 3 : run.ExitCode == 2, run.Output + run.Error);
        Assert.True(last is null || run.Error.Contains("with '(<= X_321 0)' no room is left", StringComparison.Ordinal), run.Error);
    }

    /// <summary>Each fault of a VNN-LIB file is told with its line and column, counted by hand.</summary>
    [Theory]
    [InlineData("(assert (<= X_0 1))\n(assert (<= X_1 (* X_0 X_1)))", "(2,17): '(* X_0 X_1)' is a product of inputs")]
    [InlineData("(assert (<= X_0 1))\n\n  (assert (or (<= X_1 0) (>= X_1 2)))", "(3,11): 'or' leaves")]
    [InlineData("(assert (<= X_0 1)", "(1,1): a bracket is not closed")]
    [InlineData("(assert (<= X_0 1)))", "(1,20): a bracket is closed that is not open")]
    [InlineData("; X_0\n(assert (<= X_0 one))(assert (<= X_1 1))", "(2,17): 'one' is neither")]
    [InlineData("(assert (<= X_0 1e999))", "(1,17): '1e999' is neither")]
    [InlineData("(assert (= X_0 1))", "(1,9): '(= X_0 1)' is no linear inequality")]
    [InlineData("(assert (<= X_0 Y_1))", "(1,17): an inequality of inputs names the output 'Y_1'")]
    [InlineData("(assert (<= (^ X_0 2) 1))", "(1,13): '(^ X_0 2)' is no sum")]
    [InlineData("X_0", "(1,1): 'X_0' stands outside of brackets")]
    [InlineData("(assert (<= X_1 2))", "it leaves out X_0")]
    [InlineData("(assert (<= (+ X_0 X_1) 1))\n(assert (>= X_0 1))\n(assert (>= X_1 0))", "(3,9): with '(>= X_1 0)' no room is left")]
    [InlineData("(assert (>= X_0 1))\n(assert (>= X_1 1))(assert (<= X_0 1))", "(2,28): with '(<= X_0 1)' no room is left")]
    [InlineData("(assert (<= (- X_0 X_0) -1))(assert (<= X_1 1))", "(1,9): no input keeps")]
    [InlineData("(assert (<= X_0 1) (<= X_1 1))", "(1,2): an assertion has one condition")]
    public void Faults_AreToldWithTheirPlace(string text, string problem)
    {
        (string weights, string bounds) = (Path.Combine(_folder, "w.csv"), Path.Combine(_folder, "b.vnnlib"));
        File.WriteAllText(weights, "1,0\n-1,0\n0,1\n");
        File.WriteAllText(bounds, text);

        CliRun run = CliRun.Of("check", weights, "--bounds", bounds, "--certificate", "none");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void DiameterOfInequalities_IsRefusedWithTheLine()
    {
        (string weights, string bounds) = (Path.Combine(_folder, "w.csv"), Path.Combine(_folder, "b.vnnlib"));
        File.WriteAllText(weights, "1,0\n-1,0\n0,1\n");
        File.WriteAllText(bounds, "(assert (<= X_0 1))\n(assert (<= (+ X_0 X_1) 1))\n");

        CliRun run = CliRun.Of("margin", weights, "--bounds", bounds, "--activation", "saturation:2");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("b.vnnlib(2,9): '(<= (+ X_0 X_1) 1)' is no bound of one input: margin with --activation saturation:2", run.Error, StringComparison.Ordinal);
        Assert.NotEqual(2, CliRun.Of("check", weights, "--bounds", bounds, "--activation", "saturation:2").ExitCode);
    }
}
