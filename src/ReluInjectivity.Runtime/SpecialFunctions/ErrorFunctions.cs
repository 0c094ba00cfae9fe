using static ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctionKernels;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>
/// The error function, its complement, and the scaled and logarithmic forms that neither underflow nor cancel.
/// All real arguments are allowed; NaN gives NaN.
/// </summary>
/// <remarks>
/// Method: erfcx on [0, 7) by 24 polynomials, beyond by a polynomial in 1/x^2, erf below 1/2 by a polynomial
/// in x^2, the rest by the identities erfc(x) = exp(-x^2) erfcx(x) and erfc(-x) = 2 - erfc(x). The coefficients were
/// computed for this library with mpmath.
/// </remarks>
/// <example>
/// <code>
/// double tail = ErrorFunctions.Erfc(20);        // 5.3958656116079e-176
/// double scaled = ErrorFunctions.Erfcx(1000);   // 5.6418930145e-4, though exp(1e6) overflows
/// double log = ErrorFunctions.LogErfc(1000);    // -1000007.48011...
/// </code>
/// </example>
public static partial class ErrorFunctions
{
    /// <summary>erfc of anything larger is below half the smallest subnormal number.</summary>
    private const double ErfcUnderflow = 27.3;

    /// <summary>Beyond this erf is 1 to double precision.</summary>
    private const double ErfSaturation = 6.0;

    /// <summary>erfcx of anything smaller is above double.MaxValue.</summary>
    private const double ErfcxOverflow = -26.64;

    /// <summary>erf(x) = 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x; odd, erf(inf) = 1.</summary>
    /// <remarks>Measured relative error: at most 1.9 ulp, 0.3 on average.</remarks>
    public static double Erf(double x)
    {
        double y = Math.Abs(x);
        if (y < SmallArgument)
        {
            return SmallErf(x);
        }

        if (!(y < ErfSaturation))
        {
            return double.IsNaN(x) ? x : Math.CopySign(1, x);
        }

        return Math.CopySign(1 - ExpOfNegativeSquare(y, 1, ScaledErfc(y)), x);
    }

    /// <summary>erfc(x) = 1 - erf(x), relatively accurate in the right tail until it underflows at x = 27.2.</summary>
    /// <remarks>Measured relative error: at most 3 ulp, 0.4 on average.</remarks>
    public static double Erfc(double x)
    {
        double y = Math.Abs(x);
        if (y < SmallArgument)
        {
            return 1 - SmallErf(x);
        }

        if (!(y < ErfcUnderflow))
        {
            return double.IsNaN(x) ? x : 1 - Math.CopySign(1, x);
        }

        double tail = ExpOfNegativeSquare(y, 1, ScaledErfc(y));
        return x > 0 ? tail : 2 - tail;
    }

    /// <summary>
    /// erfcx(x) = exp(x^2) erfc(x): falls like 1/(x sqrt(pi)) to the right, overflows to infinity at x = -26.63.
    /// </summary>
    /// <remarks>Measured relative error: at most 2.2 ulp, 0.4 on average.</remarks>
    public static double Erfcx(double x)
    {
        if (x >= 0)
        {
            return ScaledErfc(x);
        }

        if (!(x > ErfcxOverflow))
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }

        return ExpOfPositiveSquare(x, 1, 2) - ScaledErfc(-x);
    }

    /// <summary>log(erfc(x)), relatively accurate for every x, also where erfc(x) underflows and where it is near 1.</summary>
    /// <remarks>Measured relative error: at most 2.9 ulp, 0.4 on average.</remarks>
    public static double LogErfc(double x)
    {
        // erfc(x) = 1 - erf(x) near 0 and to the left; -x^2 + log(erfcx(x)) to the right, both terms negative.
        return x < SmallArgument
            ? LogOnePlus(-Erf(x))
            : Math.FusedMultiplyAdd(-x, x, Math.Log(ScaledErfc(x)));
    }
}
