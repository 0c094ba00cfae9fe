namespace ReluInjectivity.Symbolics.Algebra;

/// <summary>A polynomial in several variables over the rationals, exact: its terms in descending order, none of them zero.</summary>
public sealed partial class Polynomial : IEquatable<Polynomial>
{
    private Polynomial(IReadOnlyList<Term> terms) => Terms = terms.ToEquatableArray();

    /// <summary>0.</summary>
    public static Polynomial Zero { get; } = new([]);

    /// <summary>1.</summary>
    public static Polynomial One { get; } = Constant(1);

    /// <summary>The terms, the leading one first.</summary>
    public EquatableArray<Term> Terms { get; }

    /// <summary>The largest term.</summary>
    public Term Leading => Terms[0];

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => Terms.Count == 0;

    /// <summary>Whether it is a number.</summary>
    public bool IsConstant => IsZero || (Terms.Count == 1 && Leading.Monomial.Length == 0);

    /// <summary>Whether it is 1.</summary>
    public bool IsOne => IsConstant && !IsZero && Leading.Coefficient.IsOne;

    /// <summary>One more than the largest variable that occurs.</summary>
    public int Length => Terms.Count == 0 ? 0 : Terms.Max(static t => t.Monomial.Length);

    /// <summary>The variables that occur, ascending.</summary>
    public IEnumerable<int> Variables => Enumerable.Range(0, Length).Where(Contains);

    /// <summary>A number.</summary>
    public static Polynomial Constant(Rational value) => value.IsZero ? Zero : new([new(Monomial.One, value)]);

    /// <summary>A power of a variable.</summary>
    public static Polynomial Variable(int variable, int exponent = 1) => Of(Monomial.Of(variable, exponent), Rational.One);

    /// <summary>One term.</summary>
    public static Polynomial Of(Monomial monomial, Rational coefficient) => coefficient.IsZero ? Zero : new([new(monomial, coefficient)]);

    /// <summary>The sum of terms, in any order and with repetitions.</summary>
    public static Polynomial Of(IEnumerable<Term> terms)
    {
        var collected = new Dictionary<Monomial, Rational>();
        foreach (Term term in terms)
        {
            collected[term.Monomial] = collected.TryGetValue(term.Monomial, out Rational sum) ? sum + term.Coefficient : term.Coefficient;
        }

        List<Term> kept = [.. collected.Where(static p => !p.Value.IsZero).Select(static p => new Term(p.Key, p.Value))];
        kept.Sort(static (a, b) => Monomial.Compare(b.Monomial, a.Monomial));
        return new(kept);
    }

    /// <summary>The sum.</summary>
    public static Polynomial operator +(Polynomial a, Polynomial b)
    {
        // Both are sorted: merge.
        var sum = new List<Term>(a.Terms.Count + b.Terms.Count);
        int j = 0;
        foreach (Term term in a.Terms)
        {
            int order = -1;
            while (j < b.Terms.Count && (order = Monomial.Compare(term.Monomial, b.Terms[j].Monomial)) < 0)
            {
                sum.Add(b.Terms[j++]);
            }

            Rational coefficient = order == 0 && j < b.Terms.Count ? term.Coefficient + b.Terms[j++].Coefficient : term.Coefficient;
            if (!coefficient.IsZero)
            {
                sum.Add(term with { Coefficient = coefficient });
            }
        }

        sum.AddRange(b.Terms.Skip(j));
        return new(sum);
    }

    /// <summary>The difference.</summary>
    public static Polynomial operator -(Polynomial a, Polynomial b) => a + -b;

    /// <summary>The negative.</summary>
    public static Polynomial operator -(Polynomial a) => a * (Rational)(-1);

    /// <summary>The product.</summary>
    public static Polynomial operator *(Polynomial a, Polynomial b) =>
        Of(a.Terms.SelectMany(x => b.Terms.Select(y => new Term(x.Monomial * y.Monomial, x.Coefficient * y.Coefficient))));

    /// <summary>The product with a number.</summary>
    public static Polynomial operator *(Polynomial a, Rational b) => b.IsZero ? Zero : new([.. a.Terms.Select(t => new Term(t.Monomial, t.Coefficient * b))]);

    /// <summary>The power; the exponent is not negative.</summary>
    public Polynomial Pow(int exponent) => Enumerable.Repeat(this, exponent).Aggregate(One, static (product, factor) => product * factor);

    /// <summary>Whether the variable occurs.</summary>
    public bool Contains(int variable) => Terms.Any(t => t.Monomial[variable] > 0);

    /// <summary>The highest power of the variable; 0 where it does not occur.</summary>
    public int Degree(int variable) => Terms.Count == 0 ? 0 : Terms.Max(t => t.Monomial[variable]);

    /// <summary>The coefficient of a power of the variable, a polynomial in the others.</summary>
    public Polynomial Coefficient(int variable, int exponent) =>
        new([.. Terms.Where(t => t.Monomial[variable] == exponent).Select(t => new Term(t.Monomial.Without(variable), t.Coefficient))]);

    /// <summary>The derivative by a variable.</summary>
    public Polynomial Differentiate(int variable) => Of(Terms.Where(t => t.Monomial[variable] > 0).Select(t => new Term(
        t.Monomial[variable] == 1 ? t.Monomial.Without(variable) : t.Monomial.Without(variable) * Monomial.Of(variable, t.Monomial[variable] - 1),
        t.Coefficient * t.Monomial[variable])));

    /// <summary>The value at rational values of the variables.</summary>
    public Rational Evaluate(Func<int, Rational> at) => Terms.Aggregate(Rational.Zero, (sum, term) =>
        sum + Enumerable.Range(0, term.Monomial.Length).Aggregate(term.Coefficient, (p, v) => term.Monomial[v] == 0 ? p : p * at(v).Pow(term.Monomial[v])));

    /// <summary>With a polynomial in place of a variable.</summary>
    public Polynomial Substitute(int variable, Polynomial value) => Substitute(variable, value, One);

    /// <summary>With numerator/denominator in place of a variable, times the smallest power of the denominator that leaves a polynomial.</summary>
    public Polynomial Substitute(int variable, Polynomial numerator, Polynomial denominator)
    {
        int degree = Degree(variable);
        return degree == 0 ? this : Enumerable.Range(0, degree + 1).Aggregate(
            Zero, (sum, e) => sum + (Coefficient(variable, e) * numerator.Pow(e) * denominator.Pow(degree - e)));
    }

    /// <summary>Divided by its leading coefficient.</summary>
    public Polynomial ToMonic() => IsZero ? this : this * (1 / Leading.Coefficient);

    /// <summary>Whether the divisor divides; if so, the quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public bool TryDivide(Polynomial divisor, out Polynomial quotient)
    {
        quotient = Zero;
        if (divisor.IsZero)
        {
            throw new DivideByZeroException();
        }

        // The last term of a product is the product of the last terms: most divisors that do not divide are told by it.
        if (!IsZero && !Terms[Terms.Count - 1].Monomial.TryDivide(divisor.Terms[divisor.Terms.Count - 1].Monomial, out _))
        {
            return false;
        }

        // Every step cancels the leading term, which descends; it stops at the first that the divisor's leading term does not divide.
        var terms = new List<Term>();
        Polynomial rest = this;
        while (!rest.IsZero)
        {
            if (!rest.Leading.Monomial.TryDivide(divisor.Leading.Monomial, out Monomial monomial))
            {
                return false;
            }

            Term term = new(monomial, rest.Leading.Coefficient / divisor.Leading.Coefficient);
            terms.Add(term);
            rest -= divisor.Times(term);
        }

        quotient = new(terms);
        return true;
    }

    /// <summary>The remainder of the division by several polynomials: no term of it is divisible by a leading monomial of theirs.</summary>
    public Polynomial Reduce(IReadOnlyList<Polynomial> divisors)
    {
        var remainder = new List<Term>();
        Polynomial rest = this;
        while (!rest.IsZero)
        {
            Term lead = rest.Leading;
            Polynomial? divisor = divisors.FirstOrDefault(d => lead.Monomial.TryDivide(d.Leading.Monomial, out _));
            if (divisor is null)
            {
                remainder.Add(lead);
                rest = new([.. rest.Terms.Skip(1)]);
            }
            else
            {
                lead.Monomial.TryDivide(divisor.Leading.Monomial, out Monomial monomial);
                rest -= divisor.Times(new(monomial, lead.Coefficient / divisor.Leading.Coefficient));
            }
        }

        return new(remainder);
    }

    /// <inheritdoc/>
    public bool Equals(Polynomial? other) => other is not null && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Polynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => Terms.Aggregate(17, static (hash, term) => unchecked((hash * 31) + term.GetHashCode()));

    private Polynomial Times(Term term) => new([.. Terms.Select(t => new Term(t.Monomial * term.Monomial, t.Coefficient * term.Coefficient))]);

    /// <summary>A term.</summary>
    /// <param name="Monomial">Its powers.</param>
    /// <param name="Coefficient">Its coefficient.</param>
    public readonly record struct Term(Monomial Monomial, Rational Coefficient);
}
