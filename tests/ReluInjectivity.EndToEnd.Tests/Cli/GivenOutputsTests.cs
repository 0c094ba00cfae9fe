using System.Text.Json;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>What the commands for given weights write and note: arrays by extension, boxes, ties, matrices stored the other way round, rounding to floats.</summary>
public sealed class GivenOutputsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outputs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("new.npy")]
    [InlineData("new.safetensors")]
    [InlineData("new.csv")]
    public void Repair_WritesWhatTheCommandsRead(string name)
    {
        string weights = Write("w.csv", "0.1,2,3\n0.30000000000000004,-1,5\n");
        string output = Path.Combine(_folder, name);

        CliRun run = CliRun.Of("repair", weights, "--output", output, "--format", "json");

        // Two rows of three inputs do not span: an axis and its negative complete them.
        Assert.Equal(0, run.ExitCode);
        CliRun check = CliRun.Of("check", output, "--certificate", "none", "--format", "json");
        using var report = JsonDocument.Parse(check.Output);
        Assert.Equal("injective", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(0, CliRun.Of("repair", weights, "--output", output).ExitCode);
        Assert.Equal([Path.GetFileName(output), "w.csv"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var repaired = JsonDocument.Parse(run.Output);
        Assert.Equal(0.30000000000000004, repaired.RootElement.GetProperty("weights")[1][0].GetDouble());
    }

    /// <summary>A link stays a link, to a file or to a device that takes nothing; a pipe stays a pipe, and hands on what is written.</summary>
    [Fact]
    public async Task WhatIsNoFile_StaysWhatItIs()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string weights = Write("w.csv", "1,2\n3,5\n");
        string kept = Path.Combine(_folder, "kept.csv");
        foreach ((string name, string target, int code) in new[] { ("link.csv", kept, 0), ("full.csv", "/dev/full", 2), ("null.csv", "/dev/null", 0) })
        {
            string link = Path.Combine(_folder, name);
            File.CreateSymbolicLink(link, target);
            Assert.Equal(code, CliRun.Of("repair", weights, "--output", link).ExitCode);
            Assert.Equal(target, new FileInfo(link).LinkTarget);
        }

        string pipe = Path.Combine(_folder, "pipe.csv");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        Task<string> read = Task.Run(() => File.ReadAllText(pipe));
        Assert.Equal(0, CliRun.Of("repair", weights, "--output", pipe).ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(kept), await read);
        Assert.Equal(0, new FileInfo(pipe).Length);
    }

    /// <summary>As many rows as inputs lie in a hyperplane, which has no facets: no answer, and no stack trace.</summary>
    [Theory]
    [InlineData("1,0,0\n0,1,0\n0,0,1\n")]
    [InlineData("-1.2,-1.1,0.7\n-2.3,-0.1,-2.3\n1.1,0.2,1.4\n")]
    [InlineData("1,2,3,4\n2,-1,0,5\n0,0,1,-3\n7,1,1,1\n")]
    public void Bias_OfRowsInAHyperplane(string rows)
    {
        CliRun run = CliRun.Of("bias", Write("w.csv", rows), "--method", "pbe");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("some half-space holds no row", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b.npy")]
    [InlineData("b.safetensors")]
    [InlineData("b.csv")]
    public void Bias_OfABoxIsSafeOnIt(string name)
    {
        string weights = Write("w.csv", "0,1\n-0.8660254037844386,-0.5\n0.8660254037844386,-0.5\n");
        string bias = Path.Combine(_folder, name);

        CliRun run = CliRun.Of("bias", weights, "--domain", "box:-1,0.5", "--output", bias);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("box:-1,0.5 lies in ball:1.41421356237", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("check", weights, "--bias", bias, "--domain", "box:-1,0.5", "--certificate", "none").ExitCode);
        Assert.Equal(1, CliRun.Of("check", weights, "--domain", "box:-1,0.5", "--certificate", "none").ExitCode);
    }

    [Theory]
    [InlineData("a.npy", "not an array")]
    [InlineData("a.safetensors", "not a tensor, but long enough")]
    [InlineData("a.csv", "dear diary,\n")]
    public void ForeignFile_IsKeptWithoutForce(string name, string text)
    {
        string weights = Write("w.csv", "1,0\n0,1\n-1,0\n0,-1\n");
        string foreign = Write(name, text);
        foreach (string command in (string[])["repair", "bias"])
        {
            CliRun run = CliRun.Of(command, weights, "--output", foreign);

            Assert.Equal(2, run.ExitCode);
            Assert.Contains("--force replaces it", run.Error, StringComparison.Ordinal);
            Assert.Equal(text, File.ReadAllText(foreign));
        }

        Assert.Equal(0, CliRun.Of("bias", weights, "--output", foreign, "--force").ExitCode);
        Assert.NotEqual(text, File.ReadAllText(foreign));
        Assert.Equal(2, CliRun.Of("repair", weights, "--output", Path.Combine(_folder, "model.pt")).ExitCode);
    }

    [Fact]
    public void Batch_CountsTiesBeside()
    {
        string weights = Write("w.csv", "1,0\n0,1\n-1,0\n0,-1\n");
        CliRun run = CliRun.Of("batch", weights, Write("x.csv", "1,0\n1,1\n0,0\n"), "--format", "json");

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(1, report.RootElement.GetProperty("injective").GetInt32());
        Assert.Equal(3, report.RootElement.GetProperty("injectiveWithTies").GetInt32());
        Assert.Equal(1, run.ExitCode);

        // A tie adds no rank that is not there.
        string narrow = Write("n.csv", "1,0\n2,0\n0,0\n-1,0\n");
        Assert.Contains("\"injectiveWithTies\": 0", CliRun.Of("batch", narrow, Write("y.csv", "0,1\n0,0\n"), "--format", "json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_KeepsItsLimitWithinABlockOfRows()
    {
        // 1000 patterns of active rows, each a rank of some 600 x 300: 10 s and more for all of them.
        Random random = new(7);
        string weights = Write("w.csv", Gaussian(1200, 300, random));
        string data = Write("x.csv", Gaussian(1000, 300, random));

        CliRun run = CliRun.Of("batch", weights, data, "--time-limit", "0.5", "--format", "json");

        using var report = JsonDocument.Parse(run.Output);
        Assert.InRange(report.RootElement.GetProperty("inputs").GetInt32(), 0, 999);
        Assert.False(report.RootElement.GetProperty("isComplete").GetBoolean());
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public void WideMatrix_IsPerhapsTransposed()
    {
        CliRun wide = CliRun.Of("check", Write("w.csv", "1,2,3\n4,5,6\n"), "--certificate", "none");
        CliRun tall = CliRun.Of("check", Write("t.csv", "1,4\n2,5\n3,6\n"), "--certificate", "none");

        Assert.Contains("Transposed?", wide.Output, StringComparison.Ordinal);
        Assert.Equal(1, wide.ExitCode);
        Assert.DoesNotContain("Transposed?", tall.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsParallelButForFloats_AreNoted()
    {
        // -1.5 times a row, rounded to float.
        float[] rows = [0.1f, 0.7f, 0.3f, -0.9f];
        string text = string.Join('\n', Enumerable.Range(0, 4).Select(i => string.Join(',', Enumerable.Range(0, 2).Select(j =>
            ((double)(i < 2 ? rows[(2 * i) + j] : (float)(-1.37f * rows[(2 * (i - 2)) + j]))).ToString("R", System.Globalization.CultureInfo.InvariantCulture)))));
        string weights = Write("f.csv", text + "\n");

        CliRun run = CliRun.Of("check", weights, "--certificate", "none");
        CliRun loose = CliRun.Of("check", weights, "--certificate", "none", "--parallel-tolerance", "1e-6");

        Assert.Contains("with --parallel-tolerance 1e-6, which takes them as exactly parallel: INJECTIVE", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(0, loose.ExitCode);
        Assert.DoesNotContain("with --parallel-tolerance", loose.Output, StringComparison.Ordinal);
    }

    private static string Gaussian(int rows, int columns, Random random) =>
        string.Join('\n', Enumerable.Range(0, rows).Select(_ => string.Join(',', Enumerable.Range(0, columns).Select(_ => FormattableString.Invariant($"{random.NextDouble() - 0.5:F4}"))))) + "\n";

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
