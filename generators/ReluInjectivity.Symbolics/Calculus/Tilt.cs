using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>
/// A bound a z^2 + b |z| on the growth of the logarithm of an expression, as far as its structure tells: what moves and widens the mass of
/// an integrand under a normal density. What is not understood counts as no growth; the rim is measured when the integral is.
/// </summary>
/// <param name="Quadratic">a.</param>
/// <param name="Linear">b.</param>
internal sealed record Tilt(Expr Quadratic, Expr Linear)
{
    /// <summary>The growth of an expression as a variable goes to one side.</summary>
    public static Tilt Of(Expr expression, Symbol variable, bool isRight, Facts facts)
    {
        ExprFactory f = expression.Factory;
        Tilt none = new(f.Zero, f.Zero);
        if (!expression.Contains(variable))
        {
            return none;
        }

        Work.Depth();
        switch (expression)
        {
            case Product:
                return expression.Children.Select(c => Of(c, variable, isRight, facts)).Aggregate(static (a, b) => new(a.Quadratic + b.Quadratic, a.Linear + b.Linear));
            case Sum:
                return expression.Children.Select(c => Of(c, variable, isRight, facts)).Aggregate((a, b) => a.Or(b, facts));
            case Piecewise p:
                return Of(p.Then, variable, isRight, facts).Or(Of(p.Else, variable, isRight, facts), facts);
            case Power { Exponent: Number { Value: var n } } power when n.Sign > 0:
                return Of(power.Base, variable, isRight, facts) is var b ? new(n * b.Quadratic, n * b.Linear) : none;
            case Call { Function: BuiltInFunction { Arity: 1 } function } call when Polynomials.TryCoefficients(call.Children[0], variable, 2) is { Count: > 1 } c:
                return OfCall(function, c, isRight, facts) ?? none;
            default:
                return none;
        }
    }

    /// <summary>The larger of two, one coefficient after the other; neither counts as falling.</summary>
    public Tilt Or(Tilt other, Facts facts)
    {
        (Tilt a, Tilt b) = (AtMost(facts), other.AtMost(facts));
        return new(Larger(a.Quadratic, b.Quadratic, facts), Larger(a.Linear, b.Linear, facts));
    }

    /// <summary>
    /// The same mean of the tilted mass without the narrowing: exp(a z^2 + b z) under a normal density has its mass about b/(1 - 2a), and for negative a that is where
    /// exp(b z/(1 - 2a)) has it.
    /// </summary>
    private Tilt AtMost(Facts facts)
    {
        ExprFactory f = Quadratic.Factory;
        Expr narrowed = Linear / (f.One - (2 * Quadratic));
        return facts.SignOf(Quadratic) switch
        {
            Sign.Negative or Sign.NonPositive => new(f.Zero, narrowed),
            Sign.Unknown => new(Larger(Quadratic, f.Zero, facts), f.Piecewise(f.Compare(Quadratic, f.Zero, isStrict: true), narrowed, Linear)),
            _ => this,
        };
    }

    private static Expr Larger(Expr a, Expr b, Facts facts) => facts.SignOf(b - a) switch
    {
        Sign.Positive or Sign.NonNegative => b,
        Sign.Negative or Sign.NonPositive or Sign.Zero => a,
        _ => a.Factory.Piecewise(a.Factory.Compare(a, b, isStrict: true), b, a),
    };

    private static Tilt? OfCall(BuiltInFunction function, IReadOnlyList<Expr> c, bool isRight, Facts facts)
    {
        ExprFactory f = c[0].Factory;
        Expr linear = isRight ? c[1] : -c[1];
        Expr quadratic = c.Count > 2 ? c[2] : f.Zero;
        (GrowthRate? right, GrowthRate? left) = (function.Arguments[0].Right?.Growth, function.Arguments[0].Left?.Growth);

        // The exponential itself: log exp(y) = y on both sides.
        if (right is { Degree: 1 } r && left is { Degree: 1 } l && l.Coefficient == -r.Coefficient)
        {
            return new(f.Number(r.Coefficient) * quadratic, f.Number(r.Coefficient) * linear);
        }

        // Others, by the side the argument goes to where that is known, at most by the faster one.
        Expr leading = c.Count > 2 ? quadratic : linear;
        Sign sign = facts.SignOf(leading);
        GrowthRate? rate = sign is Sign.Positive ? right : sign is Sign.Negative ? left
            : right is { Degree: 1, Coefficient.Sign: > 0 } ? right : left is { Degree: 1, Coefficient.Sign: > 0 } ? left : null;
        Expr size = facts.Magnitude(leading);
        return rate switch
        {
            { Degree: 1 } g when c.Count > 2 => new(f.Number(g.Coefficient) * size, f.Number(g.Coefficient) * facts.Magnitude(linear)),
            { Degree: 1 } g => new(f.Zero, f.Number(g.Coefficient) * size),
            { Degree: 2 } g when c.Count == 2 => new(f.Number(g.Coefficient) * size * size, f.Zero),
            _ => null,
        };
    }
}
