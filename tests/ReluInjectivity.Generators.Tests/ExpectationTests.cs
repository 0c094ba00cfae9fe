using ReluInjectivity.Generators.Tests.Models;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests;

/// <summary>Reference values, from the file to the description of the compiled system.</summary>
public sealed class ExpectationTests
{
    private const string Header = "model m \"t\"\nlevel r = 1..2\ngiven a = 2 in (0, inf)\nunknown c in (0, inf)\n";
    private const string Goal = "\nminimise v = c/r + a/c";

    [Theory]
    [InlineData("sqrt(9)", 3)]
    [InlineData("pi", Math.PI)]
    [InlineData("-2*pi/3", -2 * Math.PI / 3)]
    [InlineData("exp(1)", Math.E)]
    [InlineData("E(z, abs(z))", 0.79788456080286541)]
    [InlineData("1e-3*2", 0.002)]
    [InlineData("5.4", 5.4)]
    [InlineData("2^0.5", 1.4142135623730951)]
    [InlineData("log(1e400)", 921.03403719761827)]
    [InlineData("3 - log(1e-400)/log(1e400)", 4)]
    [InlineData("tan(pi/4) + tan(0)", 1)]
    [InlineData("Phi(0) + max(1, 2)", 2.5)]
    public void Value_IsInTheDescription(string text, double expected)
    {
        IEquationSystem system = new TestedModel($"{Header}expect c = {text} +- 1e-12 at r = 2, a = {text.Replace("-2*", "2*", StringComparison.Ordinal)} \"us\"{Goal}").System("v", 2);
        ReferenceValue value = Assert.Single(system.Description.References);
        Assert.Equal(("c", 1e-12, "us"), (value.Quantity, value.Tolerance, value.Citation));
        Assert.Equal(expected, value.Value, Math.Abs(expected) * 2e-16);
        Assert.Equal("a", Assert.Single(value.At).Key);
        Assert.Equal(Math.Abs(expected), value.At[0].Value, Math.Abs(expected) * 2e-16);
    }

    /// <summary>Expectations without a closed form, by quadrature: (1 - exp(-2))/2, (gamma + log(2))/2, 2 exp(-1/2), 2^(-1/4) Gamma(1/4)/sqrt(pi).</summary>
    [Theory]
    [InlineData("E(z, sin(z)^2)", 0.43233235838169365)]
    [InlineData("E(z, -log(abs(z)))", 0.63518142273073909)]
    [InlineData("2*E(z, log(1 + z^2)*0 + cos(z))", 1.2130613194252668)]
    [InlineData("E(z, 1/sqrt(abs(z)))", 1.7200799746490394)]
    public void Expectation_WithoutClosedForm_IsEvaluated(string text, double expected) => Assert.Equal(
        expected, Assert.Single(new TestedModel($"{Header}expect c = {text} +- 1e-9{Goal}").System("v", 1).Description.References).Value, 1e-13);

    [Fact]
    public void Tolerance_IsAnExpressionToo() =>
        Assert.Equal(2e-3, Assert.Single(new TestedModel($"{Header}expect c = 1 +- 1e-3*2{Goal}").System("v", 1).Description.References).Tolerance);

    [Theory]
    [InlineData("expect c = @1/0 +- 1e-12", "RIJ015")]
    [InlineData("expect c = 2 + @1/0 +- 1e-12", "RIJ015")]
    [InlineData("expect c = @log(-1) +- 1e-12", "RIJ015")]
    [InlineData("expect c = @1e400 +- 1e-12", "RIJ015")]
    [InlineData("expect c = @exp(1000) +- 1e-12", "RIJ015")]
    [InlineData("expect c = 0*@log(-1) +- 1e-12", "RIJ015")]
    [InlineData("expect c = 1 + 0*(2 - @log(-1)) +- 1e-12", "RIJ015")]
    [InlineData("expect c = @sqrt(-1)^0 +- 1e-12", "RIJ015")]
    [InlineData("expect c = 0*@log(0 - 2) +- 1e-12", "RIJ015")]
    [InlineData("expect c = @tan(pi/2) +- 1e-12", "RIJ015")]
    [InlineData("expect c = 0*@tan(-3*pi/2) +- 1e-12", "RIJ015")]
    [InlineData("expect c = @exp(1e400) +- 1e-12", "RIJ015")]
    [InlineData("expect c = @E(z, 1/(z - 1)) +- 1e-12", "RIJ015")]
    [InlineData("expect c = @E(z, 1/z) +- 1e-12", "RIJ015")]
    [InlineData("expect c = @E(z, sin(1/z)^2) +- 1e-12", "RIJ015")]
    [InlineData("expect c = @E(w, E(z, sin(z*w)^2)) +- 1e-12", "RIJ015")]
    [InlineData("expect c = 1 +- @-1", "RIJ015")]
    [InlineData("expect c = 1 +- @1 - 2", "RIJ015")]
    [InlineData("expect c = 1 +- 1 at a = @0", "RIJ004")]
    [InlineData("expect c = 1 +- 1 at a = @0 - 3", "RIJ004")]
    [InlineData("expect c = @c +- 1e-12", "RIJ015")]
    [InlineData("expect c = 2*@c +- 1e-12", "RIJ015")]
    [InlineData("expect c = 1 +- @1/0", "RIJ015")]
    [InlineData("expect c = 1 +- @c", "RIJ015")]
    [InlineData("expect c = 1 +- 1 at a = @1/0", "RIJ015")]
    [InlineData("expect c = 1 +- 1 at a = @c", "RIJ015")]
    [InlineData("expect c = @foo +- 1e-12", "RIJ002")]
    [InlineData("expect c = 1 +- @foo", "RIJ002")]
    [InlineData("expect c = 1 +- 1 at a = @foo", "RIJ002")]
    [InlineData("@expect foo = 1 +- 1", "RIJ002")]
    [InlineData("expect c = 1 +- 1 at @r = 9", "RIJ004")]
    public void WhatIsNoConstant_IsReportedAtItsPlace(string marked, string id)
    {
        int column = marked.IndexOf('@', StringComparison.Ordinal) + 1;
        GeneratorRun run = GeneratorDriverHelper.Run(
            ("equations/m.eq", Header + marked.Replace("@", string.Empty, StringComparison.Ordinal) + Goal), ("equations/good.eq", Files.Good));
        Assert.Null(run.Result.Exception);
        Assert.StartsWith(FormattableString.Invariant($"equations/m.eq(5,{column}): error {id}: "), Assert.Single(run.Messages), StringComparison.Ordinal);
        Assert.Equal(["Catalog.g.cs", "equations.good.Good.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(run.CompilerDiagnostics());
    }
}
