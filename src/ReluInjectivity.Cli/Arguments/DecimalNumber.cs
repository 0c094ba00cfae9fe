using System.Globalization;
using System.Numerics;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>A decimal number, exactly: <c>Digits * 10^Exponent</c>.</summary>
/// <param name="Digits">The digits as a whole number.</param>
/// <param name="Exponent">The power of ten.</param>
internal readonly record struct DecimalNumber(BigInteger Digits, int Exponent)
{
    /// <summary>More digits than a double has between two decimals that could be meant.</summary>
    private const int QuotientDigits = 60;

    /// <summary>The shortest decimal that reads as a finite double, which is the one that was typed where that has up to 15 digits.</summary>
    public static DecimalNumber Of(double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E', StringComparison.Ordinal);
        string mantissa = e < 0 ? shortest : shortest[..e];
        int exponent = e < 0 ? 0 : int.Parse(shortest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        return new(
            BigInteger.Parse(mantissa.Replace(".", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture),
            exponent - (point < 0 ? 0 : mantissa.Length - point - 1));
    }

    /// <summary>The double next to what lies a part of the way, <c>part/of</c>, towards another number.</summary>
    public double Towards(DecimalNumber other, int part, int of)
    {
        int exponent = Math.Min(Exponent, other.Exponent);
        BigInteger a = Digits * BigInteger.Pow(10, Exponent - exponent);
        BigInteger b = other.Digits * BigInteger.Pow(10, other.Exponent - exponent);
        BigInteger quotient = ((a * (of - part)) + (b * part)) * BigInteger.Pow(10, QuotientDigits) / of;
        return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{quotient}E{exponent - QuotientDigits}"), CultureInfo.InvariantCulture);
    }
}
