using System.Globalization;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Long work on given weights tells a person how long it goes on, and nobody else.</summary>
public sealed class WorkProgressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("progress").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, "table", true)]
    [InlineData(true, "json", false)]
    [InlineData(false, "table", false)]
    public void Progress_IsShownOnATerminalAndWiped(bool isTerminal, string format, bool isShown)
    {
        // Too large to be decided in the time.
        Random random = new(3);
        string weights = Path.Combine(_folder, "w.csv");
        File.WriteAllLines(weights, Enumerable.Range(0, 160).Select(_ => string.Join(',', Enumerable.Range(0, 20).Select(_ => (random.NextDouble() - 0.5).ToString("R", CultureInfo.InvariantCulture)))));

        CliRun run = CliRun.WithSolver(new FakeSolver(), isTerminal, "check", weights, "--time-limit", "3.5", "--certificate", "none", "--format", format);

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(isShown, run.Error.Contains("\rsearching: 2 s", StringComparison.Ordinal));
        Assert.Equal(isShown, run.Error.Length > 0);
        Assert.True(!isShown || (run.Error.EndsWith('\r') && run.Error.Split('\r')[^2].Trim().Length == 0), run.Error);
        Assert.DoesNotContain('\r', run.Output);
    }

    [Fact]
    public void ShortWork_ShowsNothing()
    {
        string weights = Path.Combine(_folder, "w.csv");
        File.WriteAllText(weights, "1,0\n-1,0\n0,1\n0,-1\n");

        CliRun run = CliRun.WithSolver(new FakeSolver(), errorIsTerminal: true, "check", weights, "--certificate", "none");

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
    }
}
