using Diagnostic = ReluInjectivity.Symbolics.Language.Diagnostic;
using Microsoft.CodeAnalysis;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Generators.Tests.Models;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>Whatever is wrong with a file, or with the compiler, is a diagnostic at a statement and stays with that file.</summary>
public sealed class FailureTests
{
    private const string ThresholdOfQuadrature = """
        model lasso-diff-crash "LASSO state evolution, Bernoulli-Gauss signal, optimal threshold"
        source "Bayati, Montanari 2012"
        given eps = 0.1 in (0, 1)
        given delta = 0.5 in (0, inf)
        given sigma = 0.1 in (0, inf)
        unknown tau in (0, inf)
        unknown a in (0, inf)
        let eta(y) = piecewise(y < -a*tau: y + a*tau; y > a*tau: y - a*tau; else: 0)
        let mse = (1-eps)*E(z, eta(tau*z)^2) + eps*E(x, E(z, (eta(x + tau*z) - x)^2))
        equation "state evolution" tau^2 = sigma^2 + mse/delta
        equation "best threshold" diff(mse, a) = 0
        solve mse
        """;

    /// <summary>A stage that meets a node no file can hold throws; that is a fault of the compiler, said at the statement.</summary>
    [Fact]
    public void ExceptionInAStage_IsReportedAtTheStatement()
    {
        BoundModel model = Compiler.Read(Files.Good).Model!;
        LetSyntax let = model.Lets[0];
        BoundModel broken = model with { Lets = new[] { let with { Body = new StrangeSyntax(let.Body.Id) } }.ToEquatableArray() };
        CompiledMember member = Compiler.Compile(broken, FamilyMember.Only, default);
        Diagnostic diagnostic = Assert.Single(member.Diagnostics);
        Assert.Empty(member.Programs);
        Assert.Equal(DiagnosticKind.CompilerFailure, diagnostic.Kind);
        Assert.Contains(nameof(StrangeSyntax), diagnostic.Hint, StringComparison.Ordinal);
        Assert.Contains("fault of the compiler", diagnostic.Hint, StringComparison.Ordinal);
        Assert.Equal(let.Id, diagnostic.Node);
        Assert.Empty(ModelCompiler.Compile(new FileModel("equations/broken.eq", "Tested", broken), default).Sources);
        Assert.NotEmpty(ModelCompiler.Compile(new FileModel("equations/good.eq", "Tested", model), default).Sources);
    }

    [Fact]
    public void Place_IsThatOfTheInnermostWork()
    {
        PlacedException error = Assert.Throws<PlacedException>(() => Placed.Of(1, () => Placed.Of(2, static () => int.Parse("x", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(2, error.Node);
        Assert.IsType<FormatException>(error.InnerException);
        Assert.Throws<OperationCanceledException>(() => Placed.Of(1, static () => throw new OperationCanceledException()));
    }

    [Fact]
    public void DerivativeOfQuadrature_IsReportedAtTheDiff()
    {
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/lasso.eq", ThresholdOfQuadrature), ("equations/good.eq", Files.Good), ("equations/other.eq", Files.Other));
        Assert.Null(run.Result.Exception);
        Assert.StartsWith("equations/lasso.eq(11,27): error RIJ019: ", Assert.Single(run.Messages), StringComparison.Ordinal);
        Assert.Equal(["Catalog.g.cs", "equations.good.Good.g.cs", "equations.other.Other.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(run.CompilerDiagnostics());
    }

    /// <summary>At whatever stage a file fails, its neighbours come out as if it were not there; its own models do not.</summary>
    [Theory]
    [InlineData("RIJ001", "minimise v = x +")]
    [InlineData("RIJ002", "minimise v = chi")]
    [InlineData("RIJ004", "level r = 1..2\nlet q[k] = k for k = 1..r\nminimise v = q[r+1]*x - log(x)")]
    [InlineData("RIJ009", "minimise v = x + E(z, exp(z^2))")]
    [InlineData("RIJ014", "given s = 1\nlet f(h) = log(E(z, sqrt(1 + (h + s*z)^2)))\nminimise v = x + E(z, f(z)^2)")]
    [InlineData("RIJ019", "equation diff(E(z, log(2 + sin(x*z))), x) = 0\nsolve x")]
    public void FaultyFile_LeavesItsNeighboursAlone(string id, string rest)
    {
        (string, string)[] good = [("equations/good.eq", Files.Good), ("equations/other.eq", Files.Other)];
        GeneratorRun alone = GeneratorDriverHelper.Run(good);
        GeneratorRun both = GeneratorDriverHelper.Run([good[0], ("equations/m.eq", "model m \"t\"\nunknown x in (0, inf)\n" + rest), good[1]]);
        Assert.Null(both.Result.Exception);
        Assert.Equal(id, Assert.Single(both.Result.Diagnostics).Id);
        Assert.Equal(alone.Sources, both.Sources);
    }

    [Fact]
    public void WhatIsUnused_IsAWarning_AndTheModelIsSolved()
    {
        const string Text = "model m \"t\"\nunknown x in (0, inf)\nlet g(t) = t\ngiven s = 1\nminimise v = x - log(x)";
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/m.eq", Text));
        Assert.Equal(["RIJ017", "RIJ017"], run.Result.Diagnostics.Select(d => d.Id));
        Assert.All(run.Result.Diagnostics, static d => Assert.Equal(DiagnosticSeverity.Warning, d.DefaultSeverity));
        Assert.Equal(1, new TestedModel(Text).Solve("v").Value, 1e-11);
    }

    private sealed record StrangeSyntax(int Id) : ExpressionSyntax(Id);
}
