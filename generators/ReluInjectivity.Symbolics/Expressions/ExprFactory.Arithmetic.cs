using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>The arithmetic of the canonical form.</summary>
public sealed partial class ExprFactory
{
    /// <summary>
    /// The sum or product as an operand that is not dissolved in larger sums and products, because it has a name that the reader
    /// should find again. What is kept no longer cancels against its own terms. Anything else comes out as it is.
    /// </summary>
    public Expr Keep(Expr expression) => expression switch
    {
        Sum { IsKept: false } => NewSum([.. expression.Children], isKept: true),
        Product { IsKept: false } => NewProduct([.. expression.Children], isKept: true),
        _ => expression,
    };

    private static bool IsKept(Expr expression) => expression is Sum { IsKept: true } or Product { IsKept: true };

    private Expr NewSum(Expr[] terms, bool isKept = false) =>
        Intern(typeof(Sum), Boxed.Of(isKept), terms, static (f, tag, children) => new Sum(f, CommonDomain(children), children, (bool)tag!));

    private Expr NewProduct(Expr[] factors, bool isKept = false) =>
        Intern(typeof(Product), Boxed.Of(isKept), factors, static (f, tag, children) => new Product(f, CommonDomain(children), children, (bool)tag!));

    /// <summary>The sum: flat, with like terms collected.</summary>
    public Expr Add(params Expr[] terms) => Add((IEnumerable<Expr>)terms);

    /// <summary>The sum: flat, with like terms collected.</summary>
    public Expr Add(IEnumerable<Expr> terms)
    {
        Rational constant = Rational.Zero;
        var collected = new Collection<Rational>();

        void Collect(Expr term)
        {
            switch (term)
            {
                case Number number:
                    constant = Work.Digits(constant + number.Value);
                    break;
                case Sum { IsKept: false } sum:
                    foreach (Expr t in sum.Children)
                    {
                        Collect(t);
                    }

                    break;
                default:
                    (Rational coefficient, Expr rest) = SplitCoefficient(term);
                    int at = collected.IndexOf(rest);
                    if (at < 0)
                    {
                        collected.Add(rest, coefficient);
                    }
                    else
                    {
                        collected.Items[at] = (rest, Work.Digits(collected.Items[at].Value + coefficient));
                    }

                    break;
            }
        }

        foreach (Expr term in terms)
        {
            Collect(term);
        }

        collected.Sort();
        var result = new List<Expr>(collected.Items.Count + 1);
        bool isFlat = true;
        if (!constant.IsZero)
        {
            result.Add(Number(constant));
        }

        foreach ((Expr rest, Rational coefficient) in collected.Items)
        {
            if (!coefficient.IsZero)
            {
                Expr scaled = Scale(coefficient, rest);
                isFlat &= scaled is not Sum || IsKept(scaled);
                result.Add(scaled);
            }
        }

        return !isFlat ? Add(result)
            : result.Count == 0 ? Zero
            : result.Count == 1 ? result[0]
            : NewSum([.. result]);
    }

    /// <summary>The magnitude: <c>piecewise(x &lt; 0: -x; else: x)</c>.</summary>
    public Expr Abs(Expr x) => Piecewise(Compare(x, Zero, isStrict: true), -x, x);

    /// <summary>The product: flat, with equal bases collected.</summary>
    public Expr Multiply(params Expr[] factors) => Multiply((IEnumerable<Expr>)factors);

    /// <summary>The product: flat, with equal bases collected.</summary>
    public Expr Multiply(IEnumerable<Expr> factors)
    {
        Rational constant = Rational.One;
        var exponents = new Collection<Expr>();

        void Collect(Expr factor)
        {
            switch (factor)
            {
                case Number number:
                    constant = Work.Digits(constant * number.Value);
                    break;
                case Product { IsKept: false } product:
                    foreach (Expr f in product.Children)
                    {
                        Collect(f);
                    }

                    break;
                default:
                    (Expr @base, Expr exponent) = factor is Power p ? (p.Base, p.Exponent) : (factor, One);
                    int at = exponents.IndexOf(@base);
                    if (at < 0)
                    {
                        exponents.Add(@base, exponent);
                    }
                    else
                    {
                        exponents.Items[at] = (@base, exponents.Items[at].Value + exponent);
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

        // A power may come out as a product, or of another base, perhaps one already there: collect again, which finds less each time.
        bool isFlat = true;
        var powers = new List<Expr>(exponents.Items.Count);
        foreach ((Expr @base, Expr exponent) in exponents.Items)
        {
            Expr power = Power(@base, exponent);
            if (power is Number number)
            {
                constant = Work.Digits(constant * number.Value);
            }
            else
            {
                isFlat &= power is not Product { IsKept: false } && ReferenceEquals(power is Power p ? p.Base : power, @base);
                powers.Add(power);
            }
        }

        return isFlat ? Finish(constant, powers) : Multiply(powers.Append(Number(constant)));
    }

    private Expr Finish(Rational constant, List<Expr> factors)
    {
        // -(a - b) = b - a, so that a sign never hides a like term.
        if (factors.Count == 1 && factors[0] is Sum { IsKept: false } sum && constant == -1)
        {
            return Add(sum.Children.Select(t => Scale(constant, t)));
        }

        if (factors.Count > 1)
        {
            factors.Sort(ExprOrder.Instance);
        }

        Expr[] result = constant.IsOne ? [.. factors] : [Number(constant), .. factors];
        return result.Length switch
        {
            0 => One,
            1 => result[0],
            _ => NewProduct(result),
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
            case Power inner when isInteger || inner.Base.Sign is Sign.Positive:
                return Power(inner.Base, inner.Exponent * exponent);
            case Power inner when inner.Exponent is Number { Value: var a } && exponent is Number { Value: var b }
                && a.IsInteger && a.Numerator.IsEven && inner.Base.Sign is Sign.NonNegative && (a * b).Sign > 0:
                return Power(inner.Base, inner.Exponent * exponent);
            case Product { IsKept: false } product when isInteger:
                return Multiply(product.Children.Select(f => Power(f, exponent)));
            case Call call when isInteger && call.Function.SimplifyPower(this, call.Children, exponent) is { } power:
                return power;
        }

        return Intern(typeof(Power), null, [@base, exponent], static (f, _, children) => new Power(f, CommonDomain(children), children));
    }

    /// <summary>The non-negative square root.</summary>
    public Expr Sqrt(Expr radicand) => Power(radicand, Half);

    /// <summary>A sum kept as grouped: its operands may be sums themselves.</summary>
    internal Expr GroupedSum(Expr[] terms) => terms.Length == 1 ? terms[0] : NewSum(terms);

    /// <summary>A product kept as grouped: its operands may be products themselves.</summary>
    internal Expr GroupedProduct(Expr[] factors) => factors.Length == 1 ? factors[0] : NewProduct(factors);

    /// <summary>A power kept as written: its base may be a power itself.</summary>
    internal Expr GroupedPower(Expr @base, Expr exponent) => Intern(
        typeof(Power), null, [@base, exponent], static (f, _, children) => new Power(f, CommonDomain(children), children));

    /// <summary>Splits a term into its numeric coefficient and the rest.</summary>
    internal (Rational Coefficient, Expr Remainder) SplitCoefficient(Expr term)
    {
        if (term is Number number)
        {
            return (number.Value, One);
        }

        if (term is Product && term.Children[0] is Number coefficient && !IsKept(term))
        {
            if (term.Children.Count == 2)
            {
                return (coefficient.Value, term.Children[1]);
            }

            var rest = new Expr[term.Children.Count - 1];
            for (int i = 0; i < rest.Length; i++)
            {
                rest[i] = term.Children[i + 1];
            }

            return (coefficient.Value, NewProduct(rest));
        }

        return (Rational.One, term);
    }

    private Expr Scale(Rational coefficient, Expr rest)
    {
        if (coefficient.IsOne)
        {
            return rest;
        }

        bool isKept = IsKept(rest);
        if (!isKept && (rest is Sum || rest is Number || (rest is Product && rest.Children[0] is Number)))
        {
            return Multiply(Number(coefficient), rest);
        }

        Expr[] factors = rest is Product && !isKept ? [Number(coefficient), .. rest.Children] : [Number(coefficient), rest];
        return NewProduct(factors);
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

        result = Work.Digits(root.Pow((int)exponent.Numerator));
        return true;
    }
}
