using System.Runtime.CompilerServices;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>
/// The pieces all error and normal functions are built of: erfcx for y &gt;= 0, erf for small arguments, and
/// exponentials of squares that do not lose the rounding error of the square.
/// </summary>
internal static partial class ErrorFunctionKernels
{
    /// <summary>Below this |x|, erf is a polynomial and 1 - erf(x) loses nothing, so no exponential is needed.</summary>
    internal const double SmallArgument = 0.5;

    /// <summary>From here on erfcx is a polynomial in 1/y^2 divided by y.</summary>
    private const double LargeArgument = 7.0;

    /// <summary>Bits of 1.0 shifted right by 49: what the top three mantissa bits of z = 1 are as an index.</summary>
    private const int FirstInterval = 1023 << 3;

    /// <summary>erfcx(y) = exp(y^2) erfc(y) for y &gt;= 0, infinity included; NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ScaledErfc(double y) => y < LargeArgument ? ScaledErfcFromTable(y) : ScaledErfcLarge(y);

    /// <summary>erf(x) for |x| &lt; <see cref="SmallArgument"/>, odd and relatively accurate down to subnormal x.</summary>
    /// <remarks>
    /// erf(x)/x as a polynomial of degree 8 in u = x^2, 0 &lt;= u &lt;= 1/4: mpmath, interpolation at the Chebyshev
    /// points; largest relative error 2.2e-17, rounded coefficients included.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double SmallErf(double x)
    {
        double u = x * x;
        double u2 = u * u;
        double low = Fma(u, -0.026866170632887928, 0.11283791670925353);
        double middle = Fma(u, -0.0008548297753674966, 0.00522397737302147);
        double high = Fma(u, -1.4845849259707869e-05, 0.00012053335124353741);
        high = Fma(u2, 1.4725865480556744e-06, high);
        low = Fma(u2, Fma(u2, high, middle), low);
        return x * Fma(u, Fma(u, low, -0.37612638903183476), 1.1283791670955126);
    }

    /// <summary>factor exp(-scale x^2), scale a power of two, scale x^2 &lt; 1500: accurate also where x^2 is hundreds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ExpOfNegativeSquare(double x, double scale, double factor)
    {
        // x^2 = square + rest exactly; the kernel takes both, so the rounding of the square is not magnified.
        double square = x * x;
        double rest = scale * Fma(x, x, -square);
        return factor * ExponentialKernel.Exp(-scale * square, -rest);
    }

    /// <summary>factor exp(+scale x^2), otherwise as <see cref="ExpOfNegativeSquare(double, double, double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ExpOfPositiveSquare(double x, double scale, double factor)
    {
        double square = x * x;
        double rest = scale * Fma(x, x, -square);
        return factor * ExponentialKernel.Exp(scale * square, rest);
    }

    /// <summary>log(1 + y) for y &gt; -1, relatively accurate also for tiny y.</summary>
    internal static double LogOnePlus(double y)
    {
        // u is 1 + y rounded; what the rounding lost enters to first order, d log(u) = du / u.
        double u = 1 + y;
        return Math.Log(u) + ((y - (u - 1)) / u);
    }

    private static double ScaledErfcFromTable(double y)
    {
        long bits = BitConverter.DoubleToInt64Bits(y + 1);
        int interval = (int)(bits >> 49) - FirstInterval;
        double middle = BitConverter.Int64BitsToDouble(((bits >> 49) << 49) | (1L << 48)) - 1;
        ReadOnlySpan<double> c = ScaledErfcTable.Slice(interval * CoefficientsPerInterval, CoefficientsPerInterval);

        // Pairwise (Estrin) evaluation keeps the dependency chain short; the last step is c0 + d (...).
        double d = y - middle;
        double d2 = d * d;
        double d4 = d2 * d2;
        double p1 = Fma(d, c[2], c[1]);
        double p3 = Fma(d, c[4], c[3]);
        double p5 = Fma(d, c[6], c[5]);
        double p7 = Fma(d, c[8], c[7]);
        double p9 = Fma(d, c[10], c[9]);
        double low = Fma(d2, p3, p1);
        double middlePart = Fma(d2, p7, p5);
        double high = Fma(d2, c[11], p9);
        return Fma(d, Fma(d4, Fma(d4, high, middlePart), low), c[0]);
    }

    /// <remarks>
    /// y erfcx(y) as a polynomial of degree 10 in u = 1/y^2, 0 &lt;= u &lt;= 1/49: mpmath, interpolation at the
    /// Chebyshev points; largest relative error 1.4e-17, rounded coefficients included.
    /// </remarks>
    private static double ScaledErfcLarge(double y)
    {
        double u = 1 / (y * y);
        double u2 = u * u;
        double u4 = u2 * u2;
        double p1 = Fma(u, 0.42314218765734446, -0.28209479177387636);
        double p3 = Fma(u, 3.702493078865211, -1.0578554664751665);
        double p5 = Fma(u, 91.60038087929401, -16.66097577677655);
        double p7 = Fma(u, 4248.8806813427045, -592.1665034851192);
        double p9 = Fma(u, 127328.82705338734, -29011.854945931653);
        double low = Fma(u2, p3, p1);
        double high = Fma(u2, p7, p5);
        return Fma(u, Fma(u4, Fma(u4, p9, high), low), 0.5641895835477563) / y;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Fma(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);
}
