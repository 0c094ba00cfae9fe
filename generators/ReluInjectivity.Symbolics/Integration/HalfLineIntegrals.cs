using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Integration;

/// <summary>
/// Integrals of p(y) exp(C + A y^2) Phi(s y) phi(y) over a half-line. In the plane of y and the variable behind Phi this is a Gaussian
/// integral over a wedge; in polar coordinates the radius integrates out and the angle gives the arc tangent, or its hyperbolic kin.
/// </summary>
internal static class HalfLineIntegrals
{
    /// <summary>The integral, or null where the interval is neither a half-line from 0 nor the line, the exponent has a linear term, or D may vanish under a moment.</summary>
    /// <param name="polynomial">The coefficients of p.</param>
    /// <param name="exponent">The coefficients of the exponent.</param>
    /// <param name="slope">The slope s.</param>
    /// <param name="lower">The lower end; null: minus infinity.</param>
    /// <param name="upper">The upper end; null: infinity.</param>
    /// <param name="facts">What is known of signs.</param>
    public static Expr? TryIntegrate(IReadOnlyList<Expr> polynomial, IReadOnlyList<Expr> exponent, Expr slope, Expr? lower, Expr? upper, Facts facts)
    {
        if (lower is null && upper is null)
        {
            Expr zero = slope.Factory.Zero;
            return TryIntegrate(polynomial, exponent, slope, null, zero, facts) is { } left && TryIntegrate(polynomial, exponent, slope, zero, null, facts) is { } right
                ? left + right
                : null;
        }

        bool isRight = lower is { IsZero: true } && upper is null;
        bool isLeft = lower is null && upper is { IsZero: true };
        if ((!isLeft && !isRight) || exponent.Count > 3 || (exponent.Count > 1 && !exponent[1].IsZero))
        {
            return null;
        }

        // y -> -y turns the left half-line into the right one.
        ExprFactory f = slope.Factory;
        Expr s = isRight ? slope : -slope;
        Expr quadratic = exponent.Count > 2 ? exponent[2] : f.Zero;
        Expr d = f.Add((quadratic is Sum ? quadratic.Children : (IEnumerable<Expr>)[quadratic]).Select(t => -2 * t).Prepend(f.One));
        if (polynomial.Count > 1 && !facts.IsPositive(d - f.Number(new Rational(1, 4))))
        {
            // The moments are differences over D, which cancel where D is small.
            return null;
        }

        IReadOnlyList<Expr> moments = Moments(d, s, polynomial.Count);
        Expr sum = f.Add(polynomial.Select((p, n) => (isRight || n % 2 == 0 ? p : -p) * moments[n]));
        return f.Call(Exponentials.Exp, exponent[0]) * sum;
    }

    /// <summary>
    /// H_n = integral over (0, inf) of y^n exp(-D y^2/2) Phi(s y)/sqrt(2 pi), by parts from H_0 = T(-s, D)/(2 pi) with
    /// T(x, D) = integral from x to infinity of dt/(D + t^2):
    /// H_n = ((n - 1) H_(n-2) + s G_(n-1))/D, and 1/(2 sqrt(2 pi) D) more for n = 1, where
    /// G_m = integral of y^m exp(-(D + s^2) y^2/2)/(2 pi).
    /// </summary>
    private static IReadOnlyList<Expr> Moments(Expr d, Expr s, int count)
    {
        ExprFactory f = d.Factory;
        Expr width = f.Add((d is Sum ? d.Children : (IEnumerable<Expr>)[d]).Append(s * s));
        Expr twoPi = 2 * f.Pi;
        var gaussian = new List<Expr> { f.One / (2 * f.Sqrt(twoPi * width)), f.One / (twoPi * width) };
        var moments = new List<Expr> { f.Call(CauchyTails.Tail, f.One, -s, d) / twoPi };
        for (int n = 1; n < count; n++)
        {
            if (n > 2)
            {
                gaussian.Add((n - 2) * gaussian[n - 3] / width);
            }

            Expr edge = n == 1 ? f.One / (2 * f.Sqrt(twoPi)) : (n - 1) * moments[n - 2];
            moments.Add((edge + (s * gaussian[n - 1])) / d);
        }

        return moments;
    }
}
