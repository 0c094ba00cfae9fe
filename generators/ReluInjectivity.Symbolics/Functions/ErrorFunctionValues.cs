namespace ReluInjectivity.Symbolics.Functions;

/// <summary>
/// Error functions in double precision, for constants: short rather than fast. They all rest on a power series near 0 and on the continued
/// fraction of erfcx beyond. (The compiler does not see the runtime's, which solvers use.)
/// </summary>
internal static class ErrorFunctionValues
{
    /// <summary>1/sqrt(2 pi).</summary>
    public const double InverseSqrt2Pi = 0.39894228040143267794;

    private const double InverseSqrt2 = 0.70710678118654752440;
    private const double InverseSqrtPi = 0.56418958354775628695;

    /// <summary>Up to here erf is a power series and 1 - erf(x) loses nothing.</summary>
    private const double SeriesBelow = 0.5;

    /// <summary>Where exp(-x^2) is 0 in double precision, and exp(x^2) infinite.</summary>
    private const double Underflow = 28;

    /// <summary>erf(x), odd.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) < SeriesBelow)
        {
            return Series(x);
        }

        double tail = Tail(Math.Abs(x));
        return x > 0 ? 1 - tail : tail - 1;
    }

    /// <summary>erfc(x) = 1 - erf(x), relatively accurate in the right tail.</summary>
    public static double Erfc(double x) =>
        double.IsNaN(x) || Math.Abs(x) < SeriesBelow ? 1 - Series(x) : x > 0 ? Tail(x) : 2 - Tail(-x);

    /// <summary>erfcx(x) = exp(x^2) erfc(x).</summary>
    public static double Erfcx(double x) =>
        double.IsNaN(x) || Math.Abs(x) < SeriesBelow ? Math.Exp(x * x) * (1 - Series(x))
        : x > 0 ? ContinuedFraction(x)
        : (2 * ExpOfSquare(x)) - ContinuedFraction(-x);

    /// <summary>Phi(x), relatively accurate in the left tail.</summary>
    public static double NormalDistribution(double x)
    {
        double t = Math.Abs(x) * InverseSqrt2;
        if (double.IsNaN(x) || t < SeriesBelow)
        {
            return 0.5 + (0.5 * Series(x * InverseSqrt2));
        }

        double tail = 0.5 * ExpOfNegativeSquare(x, 0.5) * ContinuedFraction(t);
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>log(Phi(x)): log(1 - Phi(-x)) to the right, -x^2/2 + log(erfcx(-x/sqrt(2))/2) to the left.</summary>
    public static double LogNormalDistribution(double x) => x >= 0
        ? Exponentials.Log1p.Evaluate(-NormalDistribution(-x))
        : Math.Log(0.5 * Erfcx(-x * InverseSqrt2)) - (0.5 * x * x);

    /// <summary>exp(q + x^2/2) Phi(x).</summary>
    public static double ScaledNormalDistribution(double q, double x) => x < 0
        ? 0.5 * Math.Exp(q) * Erfcx(-x * InverseSqrt2)
        : Math.Exp(q + (0.5 * x * x)) * NormalDistribution(x);

    /// <summary>x^2/2 + log(Phi(x)).</summary>
    public static double LogScaledNormalDistribution(double x) => x < 0
        ? Math.Log(0.5 * Erfcx(-x * InverseSqrt2))
        : (0.5 * x * x) + LogNormalDistribution(x);

    /// <summary>log(erfc(x)), relatively accurate for every x.</summary>
    public static double LogErfc(double x) => x < SeriesBelow ? Exponentials.Log1p.Evaluate(-Erf(x)) : Math.Log(ContinuedFraction(x)) - (x * x);

    /// <summary>phi(x)/Phi(x) = sqrt(2/pi)/erfcx(-x/sqrt(2)).</summary>
    public static double InverseMills(double x) => x > 0
        ? InverseSqrt2Pi * ExpOfNegativeSquare(x, 0.5) / NormalDistribution(x)
        : 2 * InverseSqrt2Pi / Erfcx(-x * InverseSqrt2);

    /// <summary>
    /// exp(-s x^2) for s = 1/2 or 1. With h the 24 leading bits of x, x^2 = h^2 + (x - h)(x + h), where h^2 is exact: the rounding of the
    /// square, which the exponential would magnify, does not occur.
    /// </summary>
    public static double ExpOfNegativeSquare(double x, double scale)
    {
        if (Math.Abs(x) * Math.Sqrt(scale) > Underflow)
        {
            return 0;
        }

        double h = (float)x;
        return Math.Exp(-scale * h * h) * Math.Exp(-scale * (x - h) * (x + h));
    }

    private static double ExpOfSquare(double x)
    {
        if (Math.Abs(x) > Underflow)
        {
            return double.PositiveInfinity;
        }

        double h = (float)x;
        return Math.Exp(h * h) * Math.Exp((x - h) * (x + h));
    }

    private static double Tail(double x) => ExpOfNegativeSquare(x, 1) * ContinuedFraction(x);

    /// <summary>erf(x) = 2/sqrt(pi) sum_n (-1)^n x^(2n+1)/(n! (2n+1)), for small |x|.</summary>
    private static double Series(double x)
    {
        double power = x;
        double sum = x;
        for (int n = 1; n < 30; n++)
        {
            power *= -x * x / n;
            sum += power / ((2 * n) + 1);
        }

        return 2 * InverseSqrtPi * sum;
    }

    /// <summary>erfcx(x) = 1/sqrt(pi)/(x + (1/2)/(x + 1/(x + (3/2)/(x + ...)))), for x not small; from the inside out, so that all terms are positive.</summary>
    private static double ContinuedFraction(double x)
    {
        double value = x;
        for (int k = 40 + (int)(300 / (x * x)); k > 0; k--)
        {
            value = x + (0.5 * k / value);
        }

        return InverseSqrtPi / value;
    }
}
