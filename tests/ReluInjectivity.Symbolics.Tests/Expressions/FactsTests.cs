using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.TestKit.Evaluation;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Expressions;

/// <summary>What is known of signs is a value: it is given to a question and changes no other.</summary>
public sealed class FactsTests
{
    private static readonly ExprFactory F = new();
    private static readonly Symbol A = F.Symbol("a");
    private static readonly Symbol B = F.Symbol("b");
    private static readonly Symbol C = F.Symbol("c");
    private static readonly Symbol P = F.Symbol("p", Sign.Positive);
    private static readonly Symbol N = F.Symbol("n", Sign.Negative);

    [Fact]
    public void None_KnowsTheSignsOfSymbolsAlone()
    {
        Assert.Equal(Sign.Positive, Facts.None.SignOf(P));
        Assert.Equal(Sign.Negative, Facts.None.SignOf(N - P));
        Assert.Equal(Sign.Unknown, Facts.None.SignOf(A));
        Assert.Empty(Facts.None.Positive);
    }

    [Fact]
    public void With_ChangesNoOtherFacts()
    {
        Facts first = Facts.None.With(B - A);
        Facts second = first.With(C);
        Assert.Equal((Sign.Unknown, Sign.Positive, Sign.Positive), (Facts.None.SignOf(B - A), first.SignOf(B - A), second.SignOf(B - A)));
        Assert.Equal((Sign.Unknown, Sign.Unknown, Sign.Positive), (Facts.None.SignOf(C), first.SignOf(C), second.SignOf(C)));
        Assert.Equal([B - A], first.Positive);

        // The node itself knows nothing of it.
        Assert.Equal(Sign.Unknown, (B - A).Sign);
    }

    [Fact]
    public void OrderOfFacts_DoesNotMatter()
    {
        Expr[] facts = [B - A, C - B, C - A, F.Call(Symbolics.Functions.Exponentials.Log, P), A * B, F.Number(2) - C];
        Facts forward = Facts.None.With(facts);
        Facts backward = facts.Reverse().Aggregate(Facts.None, (known, fact) => known.With(fact));
        Assert.Equal(forward, backward);
        Assert.Equal(forward.GetHashCode(), backward.GetHashCode());
        Assert.Equal(forward.Positive, backward.Positive);
        Assert.NotEqual(forward, Facts.None.With(facts[1..]));
    }

    [Fact]
    public void WhatIsKnown_AddsNothing()
    {
        Facts facts = Facts.None.With(B - A);
        Assert.Same(facts, facts.With(B - A));
        Assert.Same(facts, facts.With(F.One));
        Assert.Same(facts, facts.With());
        Assert.Single(facts.With(C, C, B - A).Positive, C);
    }

    [Fact]
    public void Sum_IsAccountedForByFacts()
    {
        Facts facts = Facts.None.With(B - A);
        Assert.Equal(Sign.Positive, facts.SignOf(B - A));
        Assert.Equal(Sign.Positive, facts.SignOf(B - A + P));
        Assert.Equal(Sign.Positive, facts.SignOf(B - A + (C * C)));
        Assert.Equal(Sign.Unknown, facts.SignOf(B - A + N));
        Assert.Equal(Sign.Unknown, facts.SignOf(B + A));
        Assert.Equal(Sign.Unknown, facts.SignOf(B - (2 * A)));

        // Of several facts that share a term, each is tried.
        Facts more = facts.With(B - C);
        Assert.Equal(Sign.Positive, more.SignOf(B - C + P));
        Assert.Equal(Sign.Positive, more.SignOf(B - A + P));
    }

    [Fact]
    public void NegatedSum_IsNegative()
    {
        Facts facts = Facts.None.With(B - A);
        Assert.Equal(Sign.Negative, facts.SignOf(A - B));
        Assert.Equal(Sign.Negative, facts.SignOf(A - B - P));
        Assert.Equal(Sign.Negative, facts.SignOf(A - B + N));
        Assert.Equal(Sign.Unknown, facts.SignOf(A - B + P));
    }

    [Fact]
    public void Compositions_TakeTheSignsOfTheirParts()
    {
        Facts facts = Facts.None.With(A, B - A);
        Assert.Equal(Sign.Positive, facts.SignOf(A * (B - A)));
        Assert.Equal(Sign.Negative, facts.SignOf(N * A / (A - B) * (A - B)));
        Assert.Equal(Sign.Positive, facts.SignOf(F.Sqrt(B - A) / A));
        Assert.Equal(Sign.Positive, facts.SignOf(F.Power(A - B, F.Number(2))));
        Assert.Equal(Sign.Negative, facts.SignOf(F.Power(A - B, F.Number(-3))));
        Assert.Equal(Sign.Positive, facts.SignOf(F.Power(A, C)));
        Comparison condition = F.Compare(F.Zero, C, isStrict: true);
        Assert.Equal(Sign.Positive, facts.SignOf(F.Piecewise(condition, A, B - A)));
        Assert.Equal(Sign.Unknown, facts.SignOf(F.Piecewise(condition, A, A - B)));

        // Where there is no number there is no sign to break.
        Assert.Equal(Sign.Positive, facts.SignOf(F.Piecewise(condition, A, F.Undefined)));
        Assert.Equal(Sign.Negative, facts.SignOf(F.Piecewise(condition, F.Undefined, A - B)));
    }

    /// <summary>Facts that hold at a point never make a sign that does not.</summary>
    [Fact]
    public void Sign_IsSound()
    {
        int telling = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(1000)).WithEndSize(40),
            Prop.ForAll(Arb.From(Tree.Composite), Arb.From(Tree.Composite), Arb.From(Tree.Points), (tree, known, point) =>
            {
                var factory = new ExprFactory();
                Dictionary<Symbol, double> at = Tree.At(factory, point);
                Expr fact = known.Build(factory);
                BoundedNumber held = TreeEvaluator.Bounded(fact, at);
                if (!double.IsFinite(held.Error) || Math.Abs(held.Value) <= held.Error)
                {
                    return true;
                }

                fact = held.Value > 0 ? fact : -fact;
                Facts facts = Facts.None.With(fact);
                Expr built = tree.Build(factory);
                return new[] { built, fact, -fact, fact + (built * built), built * fact, Tree.Symbols(factory)[0] - (2 * fact) }.All(e =>
                {
                    BoundedNumber value = TreeEvaluator.Bounded(e, at);
                    Sign sign = facts.SignOf(e);
                    telling += sign != e.Sign ? 1 : 0;
                    return !double.IsFinite(value.Error) || sign switch
                    {
                        Sign.Positive or Sign.NonNegative => value.Value >= -value.Error,
                        Sign.Negative or Sign.NonPositive => value.Value <= value.Error,
                        Sign.Zero => Math.Abs(value.Value) <= value.Error,
                        _ => true,
                    };
                });
            }));
        Assert.InRange(telling, 300, int.MaxValue);
    }
}
