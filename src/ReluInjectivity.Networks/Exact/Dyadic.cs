using System.Numerics;

namespace ReluInjectivity.Networks.Exact;

/// <summary>Every finite double is an integer times a power of two; vectors of them become integer vectors on the same ray.</summary>
internal static class Dyadic
{
    private const int MantissaBits = 52;

    /// <summary>The integers <c>2^e v</c>, with the smallest power of two that makes all of them whole.</summary>
    public static BigInteger[] Scale(ReadOnlySpan<double> values) => Scale(values, out _);

    /// <summary>The integers <c>2^e v</c> and the exponent e.</summary>
    public static BigInteger[] Scale(ReadOnlySpan<double> values, out int exponent)
    {
        int lowest = int.MaxValue;
        foreach (double v in values)
        {
            (long mantissa, int e) = Split(v);
            lowest = mantissa == 0 ? lowest : Math.Min(lowest, e);
        }

        lowest = lowest == int.MaxValue ? 0 : lowest;
        BigInteger[] scaled = new BigInteger[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (long mantissa, int e) = Split(values[i]);
            scaled[i] = mantissa == 0 ? BigInteger.Zero : (BigInteger)mantissa << (e - lowest);
        }

        exponent = -lowest;
        return scaled;
    }

    /// <summary>The nearest double of a quotient of integers, however long they are; zero or infinity outside its range.</summary>
    public static double Quotient(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
        {
            return 0;
        }

        // 64 bits more in the numerator than in the denominator: the integer quotient has at least 63.
        int shift = (int)(64 + denominator.GetBitLength() - numerator.GetBitLength());
        BigInteger q = shift >= 0 ? (numerator << shift) / denominator : numerator / (denominator << -shift);
        return Math.ScaleB((double)q, -shift);
    }

    /// <summary>The mantissa without trailing zeros, and the exponent: <c>v = mantissa 2^e</c>.</summary>
    private static (long Mantissa, int Exponent) Split(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)((bits >> MantissaBits) & 0x7FF);
        long mantissa = bits & ((1L << MantissaBits) - 1);
        if (biased == 0 && mantissa == 0)
        {
            return (0, 0);
        }

        int exponent = Math.Max(biased, 1) - 1075;
        mantissa |= biased == 0 ? 0 : 1L << MantissaBits;
        int zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        return (bits < 0 ? -mantissa : mantissa, exponent + zeros);
    }
}
