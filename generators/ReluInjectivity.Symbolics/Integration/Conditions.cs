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
        Expr inner = Inside(expression, p => p.Then.Contains(z) && !p.Condition.Contains(z), taken, []);
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

    /// <summary>
    /// Takes conditions out of what a choice compares: neither branch holds where no number is compared, so piecewise(a &lt; b: ...) with
    /// a = piecewise(0 &lt; D: c; else: undefined) is piecewise(0 &lt; D: piecewise(c &lt; b: ...); else: undefined).
    /// </summary>
    public static Expr OutOfComparison(Piecewise choice)
    {
        var taken = new List<Expr>();
        var done = new Dictionary<Expr, Expr>();
        Expr left = Inside(choice.Condition.Left, static _ => true, taken, done);
        Expr right = Inside(choice.Condition.Right, static _ => true, taken, done);
        return taken.Count == 0 || choice.Else is Undefined
            ? choice
            : Guard(choice.Factory.Piecewise(choice.Factory.Compare(left, right, choice.Condition.IsStrict), choice.Then, choice.Else), taken);
    }

    /// <summary>The value where all of some factors are positive, no number elsewhere.</summary>
    public static Expr Guard(Expr value, IEnumerable<Expr> positive)
    {
        ExprFactory f = value.Factory;
        return positive.Distinct().Aggregate(value, (v, d) => f.Piecewise(f.Compare(f.Zero, d, isStrict: true), v, f.Undefined));
    }

    private static Expr Inside(Expr expression, Func<Piecewise, bool> select, List<Expr> taken, Dictionary<Expr, Expr> done)
    {
        if (done.TryGetValue(expression, out Expr? result))
        {
            return result;
        }

        Work.Depth();
        switch (expression)
        {
            case Piecewise { Else: Undefined, Condition: { IsStrict: true, Left.IsZero: true } condition } piecewise when select(piecewise):
                taken.Add(condition.Right);
                result = Inside(piecewise.Then, select, taken, done);
                break;
            case Sum or Product or Power or Call { Function: BuiltInFunction }:
                Expr[] operands = [.. expression.Children.Select(c => Inside(c, select, taken, done))];
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
