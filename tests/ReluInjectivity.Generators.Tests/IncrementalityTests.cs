using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>What an edit runs again, and what it does not.</summary>
public sealed class IncrementalityTests
{
    private const string GoodPath = "equations/good.eq";
    private const string OtherPath = "equations/other.eq";

    private static readonly string[] AllSteps = [StepNames.Parse, StepNames.Model, StepNames.Compile, StepNames.Diagnostics, StepNames.Catalog];

    private static readonly GeneratorRun First = GeneratorDriverHelper.Run((GoodPath, Files.Good), (OtherPath, Files.Other));

    [Fact]
    public void FirstRun_IsNewThroughout()
    {
        foreach (string step in AllSteps.Where(s => s != StepNames.Diagnostics))
        {
            Assert.NotEmpty(First.Outputs(step));
            Assert.All(First.Outputs(step), static o => Assert.Equal(IncrementalStepRunReason.New, o.Reason));
        }

        Assert.Empty(First.Outputs(StepNames.Diagnostics));
    }

    [Theory]
    [InlineData("# A comment.\n")]
    [InlineData("\n\n")]
    public void CommentOrBlankLine_ChangesNoOutput(string added)
    {
        GeneratorRun run = First.WithFile(GoodPath, Files.Good.Replace("let", added + "let", StringComparison.Ordinal));
        AssertOnlyParsed(run);
    }

    [Fact]
    public void WhiteSpaceInAStatement_ChangesNoOutput() =>
        AssertOnlyParsed(First.WithFile(GoodPath, Files.Good.Replace("x^2 + ", "x^2   # the square\n    + ", StringComparison.Ordinal)));

    [Fact]
    public void CSharpEdit_RunsNothing()
    {
        GeneratorRun run = First.WithCSharp("class Added;");
        foreach (string step in AllSteps)
        {
            Assert.All(run.Outputs(step), static o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
        }

        Assert.Equal(2, run.Outputs(StepNames.Parse).Count);
        Assert.All(run.SourceReasons, static r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Assert.Equal(First.Sources, run.Sources);
    }

    [Fact]
    public void EquationEdit_CompilesThatFileAlone()
    {
        GeneratorRun run = First.WithFile(GoodPath, Files.Good.Replace("x^2", "x^3", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(run, StepNames.Compile));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(run, StepNames.Model));

        // The list of systems depends on the classes alone, which are as before.
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(run, StepNames.Catalog));
        Assert.NotEqual(First.Source("Good"), run.Source("Good"));
        Assert.Equal(First.Source("Other"), run.Source("Other"));
    }

    [Fact]
    public void AddedFile_LeavesTheOthers()
    {
        GeneratorRun run = First.WithFile("equations/third.eq", Files.Other.Replace("other", "third", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], Reasons(run, StepNames.Compile));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(run, StepNames.Catalog));
        Assert.Equal(First.Source("Good"), run.Source("Good"));
        Assert.Contains("new Third()", run.Source("Catalog"), StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorMovedByAComment_IsReportedAtItsNewLine()
    {
        GeneratorRun before = GeneratorDriverHelper.Run(("equations/bad.eq", Files.Bad), (GoodPath, Files.Good));
        GeneratorRun after = before.WithFile("equations/bad.eq", "# One more.\n" + Files.Bad);
        Assert.StartsWith("equations/bad.eq(4,14)", Assert.Single(before.Messages), StringComparison.Ordinal);
        Assert.StartsWith("equations/bad.eq(5,14)", Assert.Single(after.Messages), StringComparison.Ordinal);
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(after, StepNames.Compile));
    }

    /// <summary>The same for an error found only in compiling, which a comment edit does not run again.</summary>
    [Fact]
    public void CompileErrorMovedByAComment_IsReportedAtItsNewLine()
    {
        const string divergent = "model d \"t\"\nunknown x in (0, inf)\nminimise v = x + E(z, exp(z^2))\n";
        GeneratorRun before = GeneratorDriverHelper.Run(("equations/d.eq", divergent));
        GeneratorRun after = before.WithFile("equations/d.eq", "# One more.\n" + divergent);
        Assert.StartsWith("equations/d.eq(3,18): error RIJ009", Assert.Single(before.Messages), StringComparison.Ordinal);
        Assert.StartsWith("equations/d.eq(4,18): error RIJ009", Assert.Single(after.Messages), StringComparison.Ordinal);
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(after, StepNames.Compile));
    }

    [Fact]
    public void Mending_RemovesTheError_AndBreaking_TheSource()
    {
        GeneratorRun broken = First.WithFile(GoodPath, Files.Bad);
        Assert.Single(broken.Messages);
        Assert.DoesNotContain("equations.good.Good.g.cs", broken.Sources.Keys);
        GeneratorRun mended = broken.WithFile(GoodPath, Files.Good);
        Assert.Empty(mended.Messages);
        Assert.Equal(First.Sources, mended.Sources);
    }

    [Fact]
    public void EqualTexts_GiveEqualModels_WithEqualHashes()
    {
        string text = Files.ThreeLevels.Single(f => f.Path == "equations/single-layer.eq").Text;
        FileModel Model(string eq) => (FileModel)Assert.Single(GeneratorDriverHelper.Run(("equations/a.eq", eq)).Outputs(StepNames.Model)).Value;
        FileModel first = Model(text);
        FileModel second = Model("# comment\n" + text.Replace("  ", " ", StringComparison.Ordinal));
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        FileModel different = Model(text.Replace("kappa + S", "kappa - S", StringComparison.Ordinal));
        Assert.NotEqual(first, different);
        Assert.NotEqual(first.GetHashCode(), different.GetHashCode());
    }

    [Fact]
    public void TrackedOutputs_HoldNothingOfTheCompilation()
    {
        GeneratorRun run = GeneratorDriverHelper.Run([.. Files.ThreeLevels, ("equations/bad.eq", Files.Bad)]);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in AllSteps)
        {
            Assert.NotEmpty(run.Outputs(step));
            foreach ((object value, _) in run.Outputs(step))
            {
                Walk(value, step, seen);
            }
        }

        // The walk has come down to the leaves.
        Assert.Contains(seen, static o => o is NumberSyntax { Text: "8" });
    }

    private static void AssertOnlyParsed(GeneratorRun run)
    {
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(run, StepNames.Parse));
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], Reasons(run, StepNames.Model));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Reasons(run, StepNames.Compile));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(run, StepNames.Catalog));
        Assert.All(run.SourceReasons, static r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Assert.Equal(First.Sources, run.Sources);
    }

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) => [.. run.Outputs(step).Select(o => o.Reason)];

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or Enum || value.GetType().IsPrimitive || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        Assert.False(
            value is Compilation or ISymbol or Microsoft.CodeAnalysis.SyntaxNode or SyntaxTree or SyntaxReference or Location or Microsoft.CodeAnalysis.Diagnostic or SourceText or AdditionalText or SemanticModel,
            $"{path} holds a {value.GetType().Name}.");
        Assert.False(value is Delegate, $"{path} holds a delegate.");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }

            return;
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), path + "." + field.Name, seen);
            }
        }
    }
}
