using Microsoft.CodeAnalysis;
using ReluInjectivity.Generators.Diagnostics;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>Every diagnostic, through the real generator: file, line, column, id, the name concerned, the hint.</summary>
public sealed class DiagnosticTests
{
    private const string Header = "model m \"t\"\nunknown x in (0, inf)\n";

    [Theory]
    [InlineData("RIJ001", 3, 20, "'x': expected the end of the statement; a product is written with '*'", "minimise v = x + 2 x")]
    [InlineData("RIJ002", 3, 14, "Nothing is called 'chj': did you mean 'chi'?", "minimise v = chj - log(chi)\ngiven chi = 1")]
    [InlineData("RIJ003", 4, 14, "'g': it takes 2 arguments", "let g(t, s) = t*s\nminimise v = g(x) - log(x)")]
    [InlineData("RIJ004", 5, 14, "'q[2]' does not exist: defined at r = 1: q[1]", "level r = 1..2\nlet q[k] = k for k = 1..r\nminimise v = q[r+1]*x - log(x)")]
    [InlineData("RIJ005", 4, 11, "'u' depends on itself: its definition leads back to itself through u, w", "let u = x + w\nlet w = 2*u\nminimise v = u - log(x)")]
    [InlineData("RIJ006", 5, 1, "'x': 1 equations for 2 unknowns (x, y); state as many equations as unknowns", "unknown y\nequation x = 2\nsolve x")]
    [InlineData("RIJ007", 3, 18, "'piecewise' has no 'else': end it with a branch 'else: e'", "minimise v = x + piecewise(x < 1: 1/x)")]
    [InlineData("RIJ008", 3, 1, "'y' cannot hold: the interval is empty; its first end must be the smaller", "unknown y in (2, 1)\nminimise v = x - log(x) + y")]
    [InlineData("RIJ009", 3, 18, "The expectation over 'z' does not exist: the integrand outgrows the normal density", "minimise v = x + E(z, exp(z^2))")]
    [InlineData("RIJ011", 3, 1, "The range of 'r' is empty: write an ascending range of whole numbers such as 1..4", "level r = 3..1\nminimise v = x - log(x)")]
    [InlineData("RIJ012", 3, 1, "'x': this name is declared above; choose another", "given x = 1\nminimise v = x - log(x)")]
    [InlineData("RIJ012", 4, 1, "'V': the names of two goals differ in more than '_' and the case of a word's first letter", "minimise v = x - log(x)\nminimise V = x - 2*log(x)")]
    [InlineData("RIJ013", 1, 1, "'m': state a goal: minimise, maximise, stationary or solve", "let y = x")]
    [InlineData("RIJ014", 4, 16, "The expectation over 'z' cannot be compiled: the standard deviation s is not known to be positive: s has no interval; declare one, as in 'given s ... in (0, inf)'", "given s = 1\nlet f(h) = log(E(z, sqrt(1 + (h + s*z)^2)))\nminimise v = x + E(z, f(z)^2)")]
    [InlineData("RIJ015", 4, 18, "'s': write a number", "given s = 1\nunknown y in (0, s)\nminimise v = x + y - log(x*y)")]
    [InlineData("RIJ016", 4, 14, "'g': it is a function of 1; give it arguments", "let g(t) = t\nminimise v = g*x - log(x)")]
    public void Diagnostic_IsPlacedAndExplained(string id, int line, int column, string message, string rest)
    {
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/deep/m.eq", Header + rest));
        string expected = FormattableString.Invariant($"equations/deep/m.eq({line},{column}): error {id}: {message}");
        AssertIsOwn(run);
        Assert.StartsWith(expected, Assert.Single(run.Messages), StringComparison.Ordinal);
        Assert.Equal(["Catalog.g.cs"], run.Sources.Keys);
    }

    /// <summary>What is never used does no harm: the model is compiled all the same. (The project under test makes errors of warnings.)</summary>
    [Theory]
    [InlineData(3, "'g' is never used: remove the definition, or make it an output", "let g(t) = t\nminimise v = x - log(x)")]
    [InlineData(3, "'s' is never used: remove the parameter, or let a definition or goal depend on it", "given s = 1\nminimise v = x - log(x)")]
    [InlineData(3, "'s' is never used: remove the parameter, or let a definition or goal depend on it", "given s = 1\nminimise v = x - log(x)\nexpect v = 1 +- 1e-12 at s = 2")]
    public void Unused_IsAWarning(int line, string message, string rest)
    {
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/deep/m.eq", Header + rest));
        AssertIsOwn(run);
        Assert.Equal(FormattableString.Invariant($"equations/deep/m.eq({line},1): error RIJ017: {message}"), Assert.Single(run.Messages));
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(run.Result.Diagnostics).DefaultSeverity);
        Assert.Equal(3, run.Sources.Count);
        Assert.Empty(run.CompilerDiagnostics());
    }

    /// <summary>A bound may name a model of another file or project; of one that is there, its goals alone.</summary>
    [Theory]
    [InlineData("bound v <= other.u", null)]
    [InlineData("bound v <= elsewhere.u", null)]
    [InlineData("bound v <= other.v", "'other.v'")]
    public void Bound_NamesAGoalOfAnotherFile(string bound, string? subject)
    {
        GeneratorRun run = GeneratorDriverHelper.Run(
            ("equations/m.eq", Header + "minimise v = x - log(x)\n" + bound), ("equations/other.eq", Header.Replace("model m", "model other", StringComparison.Ordinal) + "minimise u = x - log(x)"));
        AssertIsOwn(run);
        if (subject is null)
        {
            Assert.Empty(run.Messages);
        }
        else
        {
            Assert.Contains("equations/m.eq(4,1): error RIJ002", Assert.Single(run.Messages), StringComparison.Ordinal);
            Assert.Contains(subject, run.Messages[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DuplicateModel_OverTwoFiles_IsReportedAtTheLater_AndTheFirstIsGenerated()
    {
        string again = Files.Other.Replace("model other", "# x\nmodel good", StringComparison.Ordinal);
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/b.eq", again), ("equations/a.eq", Files.Good));
        AssertIsOwn(run);
        Assert.Equal(
            "equations/b.eq(2,1): error RIJ010: The model 'good' is declared twice: rename this one or the one in equations/a.eq",
            Assert.Single(run.Messages));
        Assert.Equal(["Catalog.g.cs", "equations.a.Good.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(run.CompilerDiagnostics());
    }

    /// <summary>The class of level 1 of a model and that of another model may have one name.</summary>
    [Fact]
    public void ModelsWhoseClassesClash_AreDuplicates()
    {
        GeneratorRun run = GeneratorDriverHelper.Run(
            ("equations/a.eq", Files.Good + "\nlevel r = 1..2\n"), ("equations/b.eq", Files.Other.Replace("other", "good-level2", StringComparison.Ordinal)));
        AssertIsOwn(run);
        Assert.StartsWith("equations/b.eq(1,1): error RIJ010: The model 'good-level2'", Assert.Single(run.Messages, static m => !m.Contains("RIJ017", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics());
    }

    [Fact]
    public void MissingModel_IsReportedAtTheStartOfTheFile() => Assert.Equal(
        "equations/m.eq(1,1): error RIJ013: 'model': start the file with: model NAME \"title\"",
        Assert.Single(GeneratorDriverHelper.Run(("equations/m.eq", "unknown x in (0, inf)\nminimise v = x - log(x)")).Messages));

    [Theory]
    [InlineData("# nothing\n")]
    [InlineData("")]
    [InlineData("\uFEFF\r\n\r\n")]
    public void EmptyFile_IsOneError(string text) =>
        Assert.StartsWith("equations/m.eq(1,1): error RIJ013", Assert.Single(GeneratorDriverHelper.Run(("equations/m.eq", text)).Messages), StringComparison.Ordinal);

    /// <summary>The declaration further down is the duplicate, in whatever order kinds of statements are bound.</summary>
    [Fact]
    public void DuplicateName_IsReportedAtTheLaterDeclaration() => Assert.StartsWith(
        "equations/m.eq(3,1): error RIJ012: 'x'",
        Assert.Single(GeneratorDriverHelper.Run(("equations/m.eq", "model m \"t\"\ngiven x = 1\nunknown x\nminimise v = x^2")).Messages),
        StringComparison.Ordinal);

    [Fact]
    public void BindingErrors()
    {
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/bad.eq", """
            model bad "Several errors"
            level r = 1..2
            given kappa = 1 in (0, inf)
            unknown q[k] for k = 1..r-1 increasing in (0, 1)
            unknown chi in (0, inf)

            let S = q[r]/chi + kapa
            let f(h) = piecewise(h <= 0: 0; else: exp(h, 2))
            let g = 1      # nobody asks for it
            let chi = 3
            minimise alpha = S + E(z, f(z))
                + f*chi(2)
            expect beta = 2 +- 1e-3
            """));
        AssertIsOwn(run);
        Snapshot.Match(run.Report());
    }

    [Fact]
    public void SyntaxErrors()
    {
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/bad.eq", """
            model bad "Several errors"
            unknown x in (0, inf)
            let S = (1 +
            let T = 2**x
              # comment
            lett U = 3
            minimise alpha = S + piecewise(x < 1: 2)
            """));
        AssertIsOwn(run);
        Snapshot.Match(run.Report());
    }

    [Fact]
    public void BadFile_GeneratesNothing_AndLeavesItsNeighbourAlone()
    {
        GeneratorRun alone = GeneratorDriverHelper.Run(("equations/good.eq", Files.Good));
        GeneratorRun both = GeneratorDriverHelper.Run(("equations/bad.eq", Files.Bad), ("equations/good.eq", Files.Good));
        AssertIsOwn(both);
        Assert.StartsWith("equations/bad.eq(4,14): error RIJ002: Nothing is called 'X'", Assert.Single(both.Messages), StringComparison.Ordinal);
        Assert.Equal(alone.Sources, both.Sources);
        Assert.Empty(both.CompilerDiagnostics());
    }

    /// <summary>A level with an error takes the others of its model with it: half a family would be solved as if it were whole.</summary>
    [Fact]
    public void ErrorAtOneLevel_GeneratesNoLevel()
    {
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/m.eq", """
            model m "t"
            level r = 1..3
            unknown x in (0, inf)
            let q[k] = k for k = 1..2
            minimise v = x*q[r] - log(x)
            """));
        Assert.Equal("equations/m.eq(5,16): error RIJ004: 'q[3]' does not exist: defined at r = 3: q[1], q[2]; define it, or keep indices within", Assert.Single(run.Messages));
        Assert.Equal(["Catalog.g.cs"], run.Sources.Keys);
    }

    [Fact]
    public void EveryKindOfProblem_HasADescriptor()
    {
        foreach (DiagnosticKind kind in Enum.GetValues<DiagnosticKind>())
        {
            DiagnosticDescriptor descriptor = DiagnosticDescriptors.Of(kind);
            Assert.Equal(FormattableString.Invariant($"RIJ{(int)kind:D3}"), descriptor.Id);
            Assert.Equal(kind.IsError() ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, descriptor.DefaultSeverity);
        }
    }

    private static void AssertIsOwn(GeneratorRun run)
    {
        Assert.Null(run.Result.Exception);
        Assert.All(run.Result.Diagnostics, static d => Assert.StartsWith("RIJ", d.Id, StringComparison.Ordinal));
    }
}
