using System.Numerics;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>How the logarithm of a size grows far out: like <c>Coefficient*|z|^Degree</c>; of degree 0 where it grows slower than any power.</summary>
/// <param name="Degree">The degree.</param>
/// <param name="Coefficient">The coefficient; without meaning for degree 0.</param>
internal sealed record LogGrowth(BigInteger Degree, Expr Coefficient)
{
    /// <summary>Whether an integrand that grows so provably outgrows the normal density, of which the logarithm falls like -z^2/2.</summary>
    public bool OutgrowsNormal(Facts facts) => Degree > 2
        ? facts.IsPositive(Coefficient)
        : Degree == 2 && facts.IsPositive((2 * Coefficient) - Coefficient.Factory.One);
}

/// <summary>Reads the growth of expressions off their structure and what the registry says of functions.</summary>
internal sealed class Growth
{
    private static readonly BigInteger None = BigInteger.Zero;

    private readonly Symbol _variable;
    private readonly bool _isRight;
    private readonly Facts _facts;

    private Growth(Symbol variable, bool isRight, Facts facts)
    {
        _variable = variable;
        _isRight = isRight;
        _facts = facts;
    }

    /// <summary>The growth of an expression as the variable goes to one side; null where it is not known.</summary>
    public static LogGrowth? Of(Expr expression, Symbol variable, bool isRight, Facts facts) => new Growth(variable, isRight, facts).Of(expression);

    private LogGrowth? Of(Expr expression)
    {
        ExprFactory f = expression.Factory;
        LogGrowth slow = new(None, f.Zero);
        if (!expression.Contains(_variable) || expression is Symbol)
        {
            return slow;
        }

        switch (expression)
        {
            case Product product:
                return product.Children.Select(Of).Aggregate((LogGrowth?)slow, Times);
            case Sum sum:
                return Largest([.. sum.Children.Select(Of)]);
            case Power { Exponent: Number { Value: var e } } power when Of(power.Base) is { } @base:
                return e.Sign < 0 && power.Base is Sum ? null : @base with { Coefficient = f.Number(e) * @base.Coefficient };
            case Call { Function: BuiltInFunction { Arity: 1 } function } call:
                return OfCall(function, call.Children[0]);
            default:
                return null;
        }
    }

    private LogGrowth? OfCall(BuiltInFunction function, Expr argument)
    {
        if (Leading(argument) is not { } leading || leading.Power.IsZero)
        {
            return null;
        }

        Expr coefficient = _isRight || leading.Power.IsEven ? leading.Coefficient : -leading.Coefficient;
        Sign sign = _facts.SignOf(coefficient);
        EndBehaviour? end = sign switch
        {
            Sign.Positive => function.Arguments[0].Right,
            Sign.Negative => function.Arguments[0].Left,
            _ => null,
        };
        if (end?.Growth is not { } growth)
        {
            return null;
        }

        // log|f(y)| = c |y|^d with y = a z^n
        ExprFactory f = argument.Factory;
        Expr size = sign == Sign.Positive ? coefficient : -coefficient;
        return new(leading.Power * growth.Degree, f.Number(growth.Coefficient) * f.Power(size, f.Number(growth.Degree)));
    }

    /// <summary>The term that leads a polynomial far out, its power however large; null where there is none.</summary>
    private (BigInteger Power, Expr Coefficient)? Leading(Expr argument)
    {
        (BigInteger Power, Expr Coefficient)? best = null;
        foreach (Expr term in argument is Sum sum ? sum.Children : (IEnumerable<Expr>)[argument])
        {
            BigInteger power = None;
            var rest = new List<Expr>();
            foreach (Expr factor in term is Product product ? product.Children : (IEnumerable<Expr>)[term])
            {
                switch (factor)
                {
                    case Symbol when ReferenceEquals(factor, _variable):
                        power += 1;
                        break;
                    case Power { Base: Symbol s, Exponent: Number { Value: { IsInteger: true, Sign: > 0 } e } } when ReferenceEquals(s, _variable):
                        power += e.Numerator;
                        break;
                    case var other when !other.Contains(_variable):
                        rest.Add(other);
                        break;
                    default:
                        return null;
                }
            }

            if (best is null || power > best.Value.Power)
            {
                best = (power, argument.Factory.Multiply(rest));
            }
            else if (power == best.Value.Power)
            {
                best = (power, best.Value.Coefficient + argument.Factory.Multiply(rest));
            }
        }

        return best;
    }

    private static LogGrowth? Times(LogGrowth? a, LogGrowth? b) => a is null || b is null ? null
        : a.Degree > b.Degree ? a
        : a.Degree < b.Degree ? b
        : a with { Coefficient = a.Coefficient + b.Coefficient };

    /// <summary>The growth of the largest of several terms: only where no other could cancel it.</summary>
    private LogGrowth? Largest(LogGrowth?[] terms)
    {
        if (terms.Contains(null))
        {
            return null;
        }

        LogGrowth? best = null;
        bool isAlone = true;
        foreach (LogGrowth term in terms.OfType<LogGrowth>())
        {
            bool grows = term.Degree.IsZero || _facts.IsPositive(term.Coefficient);
            bool falls = !grows && _facts.SignOf(term.Coefficient) == Sign.Negative;
            if (!grows && !falls)
            {
                return null;
            }

            BigInteger degree = grows ? term.Degree : -term.Degree;
            BigInteger before = best is null ? degree - 1 : Signed(best);
            (best, isAlone) = degree > before ? (term, true) : degree == before ? (best, false) : (best, isAlone);
        }

        return isAlone || best!.Degree.IsZero ? best : null;
    }

    private BigInteger Signed(LogGrowth growth) => growth.Degree.IsZero || _facts.IsPositive(growth.Coefficient) ? growth.Degree : -growth.Degree;
}
