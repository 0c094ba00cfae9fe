using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Functions;

/// <summary>The lengths over which functions change.</summary>
public sealed class LengthScaleTests
{
    private const string Givens = "y; c; a in (0, inf); s in (0, inf)";

    public static TheoryData<string> Names => ValueTests.Names;

    [Theory]
    [InlineData("Phi(s*y + c)", "1/s")]
    [InlineData("phi(-s*y)", "1/s")]
    [InlineData("PhiBetween(c, s*y)", "1/s")]
    [InlineData("erf(s*y)", "1/s")]
    [InlineData("erfc(c - s*y)", "1/s")]
    [InlineData("exp(-a*y^2 + c*y)", "1/sqrt(2*a)")]
    [InlineData("exp(s*y)", null)]
    [InlineData("log(s*y)", null)]
    [InlineData("log1p(s*y)", null)]
    [InlineData("tanh(s*y)", "1/s")]
    [InlineData("cosh(s*y)", "1/s")]
    [InlineData("phi(a*y^2)", "1/sqrt(2*a)")]
    [InlineData("cos(a*y^2)", "1/(16*a)")]
    [InlineData("1/(1 + (s*(y - 3))^2)", "1/s")]
    [InlineData("log(2 + a*y^2)", "sqrt(2/a)")]
    [InlineData("sqrt(a*y)", null)]
    [InlineData("exp(a*y - y^2)", "1/sqrt(2)")]
    public void LengthScale_IsReadOffTheArgument(string integrand, string? scale)
    {
        Formula f = Formula.Of(integrand, Givens);
        (string, double)[] point = [("y", 0.5), ("c", -0.75), ("a", 3), ("s", 0.4)];
        double[] scales = [.. LengthScales.Of(f.Expression, f["y"], f.Facts).Select(e => TreeEvaluator.Value(e, f.At(point)))];
        Formula expected = Formula.Of(scale ?? "0", Givens);
        double[] wanted = scale is null ? [] : [TreeEvaluator.Value(expected.Expression, expected.At(point))];
        Assert.Equal(wanted.Length, scales.Length);
        Assert.All(wanted.Zip(scales), p => Assert.Equal(p.First, p.Second, 1e-15 * p.First));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LengthScale_IsPositive_AndScalesWithTheVariable(string name)
    {
        foreach (LengthScaleRule rule in ValueTests.Function(name).Arguments.Select(a => a.LengthScale).OfType<LengthScaleRule>())
        {
            int answers = 0;
            foreach (double[] polynomial in new double[][] { [0.3, 0.7], [-2, -0.04], [0, 0, 0.9], [0.2, 0.5, 1.7], [3, -1, 0.8], [-4, 0.5, -2] })
            {
                double scale = Scale(rule, polynomial, 1);
                if (!double.IsNaN(scale))
                {
                    Assert.InRange(scale, 1e-6, 1e6);
                    Assert.Equal(scale / 10, Scale(rule, polynomial, 10), 1e-14 * scale);
                    answers++;
                }
            }

            Assert.InRange(answers, 1, 6);
        }
    }

    /// <summary>The scale in y of a polynomial in factor y; NaN where there is none.</summary>
    private static double Scale(LengthScaleRule rule, double[] polynomial, double factor)
    {
        var factory = new ExprFactory();
        Symbol[] symbols = [.. polynomial.Select((_, i) => factory.Symbol("c" + i))];
        Expr[] coefficients = [.. symbols.Select((s, i) => polynomial[i] == 0 ? factory.Zero : s)];
        Expr Magnitude(Expr e) => factory.Piecewise(factory.Compare(e, factory.Zero, isStrict: true), -e, e);
        return rule(coefficients, Magnitude) is { } scale
            ? TreeEvaluator.Value(scale, symbols.Select((s, i) => (s, i)).ToDictionary(p => p.s, p => polynomial[p.i] * Math.Pow(factor, p.i)))
            : double.NaN;
    }
}
