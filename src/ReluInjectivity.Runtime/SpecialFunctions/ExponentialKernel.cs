using System.Runtime.CompilerServices;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>exp of an argument given as an unevaluated sum of two doubles, inlined where a call would dominate.</summary>
/// <remarks>
/// z + rest = k log(2) + r with |r| &lt;= log(2)/2; exp(r) = 1 + r + r^2 E(r) with E of degree 9, made with mpmath by
/// interpolation at the Chebyshev points (largest relative error of exp(r): 1.6e-17, rounded coefficients included).
/// Measured error of the whole: below 0.9 ulp, subnormal results included.
/// </remarks>
internal static partial class ExponentialKernel
{
    private const double Log2E = 1.4426950408889634;

    /// <summary>log(2) to 42 bits, so that its product with any exponent k is exact.</summary>
    internal const double Log2High = 0.6931471805598903;

    internal const double Log2Low = 5.497923018708371e-14;

    /// <summary>1.5 * 2^52: adding it rounds to an integer, which then stands in the low mantissa bits.</summary>
    private const double RoundingShift = 6755399441055744.0;

    /// <summary>Within this |z| neither 2^k nor the result leaves the normal range, so one scaling step is enough.</summary>
    private const double OneStepLimit = 700.0;

    /// <summary>exp(z + rest) for |z| &lt;= 1500 and |rest| small against 1; NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Exp(double z, double rest)
    {
        double shifted = Math.FusedMultiplyAdd(z, Log2E, RoundingShift);
        double k = shifted - RoundingShift;
        double r = Math.FusedMultiplyAdd(-k, Log2High, z);
        r = Math.FusedMultiplyAdd(-k, Log2Low, r) + rest;
        double mantissa = ReducedExp(r);
        return Math.Abs(z) < OneStepLimit
            ? mantissa * BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(shifted) + 1023) << 52)
            : ScaleInTwoSteps(mantissa, (int)k);
    }

    /// <summary>exp(r) for |r| &lt;= log(2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ReducedExp(double r)
    {
        double r2 = r * r;
        double r4 = r2 * r2;
        double p0 = Math.FusedMultiplyAdd(r, 0.16666666666666669, 0.5000000000000001);
        double p2 = Math.FusedMultiplyAdd(r, 0.008333333333330065, 0.041666666666624164);
        double p4 = Math.FusedMultiplyAdd(r, 0.00019841269863040545, 0.0013888888917196719);
        double p6 = Math.FusedMultiplyAdd(r, 2.7557268480310024e-06, 2.4801521322368692e-05);
        double p8 = Math.FusedMultiplyAdd(r, 2.5100375832561234e-08, 2.7620075879983367e-07);
        double low = Math.FusedMultiplyAdd(r2, p2, p0);
        double high = Math.FusedMultiplyAdd(r4, p8, Math.FusedMultiplyAdd(r2, p6, p4));
        return 1 + Math.FusedMultiplyAdd(r2, Math.FusedMultiplyAdd(r4, high, low), r);
    }

    private static double ScaleInTwoSteps(double mantissa, int k)
    {
        int half = k >> 1;
        return mantissa
            * BitConverter.Int64BitsToDouble((long)(half + 1023) << 52)
            * BitConverter.Int64BitsToDouble((long)(k - half + 1023) << 52);
    }
}
