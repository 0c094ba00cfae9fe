namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Several equation files, folders of them, and files that include others.</summary>
public sealed class FileSetTests : EquationFolder
{
    [Fact]
    public void SeveralFiles_AreSolvedTogether()
    {
        string small = Write("small.eq", Small);
        string other = Write("other.eq", Small.Replace("model small", "model other", StringComparison.Ordinal));
        string bad = Write("bad.eq", "nonsense");
        CliRun both = Run("solve", small, other, small);
        Assert.Equal((0, string.Empty), (both.ExitCode, both.Error));
        Assert.Equal(1, Count(both.Output, "small "));
        Assert.Contains("other", both.Output, StringComparison.Ordinal);
        foreach (string command in (string[])["solve", "show", "check", "models"])
        {
            CliRun run = Run(command, bad, small, Path.Combine(Folder, "missing.eq"), other);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("small", run.Output, StringComparison.Ordinal);
            Assert.Contains("other", run.Output, StringComparison.Ordinal);
            Assert.Contains("bad.eq(1,1): error RIJ001", run.Error, StringComparison.Ordinal);
            Assert.Contains("missing.eq: there is no such file", run.Error, StringComparison.Ordinal);
        }

        string copy = Write("copy.eq", Small);
        CliRun clash = Run("models", small, copy);
        Assert.Equal(2, clash.ExitCode);
        Assert.Contains($"{small} and {copy} both declare the model 'small'", clash.Error, StringComparison.Ordinal);
    }

    /// <summary>A level that one model does not have is said, and the others are solved.</summary>
    [Fact]
    public void SelectionThatFitsSome_SolvesThese()
    {
        string levels = Write("levels.eq", "model levels \"t\"\nlevel r = 1..3\nunknown x in (0, inf)\nminimise v = r*x - log(x)\n");
        CliRun run = Run("solve", levels, Write("small.eq", Small), "--level", "1,2");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, Count(run.Output, "levels "));
        Assert.Contains("--level: small has no levels", run.Error, StringComparison.Ordinal);
        CliRun check = Run("check", levels, "--level", "2");
        Assert.Equal((0, string.Empty), (check.ExitCode, check.Error));
        Assert.Equal(1, Count(check.Output, "levels "));
        Assert.Equal(2, Run("check", levels, "--level", "4").ExitCode);
        Assert.Equal(2, Run("check", "weights.npy", "--level", "1").ExitCode);
    }

    [Fact]
    public void FewLevels_HaveAWideLimitOrNone()
    {
        string File(int levels, string value) => Write("few.eq", $"model few \"t\"\nlevel r = 1..{levels}\nunknown x in (0, inf)\nminimise v = x - log(x) + {value}\n");
        CliRun three = Run("limit", File(3, "1/r^2"));
        Assert.Equal(2, three.ExitCode);
        Assert.Contains("few has 3 levels; an extrapolation takes 4, and 9 to tell its error", three.Error, StringComparison.Ordinal);
        CliRun five = Run("limit", File(5, "1/r^2"), "--tolerance", "1e-2");
        Assert.Contains("5 levels are few (9 tell the error)", five.Output, StringComparison.Ordinal);
        Assert.Equal(1, five.ExitCode);
        CliRun grows = Run("limit", File(5, "r^2"));
        Assert.Equal(1, grows.ExitCode);
        Assert.Contains("limit: none; the values of the levels are not seen to approach a limit", grows.Output, StringComparison.Ordinal);
        Assert.Equal(1, Run("limit", File(10, "r^2"), "--format", "json").ExitCode);
        Assert.Equal(0, Run("limit", File(9, "0"), "--format", "json").ExitCode);
    }

    [Fact]
    public void OtherCommands_TakeAFile()
    {
        string file = Write("swept.eq", "model swept \"t\"\ngiven w = 1 in (0, 10)\nunknown x in (0, inf)\nminimise v = w*x - log(x)\n");
        CliRun curve = Run("curve", file, "--over", "w=1:2:3", "--format", "csv");
        Assert.Equal((0, string.Empty), (curve.ExitCode, curve.Error));
        Assert.Equal(4, Count(curve.Output, "\n"));
        Assert.Contains("the file of swept asks for no relations", Run("relations", file).Error, StringComparison.Ordinal);
        Write("other.eq", Small);
        CliRun folder = Run("curve", Folder, "--over", "w=1:2:3");
        Assert.Equal(2, folder.ExitCode);
        Assert.Contains("has 2 models (small, swept); name one file", folder.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void IncludedFiles_AreReadRelativeToTheirFile()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "common"));
        string shared = Write("common/shared.eq", "given w = 1 in (0, 10)\nlet cost(t) = w*t - log(t)\n");
        string file = Write("main.eq", "include \"common/shared.eq\"\nmodel main \"t\"\nunknown x in (0, inf)\nminimise v = cost(x)\n");
        CliRun first = Run("solve", file, "--format", "csv");
        Assert.Equal((0, string.Empty), (first.ExitCode, first.Error));
        Assert.Contains("cost", Run("show", file, "--stage", "lowered").Output + Run("show", file).Output, StringComparison.Ordinal);

        // The cache knows what is included.
        Write("common/shared.eq", "given w = 1 in (0, 10)\nlet cost(t) = w*t - log(t) + 1\n");
        CliRun second = Run("solve", file, "--format", "csv");
        Assert.NotEqual(first.Output, second.Output);
        Write("common/shared.eq", "given w = 1 in (0, 10)\nlet cost(t) = w*t -\tlog(s)\n");
        CliRun bad = Run("solve", file);
        Assert.Equal(2, bad.ExitCode);
        Assert.Contains($"{shared}(2,25): error RIJ002: Nothing is called 's'", bad.Error, StringComparison.Ordinal);
        Assert.Contains("\n    let cost(t) = w*t -\tlog(s)\n                       \t    ^\n", bad.Error, StringComparison.Ordinal);
        File.Delete(shared);
        Assert.Contains($"{file}(1,1): error RIJ023: 'common/shared.eq' cannot be included: {shared}: there is no such file", Run("solve", file).Error, StringComparison.Ordinal);
    }

    /// <summary>After two dashes a name is a name.</summary>
    [Fact]
    public void NameAfterTwoDashes_MayBeginWithOne()
    {
        Assert.Contains("-missing.eq: there is no such file", Run("solve", "--", "-missing.eq").Error, StringComparison.Ordinal);
        Assert.Contains("does not take '-missing.eq'", Run("solve", "-missing.eq").Error, StringComparison.Ordinal);
    }

    /// <summary>A folder's files without a model are there for the others.</summary>
    [Fact]
    public void Fragments_OfAFolder_AreNoModels()
    {
        Write("shared.eq", "let cost(t) = t - log(t)\n");
        Write("main.eq", "include \"shared.eq\"\nmodel main \"t\"\nunknown x in (0, inf)\nminimise v = cost(x)\n");
        CliRun run = Run("solve", Folder);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("main", run.Output, StringComparison.Ordinal);
        Assert.Contains("shared.eq(1,1): error RIJ013", Run("solve", Path.Combine(Folder, "shared.eq")).Error, StringComparison.Ordinal);
    }
}
