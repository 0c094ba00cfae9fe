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
    [InlineData("b.vnnlib", "(declare-const X_0 Real)(declare-const X_1 Real)(assert (<= X_1 X_0))", 2)]
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
        Assert.Equal(2, CliRun.Of("check", weights, "--bounds", bounds, "--domain", "orthant", "--certificate", "none").ExitCode);
    }
}
