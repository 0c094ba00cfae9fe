namespace ReluInjectivity.Symbolics.Algebra;

/// <content>
/// Greatest common divisors. Values at points bound the divisor's degree in each variable, which settles most cases; what is left is
/// interpolated in one variable after the other (W. S. Brown, J. ACM 18 (1971) 478) and confirmed by division.
/// </content>
public sealed partial class Polynomial
{
    /// <summary>The greatest common divisor, with leading coefficient 1.</summary>
    public static Polynomial GreatestCommonDivisor(Polynomial a, Polynomial b)
    {
        if (a.IsZero || b.IsZero)
        {
            return (a.IsZero ? b : a).ToMonic();
        }

        Monomial ofA = a.MonomialContent();
        Monomial ofB = b.MonomialContent();
        Polynomial common = Of(Monomial.GreatestCommonDivisor(ofA, ofB), 1);
        return common * WithoutMonomials(a.Without(ofA), b.Without(ofB));
    }

    /// <summary>The largest monomial that divides every term.</summary>
    public Monomial MonomialContent() => Terms.Skip(1).Aggregate(Leading.Monomial, static (m, t) => Monomial.GreatestCommonDivisor(m, t.Monomial));

    /// <summary>The greatest common divisor of the coefficients of the powers of a variable.</summary>
    public Polynomial Content(int variable) => OfAll(Coefficients(variable));

    private static Polynomial OfAll(IEnumerable<Polynomial> polynomials)
    {
        Polynomial divisor = Zero;
        foreach (Polynomial polynomial in polynomials.Where(static p => !p.IsZero).OrderBy(static p => p.Terms.Count))
        {
            divisor = GreatestCommonDivisor(divisor, polynomial);
            if (divisor.IsOne)
            {
                break;
            }
        }

        return divisor;
    }

    private static Polynomial WithoutMonomials(Polynomial a, Polynomial b)
    {
        if (a.IsConstant || b.IsConstant)
        {
            return One;
        }

        if (a.TryDivide(b, out _))
        {
            return b.ToMonic();
        }

        if (b.TryDivide(a, out _))
        {
            return a.ToMonic();
        }

        int[] variables = [.. a.Variables.Union(b.Variables)];
        int[] free = [.. variables.Where(v => DegreeBound(a, b, v) == 0)];
        return free.Length == variables.Length ? One
            : free.Length > 0 ? OfAll(a.Coefficients(free[0]).Concat(b.Coefficients(free[0])))
            : Interpolated(a, b, variables[variables.Length - 1]);
    }

    /// <summary>
    /// No less than the divisor's degree in a variable: the degree of the divisor of the values at a point of the other variables where a
    /// leading coefficient does not vanish.
    /// </summary>
    private static int DegreeBound(Polynomial a, Polynomial b, int variable)
    {
        int bound = Math.Min(a.Degree(variable), b.Degree(variable));
        const int Points = 3;
        for (int point = 0; point < Points && bound > 0; point++)
        {
            // Any numbers do; these are far from each other.
            Rational At(int v) => ((v + 2) * (v + 3 + point) * 7 % 101) + point + 2;
            Polynomial ofA = a.AtAllBut(variable, At);
            Polynomial ofB = b.AtAllBut(variable, At);
            if (ofA.Degree(variable) == a.Degree(variable) && ofB.Degree(variable) == b.Degree(variable))
            {
                bound = Math.Min(bound, Euclid(ofA, ofB).Degree(variable));
            }
        }

        return bound;
    }

    /// <summary>Euclid's algorithm in one variable.</summary>
    private static Polynomial Euclid(Polynomial a, Polynomial b)
    {
        while (!b.IsZero)
        {
            Polynomial divisor = b.ToMonic();
            (a, b) = (divisor, b.IsConstant ? Zero : a.Reduce([divisor]));
        }

        return a.ToMonic();
    }

    /// <summary>The divisor from those at points of one variable.</summary>
    private static Polynomial Interpolated(Polynomial a, Polynomial b, int variable)
    {
        if (a.Variables.Union(b.Variables).All(v => v == variable))
        {
            return Euclid(a, b);
        }

        // Polynomials in the other variables over the polynomials in this one: contents apart, leading coefficients made to fit.
        Polynomial contentOfA = ContentBut(a, variable);
        Polynomial contentOfB = ContentBut(b, variable);
        (a, b) = (Quotient(a, contentOfA), Quotient(b, contentOfB));
        Polynomial content = Euclid(contentOfA, contentOfB);
        Polynomial lead = Euclid(LeadingBut(a, variable), LeadingBut(b, variable));
        int needed = Math.Min(a.Degree(variable), b.Degree(variable)) + lead.Degree(variable) + 1;
        var values = new List<(Rational At, Polynomial Value)>();
        for (int i = 0; ; i++)
        {
            Rational at = i % 2 == 0 ? i / 2 : -(i + 1) / 2;
            if (LeadingBut(a, variable).Evaluate(_ => at).IsZero || LeadingBut(b, variable).Evaluate(_ => at).IsZero)
            {
                continue;
            }

            // A point where the divisor is too large is unlucky, of which there are finitely many.
            Polynomial value = GreatestCommonDivisor(a.At(variable, at), b.At(variable, at));
            int order = values.Count == 0 ? 0 : Monomial.Compare(value.Leading.Monomial, values[0].Value.Leading.Monomial);
            if (order < 0)
            {
                values.Clear();
            }

            if (order <= 0)
            {
                values.Add((at, value * lead.Evaluate(_ => at)));
            }

            if (values.Count >= needed && Interpolate(values, variable) is var found && Quotient(found, ContentBut(found, variable)) is var divisor
                && a.TryDivide(divisor, out _) && b.TryDivide(divisor, out _))
            {
                return (content * divisor).ToMonic();
            }
        }
    }

    /// <summary>The polynomial of lowest degree in a variable with these values at numbers in its place (Newton).</summary>
    private static Polynomial Interpolate(IReadOnlyList<(Rational At, Polynomial Value)> values, int variable)
    {
        Polynomial result = Zero;
        Polynomial basis = One;
        foreach ((Rational at, Polynomial value) in values)
        {
            result += (value - result.At(variable, at)) * (1 / basis.Evaluate(_ => at)) * basis;
            basis *= Variable(variable) - Constant(at);
        }

        return result;
    }

    /// <summary>The divisor, in one variable, of the coefficients of all monomials in the others.</summary>
    private static Polynomial ContentBut(Polynomial p, int variable)
    {
        Polynomial divisor = Zero;
        foreach (IGrouping<Monomial, Term> group in p.Terms.GroupBy(t => t.Monomial.Without(variable)))
        {
            divisor = Euclid(In(variable, group), divisor);
        }

        return divisor;
    }

    /// <summary>The coefficient, in one variable, of the leading monomial in the others.</summary>
    private static Polynomial LeadingBut(Polynomial p, int variable)
    {
        IGrouping<Monomial, Term>[] groups = [.. p.Terms.GroupBy(t => t.Monomial.Without(variable))];
        return In(variable, groups.Aggregate(static (x, y) => Monomial.Compare(x.Key, y.Key) >= 0 ? x : y));
    }

    private static Polynomial In(int variable, IEnumerable<Term> terms) =>
        Of(terms.Select(t => new Term(t.Monomial[variable] == 0 ? Monomial.One : Monomial.Of(variable, t.Monomial[variable]), t.Coefficient)));

    private static Polynomial Quotient(Polynomial a, Polynomial divisor) =>
        a.TryDivide(divisor, out Polynomial quotient) ? quotient : throw new InvalidOperationException("A content must divide.");

    private IEnumerable<Polynomial> Coefficients(int variable) => Enumerable.Range(0, Degree(variable) + 1).Select(e => Coefficient(variable, e));

    /// <summary>With a number in place of a variable.</summary>
    private Polynomial At(int variable, Rational value) =>
        Of(Terms.Select(t => new Term(t.Monomial.Without(variable), t.Coefficient * value.Pow(t.Monomial[variable]))));

    /// <summary>With numbers in place of all variables but one.</summary>
    private Polynomial AtAllBut(int variable, Func<int, Rational> at) => In(variable, Terms.Select(t => new Term(
        t.Monomial,
        Enumerable.Range(0, t.Monomial.Length).Where(v => v != variable && t.Monomial[v] > 0).Aggregate(t.Coefficient, (p, v) => p * at(v).Pow(t.Monomial[v])))));

    private Polynomial Without(Monomial divisor) => new([.. Terms.Select(t =>
        t.Monomial.TryDivide(divisor, out Monomial rest) ? new Term(rest, t.Coefficient) : throw new InvalidOperationException("A content must divide."))]);
}
