using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.TestKit.Evaluation;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Expressions;

public sealed class CanonicalFormPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(2000)).WithEndSize(60);

    [Fact]
    public void OrderOfOperands_DoesNotMatter() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(Tree.Composite), Arb.From(Gen.Choose(0, 1_000_000)), static (tree, seed) =>
        {
            var factory = new ExprFactory();
            Expr once = tree.Build(factory);
            return ReferenceEquals(once, tree.Build(factory, new Random(seed)));
        }));

    [Fact]
    public void CanonicalForm_KeepsTheValue()
    {
        int telling = 0;
        Check.One(Thorough, Prop.ForAll(Arb.From(Tree.Composite), Arb.From(Tree.Points), (tree, point) =>
        {
            var factory = new ExprFactory();
            BoundedNumber canonical = TreeEvaluator.Bounded(tree.Build(factory, new Random(1)), Tree.At(factory, point));
            BoundedNumber written = tree.Evaluate(point);
            telling += written.IsTelling && canonical.IsTelling ? 1 : 0;
            return BoundedNumber.Agree(canonical, written);
        }));
        Assert.InRange(telling, 1000, int.MaxValue);
    }

    [Fact]
    public void CanonicalForm_IsCanonical() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(Tree.Composite), static tree =>
        {
            static Expr Rebuild(Expr e) => e.WithChildren([.. e.Children.Select(Rebuild)]);
            Expr expression = tree.Build(new ExprFactory());
            return ReferenceEquals(expression, Rebuild(expression));
        }));

    [Fact]
    public void Sign_IsSound() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(Tree.Composite), Arb.From(Tree.Points), static (tree, point) =>
        {
            var factory = new ExprFactory();
            Expr expression = tree.Build(factory);
            BoundedNumber value = TreeEvaluator.Bounded(expression, Tree.At(factory, point));
            return !double.IsFinite(value.Error) || expression.Sign switch
            {
                Sign.Positive or Sign.NonNegative => value.Value >= -value.Error,
                Sign.Negative or Sign.NonPositive => value.Value <= value.Error,
                Sign.Zero => Math.Abs(value.Value) <= value.Error,
                _ => true,
            };
        }));

    [Fact]
    public void Substitution_IsEvaluationElsewhere() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(Tree.Composite), Arb.From(Tree.Composite), Arb.From(Tree.Points), static (tree, inner, point) =>
        {
            var factory = new ExprFactory();
            Symbol u = Tree.Symbols(factory)[2];
            Expr value = inner.Build(factory);
            Dictionary<Symbol, double> at = Tree.At(factory, point);
            BoundedNumber replaced = inner.Evaluate(point);
            Expr expression = tree.Build(factory);
            BoundedNumber substituted = TreeEvaluator.Bounded(expression.Substitute(u, value), at);
            var moved = at.ToDictionary(p => p.Key, p => ReferenceEquals(p.Key, u) ? replaced : new BoundedNumber(p.Value, 0));
            return !double.IsFinite(replaced.Error)
                || BoundedNumber.Agree(substituted, ExprEvaluator<BoundedNumber>.Evaluate(new BoundedNumber.Arithmetic(), expression, moved))
                || Traversal.Nodes(expression).Any(n => n is Comparison);
        }));
}
