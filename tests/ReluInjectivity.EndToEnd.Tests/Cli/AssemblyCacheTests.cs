using System.Diagnostics;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The cache of compiled equation files: its bound, and processes that share it.</summary>
public sealed class AssemblyCacheTests : EquationFolder
{
    /// <summary>The oldest files go until the rest is within the bound; the folder can be deleted at any time.</summary>
    [Fact]
    public void Cache_IsBounded()
    {
        string file = Write("small.eq", Small);
        Assert.Equal(0, Run("solve", file, "--no-cache").ExitCode);
        Assert.Equal(0, Run("solve", file).ExitCode);
        File.Delete(Assert.Single(Directory.GetFiles(Cache)));
        for (int i = 0; i < 4; i++)
        {
            string old = Path.Combine(Cache, $"{i}.assembly");
            using (FileStream stream = File.Create(old))
            {
                // A sparse file: no disk is taken.
                stream.SetLength(100 << 20);
            }

            File.SetLastWriteTimeUtc(old, new DateTime(2020, 1, 1 + i, 0, 0, 0, DateTimeKind.Utc));
        }

        Assert.Equal(0, Run("solve", file).ExitCode);
        Assert.True(Directory.GetFiles(Cache).Sum(f => new FileInfo(f).Length) <= Compilation.AssemblyCache.MostBytes);
        Assert.Equal(["2.assembly", "3.assembly"], Directory.GetFiles(Cache).Select(Path.GetFileName).Where(f => f!.Length < 20).Order(StringComparer.Ordinal));
        Directory.Delete(Cache, recursive: true);
        Assert.Equal(0, Run("solve", file).ExitCode);
    }

    /// <summary>Root reaches folders of others, and takes no code from them: it works without the cache. Others are not let in at all.</summary>
    [Fact]
    public void AnothersFolder_IsNotTrusted()
    {
        string file = Write("small.eq", Small);
        Assert.Equal(0, Run("solve", file).ExitCode);
        Assert.Single(Directory.GetFiles(Cache));
        Assert.NotNull(Compilation.AssemblyCache.In(Cache));
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return;
        }

        using (var chown = Process.Start("chown", ["65534", Cache]))
        {
            chown.WaitForExit();
            Assert.Equal(0, chown.ExitCode);
        }

        Assert.Null(Compilation.AssemblyCache.In(Cache));
        Assert.Equal(0, Run("solve", Write("other.eq", Small.Replace("model small", "model other", StringComparison.Ordinal))).ExitCode);
        Assert.Single(Directory.GetFiles(Cache));
    }

    /// <summary>What is translated on another core is what a solve calls: each kernel over each kind of numbers (at least four methods), and nothing of it fails.</summary>
    [Fact]
    public void LoadedCode_IsTranslatedEarly()
    {
        string path = Write("single.eq", File.ReadAllText(Path.Combine(Repository.Root, "equations", "single-layer.eq")));
        Compilation.LoadedFile loaded = Compilation.EquationFileCompiler.Load(Compilation.EquationText.Read(path), new(3, null), null, CancellationToken.None);
        int written = loaded.Systems[0].GetType().Assembly.GetTypes().Count(t => t.BaseType is { IsGenericType: true } basis && basis.GetGenericTypeDefinition() == typeof(Runtime.Systems.Kernel<>));
        Assert.Equal(loaded.Systems.Count, written);
        Assert.InRange(Compilation.EarlyCompilation.Run(loaded.Systems), 3 * 4 * written, int.MaxValue);
    }

    /// <summary>Processes that start together with an empty cache all solve, and leave one assembly.</summary>
    [Fact]
    public void Processes_ShareTheCache()
    {
        string file = Write("small.eq", Small);
        string program = Path.Combine(AppContext.BaseDirectory, "relu-injectivity.dll");
        Process[] processes = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            ProcessStartInfo start = new("dotnet", [program, "solve", file, "--format", "csv"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            start.Environment["XDG_CACHE_HOME"] = Folder;
            return Process.Start(start)!;
        })];
        string[] outputs = [.. processes.Select(p => p.StandardOutput.ReadToEnd() + p.StandardError.ReadToEnd())];
        foreach (Process process in processes)
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }

        Assert.All(outputs, o => Assert.Equal(outputs[0], o));
        Assert.Contains("small", outputs[0], StringComparison.Ordinal);
        Assert.EndsWith(".assembly", Assert.Single(Directory.GetFiles(Path.Combine(Folder, "relu-injectivity"))), StringComparison.Ordinal);
    }
}
