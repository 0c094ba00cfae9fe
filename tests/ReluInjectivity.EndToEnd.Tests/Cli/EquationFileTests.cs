using System.Text;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Commands on equation files, compiled as they run.</summary>
public sealed class EquationFileTests : EquationFolder
{
    [Fact]
    public void CopyOfAModel_GivesItsNumbers()
    {
        string file = Write("mine.eq", Repository.EquationFile("equations/single-layer.eq").Text);
        CliRun built = CliRun.OnCatalog("solve", "single-layer", "--level", "1..2", "--format", "csv");
        Assert.Equal(built, Run("solve", file, "--level", "1..2", "--format", "csv"));
    }

    [Fact]
    public void ManyCommands_TakeAFile()
    {
        string file = Write("small.eq", Small);
        foreach (string[] command in (string[][])[["show", file], ["show", file, "--stage", "kernel"], ["models", file], ["solve", Folder], ["check", file]])
        {
            CliRun run = Run(command);
            Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
            Assert.Contains("small", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NewFile_SolvesAndIsNotOverwritten()
    {
        string file = Path.Combine(Folder, "my-model.eq");
        Assert.Equal(0, Run("new", file).ExitCode);
        string text = File.ReadAllText(file);
        CliRun check = Run("check", file);
        Assert.Equal((0, string.Empty), (check.ExitCode, check.Error));
        Assert.Contains("1 of 1 expectations hold", check.Output, StringComparison.Ordinal);
        Assert.Equal(2, Run("new", file).ExitCode);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void FailedExpectation_IsSaid()
    {
        CliRun run = Run("check", Write("small.eq", Small.Replace("v = 1 ", "v = 1.1 ", StringComparison.Ordinal)));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAILS: small: expected v = 1.1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_AreShownInTheirLine()
    {
        string file = Write("bad.eq", "model bad \"世界\"\r\nunknown  x in (0, inf)\r\nlet a =\ty + w\r\nminimise v = x + a\r\n");
        CliRun run = Run("solve", file);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, Count(run.Error, "error RIJ002"));
        Assert.Contains($"{file}(3,9): error RIJ002", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n    let a =\ty + w\n           \t^\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void FaultyFile_DoesNotStopOthers()
    {
        Write("a.eq", "nonsense");
        File.WriteAllBytes(Path.Combine(Folder, "b.eq"), [1, 0, 200]);
        Write("c.eq", Small);
        CliRun run = Run("solve", Folder);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("small", run.Output, StringComparison.Ordinal);
        Assert.Contains("a.eq(1,1): error RIJ001", run.Error, StringComparison.Ordinal);
        Assert.Contains("b.eq: the file is no text", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void FaultOfASharedFile_IsSaidOnce()
    {
        Write("shared.eq", "let f(x) = x^2 + foo(x)\n");
        foreach (string name in new[] { "a", "b", "c" })
        {
            Write(name + ".eq", $"model {name} \"\"\ninclude \"shared.eq\"\nunknown x in (0, inf)\nminimise v = f(x) - log(x) + own_{name}\n");
        }

        CliRun run = Run("solve", Folder);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(1, Count(run.Error, "'foo'"));
        Assert.All(["own_a", "own_b", "own_c"], name => Assert.Contains(name, run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void OptimumAtTheBoundary_IsGood()
    {
        CliRun run = Run("check", Write("edge.eq", "model edge \"Edge\"\nunknown x in (0, 1)\nminimise v = 1 + x\nexpect v = 1 +- 1e-12\n"));
        Assert.Contains("1 of 1 expectations hold", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void TwoFilesOfOneModel_AreNamed()
    {
        Write("a.eq", Small);
        Write("b.eq", Small);
        CliRun run = Run("solve", Folder);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("a.eq and ", run.Error, StringComparison.Ordinal);
        Assert.Contains("b.eq both declare the model 'small'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Encodings_AreRead()
    {
        foreach (Encoding encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            string file = Path.Combine(Folder, "small.eq");
            File.WriteAllText(file, Small.ReplaceLineEndings("\r\n"), encoding);
            Assert.Equal(0, Run("solve", file).ExitCode);
        }
    }

    [Fact]
    public void WhatIsNoEquationFile_IsRefused()
    {
        string large = Path.Combine(Folder, "large.eq");
        using (FileStream stream = File.Create(large))
        {
            stream.SetLength(100_000_000);
        }

        Directory.CreateDirectory(Path.Combine(Folder, "empty"));
        Assert.Contains("larger than 4 MiB", Refused(large), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Refused(Path.Combine(Folder, "missing.eq")), StringComparison.Ordinal);
        Assert.Contains("has no file ending in .eq", Refused(Path.Combine(Folder, "empty")), StringComparison.Ordinal);
        string Refused(string path)
        {
            CliRun run = Run("solve", path);
            Assert.Equal(2, run.ExitCode);
            Assert.Empty(run.Output);
            return run.Error;
        }
    }

    [Fact]
    public void Cache_IsPrivateAndNeverLoadsWhatIsDamaged()
    {
        string file = Write("small.eq", Small);
        CliRun first = Run("solve", file);
        string kept = Assert.Single(Directory.GetFiles(Cache));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Cache));
        }

        byte[] good = File.ReadAllBytes(kept);
        byte[] turned = [.. good];
        turned[^100] ^= 1;
        foreach (byte[] bad in (byte[][])[turned, good[..^1], good[..10], []])
        {
            File.WriteAllBytes(kept, bad);
            Assert.Equal(first, Run("solve", file));
            Assert.Equal(good, File.ReadAllBytes(kept));
        }

        // Another file's assembly under this file's name.
        Assert.Equal(0, Run("solve", Write("other.eq", Small.Replace("model small", "model other", StringComparison.Ordinal))).ExitCode);
        File.Copy(Directory.GetFiles(Cache).Single(f => f != kept), kept, overwrite: true);
        Assert.Equal(first, Run("solve", file));
    }

    [Fact]
    public void CacheThatCannotBeUsed_IsDoneWithout()
    {
        string file = Write("small.eq", Small);
        Assert.Equal(0, Run("solve", file, "--no-cache").ExitCode);
        Assert.False(Directory.Exists(Cache));
        File.WriteAllText(Cache, "a file in its place");
        Assert.Equal(0, Run("solve", file).ExitCode);
        File.Delete(Cache);
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Cache);
            File.SetUnixFileMode(Cache, (UnixFileMode)0x1FF);
            Assert.Equal(0, Run("solve", file).ExitCode);
            Assert.Empty(Directory.GetFiles(Cache));
        }
    }

    [Fact]
    public void Emit_WritesTheSolvers()
    {
        string folder = Path.Combine(Folder, "out");
        Assert.Equal(0, Run("emit", Write("small.eq", Small), "-o", folder).ExitCode);
        Assert.Contains(Directory.GetFiles(folder), f => f.EndsWith("Catalog.g.cs", StringComparison.Ordinal));
        Assert.Equal(2, Run("emit", Write("bad.eq", "nonsense"), "-o", folder).ExitCode);
        Assert.Equal(2, Run("emit", Path.Combine(Folder, "small.eq"), "-o", folder, "--target", "fortran").ExitCode);
        Assert.Equal(2, Run("emit", Path.Combine(Folder, "small.eq"), "-o", folder, "--target", "c", "--level", "2").ExitCode);
    }

    [Fact]
    public void Cancelled_StopsCompilation()
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.Equal(130, Run(cancellation.Token, "solve", Write("small.eq", Small)).ExitCode);
    }
}
