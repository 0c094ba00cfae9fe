using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Integration;

/// <summary>Expectations over what was computed from a closed form that holds under a condition.</summary>
public sealed class ConditionsTests
{
    private const string Givens = "a; b; c in (0, inf)";
    private const string Definitions = "let g(h) = E(w, exp(a*w^2 + h*w))\nlet k(h) = E(w, exp(b*w^2 + h*w))\nlet l(h) = log(g(h))/c";
    private const string Known = "let g(h) = exp(h^2/(2 - 4*a))/sqrt(1 - 2*a)\nlet k(h) = exp(h^2/(2 - 4*b))/sqrt(1 - 2*b)\nlet l(h) = log(g(h))/c";

    public static TheoryData<string> Integrands =>
    [
        "g(z)", "log(g(z))", "l(z)", "z*l(z)^2", "exp(b*l(z))", "log(g(z)^2/c)", "log(exp(z)*g(z))", "log(g(z)) + log(k(z))", "log(g(z))*log(k(z))", "log(g(z)*k(z))",
        "exp(-c*log(g(z)))*z^2", "piecewise(z < b: log(g(z)); else: z)", "max(z, 0)*log(g(z))", "exp(log(g(z))*log(1 + c))", "log(g(z*c + b))",
    ];

    [Theory]
    [MemberData(nameof(Integrands))]
    public void ClosedForm_IsTheIntegral_WhereTheConditionsHold(string integrand)
    {
        Formula f = Formula.Of($"E(z, {integrand})", Givens, Definitions).Integrated();
        Formula known = Formula.Of($"E(z, {integrand})", Givens, Known);
        Assert.False(Traversal.Nodes(f.Expression).Any(n => n is Expectation), f.Expression.ToString());
        Assert.IsType<Undefined>(Assert.IsType<Piecewise>(f.Expression).Else);
        foreach ((double a, double b, double c) in new[] { (-0.1, -0.3, 0.4), (-0.7, 0.05, 0.25), (-2, -1, 1.5) })
        {
            (string, double)[] point = [("a", a), ("b", b), ("c", c)];
            double exact = TreeEvaluator.Value(known.Expression, known.At(point));
            Assert.Equal(exact, TreeEvaluator.Value(f.Expression, f.At(point)), 1e-10 * (1 + Math.Abs(exact)));
        }

        Assert.True(double.IsNaN(TreeEvaluator.Value(f.Expression, f.At(("a", 0.6), ("b", 0.1), ("c", 1)))));
    }

    [Fact]
    public void Condition_OnTheVariable_Stays()
    {
        // 1 - 2 z^2 is no condition on the parameters.
        Formula f = Formula.Of("E(z, log(E(w, exp(z^2*w^2))))", Givens).Integrated();
        Assert.IsType<Expectation>(f.Expression);
    }

    [Fact]
    public void WhatIsFreeOfTheVariable_KeepsItsConditions()
    {
        Formula f = Formula.Of("log(g(1)) + x^2", Givens + "; x", Definitions).Integrated();
        var conditions = new List<Expr>();
        Assert.Same(f.Expression, Conditions.TakeOut(f.Expression, f["x"], f.Facts, conditions));
        Assert.Empty(conditions);
    }

    /// <summary>Neither branch is taken where what is compared is no number: through arithmetic, choices and expectations.</summary>
    [Theory]
    [InlineData("piecewise(G < 2: 1; else: 7)")]
    [InlineData("piecewise(2 < G: 1; else: 7)")]
    [InlineData("piecewise(0 < G: 1; else: 7)")]
    [InlineData("piecewise(c < 1: 1; log(G)^2 + c < 2: 3; else: 7)")]
    [InlineData("piecewise(max(min(G, c), 1) <= 3: 1; else: 7)")]
    [InlineData("abs(G - 2) + min(G, 3) + max(1, G)")]
    [InlineData("E(z, piecewise(z < G: 1; else: 7))")]
    [InlineData("E(z, z^2*piecewise(G < 2: 1; else: 7))")]
    public void Comparison_WithNoNumber_IsNone(string expression)
    {
        Formula f = Formula.Of(expression.Replace("G", "E(w, exp(a*w^2 + w))", StringComparison.Ordinal), Givens).Integrated();
        Formula known = Formula.Of(expression.Replace("G", "exp(1/(2 - 4*a))/sqrt(1 - 2*a)", StringComparison.Ordinal), Givens).Integrated();
        (string, double)[] inside = [("a", -0.4), ("b", 0.1), ("c", 1.5)];
        Assert.Equal(TreeEvaluator.Value(known.Expression, known.At(inside)), TreeEvaluator.Value(f.Expression, f.At(inside)), 1e-12);
        Assert.True(double.IsNaN(TreeEvaluator.Value(f.Expression, f.At(("a", 0.6), ("b", 0.1), ("c", 1.5)))), f.Expression.ToString());
    }

    [Fact]
    public void Quadrature_KeepsThemInTheIntegrand()
    {
        Formula f = Formula.Of("E(z, log(1 + g(z)))", Givens, Definitions).Integrated();
        Assert.IsType<Expectation>(f.Expression);
    }
}
