using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Functions;

/// <summary>What integration and quadrature make of functions they do not know by name.</summary>
public sealed class ClosedFormTests
{
    private const string Givens = "a in (0, inf); b in (0, inf)";

    [Theory]
    [InlineData("cosh(a*z)")]
    [InlineData("cosh(a*z + b)^2")]
    [InlineData("sinh(a*z + b)")]
    [InlineData("z*sinh(a*z)")]
    [InlineData("expm1(a*z)")]
    [InlineData("expm1(-a*z^2)")]
    [InlineData("phi(a*z + b)")]
    [InlineData("z^2*phi(a*z)")]
    [InlineData("erf(a*z)")]
    [InlineData("z*erf(a*z)")]
    [InlineData("erfc(a*z)")]
    [InlineData("exp(-b*z^2)*erfc(a*z)")]
    [InlineData("piecewise(0 < z: erf(a*z); else: 0)")]
    [InlineData("PhiBetween(a*z, b*z)")]
    [InlineData("erfcx(a*z)")]
    [InlineData("piecewise(0 < z: erfcx(a*z); else: 1)")]
    public void ClosedForm_IsTheIntegral(string integrand)
    {
        Formula f = Formula.Of($"E(z, {integrand})", Givens).Integrated();
        Formula g = Formula.Of($"E(z, {integrand})", Givens);
        Assert.DoesNotContain(Traversal.Nodes(f.Expression), n => n is Expectation);
        foreach ((double a, double b) in new[] { (0.3, 0.8), (0.45, 0.2), (0.1, 1.5) })
        {
            double exact = TreeEvaluator.Value(g.Expression, g.At(("a", a), ("b", b)), 12);
            double closed = TreeEvaluator.Value(f.Expression, f.At(("a", a), ("b", b)));
            Assert.Equal(exact, closed, 1e-10 * (1 + Math.Abs(exact)));
        }
    }

    [Fact]
    public void Cosh_HasItsWellKnownMean()
    {
        Formula f = Formula.Of("E(z, cosh(a*z))", Givens).Integrated();
        Assert.Equal(Math.Exp(0.5 * 1.7 * 1.7), TreeEvaluator.Value(f.Expression, f.At(("a", 1.7))), 5e-14);
    }

    [Theory]
    [InlineData("logistic(a*z)")]
    [InlineData("tanh(z)")]
    [InlineData("log1p(z^2)")]
    public void OpaqueFunction_TakesQuadrature(string integrand)
    {
        Formula f = Formula.Of($"E(z, {integrand})", Givens).Integrated();
        Assert.Contains(Traversal.Nodes(f.Expression), n => n is Expectation);
    }

    /// <summary>A limit replaces the function only where it is reached as fast as a normal density falls, and decides what it stands in.</summary>
    [Theory]
    [InlineData("Phi(a*h)", "0", "1")]
    [InlineData("Phi(-a*h)", "1", "0")]
    [InlineData("erf(a*h + b)", "-1", "1")]
    [InlineData("erfc(a*h)", "2", "0")]
    [InlineData("phi(b - a*h)", "0", "0")]
    [InlineData("PhiBetween(b, a*h)", "-Phi(b)", "Phi(-b)")]
    [InlineData("PhiBetween(a*h, b)", "Phi(b)", "-Phi(-b)")]
    [InlineData("erfcx(a*h)", "erfcx(a*h)", "erfcx(a*h)")]
    [InlineData("tanh(a*h)", "tanh(a*h)", "tanh(a*h)")]
    [InlineData("atan(a*h)", "atan(a*h)", "atan(a*h)")]
    [InlineData("h*phi(h)", "0", "0")]
    [InlineData("exp(b*h)*erfc(h)", "2*exp(b*h)", "0")]
    [InlineData("exp(h^2)*erfc(h)", "2*exp(h^2)", "erfc(h)*exp(h^2)")]
    [InlineData("phi(h)/Phi(-h)", "phi(h)/Phi(-h)", "phi(h)/Phi(-h)")]
    [InlineData("log(Phi(h))", "logPhi(h)", "0")]
    public void Asymptote_IsTheFastLimit(string body, string left, string right)
    {
        // The expectation makes f a function of the kind that grids hold; it is 0 far to the left and h far to the right.
        Formula f = Formula.Of("f(0)", Givens, $"let f(h) = {body} + E(w, max(h - w, 0))").Integrated();
        Asymptotics shape = new AsymptoticsTable(f.Facts).Of(f.Function("f"))!;
        Assert.Equal(left, shape.Left!.ToString());
        Assert.Equal(right, (shape.Right! - f.Function("f").Parameters[0]).ToString());
    }
}
