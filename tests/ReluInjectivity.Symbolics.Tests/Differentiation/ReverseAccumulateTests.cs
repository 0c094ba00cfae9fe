using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Tests.Expressions;
using ReluInjectivity.TestKit.Evaluation;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Differentiation;

public sealed class ReverseAccumulateTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(500)).WithEndSize(40);

    /// <summary>Random graphs: nodes that use each other several times, so that adjoints meet.</summary>
    private static Gen<Func<ExprFactory, Expr>> Graphs =>
        from trees in Tree.Composite.ListOf(3)
        from picks in Gen.Choose(0, 1000).ListOf(12)
        select (Func<ExprFactory, Expr>)(factory =>
        {
            List<Expr> nodes = [.. trees.Select(t => t.Build(factory)), .. Tree.Symbols(factory)];
            for (int i = 0; i + 2 < picks.Count; i += 3)
            {
                Expr a = nodes[picks[i] % nodes.Count];
                Expr b = nodes[picks[i + 1] % nodes.Count];
                nodes.Add((picks[i + 2] % 4) switch
                {
                    0 => a * b,
                    1 => a - (2 * b),
                    2 => factory.Call(Symbolics.Functions.Trigonometric.Sin, a) + b,
                    _ => factory.Piecewise(factory.Compare(a, b, isStrict: true), a * a, b),
                });
            }

            return nodes[^1] + nodes[^2];
        });

    [Fact]
    public void Gradient_IsTheDerivatives()
    {
        int telling = 0;
        Check.One(Thorough, Prop.ForAll(Arb.From(Graphs), Arb.From(Tree.Points), (graph, point) =>
        {
            var factory = new ExprFactory();
            Expr value = graph(factory);
            Symbol[] variables = Tree.Symbols(factory);
            Dictionary<Symbol, double> at = Tree.At(factory, point);
            IReadOnlyList<Expr> gradient = ReverseAccumulate.Gradient(value, variables, Facts.None);
            return variables.Zip(gradient).All(p =>
            {
                BoundedNumber reverse = TreeEvaluator.Bounded(p.Second, at);
                BoundedNumber forward = TreeEvaluator.Bounded(Derivatives.Of(value, p.First), at);
                telling += reverse.IsTelling && forward.IsTelling && forward.Value != 0 ? 1 : 0;
                bool isEqual = BoundedNumber.Agree(reverse, forward) && !(double.IsNaN(reverse.Value) && double.IsFinite(forward.Value));
                Assert.True(isEqual, $"{reverse}, not {forward}, by {p.First}: {value}\n{p.Second}\n{Derivatives.Of(value, p.First)}");
                return true;
            });
        }));
        Assert.InRange(telling, 300, int.MaxValue);
    }

    [Fact]
    public void UnusedVariable_HasDerivativeZero()
    {
        Formula f = Formula.Of("x*x", "x; y");
        Assert.Equal([2 * f["x"], f.Factory.Zero], ReverseAccumulate.Gradient(f.Expression, [f["x"], f["y"]], f.Facts));
    }

    [Fact]
    public void WhereThereIsNoNumber_ThereIsNoDerivative()
    {
        var factory = new ExprFactory();
        Symbol x = factory.Symbol("x");
        Expr value = x * factory.Piecewise(factory.Compare(factory.Zero, x, isStrict: true), x * x, factory.Undefined);
        Expr gradient = ReverseAccumulate.Gradient(value, [x], Facts.None)[0];
        foreach (Expr derivative in new[] { Derivatives.Of(value, x), gradient })
        {
            Assert.Equal(12, TreeEvaluator.Value(derivative, new Dictionary<Symbol, double> { [x] = 2 }), 1e-14);
            Assert.Equal(double.NaN, TreeEvaluator.Value(derivative, new Dictionary<Symbol, double> { [x] = -2 }));
        }

        Assert.Same(factory.Undefined, Derivatives.Of(factory.Undefined, x * x));
    }

    [Theory]
    [InlineData("piecewise(x <= 0: x; else: sqrt(x)*log(x))", -1)]
    [InlineData("piecewise(x <= 0: x^2; else: (x^2 + sqrt(x))^3)", -1)]
    [InlineData("piecewise(x <= 30: log1p(exp(x)); else: x + y)", 1000)]
    [InlineData("piecewise(x <= 30: piecewise(x < 0: log(-x); else: log1p(exp(x))); else: x*y)", 1000)]
    [InlineData("sin(piecewise(x <= 0: x; else: sqrt(x)))*y + piecewise(0 < x: 1/sqrt(x); else: y)", -1)]
    public void BranchNotTaken_LeavesNoTrace(string expression, double x)
    {
        Formula f = Formula.Of(expression, "x; y");
        Dictionary<Symbol, double> at = f.At(("x", x), ("y", 0.5));
        Symbol[] variables = [f["x"], f["y"]];
        IReadOnlyList<Expr> gradient = ReverseAccumulate.Gradient(f.Expression, variables, f.Facts);
        for (int i = 0; i < variables.Length; i++)
        {
            Approximate.AssertClose(TreeEvaluator.Derivative(f.Expression, variables[i], at), TreeEvaluator.Value(gradient[i], at), 1e-13);
        }
    }
}
