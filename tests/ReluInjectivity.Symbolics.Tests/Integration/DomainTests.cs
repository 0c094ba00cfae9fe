using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.TestKit;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Integration;

/// <summary>What is written is no number where one of its parts is none, though a law of arithmetic drops the part.</summary>
public sealed class DomainTests
{
    private const string Givens = "a; b; c in (0, inf)";

    [Theory]
    [InlineData("exp(log(a))", "")]
    [InlineData("sqrt(a)^2", "")]
    [InlineData("(a^(1/3))^3", "")]
    [InlineData("log(a) - log(a)", "")]
    [InlineData("0*log(a)", "")]
    [InlineData("log(exp(b)*a) - log(a)", "")]
    [InlineData("E(z, log(a)*z)", "")]
    [InlineData("E(z, exp(log(a))*z^2)", "")]
    [InlineData("max(sqrt(a)^2, 1)", "")]
    [InlineData("piecewise(log(a) < 1: 4; else: 7)", "")]
    [InlineData("piecewise(c < 0: 1; log(a) < 1: 4; else: 7)", "")]
    [InlineData("piecewise(0 < c: exp(log(a)); else: 7)", "")]
    [InlineData("exp(f(a))", "let f(y) = log(y)")]
    [InlineData("exp(d)", "let d = log(a)")]
    [InlineData("f(sqrt(a))", "let f(y) = y^2")]
    [InlineData("E(z, f(a*z^2))", "let f(y) = sqrt(y)^2")]
    [InlineData("f(a)", "let f(y) = g(y)/g(y)\nlet g(y) = sqrt(y)")]
    [InlineData("E(z, f(a) - f(a) + z^2)", "let f(y) = E(w, log(y)*w + y)")]
    [InlineData("exp(log1p(a - 1))", "")]
    public void PositivePart_IsAsked(string formula, string definitions) => Check(formula, definitions, [-2, -0.5], [0.5, 3]);

    [Theory]
    [InlineData("a/a", "")]
    [InlineData("a^2/a", "")]
    [InlineData("1/a - 1/a", "")]
    [InlineData("(a*b)/(b*a)", "")]
    [InlineData("E(z, (a*z)/(a*z))", "")]
    [InlineData("f(a)", "let f(y) = y/y")]
    [InlineData("d*a", "let d = 1/a")]
    public void Divisor_IsAsked(string formula, string definitions) => Check(formula, definitions, [0], [-3, 0.5]);

    /// <summary>What no branch taken computes asks nothing, single points of an integral neither.</summary>
    [Theory]
    [InlineData("piecewise(a < 0: 3; else: exp(log(a)))", "")]
    [InlineData("piecewise(a < 1: 3; 0 < log(a): 5; else: 7)", "")]
    [InlineData("E(z, z/z) + a", "")]
    [InlineData("E(z, f(z)) + a", "let f(y) = y/y")]
    [InlineData("E(z, exp(log(z^2))) + a", "")]
    [InlineData("sqrt(a^2)^2 + exp(log(c + a^2))", "")]
    [InlineData("c/c + exp(log(c)) + a", "")]
    public void WhatIsNotComputed_AsksNothing(string formula, string definitions) => Check(formula, definitions, [], [-2, 0, 0.5, 3]);

    /// <summary>Random formulas against their value by the meaning of each operation.</summary>
    [Fact]
    public void RandomFormula_IsANumber_WhereWhatIsWrittenIsOne()
    {
        var random = new Random(1861);
        int undefined = 0;
        for (int i = 0; i < Draws.Of(400); i++)
        {
            Written written = Draw(random, 4);
            Formula f = Formula.Of(written.Text + " + 0*a + 0*b + 0*c", Givens).Integrated();
            for (int k = 0; k < 6; k++)
            {
                // No point of these makes a divisor 0.
                (double a, double b, double c) = (random.Next(-3, 4) + 0.318, random.Next(-3, 4) + 0.5772, random.Next(4) + 0.7183);
                double literal = written.Value(a, b, c);
                if (double.IsInfinity(literal))
                {
                    continue;
                }

                undefined += double.IsNaN(literal) ? 1 : 0;
                double value = TreeEvaluator.Value(f.Expression, f.At(("a", a), ("b", b), ("c", c)));
                Assert.True(
                    double.IsFinite(literal) == double.IsFinite(value) || (double.IsFinite(value) && Math.Abs(value) > 1e9),
                    string.Create(CultureInfo.InvariantCulture, $"{written.Text} at {a}, {b}, {c}: {literal} as written, {value} as {f.Expression}"));
            }
        }

        Assert.True(undefined > 200, $"only {undefined} points without a value");
    }

    private static void Check(string formula, string definitions, double[] without, double[] with)
    {
        Formula f = Formula.Of(formula + " + 0*a + 0*b + 0*c", Givens, definitions).Integrated();
        double At(double a) => TreeEvaluator.Value(f.Expression, f.At(("a", a), ("b", 1.5), ("c", 0.75)));
        Assert.All(without, a => Assert.False(double.IsFinite(At(a)), f.Expression.ToString()));
        Assert.All(with, a => Assert.True(double.IsFinite(At(a)), f.Expression.ToString()));
    }

    private static Written Draw(Random random, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
        {
            return random.Next(4) switch
            {
                0 => new("a", static (a, _, _) => a),
                1 => new("b", static (_, b, _) => b),
                2 => new("c", static (_, _, c) => c),
                _ => new("2", static (_, _, _) => 2),
            };
        }

        Written x = Draw(random, depth - 1);
        Written y = random.Next(3) == 0 ? x : Draw(random, depth - 1);
        // A choice stands outermost: what its branches ask for is lost where the whole of it is multiplied by 0.
        return random.Next(depth == 4 ? 12 : 10) switch
        {
            0 => new($"({x.Text} + {y.Text})", (a, b, c) => Of(x, y, a, b, c, static (x, y) => x + y)),
            1 => new($"({x.Text} - {y.Text})", (a, b, c) => Of(x, y, a, b, c, static (x, y) => x - y)),
            2 or 3 => new($"({x.Text}*{y.Text})", (a, b, c) => Of(x, y, a, b, c, static (x, y) => x * y)),
            4 => new($"({x.Text}/(a + b))", (a, b, c) => Of(x, x, a, b, c, (x, _) => x / (a + b))),
            5 => new($"({x.Text}/({y.Text} + c*7.123))", (a, b, c) => Of(x, y, a, b, c, (x, y) => x / (y + (c * 7.123)))),
            6 => new($"exp(log({x.Text}))", (a, b, c) => OfPositive(x.Value(a, b, c), static v => v)),
            7 => new($"log({x.Text})", (a, b, c) => OfPositive(x.Value(a, b, c), Math.Log)),
            8 => new($"sqrt({x.Text})", (a, b, c) => Of(x, x, a, b, c, static (x, _) => Math.Sqrt(x))),
            9 => new($"({x.Text})^2", (a, b, c) => Of(x, x, a, b, c, static (x, _) => x * x)),
            _ => new($"piecewise({x.Text} < 1.001: {y.Text}; else: a)", (a, b, c) => Of(x, x, a, b, c, (v, _) => double.IsNaN(v) ? v : v < 1.001 ? y.Value(a, b, c) : a)),
        };
    }

    private static double Of(Written x, Written y, double a, double b, double c, Func<double, double, double> value) =>
        (x.Value(a, b, c), y.Value(a, b, c)) is var (u, v) && (double.IsInfinity(u) || double.IsInfinity(v)) ? double.PositiveInfinity : value(u, v);

    /// <summary>Infinity at 0, and of infinity: whether such a point has a value is asked elsewhere.</summary>
    private static double OfPositive(double x, Func<double, double> value) =>
        x == 0 || double.IsInfinity(x) ? double.PositiveInfinity : x > 0 ? value(x) : double.NaN;

    /// <summary>A formula and its value.</summary>
    private sealed record Written(string Text, Func<double, double, double, double> Value);
}
