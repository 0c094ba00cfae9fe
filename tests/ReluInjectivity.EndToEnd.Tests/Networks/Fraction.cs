using System.Numerics;

namespace ReluInjectivity.EndToEnd.Tests.Networks;

/// <summary>A fraction in lowest terms, its denominator positive.</summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    public static Fraction Zero { get; } = new(0, 1);

    public int Sign => Numerator.Sign;

    public static Fraction operator +(Fraction a, Fraction b) => a.Sign == 0 ? b : b.Sign == 0 ? a : Lowest((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) => a + (-b);

    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.Denominator);

    public static Fraction operator *(Fraction a, Fraction b) => a.Sign == 0 || b.Sign == 0 ? Zero : Lowest(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) => b.Sign < 0 ? Lowest(-a.Numerator * b.Denominator, a.Denominator * -b.Numerator) : Lowest(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>A double of at most 30 binary places, exactly.</summary>
    public static Fraction Of(double value)
    {
        double scaled = value * (1 << 30);
        return scaled == Math.Floor(scaled) ? Lowest(new BigInteger(scaled), 1 << 30) : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override string ToString() => $"{Numerator}/{Denominator}";

    private static Fraction Lowest(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return new(numerator / common, denominator / common);
    }
}
