using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <content>Four values at once, the same on every processor with fused multiply-add.</content>
public static partial class ElementaryFunctions
{
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984;
    private const double TwoTo52 = 4503599627370496;
    private const long AllButMantissa = -1L << 52;
    private const long BitsOfTwoTo52 = 0x4330000000000000;
    private const long Bias = 1024L << 52;

    /// <summary>The bits of sqrt(1/2): an exponent counted from there leaves a mantissa between sqrt(1/2) and sqrt(2).</summary>
    private const long BitsOfSqrtHalf = 0x3fe6a09e667f3bcd;

    /// <summary>exp of four values, below 1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x)
    {
        // Beyond these the exponential is 0 or infinite; a NaN is neither less nor greater, and stays.
        Vector256<double> most = Vector256.Create(1400.0);
        x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, most), most, x);
        return ExponentialKernel.Exp(Vector256.ConditionalSelect(Vector256.LessThan(x, -most), -most, x), Vector256<double>.Zero);
    }

    /// <summary>The natural logarithm of four values, below 1 ulp: -infinity at 0, NaN below.</summary>
    /// <remarks>
    /// x = 2^k m with sqrt(1/2) &lt;= m &lt; sqrt(2), f = m - 1, s = f/(2 + f): log(m) = f - f^2/2 + s (f^2/2 + R(s^2)) with R of degree 7, made with mpmath by
    /// interpolation at the Chebyshev points (largest error of log(m): 4.6e-18 of it, rounded coefficients included).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        Vector256<double> isSmall = Vector256.LessThan(x, Vector256.Create(SmallestNormal));
        Vector256<long> bits = Vector256.ConditionalSelect(isSmall, x * Vector256.Create(TwoTo54), x).AsInt64();
        Vector256<long> counted = bits - Vector256.Create(BitsOfSqrtHalf) + Vector256.Create(Bias);
        Vector256<double> k = (Vector256.ShiftRightLogical(counted, 52) | Vector256.Create(BitsOfTwoTo52)).AsDouble() - Vector256.Create(TwoTo52 + 1024);
        k -= Vector256.ConditionalSelect(isSmall, Vector256.Create(54.0), Vector256<double>.Zero);
        Vector256<double> f = (bits - (counted & Vector256.Create(AllButMantissa)) + Vector256.Create(Bias)).AsDouble() - Vector256<double>.One;
        Vector256<double> s = f / (f + Vector256.Create(2.0));
        Vector256<double> half = Vector256.Create(0.5) * f * f;
        Vector256<double> small = Vector256.FusedMultiplyAdd(k, Vector256.Create(ExponentialKernel.Log2Low), s * (half + Remainder(s * s)));
        Vector256<double> log = (k * Vector256.Create(ExponentialKernel.Log2High)) - (half - small - f);

        // 0, what is below, infinity and NaN
        Vector256<double> special = Vector256.ConditionalSelect(
            Vector256.Equals(x, Vector256<double>.Zero),
            Vector256.Create(double.NegativeInfinity),
            Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), Vector256.Create(double.NaN), x));
        Vector256<double> isOrdinary = Vector256.GreaterThan(x, Vector256<double>.Zero) & Vector256.LessThan(x, Vector256.Create(double.PositiveInfinity));
        return Vector256.ConditionalSelect(isOrdinary, log, special);
    }

    /// <summary>log((1 + s)/(1 - s)) = 2 s + s R(s^2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Remainder(Vector256<double> z)
    {
        Vector256<double> z2 = z * z;
        Vector256<double> p0 = Vector256.FusedMultiplyAdd(z, Vector256.Create(0.39999999999899505), Vector256.Create(0.666666666666667));
        Vector256<double> p2 = Vector256.FusedMultiplyAdd(z, Vector256.Create(0.2222221113479508), Vector256.Create(0.28571428625975487));
        Vector256<double> p4 = Vector256.FusedMultiplyAdd(z, Vector256.Create(0.15331721600556042), Vector256.Create(0.18182889125261723));
        Vector256<double> high = Vector256.FusedMultiplyAdd(z2, Vector256.Create(0.14616449685043406), p4);
        return z * Vector256.FusedMultiplyAdd(z2, Vector256.FusedMultiplyAdd(z2, high, p2), p0);
    }
}
