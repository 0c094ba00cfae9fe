using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>Where an integrand is not smooth though it has no conditions.</summary>
internal static class Roots
{
    /// <summary>
    /// Kinks and singularities at the root of a linear form made conditions: as log(y^(2k)) = 2k log|y|, (y^(2k))^r = |y|^(2kr) with
    /// |y| = piecewise(y &lt; 0: -y; else: y).
    /// </summary>
    public static Expr MadeVisible(Expr expression, Symbol z) => expression.Rewrite(e => e switch
    {
        Call { Function: BuiltInFunction { OfPower: { } law } } when EvenPower(e.Children[0], z) is { } p => law(e.Factory, e.Factory.Abs(p.Base), p.Exponent),
        Power { Exponent: Number { Value.IsInteger: false } r } power when EvenPower(power.Base, z) is { } p => e.Factory.Power(e.Factory.Abs(p.Base), p.Exponent * r),
        _ => e,
    });

    /// <summary>Whether a value holds a logarithm or a broken power of what depends on the variable, which may vanish at an end.</summary>
    public static bool MayBeSingular(Expr value, Symbol z) => Traversal.Nodes(value).Any(e => e.Contains(z) && e switch
    {
        Call { Function: BuiltInFunction f } => f.Arguments.Any(a => !a.Domain.IsLine),
        Power { Exponent: Number { Value: var n } } => !n.IsInteger || n.Sign < 0,
        Power => true,
        _ => false,
    });

    private static (Expr Base, Expr Exponent)? EvenPower(Expr e, Symbol z) =>
        e is Power { Exponent: Number { Value: { IsInteger: true, Sign: > 0 } n } } power && (n.Numerator % 2).IsZero
            && Polynomials.TryCoefficients(power.Base, z, 1) is { Count: 2 }
            ? (power.Base, power.Exponent)
            : null;
}
