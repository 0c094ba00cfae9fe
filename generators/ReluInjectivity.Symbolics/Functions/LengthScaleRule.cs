using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>The length in y over which a function of a polynomial in y changes.</summary>
/// <param name="coefficients">The argument's coefficients of 1, y, y^2; at least two, the last not zero.</param>
/// <param name="magnitude">The absolute value of an expression, as far as the caller knows signs.</param>
/// <returns>The length; null where the function of this argument has none that a grid should resolve.</returns>
public delegate Expr? LengthScaleRule(IReadOnlyList<Expr> coefficients, Func<Expr, Expr> magnitude);

/// <summary>The rules that built-in functions share.</summary>
internal static class LengthScaleRules
{
    /// <summary>1/|b| for b y + c: what changes over a length of 1 in its argument.</summary>
    public static Expr? Linear(IReadOnlyList<Expr> coefficients, Func<Expr, Expr> magnitude) =>
        coefficients.Count == 2 ? coefficients[1].Factory.One / magnitude(coefficients[1]) : null;

    /// <summary>1/sqrt(2 |a|) for a y^2 + b y + c: the standard deviation of the exponential of it. Of a linear argument it only shifts a density.</summary>
    public static Expr? Exponential(IReadOnlyList<Expr> coefficients, Func<Expr, Expr> magnitude) =>
        coefficients.Count == 3 ? coefficients[2].Factory.One / coefficients[2].Factory.Sqrt(2 * magnitude(coefficients[2])) : null;

    /// <summary>
    /// 1/|b| for b y + c, and 1/sqrt(2 |a| + |b^2 - 4 a c|) for a y^2 + b y + c: sqrt(b^2 - 4 a c) is the argument's slope where it passes 0,
    /// and 2 a its change of slope where it only touches 0.
    /// </summary>
    public static Expr? NearZero(IReadOnlyList<Expr> coefficients, Func<Expr, Expr> magnitude)
    {
        if (coefficients.Count != 3)
        {
            return Linear(coefficients, magnitude);
        }

        (Expr c, Expr b, Expr a) = (coefficients[0], coefficients[1], coefficients[2]);
        return a.Factory.One / a.Factory.Sqrt((2 * magnitude(a)) + magnitude((b * b) - (4 * a * c)));
    }
}
