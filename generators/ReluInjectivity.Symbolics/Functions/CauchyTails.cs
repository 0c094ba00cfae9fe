using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Tails of powers of a Cauchy density, which Gaussian integrals over wedges lead to.</summary>
public static class CauchyTails
{
    /// <summary>
    /// <c>cauchytail(n, x, d)</c>, the integral of <c>(d + t^2)^-n</c> over t from x to infinity, for n = 1, 2, ...; d &gt; 0, or
    /// d &gt; -x^2 where x &gt; 0. For n = 1 it is <c>(pi/2 - atan(x/sqrt(d)))/sqrt(d)</c>, continued through d = 0.
    /// </summary>
    public static BuiltInFunction Tail { get; } = new(
        "cauchytail", 3, Sign.Positive, "global::ReluInjectivity.Runtime.SpecialFunctions.CauchyTail.Value", @"\operatorname{cauchytail}", Derivative);

    private static Expr Derivative(ExprFactory f, IReadOnlyList<Expr> a, int index) => index switch
    {
        // d/dx = -(d + x^2)^-n
        1 => -f.Power(a[2] + (a[1] * a[1]), -a[0]),

        // d/dd T_n = -n T_(n+1)
        2 => -a[0] * f.Call(Tail, a[0] + f.One, a[1], a[2]),
        _ => throw new InvalidOperationException("cauchytail has no derivative by its order."),
    };
}
