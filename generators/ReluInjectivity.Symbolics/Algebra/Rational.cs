using System.Globalization;
using System.Numerics;

namespace ReluInjectivity.Symbolics.Algebra;

/// <summary>An exact rational number in lowest terms with a positive denominator.</summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger _denominatorMinusOne;

    /// <summary><paramref name="numerator"/> / <paramref name="denominator"/>, reduced.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        if (denominator.IsOne)
        {
            Numerator = numerator;
            _denominatorMinusOne = default;
            return;
        }

        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominatorMinusOne = (denominator / divisor) - 1;
    }

    /// <summary>0.</summary>
    public static Rational Zero => default;

    /// <summary>1.</summary>
    public static Rational One { get; } = new(1, 1);

    /// <summary>The numerator, with the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, positive.</summary>
    public BigInteger Denominator => _denominatorMinusOne + 1;

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>Whether it is 1.</summary>
    public bool IsOne => Numerator.IsOne && IsInteger;

    /// <summary>Whether it is an integer.</summary>
    public bool IsInteger => _denominatorMinusOne.IsZero;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>Reads a decimal such as <c>0.25</c> or <c>1e-12</c> exactly.</summary>
    /// <exception cref="FormatException">The text is no decimal, or its exponent is beyond ±400.</exception>
    public static Rational Parse(string text)
    {
        int mark = text.IndexOfAny(['e', 'E']);
        int exponent = mark < 0 ? 0 : int.Parse(text.Substring(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string digits = mark < 0 ? text : text.Substring(0, mark);
        int point = digits.IndexOf('.');
        if (point >= 0)
        {
            exponent -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        if (Math.Abs(exponent) > 400)
        {
            throw new FormatException("exponent out of range");
        }

        var mantissa = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
        return exponent >= 0 ? new(mantissa * power, 1) : new(mantissa, power);
    }

    /// <summary>A rational whose nearest double is the value.</summary>
    public static Rational Nearest(double value)
    {
        Rational magnitude = Parse(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return value < 0 ? -magnitude : magnitude;
    }

    /// <summary>The nearest double.</summary>
    public double ToDouble()
    {
        if (Numerator.IsZero)
        {
            return 0;
        }

        // Scale the quotient to 64 bits and more, keep what is lost as a sticky bit, and let one conversion round. A subnormal
        // result keeps no more than two bits beyond its last, 2^-1074, so that it too is rounded once.
        int shift = 66 - BitLength(BigInteger.Abs(Numerator)) + BitLength(Denominator);
        BigInteger scaled = shift >= 0 ? BigInteger.Abs(Numerator) << shift : BigInteger.Abs(Numerator);
        BigInteger divisor = shift >= 0 ? Denominator : Denominator << -shift;
        var quotient = BigInteger.DivRem(scaled, divisor, out BigInteger rest);
        int drop = Math.Max(BitLength(quotient) - 55, shift - 1076);
        bool sticky = !rest.IsZero || !(quotient & ((BigInteger.One << drop) - 1)).IsZero;
        long top = ((long)(quotient >> drop) & ~1L) | (((long)(quotient >> drop) & 1L) | (sticky ? 1L : 0L));
        double value = ScaleByPowerOfTwo(top, drop - shift);
        return Numerator.Sign < 0 ? -value : value;
    }

    /// <summary>Whether the value is the square of a rational; if so, its non-negative root.</summary>
    public bool TrySqrt(out Rational root)
    {
        root = Zero;
        if (Sign < 0 || !TrySqrt(Numerator, out BigInteger top) || !TrySqrt(Denominator, out BigInteger bottom))
        {
            return false;
        }

        root = new(top, bottom);
        return true;
    }

    /// <summary>The integer power; negative powers invert.</summary>
    public Rational Pow(int exponent) => exponent >= 0
        ? new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent))
        : new(BigInteger.Pow(Denominator, -exponent), BigInteger.Pow(Numerator, -exponent));

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && _denominatorMinusOne == other._denominatorMinusOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Numerator.GetHashCode() * 397) ^ _denominatorMinusOne.GetHashCode());

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : Numerator.ToString(CultureInfo.InvariantCulture) + "/" + Denominator.ToString(CultureInfo.InvariantCulture);

    /// <summary>An integer.</summary>
    public static implicit operator Rational(int value) => new(value, 1);

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational a, Rational b) => a.IsInteger && b.IsInteger ? new(a.Numerator + b.Numerator, BigInteger.One) : new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>Negation.</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>Product.</summary>
    public static Rational operator *(Rational a, Rational b) => a.IsInteger && b.IsInteger ? new(a.Numerator * b.Numerator, BigInteger.One) : new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Quotient.</summary>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Equality.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Inequality.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>Less.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Greater.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    private static int BitLength(BigInteger positive)
    {
        byte[] bytes = positive.ToByteArray();
        int length = (bytes.Length - 1) * 8;
        for (int top = bytes[bytes.Length - 1]; top != 0; top >>= 1)
        {
            length++;
        }

        return length;
    }

    private static double ScaleByPowerOfTwo(double value, int power)
    {
        while (power > 1000)
        {
            value *= Math.Pow(2, 1000);
            power -= 1000;
        }

        while (power < -1000)
        {
            value *= Math.Pow(2, -1000);
            power += 1000;
        }

        return value * Math.Pow(2, power);
    }

    private static bool TrySqrt(BigInteger value, out BigInteger root)
    {
        if (value.IsZero)
        {
            root = value;
            return true;
        }

        root = BigInteger.One << ((BitLength(value) + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root * root == value;
            }

            root = next;
        }
    }
}
