using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Integration;

public sealed class GaussianIntegralsTests
{
    private const string Givens = "a; b; p in (0, inf); r in (0, 1)";
    private const string Innermost = "let f(h) = piecewise(h <= 0: 0; h < sqrt(2*chi): -h^2/(2*chi); else: -1)";
    private const string InnermostGivens = "h; s in (0, inf); c in (0, inf); chi in (0, inf)";

    public static TheoryData<string> Integrands
    {
        get
        {
            string[] parts =
            [
                "exp(a*z + b)", "exp(-p*z^2 + a*z + b)", "exp(z^2/4)", "exp(r*z^2/2)", "exp((z - a)^2/8)", "exp(-(z - a)^2/(2*p))", "exp(a)*b",
                "phi(z)", "phi(a*z + b)", "z*phi(z)", "phi(z)^2", "exp(z^2/2)*phi(z)", "phi(a*z)*exp(b*z)*z^2",
                "abs(z)", "abs(z - a)", "abs(z)^3", "max(z, 0)^2", "max(z - a, 0)^3", "exp(z^2/4 - p*z^2)", "min(z, a)^2", "max(z, 0)*max(p - z, 0)",
                "z*exp(a*z)*max(z, 0)", "(1 + z)^2*exp(a*z)*phi(z)", "exp(z)^3", "(z + exp(a*z))^3", "(z^2 - 1)*(z^3 - 3*z)", "(z^2 - 1)^2",
                "exp(-p*abs(z))", "piecewise(0 < max(z, 0)^2: 5; else: 1)", "piecewise(max(z - a, 0)^2 <= 0: z; else: 2)", "Phi(z)", "z^2*Phi(a*z)*exp(-p*z^2)", "piecewise(z^2 < 1: 1; else: 0)", "max(z^2 - p, 0)*exp(a*z)", "exp(-max(z, a)^2/2)", "piecewise(z < a: exp(z^2/4); z < a + p: z^2; else: -z*exp(-z))",
                "exp(b*z)*piecewise(z < a: 1; else: -1)", "exp(-p*max(a + p*z, 0)^2)*piecewise(a + p*z < 0: 1; else: z)",
            ];
            string[] moments =
            [
                .. Enumerable.Range(0, 9).Select(n => $"z^{n}"),
                .. Enumerable.Range(0, 9).Select(n => $"piecewise(z < a: z^{n}; else: 0)"),
                .. Enumerable.Range(0, 9).Select(n => $"piecewise(z < a: 0; else: z^{n})"),
                .. Enumerable.Range(0, 9).Select(n => $"piecewise(a < z < a + p: z^{n}; else: 0)"),
            ];
            return [.. parts, .. moments];
        }
    }

    [Theory]
    [MemberData(nameof(Integrands))]
    public void ClosedForm_IsTheIntegral(string integrand)
    {
        // A zeroth power leaves no variable and so no expectation: as the pipeline does.
        Formula f = Formula.Of($"E(z, {integrand})", Givens).Integrated();
        Expr closed = f.Expression;
        Formula original = Formula.Of($"E(z, {integrand})", Givens);
        Assert.DoesNotContain(Traversal.Nodes(closed), n => n is Expectation);
        var random = new Random(integrand.Length);
        for (int i = 0; i < 5; i++)
        {
            (string, double)[] point =
            [
                ("a", Between(random, -2.5, 2.5)), ("b", Between(random, -2, 2)), ("p", Between(random, 0.1, 3)), ("r", Between(random, 0.05, 0.75)),
            ];
            AssertEqual(original.Expression, original.At(point), closed, f.At(point), 1e-12);
        }
    }

    /// <summary>Where a slope is 0 the condition is one on the rest: b/a has no limit there, the integral has a value.</summary>
    [Theory]
    [InlineData("max(a*z + b, 0)")]
    [InlineData("min(b - a*z, b)")]
    [InlineData("abs(a*z)")]
    [InlineData("abs(a*z - b)^3")]
    [InlineData("piecewise(a*z < b: z; else: z^2)")]
    [InlineData("piecewise(a*z <= b: exp(z); else: z^4)")]
    [InlineData("exp(-max(a*z + b, 0)^2)*z^2")]
    [InlineData("max(0, a*z) + max(b*z, a)")]
    public void Slope_MayBeZero(string integrand)
    {
        Formula f = Formula.Of($"E(z, {integrand})", Givens).Integrated();
        Formula original = Formula.Of($"E(z, {integrand})", Givens);
        foreach (double a in new[] { 0, -1.25, 0.5, 1e-9, -1e-9 })
        {
            foreach (double b in new[] { 0, 0.75, -2 })
            {
                // On the axis itself the integrand is what its own conditions make of it.
                double expected = a == 0 || Math.Abs(a) > 1e-3 ? TreeEvaluator.Value(original.Expression, original.At(("a", a), ("b", b), ("p", 1), ("r", 0.5))) : double.NaN;
                double closed = TreeEvaluator.Value(f.Expression, f.At(("a", a), ("b", b), ("p", 1), ("r", 0.5)));
                Assert.True(double.IsFinite(closed), $"{integrand} at {a}, {b}: {closed}");
                Assert.True(double.IsNaN(expected) || Math.Abs(expected - closed) < 1e-9, $"{integrand} at {a}, {b}: {closed}, not {expected}");
            }
        }
    }

    [Fact]
    public void FirstLevelOfTheSingleLayer_IsTheIntegral()
    {
        Formula original = Formula.Repository("single-layer.eq", 1);
        Formula f = original.Integrated();
        foreach (double chi in new[] { 1e-3, 0.1, 0.7, 2.5, 40 })
        {
            Assert.DoesNotContain(Traversal.Nodes(f.Definition("F")), n => n is Expectation);
            AssertEqual(original.Definition("F"), original.At(("chi", chi), ("kappa", 1)), f.Definition("F"), f.At(("chi", chi), ("kappa", 1)), 1e-13);
        }
    }

    [Fact]
    public void InnermostExpectation_IsTheIntegral()
    {
        Formula f = Formula.Of("E(z, exp(c*f(h + s*z)))", InnermostGivens, Innermost);
        var expectation = (Expectation)f.Expression;
        Expr closed = GaussianIntegrals.TryIntegrate(expectation.Variable, expectation.Body, f.Facts)!;
        var random = new Random(3);
        for (int i = 0; i < 24; i++)
        {
            double h = i < 6 ? new[] { -40, -8, -3, 5, 12, 40.0 }[i] : Between(random, -3, 4);
            Dictionary<Symbol, double> at = f.At(("h", h), ("s", Between(random, 0.05, 1)), ("c", Between(random, 0.05, 20)), ("chi", Between(random, 0.02, 3)));
            AssertEqual(expectation, at, closed, at, 1e-13);
            Assert.All(at.Keys, s => Approximate.AssertClose(
                TreeEvaluator.Derivative(expectation, s, at, 12), TreeEvaluator.Value(Derivatives.Of(closed, s), at), 1e-9, 1e-11));
        }
    }

    [Fact]
    public void FarInTheTails_OnePieceIsLeft()
    {
        Formula f = Formula.Of("E(z, exp(c*f(h + s*z)))", InnermostGivens, Innermost);
        var expectation = (Expectation)f.Expression;
        Expr closed = GaussianIntegrals.TryIntegrate(expectation.Variable, expectation.Body, f.Facts)!;
        foreach (double distance in new[] { 50, 1e3, 1e6 })
        {
            (string, double)[] rest = [("s", 0.5), ("c", 3), ("chi", 0.25)];
            Assert.Equal(1, TreeEvaluator.Value(closed, f.At([("h", -distance), .. rest])));
            Approximate.AssertClose(Math.Exp(-3), TreeEvaluator.Value(closed, f.At([("h", distance), .. rest])), 1e-15);
        }
    }

    [Theory]
    [InlineData("exp(z^2)")]
    [InlineData("exp(z^2/2)")]
    [InlineData("z*exp(z^2/2)")]
    [InlineData("exp(p*z^2 + z^2/2)")]
    [InlineData("exp(z^2/2 - a*z)")]
    [InlineData("piecewise(z < 0: 0; else: exp(z^2))")]
    [InlineData("piecewise(z < a: 0; else: exp(z^2/2 + p*z))")]
    [InlineData("piecewise(z < a: exp(z^2/2 - p*z); else: 0)")]
    [InlineData("exp(z^2/4)^2")]
    [InlineData("exp(z^2)*phi(z)*exp(a*z)")]
    public void Divergence_IsReported(string integrand)
    {
        Formula f = Formula.Of($"E(z, {integrand})", Givens);
        var e = (Expectation)f.Expression;
        Assert.Throws<DivergentExpectationException>(() => GaussianIntegrals.TryIntegrate(e.Variable, e.Body, f.Facts));
    }

    [Theory]
    [InlineData("log(cosh(z))")]
    [InlineData("exp(a*log(cosh(z)))")]
    [InlineData("1/(1 + z^2)")]
    [InlineData("sqrt(1 + z^2)")]
    [InlineData("exp(exp(z))")]
    [InlineData("exp(z^3)")]
    [InlineData("exp(-z^4)")]
    [InlineData("z^13")]
    [InlineData("phi(z^2)")]
    [InlineData("cos(z)")]
    [InlineData("piecewise(z < a: 1; z < b: 2; else: 3)")]
    [InlineData("piecewise(0 < z < 1: exp(z^2); else: 0)")]
    [InlineData("piecewise(z < 0: 0; else: exp(z^2/2 - z))")]
    [InlineData("piecewise(z < 0: exp(z^2/2 + p*z); else: 0)")]
    [InlineData("piecewise(z < 0: 0; else: exp(z^2/2 + a*z))")]
    public void WhatHasNoSuchForm_IsLeft(string integrand)
    {
        Formula f = Formula.Of($"E(z, {integrand})", Givens);
        var e = (Expectation)f.Expression;
        Assert.Null(GaussianIntegrals.TryIntegrate(e.Variable, e.Body, f.Facts));
    }

    [Fact]
    public void QuarterOfASquare_HasItsValue()
    {
        Formula f = Formula.Of("E(z, exp(z^2/4))");
        var e = (Expectation)f.Expression;
        Assert.Equal(Math.Sqrt(2), TreeEvaluator.Value(GaussianIntegrals.TryIntegrate(e.Variable, e.Body, f.Facts)!, new Dictionary<Symbol, double>()), 1e-15);
    }

    [Fact]
    public void Quadrature_KnowsTheMoments()
    {
        double[] moments = [1, 0, 1, 0, 3, 0, 15, 0, 105];
        for (int n = 0; n < moments.Length; n++)
        {
            Assert.Equal(moments[n], GaussianQuadrature.Expectation(z => Math.Pow(z, n)), 1e-13 * Math.Max(1, moments[n]));
        }

        Assert.Equal(Math.Sqrt(2 / Math.PI), GaussianQuadrature.Expectation(Math.Abs, [0]), 1e-14);
        Assert.Equal(0.5, GaussianQuadrature.Expectation(z => z < 0.123 - 0.123 ? 0 : 1, [0]), 1e-14);
        Assert.Equal(Math.Sqrt(2 / Math.PI), GaussianQuadrature.Expectation(z => Math.Abs(z), [-0.1]), 1e-12);
    }

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());

    /// <summary>Compares to the quadrature, relative to the integral of the absolute value.</summary>
    private static void AssertEqual(Expr expectation, Dictionary<Symbol, double> at, Expr closed, Dictionary<Symbol, double> atClosed, double tolerance)
    {
        double size = 1;
        if (expectation is Expectation e)
        {
            ExprFactory f = e.Factory;
            Expr absolute = f.Piecewise(f.Compare(e.Body, f.Zero, isStrict: true), -e.Body, e.Body);
            size = TreeEvaluator.Value(f.Expectation(e.Variable, absolute), at, 12);
        }

        double expected = TreeEvaluator.Value(expectation, at);
        double actual = TreeEvaluator.Value(closed, atClosed);
        Assert.True(Math.Abs(expected - actual) <= tolerance * size, $"expected {expected:R}, not {actual:R}; {closed}");
    }
}
