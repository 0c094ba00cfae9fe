using Microsoft.CodeAnalysis;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>Files that include others, in a build.</summary>
public sealed class IncludeTests
{
    private const string MainPath = "equations/deep/main.eq";
    private const string SharedPath = "equations/common/shared.eq";
    private const string Main = "include \"../common/shared.eq\"\nmodel main \"t\"\nunknown x in (0, inf)\nminimise v = cost(x)\n";
    private const string Shared = "given w = 2 in (0, inf)\nlet cost(t) = t^2 + w/t\nlet other(t) = t\n";

    private static readonly GeneratorRun First = GeneratorDriverHelper.Run((MainPath, Main), (SharedPath, Shared), ("equations/other.eq", Files.Other));

    /// <summary>An included file gives what its lines would give in its place, and no system of its own.</summary>
    [Fact]
    public void IncludedLines_AreAsIfWrittenThere()
    {
        Assert.Empty(First.Messages);
        GeneratorRun whole = GeneratorDriverHelper.Run((MainPath, Shared.Replace("let other(t) = t\n", string.Empty, StringComparison.Ordinal) + Main[(Main.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
        Assert.Equal(whole.Source("Main"), First.Source("Main"));
        IEquationSystem system = Assert.Single(First.Compile(), s => s.Description.Model == "main");
        Assert.Equal("w", Assert.Single(system.Description.Givens).Name);
        Assert.DoesNotContain(First.Sources.Keys, k => k.Contains("shared", StringComparison.Ordinal));
    }

    [Fact]
    public void EditOfAnIncludedFile_CompilesWhatIncludesItAlone()
    {
        GeneratorRun run = First.WithFile(SharedPath, Shared.Replace("w/t", "w/t^2", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.Outputs(StepNames.Compile).Select(o => o.Reason));
        Assert.NotEqual(First.Source("Main"), run.Source("Main"));
        Assert.Equal(First.Source("Other"), run.Source("Other"));
    }

    [Fact]
    public void CommentInAnIncludedFile_ChangesNoOutput()
    {
        GeneratorRun run = First.WithFile(SharedPath, "# A comment.\n" + Shared);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.Outputs(StepNames.Parse).Select(o => o.Reason));
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], run.Outputs(StepNames.Model).Select(o => o.Reason));
        Assert.Equal(First.Sources, run.Sources);
    }

    [Fact]
    public void EqualFiles_GiveEqualModels()
    {
        FileModel Model() => (FileModel)GeneratorDriverHelper.Run((MainPath, Main), (SharedPath, Shared)).Outputs(StepNames.Model)[0].Value;
        Assert.Equal(Model(), Model());
        Assert.Equal(Model().GetHashCode(), Model().GetHashCode());
    }

    /// <summary>What is wrong in an included file is reported there: found in parsing, in binding, and in compiling.</summary>
    [Theory]
    [InlineData("let a = 1\nlet cost(t) = t^2 +\n", "equations/common/shared.eq(2,20): error RIJ001: 'end of line'")]
    [InlineData("let cost(t) = t^2 + chi/t\n", "equations/common/shared.eq(1,21): error RIJ002: Nothing is called 'chi'")]
    [InlineData("let a = 1\nlet cost(t) = t + a + E(z, exp(z^2))\n", "equations/common/shared.eq(2,23): error RIJ009")]
    [InlineData("let cost(t) = t^2 + 1/t\nlet x = 3\n", "equations/common/shared.eq(2,1): error RIJ012: 'x'")]
    [InlineData("let cost(t) = t^2 + 1/t\nunknown y in (0, 1)\n", "equations/common/shared.eq(2,1): error RIJ023: 'unknown' cannot be included: an included file has 'given', 'let',")]
    [InlineData("model other \"t\"\nlet cost(t) = t^2 + 1/t\nminimise v = 1\n", "equations/common/shared.eq(1,1): error RIJ023: 'model'")]
    public void ProblemsOfAnIncludedFile_AreReportedThere(string shared, string message)
    {
        GeneratorRun run = GeneratorDriverHelper.Run((MainPath, Main), (SharedPath, shared));
        Assert.Null(run.Result.Exception);
        Assert.Contains(run.Messages, m => m.StartsWith(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("include \"nowhere.eq\"", "(1,1): error RIJ023: 'nowhere.eq' cannot be included: there is no file /repository/equations/deep/nowhere.eq among the project's AdditionalFiles")]
    [InlineData("include \"main.eq\"", "(1,1): error RIJ023: 'main.eq' cannot be included: a file cannot include itself")]
    [InlineData("include \"notes.txt\"", "(1,1): error RIJ023: 'notes.txt' cannot be included: an equation file's name ends in .eq")]
    public void IncludeThatCannotBe_IsAnErrorAtItsPlace(string include, string message)
    {
        GeneratorRun run = GeneratorDriverHelper.Run((MainPath, include + "\n" + Files.Good));
        Assert.StartsWith(MainPath + message, Assert.Single(run.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public void Circle_IsNamedWhereItCloses()
    {
        GeneratorRun run = GeneratorDriverHelper.Run(
            (MainPath, Main), (SharedPath, Shared + "include \"more.eq\"\n"), ("equations/common/more.eq", "let more = 1\ninclude \"shared.eq\"\n"));
        Assert.Equal(
            "equations/common/more.eq(2,1): error RIJ023: 'shared.eq' cannot be included: it includes this file already, by way of /repository/equations/common/more.eq",
            Assert.Single(run.Messages));
    }

    [Fact]
    public void FileIncludedTwice_IsTakenOnce()
    {
        GeneratorRun run = GeneratorDriverHelper.Run(
            (MainPath, "include \"../common/more.eq\"\n" + Main), (SharedPath, Shared), ("equations/common/more.eq", "include \"shared.eq\"\nlet more = 1\n"));
        Assert.Empty(run.Messages);
        Assert.Single(run.Compile());
    }

    [Fact]
    public void FileWithoutAModel_IsAnErrorUnlessIncluded()
    {
        GeneratorRun run = GeneratorDriverHelper.Run((MainPath, Files.Good), (SharedPath, Shared));
        Assert.StartsWith("equations/common/shared.eq(1,1): error RIJ013", Assert.Single(run.Messages), StringComparison.Ordinal);
    }
}
