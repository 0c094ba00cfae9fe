using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Tests.Expressions;

public sealed class TraversalTests
{
    [Theory]
    [InlineData("a^2 + b", "3", "9 + b")]
    [InlineData("a*b", "1/b", "1")]
    [InlineData("exp(a)", "log(b)", "b")]
    [InlineData("a + b", "b + a", "a + 2*b")]
    [InlineData("piecewise(a < 1: b; else: 2)", "0", "b")]
    [InlineData("E(z, a*z^2 + b)", "0", "b")]
    [InlineData("b", "7", "b")]
    public void Substitute_GivesTheCanonicalForm(string expression, string value, string result)
    {
        Formula all = Formula.Of(expression, "a; b", $"output value = {value}\noutput result = {result}");
        Assert.Same(all.System.Outputs[2].Expression, all.Expression.Substitute(all["a"], all.System.Outputs[1].Expression));
    }

    [Fact]
    public void Substitute_ReplacesAllAtOnce()
    {
        Formula f = Formula.Of("a - 2*b", "a; b");
        (Symbol a, Symbol b) = (f["a"], f["b"]);
        Assert.Same(b - (2 * a), f.Expression.Substitute(new Dictionary<Expr, Expr> { [a] = b, [b] = a }));
        Assert.Same(a + b, f.Expression.Substitute(new Dictionary<Expr, Expr> { [-2 * b] = b }));
    }

    [Fact]
    public void Contains_LooksThroughEveryKindOfNode()
    {
        Formula f = Formula.Of("piecewise(a < 1: E(z, exp(z*b)); else: c^d)", "a; b; c; d; x");
        Assert.All("abcd", name => Assert.True(f.Expression.Contains(f[name.ToString()])));
        Assert.False(f.Expression.Contains(f["x"]));
        Assert.True(f.Expression.Contains(f.Expression));
    }

    [Fact]
    public void Nodes_ComeOnceAndInOrder()
    {
        Formula f = Formula.Of("(a + b)^2 + exp(a + b)", "a; b");
        IReadOnlyList<Expr> nodes = Traversal.Nodes(f.Expression, f["a"]);
        Assert.Equal(nodes.Distinct(), nodes);
        Assert.All(nodes.Index(), n => Assert.All(n.Item.Children, c => Assert.Contains(c, nodes.Take(n.Index))));
        Assert.Single(nodes, n => ReferenceEquals(n, f["a"] + f["b"]));
        Assert.Same(f.Expression, nodes[^1]);
    }

    [Fact]
    public void Rewrite_SeesOperandsAlreadyReplaced()
    {
        Formula f = Formula.Of("exp(log(a)*2)", "a");
        var seen = new List<string>();
        f.Expression.Rewrite(e =>
        {
            seen.Add(e.ToString());
            return e is Symbol ? e.Factory.One : e;
        });
        Assert.Contains("1", seen);
        Assert.DoesNotContain("log(a)", seen);
    }

    /// <summary>What recurses stops with a reason before the stack ends; what walks keeps a stack of its own.</summary>
    [Fact]
    public void DeepExpression_IsTooLarge_NotTheEndOfTheProcess()
    {
        var factory = new ExprFactory();
        Symbol x = factory.Symbol("x");
        Expr deep = Enumerable.Range(0, 50_000).Aggregate((Expr)x, (e, _) => factory.Call(Trigonometric.Sin, e));
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                Assert.Equal(50_001, Traversal.Nodes(deep).Count);
                Assert.True(deep.Contains(x));
                thrown = Record.Exception(() => deep.Rewrite(static e => e));
            },
            maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Contains("too deep", Assert.IsType<TooLargeException>(thrown).Message, StringComparison.Ordinal);
    }
}
