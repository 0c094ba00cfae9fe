using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Integration;

/// <summary>
/// Takes the conditions of closed forms out of what is computed from them: arithmetic and built-in functions give no number for what is
/// none, so f(piecewise(0 &lt; D: a; else: undefined)) is piecewise(0 &lt; D: f(a); else: undefined).
/// </summary>
internal static class Conditions
{
    /// <summary>The expression where its conditions hold, with the laws applied that need them; itself where it has none.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="z">The variable of an expectation: a condition on it stays where it is, and so does one of a value that is free of it.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="conditions">Takes what must be positive for the expression, and so for the whole, to be a number.</param>
    public static Expr TakeOut(Expr expression, Symbol z, Facts facts, List<Expr> conditions)
    {
        var taken = new List<Expr>();
        Expr inner = Inside(expression, z, taken, []);
        if (taken.Count == 0)
        {
            return expression;
        }

        // A law may leave an operation to which another applies: log(exp(a) exp(b) c) = a + log(exp(b) c).
        conditions.AddRange(taken);
        Facts known = facts.With(taken);
        Expr refined = Refine.Apply(inner, known);
        while (!ReferenceEquals(refined, inner))
        {
            (inner, refined) = (refined, Refine.Apply(refined, known));
        }

        return inner;
    }

    private static Expr Inside(Expr expression, Symbol z, List<Expr> taken, Dictionary<Expr, Expr> done)
    {
        if (done.TryGetValue(expression, out Expr? result))
        {
            return result;
        }

        Work.Depth();
        switch (expression)
        {
            case Piecewise { Else: Undefined, Condition: { IsStrict: true, Left.IsZero: true } condition } piecewise when piecewise.Then.Contains(z) && !condition.Contains(z):
                taken.Add(condition.Right);
                result = Inside(piecewise.Then, z, taken, done);
                break;
            case Sum or Product or Power or Call { Function: BuiltInFunction }:
                Expr[] operands = [.. expression.Children.Select(c => Inside(c, z, taken, done))];
                result = operands.SequenceEqual(expression.Children) ? expression : expression.WithChildren(operands);
                break;
            default:
                result = expression;
                break;
        }

        done.Add(expression, result);
        return result;
    }
}
