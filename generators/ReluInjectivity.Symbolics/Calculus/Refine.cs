using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>The identities that hold only where something is known to be positive, applied to a whole expression.</summary>
public static class Refine
{
    /// <summary>The expression with <c>(x^a)^b = x^(a b)</c> and the laws of logarithms applied where the facts allow them.</summary>
    public static Expr Apply(Expr expression, Facts facts) => facts.Positive.Count == 0 ? expression : expression.Rewrite(e => Once(e, facts));

    /// <summary>As <see cref="Apply"/>, of the outermost operation alone.</summary>
    public static Expr Once(Expr expression, Facts facts) => expression switch
    {
        Power { Base: Power inner } power when facts.IsPositive(inner.Base) => inner.Factory.Power(inner.Base, inner.Exponent * power.Exponent),
        Call { Function: BuiltInFunction f } call => f.Simplify(call.Factory, call.Children, facts.IsPositive) ?? call,
        _ => expression,
    };
}
