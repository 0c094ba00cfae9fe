using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests.Algebra;

public sealed class RationalTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(5000));

    private static Gen<Rational> Rationals =>
        from n in Gen.Choose(-100_000, 100_000) from d in Gen.Choose(1, 100_000) from k in Gen.Choose(0, 3) select new Rational(BigInteger.Pow(n, k), d);

    [Theory]
    [InlineData("0.1", 1, 10)]
    [InlineData("0.25", 1, 4)]
    [InlineData("12.50", 25, 2)]
    [InlineData("7", 7, 1)]
    [InlineData("1e3", 1000, 1)]
    [InlineData("2.5E-3", 1, 400)]
    [InlineData("1.5e+1", 15, 1)]
    [InlineData("0", 0, 1)]
    [InlineData("0.00", 0, 1)]
    public void Decimal_IsExact(string text, int numerator, int denominator) => Assert.Equal(new Rational(numerator, denominator), Rational.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("1e401")]
    [InlineData("1e-401")]
    [InlineData("-1")]
    [InlineData("1.2.3")]
    [InlineData("x")]
    public void NoDecimal_Throws(string text) => Assert.Throws<FormatException>(() => Rational.Parse(text));

    [Theory]
    [InlineData("6", "4", "3/2")]
    [InlineData("6", "-4", "-3/2")]
    [InlineData("-6", "-3", "2")]
    [InlineData("0", "-7", "0")]
    public void Fraction_IsReduced(string numerator, string denominator, string reduced) =>
        Assert.Equal(reduced, new Rational(BigInteger.Parse(numerator, CultureInfo.InvariantCulture), BigInteger.Parse(denominator, CultureInfo.InvariantCulture)).ToString());

    [Theory]
    [InlineData(0.1)]
    [InlineData(-1.7976931348623157e308)]
    [InlineData(5e-324)]
    [InlineData(-123456.75)]
    [InlineData(0)]
    public void Nearest_IsUndoneByToDouble(double value) => Assert.Equal(value, Rational.Nearest(value).ToDouble());

    [Fact]
    public void ZeroDenominator_Throws()
    {
        Assert.Throws<DivideByZeroException>(() => new Rational(1, 0));
        Assert.Throws<DivideByZeroException>(() => Rational.One / Rational.Zero);
        Assert.Throws<DivideByZeroException>(() => Rational.Zero.Pow(-1));
    }

    // Halfway cases, cases a bit beside halfway, subnormal and extreme numbers; from the tests of correctly rounded readers.
    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740993.00000000000000000000000000000000000000000001")]
    [InlineData("9007199254740992.99999999999999999999999999999999999999999999")]
    [InlineData("9007199254740995")]
    [InlineData("1.00000000000000011102230246251565404236316680908203125")]
    [InlineData("1.00000000000000011102230246251565404236316680908203124")]
    [InlineData("1.00000000000000011102230246251565404236316680908203126")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("1.7976931348623158e308")]
    [InlineData("1.7976931348623159e308")]
    [InlineData("2.2250738585072014e-308")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("2.2250738585072012e-308")]
    [InlineData("6.8985865317742005e-310")]
    [InlineData("4.9406564584124654e-324")]
    [InlineData("2.4703282292062327e-324")]
    [InlineData("2.4703282292062328e-324")]
    [InlineData("7.4109846876186981e-324")]
    [InlineData("7.4109846876186982e-324")]
    [InlineData("1e-320")]
    [InlineData("3.5844466002796428e298")]
    [InlineData("5.0216813883093451685872615018317e-309")]
    [InlineData("8.589973e9")]
    [InlineData("1e23")]
    [InlineData("6929495644600919.5")]
    [InlineData("0.500000000000000166533453693773481063544750213623046875")]
    [InlineData("1e-350")]
    [InlineData("1e350")]
    public void ToDouble_RoundsCorrectly(string text)
    {
        double expected = double.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(expected, Rational.Parse(text).ToDouble());
        Assert.Equal(-expected, (-Rational.Parse(text)).ToDouble());
    }

    [Fact]
    public void ToDouble_OfRandomDecimals_RoundsCorrectly()
    {
        Gen<string> decimals =
            from length in Gen.Choose(1, 25) from digits in Gen.Choose(0, 9).ListOf(length) from point in Gen.Choose(0, length) from e in Gen.Choose(-330, 300)
            select string.Concat(digits.Take(point)).PadLeft(1, '0') + "." + string.Concat(digits.Skip(point)).PadRight(1, '0') + "e" + e.ToString(CultureInfo.InvariantCulture);
        Check.One(Thorough, Prop.ForAll(Arb.From(decimals), static text => Rational.Parse(text).ToDouble().Equals(double.Parse(text, CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void ToDouble_OfADouble_IsIt() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Two()), static bits =>
        {
            double x = BitConverter.Int64BitsToDouble(((long)bits.Item1 << 32) ^ (uint)bits.Item2);
            if (!double.IsFinite(x) || x == 0)
            {
                return true;
            }

            // x = mantissa 2^exponent, exactly
            long raw = BitConverter.DoubleToInt64Bits(Math.Abs(x));
            int biased = (int)(raw >> 52);
            BigInteger mantissa = (raw & 0xFFFFFFFFFFFFF) + (biased == 0 ? 0 : 1L << 52);
            int exponent = Math.Max(biased, 1) - 1075;
            var exact = new Rational(mantissa << Math.Max(exponent, 0), BigInteger.One << Math.Max(-exponent, 0));
            return (x < 0 ? -exact : exact).ToDouble().Equals(x);
        }));

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(4, 9, true)]
    [InlineData(1, 4, true)]
    [InlineData(2, 1, false)]
    [InlineData(1, 2, false)]
    [InlineData(-4, 1, false)]
    [InlineData(8, 2, true)]
    public void TrySqrt_FindsRationalRoots(int numerator, int denominator, bool isSquare)
    {
        var square = new Rational(numerator, denominator);
        Assert.Equal(isSquare, square.TrySqrt(out Rational root));
        Assert.True(!isSquare || (root * root == square && root.Sign >= 0));
    }

    [Fact]
    public void TrySqrt_OfSquares_IsTheRoot() => Check.One(Thorough, Prop.ForAll(Arb.From(Rationals), static r =>
    {
        Rational square = r * r;
        bool isFound = square.TrySqrt(out Rational root);
        bool isOff = new Rational((square.Numerator * 4) + 3, square.Denominator * 4).TrySqrt(out Rational other) && other * other != square + new Rational(3, square.Denominator * 4);
        return isFound && (root == r || root == -r) && root.Sign >= 0 && !isOff;
    }));

    [Fact]
    public void Field_HasItsLaws() => Check.One(Thorough, Prop.ForAll(Arb.From(Rationals), Arb.From(Rationals), Arb.From(Rationals), static (a, b, c) =>
        (a + b) * c == (a * c) + (b * c)
        && a + -a == Rational.Zero
        && (b.IsZero || a / b * b == a)
        && (a - b).Sign == a.CompareTo(b)
        && (a + b).GetHashCode() == (b + a).GetHashCode()
        && (a.IsZero || a.Pow(-2) * a.Pow(3) == a)
        && a.IsInteger == a.Denominator.IsOne
        && a.IsOne == (a == 1)));
}
