using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>Lengths over which an integrand changes, read off the functions in it.</summary>
internal static class LengthScales
{
    private static readonly HashSet<Function> Normals = [Normal.Distribution, Normal.Density, Normal.Between, ErrorFunctions.Erf, ErrorFunctions.Erfc];

    /// <summary>
    /// 1/|s| for each normal distribution function of an argument s y + ..., and 1/sqrt(2 |a|) for each exp(a y^2 + ...), outside the
    /// expectations within.
    /// </summary>
    public static IEnumerable<Expr> Of(Expr integrand, Symbol y, Facts facts)
    {
        ExprFactory f = integrand.Factory;
        Expr[] nodes = [.. Traversal.Nodes(integrand)];
        Symbol[] bound = [.. nodes.OfType<Expectation>().Select(e => e.Variable)];
        foreach (Call call in nodes.OfType<Call>().Where(c => c.Contains(y) && !bound.Any(c.Contains)))
        {
            foreach (Expr argument in call.Children)
            {
                if (Normals.Contains(call.Function) && Polynomials.TryCoefficients(argument, y, 1) is { Count: 2 } line)
                {
                    yield return f.One / Magnitude(line[1], facts);
                }
                else if (ReferenceEquals(call.Function, Exponentials.Exp) && Polynomials.TryCoefficients(argument, y, 2) is { Count: 3 } quadratic)
                {
                    yield return f.One / f.Sqrt(2 * Magnitude(quadratic[2], facts));
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
