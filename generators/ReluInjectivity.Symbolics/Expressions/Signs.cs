using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>What is known of a value's sign.</summary>
public enum Sign
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>&gt; 0.</summary>
    Positive,

    /// <summary>&gt;= 0.</summary>
    NonNegative,

    /// <summary>= 0.</summary>
    Zero,

    /// <summary>&lt;= 0.</summary>
    NonPositive,

    /// <summary>&lt; 0.</summary>
    Negative,
}

/// <summary>The arithmetic of signs. Sound, not complete.</summary>
public static class Signs
{
    /// <summary>The sign of a number.</summary>
    public static Sign Of(Rational value) => value.Sign > 0 ? Sign.Positive : value.Sign < 0 ? Sign.Negative : Sign.Zero;

    /// <summary>The sign of a negated value.</summary>
    public static Sign Negate(Sign sign) => sign switch
    {
        Sign.Positive => Sign.Negative,
        Sign.NonNegative => Sign.NonPositive,
        Sign.NonPositive => Sign.NonNegative,
        Sign.Negative => Sign.Positive,
        _ => sign,
    };

    /// <summary>The sign that all terms share, or that of those that are not zero.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="signOf">What is known of each.</param>
    public static Sign OfSum(EquatableArray<Expr> terms, Func<Expr, Sign> signOf)
    {
        Sign sign = Sign.Zero;
        foreach (Expr term in terms)
        {
            sign = Plus(sign, signOf(term));
            if (sign == Sign.Unknown)
            {
                break;
            }
        }

        return sign;
    }

    /// <summary>The sign of a product.</summary>
    /// <param name="factors">The factors.</param>
    /// <param name="signOf">What is known of each.</param>
    public static Sign OfProduct(EquatableArray<Expr> factors, Func<Expr, Sign> signOf)
    {
        Sign sign = Sign.Positive;
        foreach (Expr factor in factors)
        {
            sign = Times(sign, signOf(factor));
        }

        return sign;
    }

    /// <summary>The sign of a power by that of its base.</summary>
    public static Sign OfPower(Sign @base, Expr exponent)
    {
        if (@base == Sign.Positive)
        {
            return Sign.Positive;
        }

        if (exponent is not Number { Value: var value })
        {
            return Sign.Unknown;
        }

        if (!value.IsInteger)
        {
            return Sign.NonNegative;
        }

        return value.Numerator.IsEven ? (@base == Sign.Negative ? Sign.Positive : Sign.NonNegative) : @base;
    }

    /// <summary>The sign of a sum of two.</summary>
    public static Sign Plus(Sign a, Sign b) => (a, b) switch
    {
        (Sign.Zero, _) => b,
        (_, Sign.Zero) => a,
        (Sign.Positive, Sign.Positive or Sign.NonNegative) or (Sign.NonNegative, Sign.Positive) => Sign.Positive,
        (Sign.NonNegative, Sign.NonNegative) => Sign.NonNegative,
        (Sign.Negative, Sign.Negative or Sign.NonPositive) or (Sign.NonPositive, Sign.Negative) => Sign.Negative,
        (Sign.NonPositive, Sign.NonPositive) => Sign.NonPositive,
        _ => Sign.Unknown,
    };

    /// <summary>The sign of a product of two.</summary>
    public static Sign Times(Sign a, Sign b)
    {
        if (a == Sign.Zero || b == Sign.Zero)
        {
            return Sign.Zero;
        }

        if (a == Sign.Unknown || b == Sign.Unknown)
        {
            return Sign.Unknown;
        }

        bool isStrict = a is Sign.Positive or Sign.Negative && b is Sign.Positive or Sign.Negative;
        bool isNegative = (a is Sign.Negative or Sign.NonPositive) != (b is Sign.Negative or Sign.NonPositive);
        return isNegative
            ? (isStrict ? Sign.Negative : Sign.NonPositive)
            : (isStrict ? Sign.Positive : Sign.NonNegative);
    }

    /// <summary>The sign of a value that is one or the other.</summary>
    public static Sign Either(Sign a, Sign b)
    {
        if (a == b)
        {
            return a;
        }

        bool upper = a is Sign.Positive or Sign.NonNegative or Sign.Zero && b is Sign.Positive or Sign.NonNegative or Sign.Zero;
        bool lower = a is Sign.Negative or Sign.NonPositive or Sign.Zero && b is Sign.Negative or Sign.NonPositive or Sign.Zero;
        return upper ? Sign.NonNegative : lower ? Sign.NonPositive : Sign.Unknown;
    }
}
