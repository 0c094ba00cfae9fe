using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>What can be said of signs.</summary>
public sealed partial class ExprFactory
{
    private readonly Dictionary<Expr, Sign> _signs = [];
    private int _signsKnownAt;

    /// <summary>The sign that follows from the signs of the symbols and from what was declared positive. Sound, not complete.</summary>
    public Sign SignOf(Expr expression)
    {
        if (_signsKnownAt != _positive.Count)
        {
            _signs.Clear();
            _signsKnownAt = _positive.Count;
        }

        if (!_signs.TryGetValue(expression, out Sign sign))
        {
            sign = Derive(expression);
            _signs.Add(expression, sign);
        }

        return sign;
    }

    /// <summary>Whether the value is known to be &gt; 0.</summary>
    public bool IsPositive(Expr expression) => SignOf(expression) == Sign.Positive;

    /// <summary>The sign of a negated value.</summary>
    internal static Sign Negate(Sign sign) => sign switch
    {
        Sign.Positive => Sign.Negative,
        Sign.NonNegative => Sign.NonPositive,
        Sign.NonPositive => Sign.NonNegative,
        Sign.Negative => Sign.Positive,
        _ => sign,
    };

    private Sign Derive(Expr expression)
    {
        if (_positive.Contains(expression))
        {
            return Sign.Positive;
        }

        switch (expression)
        {
            case Number number:
                return number.Value.Sign > 0 ? Sign.Positive : number.Value.Sign < 0 ? Sign.Negative : Sign.Zero;
            case Symbol symbol:
                return symbol.Sign;
            case Sum sum:
                return _positive.Contains(-sum) ? Sign.Negative : SignOfSum(sum);
            case Product product:
                return product.Children.Select(SignOf).Aggregate(Times);
            case Power power:
                return SignOfPower(power);
            case Call call:
                return call.Function.Range;
            case Piecewise choice:
                return Either(SignOf(choice.Then), SignOf(choice.Else));
            case Expectation expectation:
                return SignOf(expectation.Body);
            default:
                return Sign.Unknown;
        }
    }

    /// <summary>A sum keeps a sign all terms share; terms that a declared positive sum accounts for are set aside first.</summary>
    private Sign SignOfSum(Sum sum)
    {
        Sign direct = sum.Children.Select(SignOf).Aggregate(Plus);
        if (direct != Sign.Unknown)
        {
            return direct;
        }

        foreach (Expr fact in _positive)
        {
            if (fact is not Sum || fact.Children.Count >= sum.Children.Count + 1)
            {
                continue;
            }

            if (fact.Children.All(t => sum.Children.Contains(t)))
            {
                return sum.Children.Where(t => !fact.Children.Contains(t)).Select(SignOf).Aggregate(Sign.Positive, Plus);
            }
        }

        return Sign.Unknown;
    }

    private Sign SignOfPower(Power power)
    {
        Sign sign = SignOf(power.Base);
        if (sign == Sign.Positive)
        {
            return Sign.Positive;
        }

        if (power.Exponent is not Number { Value: var exponent })
        {
            return Sign.Unknown;
        }

        if (!exponent.IsInteger)
        {
            return Sign.NonNegative;
        }

        return exponent.Numerator.IsEven ? (sign == Sign.Negative ? Sign.Positive : Sign.NonNegative) : sign;
    }

    private static Sign Plus(Sign a, Sign b) => (a, b) switch
    {
        (Sign.Zero, _) => b,
        (_, Sign.Zero) => a,
        (Sign.Positive, Sign.Positive or Sign.NonNegative) or (Sign.NonNegative, Sign.Positive) => Sign.Positive,
        (Sign.NonNegative, Sign.NonNegative) => Sign.NonNegative,
        (Sign.Negative, Sign.Negative or Sign.NonPositive) or (Sign.NonPositive, Sign.Negative) => Sign.Negative,
        (Sign.NonPositive, Sign.NonPositive) => Sign.NonPositive,
        _ => Sign.Unknown,
    };

    private static Sign Times(Sign a, Sign b)
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

    private static Sign Either(Sign a, Sign b)
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
