using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>Lengths over which an integrand changes, read off the functions in it.</summary>
internal static class LengthScales
{
    /// <summary>The length scale of each function of a polynomial in y, outside the expectations within; see <see cref="Argument.LengthScale"/>.</summary>
    public static IEnumerable<Expr> Of(Expr integrand, Symbol y, Facts facts)
    {
        Expr[] nodes = [.. Traversal.Nodes(integrand)];
        Symbol[] bound = [.. nodes.OfType<Expectation>().Select(e => e.Variable)];
        foreach (Call call in nodes.OfType<Call>().Where(c => c.Contains(y) && !bound.Any(c.Contains)))
        {
            for (int i = 0; i < call.Children.Count; i++)
            {
                if (call.Function is BuiltInFunction { Arguments: var arguments }
                    && Polynomials.TryCoefficients(call.Children[i], y, 2) is { Count: > 1 } coefficients
                    && arguments[i].LengthScale?.Invoke(coefficients, e => Magnitude(e, facts)) is { } scale)
                {
                    yield return scale;
                }
            }
        }
    }

    private static Expr Magnitude(Expr expression, Facts facts)
    {
        ExprFactory f = expression.Factory;
        return facts.SignOf(expression) switch
        {
            Sign.Positive or Sign.NonNegative => expression,
            Sign.Negative or Sign.NonPositive => -expression,
            _ => f.Piecewise(f.Compare(expression, f.Zero, isStrict: true), -expression, expression),
        };
    }
}
