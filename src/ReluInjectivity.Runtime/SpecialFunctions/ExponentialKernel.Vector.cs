using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <content>The same exponential on four lanes at once, always scaled in two steps so that no lane needs a branch.</content>
internal static partial class ExponentialKernel
{
    /// <summary>Rounds to an integer k and leaves k + 1023, a biased exponent, in the low mantissa bits.</summary>
    private const double BiasedShift = RoundingShift + 1023;

    /// <summary>exp(z + rest) for |z| &lt;= 1400 and |rest| small against 1; NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Exp(Vector256<double> z, Vector256<double> rest)
    {
        Vector256<double> shift = Vector256.Create(RoundingShift);
        Vector256<double> k = Vector256.FusedMultiplyAdd(z, Vector256.Create(Log2E), shift) - shift;
        Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-Log2High), z);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-Log2Low), r) + rest;

        // 2^k as the product of 2^(k/2) and 2^(k - k/2): neither factor leaves the normal range.
        Vector256<double> biased = Vector256.Create(BiasedShift);
        Vector256<double> half = Vector256.FusedMultiplyAdd(k, Vector256.Create(0.5), biased);
        Vector256<double> otherHalf = k - (half - biased) + biased;
        return ReducedExp(r) * PowerOfTwo(half) * PowerOfTwo(otherHalf);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowerOfTwo(Vector256<double> shifted) =>
        Vector256.ShiftLeft(shifted.AsInt64(), 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ReducedExp(Vector256<double> r)
    {
        Vector256<double> r2 = r * r;
        Vector256<double> r4 = r2 * r2;
        Vector256<double> p0 = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.16666666666666669), Vector256.Create(0.5000000000000001));
        Vector256<double> p2 = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.008333333333330065), Vector256.Create(0.041666666666624164));
        Vector256<double> p4 = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.00019841269863040545), Vector256.Create(0.0013888888917196719));
        Vector256<double> p6 = Vector256.FusedMultiplyAdd(r, Vector256.Create(2.7557268480310024e-06), Vector256.Create(2.4801521322368692e-05));
        Vector256<double> p8 = Vector256.FusedMultiplyAdd(r, Vector256.Create(2.5100375832561234e-08), Vector256.Create(2.7620075879983367e-07));
        Vector256<double> low = Vector256.FusedMultiplyAdd(r2, p2, p0);
        Vector256<double> high = Vector256.FusedMultiplyAdd(r4, p8, Vector256.FusedMultiplyAdd(r2, p6, p4));
        return Vector256<double>.One + Vector256.FusedMultiplyAdd(r2, Vector256.FusedMultiplyAdd(r4, high, low), r);
    }
}
