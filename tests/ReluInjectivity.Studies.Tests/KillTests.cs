using System.Diagnostics;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Studies.Tests;

/// <summary>Processes that are killed, or asked to end, in the middle of a study.</summary>
public sealed class KillTests : StudyFolder
{
    private const int Workers = 2;

    /// <summary>The kills are spread over the run's length: each comes after its share of the points.</summary>
    private static readonly int Kills = Draws.Of(5);

    private static readonly string[] Sweep = ["sweep", "single-layer", "--level", "1..4", "--over", "kappa=0.1:10:300:log", "--output"];

    [Fact]
    public void Kills_LoseWhatIsInWorkAlone()
    {
        Assert.Equal(0, Run([.. Sweep, At("whole.db")]).ExitCode);
        string log = At("log");
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = Start(log);
            WaitFor(process, log, "end", 300 * (kill + 1) / (Kills + 1));
            process.Kill();
            process.WaitForExit();
        }

        using (Process last = Start(log))
        {
            last.WaitForExit();
            Assert.Equal(0, last.ExitCode);
        }

        string[] lines = File.ReadAllLines(log);
        string[] kept = [.. lines.Where(static l => l.StartsWith("end", StringComparison.Ordinal))];
        Assert.InRange(lines.Count(static l => l.StartsWith("begin", StringComparison.Ordinal)) - 300, 0, Kills * Workers);
        Assert.Equal(kept.Length, kept.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Export(At("whole.db")), Export(At("s.db")));
        Assert.DoesNotContain(Directory.GetFiles(Folder), static f => f.EndsWith("-wal", StringComparison.Ordinal));
    }

    [Fact]
    public void Terminate_KeepsWhatIsDoneAndSaysSo()
    {
        string log = At("log");
        using Process process = Start(log);
        WaitFor(process, log, "end", 20);
        using (Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            process.WaitForExit();
        }

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("the same command goes on", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        using StudyFile file = StudyFile.Open(At("s.db"));
        Assert.Equal(File.ReadAllLines(log).Count(static l => l.StartsWith("end", StringComparison.Ordinal)), file.Points);
    }

    private Process Start(string log) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "relu-injectivity.dll"), .. Sweep, At("s.db"), "--workers", "2", "--log", log])
    { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

    /// <summary>Until so many lines of a kind stand in the log, or the process has ended.</summary>
    private static void WaitFor(Process process, string log, string kind, int count)
    {
        while (!process.HasExited && (!File.Exists(log) || Read(log).Split('\n').Count(l => l.StartsWith(kind, StringComparison.Ordinal)) < count))
        {
            Thread.Sleep(2);
        }
    }

    private static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
