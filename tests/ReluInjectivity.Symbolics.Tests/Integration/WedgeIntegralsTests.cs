using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Integration;

/// <summary>Expectations over two variables, of integrands that are piecewise on wedges of their plane.</summary>
public sealed class WedgeIntegralsTests
{
    private const string Givens = "a in (0, inf); b in (0, inf); c in (0, inf)";

    public static TheoryData<string> Integrands =>
    [
        "piecewise(0 < v - a*g: 1; else: 0)", "piecewise(v < a*g: g^2; else: g*v)", "piecewise(-a*g < v: v^2; else: 0)", "max(v + a*g, 0)^2",
        "piecewise(g < 0: piecewise(v < b*g: v^2; else: 1); else: g*v)", "exp(-b*max(v - a*g, 0)^2)", "exp(-max(g, 0)^2*a - b*v^2/2)",
        "max(maximum(t in (-inf, 0), -a/2*(t - g)^2), maximum(t in (0, inf), v*t - a/2*(t - g)^2 - b/2*t^2))",
        "exp(max(maximum(t in (-inf, 0), -a*(t - g)^2), maximum(t in (0, inf), -a*(t - g)^2 + c/4*v*t - b/2*t^2)))",
        "max(v^2 - a*g^2, 0)", "piecewise(v^2 < a*g^2: 1; else: 0)", "min(v^2, a*g^2)*piecewise(g < 0: 1; else: 2)",
    ];

    [Theory]
    [MemberData(nameof(Integrands))]
    public void ClosedForm_IsTheIntegral(string integrand)
    {
        Formula f = Formula.Of($"E(g, E(v, {integrand}))", Givens).Integrated();
        Assert.DoesNotContain(Traversal.Nodes(f.Expression), n => n is Expectation);
        Formula inner = Formula.Of($"E(v, {integrand})", "g; " + Givens);
        var random = new Random(integrand.Length);
        for (int i = 0; i < 3; i++)
        {
            (string, double)[] point = [("a", 0.3 + random.NextDouble()), ("b", 0.5 + random.NextDouble()), ("c", 0.5 + random.NextDouble())];
            double exact = GaussianQuadrature.Expectation(g => TreeEvaluator.Value(inner.Expression, inner.At([.. point, ("g", g)]), 9), [0], 9, 1e-11);
            double closed = TreeEvaluator.Value(f.Expression, f.At(point));
            Assert.True(Math.Abs(closed - exact) <= 1e-10 * (1 + Math.Abs(exact)), $"{closed:R}, not {exact:R}");
        }
    }

    [Fact]
    public void Divergence_IsNotANumber()
    {
        // The form v^2/2 - c v^2/4 turns negative at c = 2.
        Formula f = Formula.Of("E(v, exp(piecewise(0 < v: c*v^2/4; else: 0)))", Givens).Integrated();
        Assert.Equal(0.5 + (0.5 / Math.Sqrt(0.5)), TreeEvaluator.Value(f.Expression, f.At(("c", 1))), 1e-14);
        Assert.True(double.IsNaN(TreeEvaluator.Value(f.Expression, f.At(("c", 2.5)))));
    }

    [Theory]
    [InlineData("sqrt(x)*(y + x)^2", "(y + x)^2*sqrt(x)")]
    [InlineData("(a + b)*(c - d)", "a*c - a*d + b*c - b*d")]
    [InlineData("(x - y)*(x + y)", "x^2 - x*y + y*x - y^2")]
    public void Expand_KeepsTheValue_AndMultipliesOutWhatHasNoSign(string expression, string expanded)
    {
        string givens = string.Join("; ", expression.Where(char.IsLetter).Distinct().Where(ch => !"sqrt".Contains(ch, StringComparison.Ordinal)).Select(ch => ch.ToString()));
        Formula f = Formula.Of(expression, givens);
        Formula g = Formula.Of(expanded, givens);
        Expr result = Polynomials.Expand(f.Expression, f.Facts);
        (string, double)[] point = [.. givens.Split("; ").Select((n, i) => (n, 0.75 + i))];
        Assert.Equal(TreeEvaluator.Value(g.Expression, g.At(point)), TreeEvaluator.Value(result, f.At(point)), 1e-12);
        Assert.Equal(result, Polynomials.Expand(result, f.Facts));
    }
}
