using static ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctionKernels;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>
/// The standard normal distribution: density phi, distribution function Phi, and the combinations of both that
/// would cancel or underflow if composed by hand. All real arguments are allowed; NaN gives NaN.
/// </summary>
/// <remarks>
/// Method: Phi(-x) = exp(-x^2/2) erfcx(x/sqrt(2)) / 2 with the square x^2 split into its rounded value and the rounding
/// error, so that the argument of the exponential is never the rounded x/sqrt(2). See <see cref="ErrorFunctions"/>.
/// </remarks>
/// <example>
/// <code>
/// double tail = NormalDistribution.Cdf(-30);                    // 4.906713927148e-198
/// double slice = NormalDistribution.CdfDifference(30, 30.001);  // keeps all digits; Cdf(30.001) - Cdf(30) is 0
/// double mills = NormalDistribution.MillsRatio(50);             // 0.01999201...
/// </code>
/// </example>
public static partial class NormalDistribution
{
    private const double InverseSqrt2 = 0.7071067811865476;
    private const double InverseSqrt2Pi = 0.3989422804014327;
    private const double SqrtHalfPi = 1.2533141373155003;
    private const double Sqrt2Pi = 2.5066282746310007;

    /// <summary>phi and Phi(-x) of anything larger are below half the smallest subnormal number.</summary>
    private const double Underflow = 38.6;

    /// <summary>The Mills ratio of anything smaller is above double.MaxValue.</summary>
    private const double MillsOverflow = -37.66;

    /// <summary>Below this |x| the distribution function is 1/2 plus a polynomial.</summary>
    private const double SmallNormalArgument = 0.7;

    /// <summary>phi(x) = exp(-x^2/2) / sqrt(2 pi).</summary>
    /// <remarks>Measured relative error: at most 2.5 ulp, 0.5 on average.</remarks>
    public static double Pdf(double x)
    {
        if (!(Math.Abs(x) < Underflow + 0.1))
        {
            return double.IsNaN(x) ? x : 0;
        }

        return ExpOfNegativeSquare(x, 0.5, InverseSqrt2Pi);
    }

    /// <summary>Phi(x), the probability of a standard normal variable below x; relatively accurate in the left tail.</summary>
    /// <remarks>Measured relative error: at most 3.7 ulp, 0.5 on average.</remarks>
    public static double Cdf(double x)
    {
        if (Math.Abs(x) < SmallNormalArgument)
        {
            return Math.FusedMultiplyAdd(0.5, SmallErf(x * InverseSqrt2), 0.5);
        }

        double tail = FarUpperTail(Math.Abs(x));
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>log(Phi(x)), relatively accurate for every x, also where Phi(x) underflows and where it is near 1.</summary>
    /// <remarks>Measured relative error: at most 4.3 ulp, 0.5 on average.</remarks>
    public static double LogCdf(double x)
    {
        // 1 - Phi(-x) to the right; -x^2/2 + log(erfcx(|x|/sqrt(2)) / 2) to the left, both terms negative.
        return x >= 0
            ? LogOnePlus(-UpperTail(x))
            : Math.FusedMultiplyAdd(-0.5 * x, x, Math.Log(0.5 * ScaledErfc(-x * InverseSqrt2)));
    }

    /// <summary>
    /// The Mills ratio Phi(-x) / phi(x): falls like 1/x to the right, overflows to infinity at x = -37.65.
    /// </summary>
    /// <remarks>Measured relative error: at most 3.4 ulp, 0.6 on average.</remarks>
    public static double MillsRatio(double x)
    {
        if (x >= 0)
        {
            return SqrtHalfPi * ScaledErfc(x * InverseSqrt2);
        }

        if (!(x > MillsOverflow))
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }

        // Phi(-x) lies in (1/2, 1] here: a product without cancellation.
        return ExpOfPositiveSquare(x, 0.5, Sqrt2Pi * Cdf(-x));
    }

    /// <summary>phi(x)/Phi(x), the slope of <see cref="LogCdf"/>: near -x to the left, 0 far to the right.</summary>
    public static double InverseMills(double x) => x > 0 ? Pdf(x) / Cdf(x) : 1 / (SqrtHalfPi * ScaledErfc(-x * InverseSqrt2));

    /// <summary>exp(q + x^2/2) Phi(x): to the left exp(q) erfcx(-x/sqrt(2))/2, in which nothing overflows or underflows before the whole does.</summary>
    public static double ScaledCdf(double q, double x) => x < 0
        ? 0.5 * Math.Exp(q) * ScaledErfc(-x * InverseSqrt2)
        : Math.Exp(Math.FusedMultiplyAdd(0.5 * x, x, q)) * Cdf(x);

    /// <summary>x^2/2 + log(Phi(x)), without cancellation to the left.</summary>
    public static double LogScaledCdf(double x) => x < 0
        ? Math.Log(0.5 * ScaledErfc(-x * InverseSqrt2))
        : Math.FusedMultiplyAdd(0.5 * x, x, LogCdf(x));

    /// <summary>Phi(-y) for y &gt;= 0.</summary>
    private static double UpperTail(double y) =>
        y < SmallNormalArgument ? Math.FusedMultiplyAdd(-0.5, SmallErf(y * InverseSqrt2), 0.5) : FarUpperTail(y);

    /// <summary>Phi(-y) for y &gt;= 0 and not so small that 1/2 minus a polynomial is better.</summary>
    private static double FarUpperTail(double y)
    {
        if (!(y < Underflow))
        {
            return double.IsNaN(y) ? y : 0;
        }

        return ExpOfNegativeSquare(y, 0.5, 0.5 * ScaledErfc(y * InverseSqrt2));
    }
}
