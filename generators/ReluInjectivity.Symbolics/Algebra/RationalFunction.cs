namespace ReluInjectivity.Symbolics.Algebra;

/// <summary>
/// A quotient of polynomials over the rationals in canonical form: no common divisor, and the denominator's leading coefficient is 1.
/// Equal functions are equal objects by value.
/// </summary>
public sealed record RationalFunction
{
    private RationalFunction(Polynomial numerator, Polynomial denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>0.</summary>
    public static RationalFunction Zero { get; } = new(Polynomial.Zero, Polynomial.One);

    /// <summary>1.</summary>
    public static RationalFunction One { get; } = new(Polynomial.One, Polynomial.One);

    /// <summary>The numerator.</summary>
    public Polynomial Numerator { get; }

    /// <summary>The denominator.</summary>
    public Polynomial Denominator { get; }

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>The quotient in canonical form.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public static RationalFunction Of(Polynomial numerator, Polynomial denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        var divisor = Polynomial.GreatestCommonDivisor(numerator, denominator);
        numerator.TryDivide(divisor, out Polynomial top);
        denominator.TryDivide(divisor, out Polynomial bottom);
        Rational scale = 1 / bottom.Leading.Coefficient;
        return new(top * scale, bottom * scale);
    }

    /// <summary>A number.</summary>
    public static RationalFunction Constant(Rational value) => new(Polynomial.Constant(value), Polynomial.One);

    /// <summary>A variable.</summary>
    public static RationalFunction Variable(int variable) => new(Polynomial.Variable(variable), Polynomial.One);

    /// <summary>The sum.</summary>
    public static RationalFunction operator +(RationalFunction a, RationalFunction b)
    {
        // Over the least common multiple of the denominators.
        var divisor = Polynomial.GreatestCommonDivisor(a.Denominator, b.Denominator);
        b.Denominator.TryDivide(divisor, out Polynomial ofB);
        a.Denominator.TryDivide(divisor, out Polynomial ofA);
        return Of((a.Numerator * ofB) + (b.Numerator * ofA), a.Denominator * ofB);
    }

    /// <summary>The difference.</summary>
    public static RationalFunction operator -(RationalFunction a, RationalFunction b) => a + -b;

    /// <summary>The negative.</summary>
    public static RationalFunction operator -(RationalFunction a) => new(-a.Numerator, a.Denominator);

    /// <summary>The product.</summary>
    public static RationalFunction operator *(RationalFunction a, RationalFunction b) => Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static RationalFunction operator /(RationalFunction a, RationalFunction b) => Of(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>The power; a negative one inverts.</summary>
    /// <exception cref="DivideByZeroException">A negative power of zero.</exception>
    public RationalFunction Pow(int exponent) => exponent >= 0
        ? new(Numerator.Pow(exponent), Denominator.Pow(exponent))
        : One / new RationalFunction(Numerator.Pow(-exponent), Denominator.Pow(-exponent));

    /// <summary>The derivative by a variable.</summary>
    public RationalFunction Differentiate(int variable) => Of(
        (Numerator.Differentiate(variable) * Denominator) - (Numerator * Denominator.Differentiate(variable)), Denominator * Denominator);

    /// <summary>With a function in place of a variable.</summary>
    /// <exception cref="DivideByZeroException">The denominator vanishes.</exception>
    public RationalFunction Substitute(int variable, RationalFunction value)
    {
        int excess = Denominator.Degree(variable) - Numerator.Degree(variable);
        Polynomial top = Numerator.Substitute(variable, value.Numerator, value.Denominator);
        Polynomial bottom = Denominator.Substitute(variable, value.Numerator, value.Denominator);
        return Of(top * value.Denominator.Pow(Math.Max(excess, 0)), bottom * value.Denominator.Pow(Math.Max(-excess, 0)));
    }

    /// <summary>The value at rational values of the variables.</summary>
    /// <exception cref="DivideByZeroException">The denominator vanishes there.</exception>
    public Rational Evaluate(Func<int, Rational> at) => Numerator.Evaluate(at) / Denominator.Evaluate(at);
}
