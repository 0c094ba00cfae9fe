using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Expressions;

/// <summary>What a factory builds does not depend on what it built before.</summary>
public sealed class FactoryTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(1000)).WithEndSize(50);

    [Fact]
    public void Factory_HoldsNothingButWhatItHasBuilt()
    {
        FieldInfo table = Assert.Single(typeof(ExprFactory).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic));
        Assert.True(table.IsInitOnly);
        FieldInfo[] inTable = table.FieldType.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        Assert.All(inTable, f => Assert.True(f.IsInitOnly, f.Name));
        FieldInfo nodes = Assert.Single(inTable, f => f.FieldType.IsGenericType);
        Assert.Equal(typeof(Dictionary<,>), nodes.FieldType.GetGenericTypeDefinition());
        Assert.Equal(typeof(Expr), nodes.FieldType.GetGenericArguments()[1]);

        // Beside it only nodes that are found there too.
        Assert.All(inTable.Except([nodes]), f => Assert.Equal(typeof(Expr[]), f.FieldType));
        Assert.All(
            typeof(ExprFactory).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(f => !f.Name.StartsWith('<')),
            f => Assert.True(f.IsLiteral, f.Name));
    }

    [Fact]
    public void Nodes_HaveNoNumberOfTheirOwn()
    {
        string[] fields =
        [
            .. typeof(Expr).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(f => f.Name.Trim('<').Split('>')[0]).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(["Children", "Domain", "Factory", "HasApplication", "HasExpectation", "Height", "Sign"], fields);
    }

    /// <summary>The same expression in a fresh factory, and shuffled in one that has built other things, in another order, before.</summary>
    [Fact]
    public void Text_AndOrder_DoNotDependOnHistory() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(Tree.Composite), Arb.From(Tree.Composite.ListOf(3)), Arb.From(Gen.Choose(0, 1_000_000)), static (tree, history, seed) =>
        {
            Expr fresh = tree.Build(new ExprFactory());
            Expr later = tree.Build(WithHistory(history, seed), new Random(seed));
            return fresh.ToString() == later.ToString() && IsSame(fresh, later) && Shape(fresh).SequenceEqual(Shape(later));
        }));

    [Fact]
    public void ClosedForm_DoesNotDependOnHistory()
    {
        int found = 0;
        Check.One(Thorough.WithMaxTest(Draws.Of(400)), Prop.ForAll(Arb.From(Tree.Arithmetic), Arb.From(Tree.Arithmetic.ListOf(3)), Arb.From(Gen.Choose(0, 1_000_000)), (tree, history, seed) =>
        {
            string fresh = Integrated(tree, new ExprFactory(), null);
            found += fresh.Length > 0 ? 1 : 0;
            return fresh == Integrated(tree, WithHistory(history, seed), new Random(seed));
        }));
        Assert.InRange(found, 100, int.MaxValue);
    }

    /// <summary>The order is total on what a factory holds, and says equal only of one object.</summary>
    [Fact]
    public void Order_IsTotal() =>
        Check.One(Thorough.WithMaxTest(Draws.Of(200)), Prop.ForAll(Arb.From(Tree.Composite), Arb.From(Tree.Composite), static (left, right) =>
        {
            var factory = new ExprFactory();
            Expr[] nodes = [.. Traversal.Nodes(left.Build(factory), right.Build(factory)).Take(60)];
            Expr[] sorted = [.. nodes.OrderBy(n => n, ExprOrder.Instance)];
            return nodes.All(a => nodes.All(b => Math.Sign(ExprOrder.Instance.Compare(a, b)) == -Math.Sign(ExprOrder.Instance.Compare(b, a))
                    && (ExprOrder.Instance.Compare(a, b) == 0) == ReferenceEquals(a, b)))
                && Enumerable.Range(0, sorted.Length).All(i => Enumerable.Range(i, sorted.Length - i).All(j => ExprOrder.Instance.Compare(sorted[i], sorted[j]) <= 0))
                && nodes.Reverse().OrderBy(n => n, ExprOrder.Instance).SequenceEqual(sorted);
        }));

    [Fact]
    public void KeptSum_IsAnotherNode_AndLeavesTheFirstAsItWas()
    {
        var factory = new ExprFactory();
        (Symbol a, Symbol b) = (factory.Symbol("a"), factory.Symbol("b"));
        Expr sum = a + b;
        Expr kept = factory.Keep(sum);
        Assert.NotSame(sum, kept);
        Assert.Same(kept, factory.Keep(sum));
        Assert.Same(kept, factory.Keep(kept));
        Assert.Equal(sum.ToString(), kept.ToString());

        // The sum itself still dissolves in larger ones; what is kept does not.
        Assert.Same(b, sum - a);
        Assert.Equal(2, (kept - a).Children.Count);
        Assert.Same(factory.Zero, kept - kept);
        Assert.Same(a, factory.Keep(a));
    }

    [Fact]
    public void EqualExpectations_AreOneNode()
    {
        Formula same = Formula.Of("E(z, exp(z*a)) - E(z, exp(z*a))", "a");
        Assert.Same(same.Factory.Zero, same.Expression);
        Formula nested = Formula.Of("E(z, z^2*E(w, exp(w*z*a)))*E(w, exp(w))", "a");
        Assert.Equal(2, Traversal.Nodes(nested.Expression).OfType<Expectation>().Select(e => e.Variable).Distinct().Count());
    }

    /// <summary>A factory that has built the trees before, the last first, and other symbols of the same names.</summary>
    private static ExprFactory WithHistory(IEnumerable<Tree> history, int seed)
    {
        var factory = new ExprFactory();
        foreach (string name in Tree.Variables.Reverse())
        {
            _ = factory.Symbol(name, Sign.Negative) + factory.Auxiliary(name);
        }

        foreach (Tree tree in history.Reverse())
        {
            Expr built = tree.Build(factory, new Random(seed + 1));
            factory.Keep(built);
            factory.Call(Trigonometric.Sin, built * factory.Symbol("other"));
        }

        return factory;
    }

    /// <summary>The expectation over the last variable, or why there is none; empty where it has no closed form.</summary>
    private static string Integrated(Tree tree, ExprFactory factory, Random? shuffle)
    {
        Symbol z = factory.Symbol(new SymbolIdentity(SymbolRole.Bound, new IndexedName("z"), string.Empty, 1, Sign.Unknown, null));
        Expr body = tree.Build(factory, shuffle).Substitute(Tree.Symbols(factory)[3], z);
        try
        {
            return GaussianIntegrals.TryIntegrate(z, body, Facts.None)?.ToString() ?? string.Empty;
        }
        catch (DivergentExpectationException e)
        {
            return e.Message;
        }
    }

    private static bool IsSame(Expr a, Expr b) => a.GetType() == b.GetType() && Equals(a.Tag, b.Tag) && a.Children.Count == b.Children.Count
        && a.Children.Zip(b.Children).All(c => IsSame(c.First, c.Second));

    /// <summary>The nodes as they come in a walk from left to right.</summary>
    private static IEnumerable<string> Shape(Expr expression) => Traversal.Nodes(expression).Select(n => $"{n.GetType().Name} {n.Tag} {n.Height} {n.Sign}");

}
