using System.Globalization;
using System.Numerics;

namespace ReluInjectivity.Runtime.Tests.SpecialFunctions;

/// <summary>Exact error of a double against a decimal text, in units of the last place of the expected value.</summary>
internal static class UlpError
{
    /// <summary>|actual - expected| / ulp(expected), infinite if actual is NaN or infinite.</summary>
    internal static double Of(double actual, string expected)
    {
        if (!double.IsFinite(actual))
        {
            return double.PositiveInfinity;
        }

        (BigInteger mantissa, int exponent10) = ParseDecimal(expected);
        (BigInteger significand, int exponent2) = Decompose(actual);
        (_, int ulpExponent) = Decompose(double.Parse(expected, CultureInfo.InvariantCulture));

        // All three over a common denominator: mantissa 10^p, significand 2^e, and one ulp 2^u.
        int shift = Math.Max(0, Math.Max(-exponent2, -ulpExponent));
        BigInteger scale = BigInteger.Pow(10, Math.Max(0, -exponent10));
        BigInteger expectedScaled = (mantissa * BigInteger.Pow(10, Math.Max(0, exponent10))) << shift;
        BigInteger actualScaled = (significand * scale) << (exponent2 + shift);
        BigInteger ulpScaled = scale << (ulpExponent + shift);
        BigInteger quotient = (BigInteger.Abs(expectedScaled - actualScaled) << 40) / ulpScaled;
        return (double)quotient / (1L << 40);
    }

    private static (BigInteger Mantissa, int Exponent10) ParseDecimal(string text)
    {
        int e = text.IndexOf('e', StringComparison.Ordinal);
        string digits = e < 0 ? text : text[..e];
        int exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture);
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        return (BigInteger.Parse(digits, CultureInfo.InvariantCulture), exponent);
    }

    private static (BigInteger Significand, int Exponent2) Decompose(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0xFFFFFFFFFFFFFL;
        long significand = biased == 0 ? fraction : fraction | (1L << 52);
        return (bits < 0 ? -significand : significand, Math.Max(biased, 1) - 1075);
    }
}
