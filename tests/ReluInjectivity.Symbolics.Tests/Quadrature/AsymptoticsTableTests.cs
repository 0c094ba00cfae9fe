using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Quadrature;

public sealed class AsymptoticsTableTests
{
    private const string Quadratic = """
        model m "m"
        level r = 1..3
        unknown q[k] for k = 1..r-1 increasing in (0, 1)
        unknown c[k] for k = 1..r-1 increasing in (0, inf)
        unknown chi in (0, inf)
        let q[r] = 1
        let f[r](h) = -max(1 - h, 0)^2/(2*chi)
        let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k] for k = 1..r-1
        minimise v = chi + E(z, f[1](sqrt(q[1])*z))
        """;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void SingleLayer_EndsAtZeroAndMinusOne(int level)
    {
        Formula f = Formula.Repository("single-layer.eq", level).Integrated();
        AsymptoticsTable shapes = new(f.Facts);
        for (int k = 1; k <= level; k++)
        {
            Asymptotics shape = shapes.Of(f.Function($"f[{k}]"))!;
            Assert.Same(f.Factory.Zero, shape.Left);
            Assert.Same(f.Factory.MinusOne, shape.Right);
            Assert.Equal(k == level, shape.HasKinks);

            // The breakpoints stay where they were; only the innermost function has them sharp.
            Dictionary<Symbol, double> at = Point(f, level);
            Assert.Equal(
                [0, Math.Sqrt(2 * at[f["chi"]])],
                shape.Breakpoints.Select(b => TreeEvaluator.Value(b, at)).Order(), (a, b) => Math.Abs(a - b) < 1e-14);
            double q = k == level ? 1 : at[f[$"q[{k}]"]];
            Assert.Equal(1 - q, TreeEvaluator.Value(shape.Spread, at), 1e-14);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void QuadraticTail_StaysQuadratic(int level)
    {
        Formula original = Formula.File(Quadratic, level);
        Formula f = Formula.File(Quadratic, level).Integrated();
        AsymptoticsTable shapes = new(f.Facts);
        Asymptotics shape = shapes.Of(f.Function($"f[{level - 1}]"))!;
        Symbol h = f.Function($"f[{level - 1}]").Parameters[0];
        Symbol h0 = original.Function($"f[{level - 1}]").Parameters[0];
        Assert.Same(f.Factory.Zero, shape.Right);
        Dictionary<Symbol, double> at = Point(f, level);
        Dictionary<Symbol, double> at0 = Point(original, level);
        at[h] = at0[h0] = -15;
        double left = TreeEvaluator.Value(shape.Left!, at);
        Approximate.AssertClose(TreeEvaluator.Value(original.Definition($"f[{level - 1}]"), at0), left, 1e-11);
        Assert.Equal(3, Polynomials.TryCoefficients(shape.Left!, h, 4)!.Count);

        // log E exp(c f) is not the function's own value: the smoothing moves the parabola.
        Assert.True(Math.Abs(left + (16 * 16 / (2 * at[f["chi"]]))) > 1);
    }

    [Fact]
    public void OuterFunction_InheritsTheTail()
    {
        Formula f = Formula.File(Quadratic, 3).Integrated();
        AsymptoticsTable shapes = new(f.Facts);
        (Symbol h, Symbol inner) = (f.Function("f[1]").Parameters[0], f.Function("f[2]").Parameters[0]);

        // f[1] = log E exp(c f[2](h + s z))/c, with the tail of f[2] in place of f[2]
        ExprFactory factory = f.Factory;
        Symbol z = factory.Symbol("another z");
        Expr moved = shapes.Of(f.Function("f[2]"))!.Left!.Substitute(inner, h + (factory.Sqrt(f["q[2]"] - f["q[1]"]) * z));
        Expr tail = factory.Call(Exponentials.Log, factory.Expectation(z, factory.Call(Exponentials.Exp, f["c[1]"] * moved))) / f["c[1]"];
        Dictionary<Symbol, double> at = Point(f, 3);
        at[h] = -15;
        Approximate.AssertClose(TreeEvaluator.Value(tail, at), TreeEvaluator.Value(shapes.Of(f.Function("f[1]"))!.Left!, at), 1e-11);
    }

    [Theory]
    [InlineData("piecewise(h < 1: h^2; else: a)", "h^2", "a", true)]
    [InlineData("piecewise(1 < h: h; h < -1: 2; else: 0)", "2", "h", true)]
    [InlineData("piecewise(-h < 1: 3; else: h*Phi(h))", "0", "3", true)]
    [InlineData("E(z, Phi(h + z))", "0", "1", false)]
    [InlineData("E(z, max(h + 2*z, 0))", "0", "h", false)]
    [InlineData("E(z, abs(h - z))", "-h", "h", false)]
    [InlineData("E(z, log(cosh(z)) + piecewise(h < 0: 0; else: 1))", null, null, true)]
    public void Limits_AreThePiecesFarOut(string body, string? left, string? right, bool hasKinks)
    {
        Formula f = Formula.Of("f(1)", "a; h", $"let f(x) = {body.Replace("h", "x", StringComparison.Ordinal).Replace("Pxi", "Phi", StringComparison.Ordinal).Replace("cosx", "cosh", StringComparison.Ordinal)}\noutput used = a + h"
            + $"\noutput left = {left ?? "0"}\noutput right = {right ?? "0"}").Integrated();
        AsymptoticsTable shapes = new(f.Facts);
        Asymptotics shape = shapes.Of(f.Function("f"))!;
        Symbol x = f.Function("f").Parameters[0];
        Assert.Equal(left is null ? null : f.System.Outputs[2].Expression, shape.Left?.Substitute(x, f["h"]));
        Assert.Equal(right is null ? null : f.System.Outputs[3].Expression, shape.Right?.Substitute(x, f["h"]));
        Assert.Equal(hasKinks, shape.HasKinks);
    }

    [Fact]
    public void SmoothFunction_NeedsNoShape()
    {
        Formula f = Formula.Of("f(1) + g(1, 2)", "a", "let f(x) = a*exp(-x^2)\nlet g(x, y) = max(x, y)").Integrated();
        AsymptoticsTable shapes = new(f.Facts);
        Assert.Null(shapes.Of(f.Function("f")));
        Assert.Null(shapes.Of(f.Function("g")));
    }

    private static Dictionary<Symbol, double> Point(Formula f, int level) => f.System.Unknowns.ToDictionary(u => u.Symbol, u => u.Name.Stem switch
    {
        "q" => u.Name.Index!.Value / (level + 0.5),
        "c" => 0.5 * u.Name.Index!.Value,
        _ => 0.8,
    });
}
