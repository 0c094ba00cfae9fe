namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>The arithmetic of the canonical form.</summary>
public sealed partial class ExprFactory
{
    private readonly HashSet<Expr> _kept = [];

    /// <summary>
    /// Makes a sum or product an operand that is not dissolved in larger sums and products, because it has a name that the reader
    /// should find again. What is kept no longer cancels against its own terms.
    /// </summary>
    public void Keep(Expr expression)
    {
        if (expression is Sum or Product)
        {
            _kept.Add(expression);
        }
    }

    /// <summary>The sum: flat, with like terms collected.</summary>
    public Expr Add(params Expr[] terms) => Add((IEnumerable<Expr>)terms);

    /// <summary>The sum: flat, with like terms collected.</summary>
    public Expr Add(IEnumerable<Expr> terms)
    {
        Rational constant = Rational.Zero;
        var coefficients = new Dictionary<Expr, Rational>();
        var order = new List<Expr>();

        void Collect(Expr term)
        {
            switch (term)
            {
                case Number number:
                    constant += number.Value;
                    break;
                case Sum sum when !_kept.Contains(sum):
                    foreach (Expr t in sum.Children)
                    {
                        Collect(t);
                    }

                    break;
                default:
                    (Rational coefficient, Expr rest) = SplitCoefficient(term);
                    if (coefficients.TryGetValue(rest, out Rational sofar))
                    {
                        coefficients[rest] = sofar + coefficient;
                    }
                    else
                    {
                        coefficients.Add(rest, coefficient);
                        order.Add(rest);
                    }

                    break;
            }
        }

        foreach (Expr term in terms)
        {
            Collect(term);
        }

        var collected = new List<Expr>();
        if (!constant.IsZero)
        {
            collected.Add(Number(constant));
        }

        foreach (Expr rest in order.OrderBy(e => e.Ordinal))
        {
            if (!coefficients[rest].IsZero)
            {
                collected.Add(Scale(coefficients[rest], rest));
            }
        }

        if (collected.Any(t => t is Sum && !_kept.Contains(t)))
        {
            return Add(collected);
        }

        Expr[] result = [.. collected];
        return result.Length switch
        {
            0 => Zero,
            1 => result[0],
            _ => Intern(typeof(Sum), null, result, () => new Sum(this, CommonDomain(result), result)),
        };
    }

    /// <summary>The product: flat, with equal bases collected.</summary>
    public Expr Multiply(params Expr[] factors) => Multiply((IEnumerable<Expr>)factors);

    /// <summary>The product: flat, with equal bases collected.</summary>
    public Expr Multiply(IEnumerable<Expr> factors)
    {
        Rational constant = Rational.One;
        var exponents = new Dictionary<Expr, Expr>();
        var order = new List<Expr>();

        void Collect(Expr factor)
        {
            switch (factor)
            {
                case Number number:
                    constant *= number.Value;
                    break;
                case Product product when !_kept.Contains(product):
                    foreach (Expr f in product.Children)
                    {
                        Collect(f);
                    }

                    break;
                default:
                    (Expr @base, Expr exponent) = factor is Power p ? (p.Base, p.Exponent) : (factor, One);
                    if (exponents.TryGetValue(@base, out Expr? sofar))
                    {
                        exponents[@base] = sofar + exponent;
                    }
                    else
                    {
                        exponents.Add(@base, exponent);
                        order.Add(@base);
                    }

                    break;
            }
        }

        foreach (Expr factor in factors)
        {
            Collect(factor);
        }

        if (constant.IsZero)
        {
            return Zero;
        }

        var collected = new List<Expr>();
        foreach (Expr @base in order)
        {
            Expr power = Power(@base, exponents[@base]);
            if (power is Number number)
            {
                constant *= number.Value;
            }
            else if (!power.IsOne)
            {
                collected.Add(power);
            }
        }

        // A power may have come out as a product or as a power of a base already there: collect again, which shrinks each time.
        if (collected.Any(f => f is Product && !_kept.Contains(f)) || collected.Select(f => f is Power p ? p.Base : f).Distinct().Count() < collected.Count)
        {
            return Multiply(collected.Prepend(Number(constant)));
        }

        // -(a - b) = b - a, so that a sign never hides a like term.
        if (collected.Count == 1 && collected[0] is Sum sum && constant == -1 && !_kept.Contains(sum))
        {
            return Add(sum.Children.Select(t => Scale(constant, t)));
        }

        IEnumerable<Expr> sorted = collected.OrderBy(f => f.Ordinal);
        Expr[] result = constant.IsOne ? [.. sorted] : [Number(constant), .. sorted];
        return result.Length switch
        {
            0 => One,
            1 => result[0],
            _ => Intern(typeof(Product), null, result, () => new Product(this, CommonDomain(result), result)),
        };
    }

    /// <summary>The power, with <c>(x^a)^b = x^(ab)</c> where it holds and integer powers taken into products.</summary>
    public Expr Power(Expr @base, Expr exponent)
    {
        if (exponent.IsZero || @base.IsOne)
        {
            return One;
        }

        if (exponent.IsOne)
        {
            return @base;
        }

        bool isInteger = exponent is Number { Value.IsInteger: true };
        switch (@base)
        {
            case Number number when exponent is Number e:
                if (TryPower(number.Value, e.Value, out Rational value))
                {
                    return Number(value);
                }

                break;
            case Power inner when isInteger || SignOf(inner.Base) is Sign.Positive:
                return Power(inner.Base, inner.Exponent * exponent);
            case Power inner when inner.Exponent is Number { Value: var a } && exponent is Number { Value: var b }
                && a.IsInteger && a.Numerator.IsEven && SignOf(inner.Base) is Sign.NonNegative && (a * b).Sign > 0:
                return Power(inner.Base, inner.Exponent * exponent);
            case Product product when isInteger && !_kept.Contains(product):
                return Multiply(product.Children.Select(f => Power(f, exponent)));
            case Call { Function: var f } call when isInteger && ReferenceEquals(f, Functions.Exponentials.Exp):
                return Call(f, exponent * call.Children[0]);
        }

        return Intern(typeof(Power), null, [@base, exponent], () => new Power(this, CommonDomain([@base, exponent]), @base, exponent));
    }

    /// <summary>The non-negative square root.</summary>
    public Expr Sqrt(Expr radicand) => Power(radicand, Half);

    /// <summary>A sum kept as grouped: its operands may be sums themselves.</summary>
    internal Expr GroupedSum(params Expr[] terms) => terms.Length == 1
        ? terms[0]
        : Intern(typeof(Sum), null, terms, () => new Sum(this, CommonDomain(terms), terms));

    /// <summary>A product kept as grouped: its operands may be products themselves.</summary>
    internal Expr GroupedProduct(params Expr[] factors) => factors.Length == 1
        ? factors[0]
        : Intern(typeof(Product), null, factors, () => new Product(this, CommonDomain(factors), factors));

    /// <summary>A power kept as written: its base may be a power itself.</summary>
    internal Expr GroupedPower(Expr @base, Expr exponent) => Intern(
        typeof(Power), null, [@base, exponent], () => new Power(this, CommonDomain([@base, exponent]), @base, exponent));

    /// <summary>Splits a term into its numeric coefficient and the rest.</summary>
    internal (Rational Coefficient, Expr Remainder) SplitCoefficient(Expr term)
    {
        if (term is Number number)
        {
            return (number.Value, One);
        }

        if (term is Product && term.Children[0] is Number coefficient && !_kept.Contains(term))
        {
            Expr[] rest = [.. term.Children.Skip(1)];
            return (coefficient.Value, rest.Length == 1
                ? rest[0]
                : Intern(typeof(Product), null, rest, () => new Product(this, CommonDomain(rest), rest)));
        }

        return (Rational.One, term);
    }

    private Expr Scale(Rational coefficient, Expr rest)
    {
        if (coefficient.IsOne)
        {
            return rest;
        }

        bool isKept = _kept.Contains(rest);
        if (!isKept && (rest is Sum || rest is Number || (rest is Product && rest.Children[0] is Number)))
        {
            return Multiply(Number(coefficient), rest);
        }

        Expr[] factors = rest is Product && !isKept ? [Number(coefficient), .. rest.Children] : [Number(coefficient), rest];
        return Intern(typeof(Product), null, factors, () => new Product(this, CommonDomain(factors), factors));
    }

    private static bool TryPower(Rational value, Rational exponent, out Rational result)
    {
        result = Rational.Zero;
        if (exponent.Denominator > 2 || (value.IsZero && exponent.Sign < 0) || exponent.Numerator > 64 || exponent.Numerator < -64)
        {
            return false;
        }

        Rational root = value;
        if (!exponent.IsInteger && !value.TrySqrt(out root))
        {
            return false;
        }

        result = root.Pow((int)exponent.Numerator);
        return true;
    }
}
