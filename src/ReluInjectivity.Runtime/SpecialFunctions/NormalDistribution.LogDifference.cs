using static ReluInjectivity.Runtime.SpecialFunctions.ErrorFunctionKernels;

namespace ReluInjectivity.Runtime.SpecialFunctions;

public static partial class NormalDistribution
{
    /// <summary>log(Phi(b) - Phi(a)) for a &lt; b, also where the difference underflows; NaN for others. Infinite ends are allowed.</summary>
    /// <remarks>On one side of 0 it is log(phi) at the nearer end and the logarithm of the rest, of which <see cref="InverseMillsBetween"/> is the inverse.</remarks>
    /// <example><code>double tail = NormalDistribution.LogCdfDifference(100, 101);   // -5005.5242086942</code></example>
    public static double LogCdfDifference(double a, double b)
    {
        if (!(a < b))
        {
            return double.NaN;
        }

        (double near, double far) = a > 0 ? (a, b) : (-b, -a);
        if (near > 0)
        {
            return Math.FusedMultiplyAdd(-0.5 * near, near, -Math.Log(Sqrt2Pi * InverseMillsBetween(-far, -near)));
        }

        double outside = Cdf(a) + Cdf(-b);
        return outside < 0.5 ? LogOnePlus(-outside) : Math.Log(CdfDifference(a, b));
    }

    /// <summary>
    /// phi(b)/(Phi(b) - Phi(a)) for a &lt; b, the slope of <see cref="LogCdfDifference"/> in b, also where both underflow; NaN for others. Its slope in a is minus the
    /// value at (-b, -a). Infinite ends are allowed.
    /// </summary>
    public static double InverseMillsBetween(double a, double b)
    {
        if (!(a < b))
        {
            return double.NaN;
        }

        (double near, double far) = a > 0 ? (a, b) : (-b, -a);
        if (!(near > 0))
        {
            return Pdf(b) / CdfDifference(a, b);
        }

        // The difference over the density at the nearer end: the midpoint series, or Mills ratios.
        double half = 0.5 * (b - a);
        double middle = near + half;
        double fall = half * (near + far);
        double q = half * half;
        double scaled = half <= 0.5 * SeriesWidth && fall <= 0.5 * SeriesSlope
            ? 2 * half * HermiteSeries(middle * middle * q, q) * Math.Exp(-0.5 * half * (near + middle))
            : MillsRatio(near) - (Math.Exp(-fall) * MillsRatio(far));
        return (a > 0 ? Math.Exp(-fall) : 1) / scaled;
    }
}
