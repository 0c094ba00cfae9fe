using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Integration;

/// <summary>
/// Finds expectations over a standard normal in closed form: piece by piece a polynomial times the exponential of a quadratic,
/// with pieces that end at linear or quadratic conditions. The result consists of differences of normal distribution functions and
/// densities. On a half-line the integrand may also hold a normal distribution function, so that a second expectation over the wedges of
/// a plane has a closed form too; see <see cref="HalfLineIntegrals"/>.
/// </summary>
public static partial class GaussianIntegrals
{
    private const int MaximumDegree = 12;

    /// <summary>The expectation of <paramref name="body"/> over <paramref name="variable"/>; null where it has no such form.</summary>
    /// <exception cref="DivergentExpectationException">The integrand provably outgrows the normal density.</exception>
    public static Expr? TryIntegrate(Symbol variable, Expr body, Facts facts)
    {
        Expr open = Inline.Apply(body, static f => !f.Body.HasExpectation).Rewrite(static e => e is Piecewise p ? Conditions.OutOfComparison(p) : e);
        return Integrate(variable, open, facts) ?? BySign(variable, open, facts) ?? WithArgumentsNamed(variable, body, facts);
    }

    private static Expr? Integrate(Symbol variable, Expr body, Facts facts)
    {
        if (Pieces.TrySplit(body, variable, facts) is not { } pieces)
        {
            return null;
        }

        ExprFactory f = body.Factory;
        var conditions = new List<Expr>();
        var terms = new List<(Piece Piece, Term Term)>();
        foreach (Piece piece in pieces)
        {
            if (Terms(Conditions.TakeOut(piece.Value, variable, facts, conditions), variable) is not { } read)
            {
                return null;
            }

            terms.AddRange(read.Select(t => (piece, t)));
        }

        Facts known = facts.With(conditions);
        var parts = new List<Expr>();
        foreach ((Piece piece, Term term) in terms)
        {
            Expr? part = term.Slope is null ? Integrate(term, piece.Lower, piece.Upper, known, conditions)
                : HalfLineIntegrals.TryIntegrate(term.Polynomial, term.Exponent, term.Slope, piece.Lower, piece.Upper, known);
            if (part is null)
            {
                return null;
            }

            parts.Add(part);
        }

        // Where a factor that must be positive is not, the expectation does not exist.
        return Conditions.Guard(f.Add(parts), conditions);
    }

    /// <summary>Reads an expression as a sum of terms; null where it is none.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="z">The variable.</param>
    private static List<Term>? Terms(Expr expression, Symbol z)
    {
        ExprFactory f = expression.Factory;
        if (Polynomials.TryCoefficients(expression, z, MaximumDegree) is { } polynomial)
        {
            return [new(polynomial, [f.Zero])];
        }

        switch (expression)
        {
            case Sum sum:
                return Merge(sum.Children.Select(t => Terms(t, z)));
            case Product product:
                return product.Children.Select(t => Terms(t, z)).Aggregate(Multiply);
            case Power { Exponent: Number { Value: { IsInteger: true, Sign: > 0 } e } } power when e.Numerator <= 8:
                return Enumerable.Repeat(Terms(power.Base, z), (int)e.Numerator).Aggregate(Multiply);
            case Call { Function: BuiltInFunction { IntegrandForm.Primitive: GaussianPrimitive.Exponential } } call:
                return Polynomials.TryCoefficients(call.Children[0], z, 2) is { } exponent ? [new([f.One], exponent)] : null;
            case Call { Function: BuiltInFunction { IntegrandForm.Primitive: GaussianPrimitive.NormalDistribution } } call:
                return Slope(call.Children[0], z) is { } slope ? [new([f.One], [f.Zero], slope)] : null;
            case Call { Function: BuiltInFunction { IntegrandForm.Equivalent: { } equivalent } } call:
                return Terms(equivalent(f, call.Children), z);
            default:
                return null;
        }
    }

    /// <summary>The factor of an argument proportional to the variable.</summary>
    private static Expr? Slope(Expr argument, Symbol z) =>
        Polynomials.TryCoefficients(argument, z, 1) is { } line && line[0].IsZero ? (line.Count > 1 ? line[1] : argument.Factory.Zero) : null;

    private static List<Term>? Merge(IEnumerable<List<Term>?> parts)
    {
        var merged = new List<Term>();
        foreach (List<Term>? part in parts)
        {
            if (part is null)
            {
                return null;
            }

            foreach (Term term in part)
            {
                int same = merged.FindIndex(t => t.Exponent.SequenceEqual(term.Exponent) && ReferenceEquals(t.Slope, term.Slope));
                if (same < 0)
                {
                    merged.Add(term);
                }
                else
                {
                    merged[same] = term with { Polynomial = Polynomials.Add(merged[same].Polynomial, term.Polynomial) };
                }
            }
        }

        return merged;
    }

    private static List<Term>? Multiply(List<Term>? a, List<Term>? b) =>
        a is null || b is null || a.Count * b.Count > 64 || (a.Any(s => s.Slope is not null) && b.Any(t => t.Slope is not null))
            ? null
            : Merge(a.Select(s => b
                .Select(t => new Term(Polynomials.Multiply(s.Polynomial, t.Polynomial), Polynomials.Add(s.Exponent, t.Exponent), s.Slope ?? t.Slope))
                .ToList()));

    /// <summary>
    /// The integral of p(z) exp(A z^2 + B z + C) phi(z) from a to b. With D = 1 - 2A and mean m = B/D it is
    /// exp(C + B^2/(2D)) D^(-1/2) sum_n p_n M_n, where M_n are the moments of a normal of mean m and variance 1/D cut to (a, b):
    /// M_0 = Phi(beta) - Phi(alpha),  M_n = m M_(n-1) + ((n-1)/D) M_(n-2) + D^(-1/2) (a^(n-1) phi(alpha) - b^(n-1) phi(beta)).
    /// Where the sign of D is not known, it joins the conditions under which the form holds.
    /// </summary>
    private static Expr? Integrate(Term term, Expr? a, Expr? b, Facts facts, List<Expr> conditions)
    {
        ExprFactory f = term.Polynomial[0].Factory;
        if (term.Exponent.Count > 3 || term.Polynomial.Count > MaximumDegree + 1)
        {
            return null;
        }

        Expr quadratic = term.Exponent.Count > 2 ? term.Exponent[2] : f.Zero;
        Expr linear = term.Exponent.Count > 1 ? term.Exponent[1] : f.Zero;
        // Term by term, so that numbers meet the 1.
        Expr d = quadratic is Sum ? f.Add(quadratic.Children.Select(t => -2 * t).Prepend(f.One)) : f.One - (2 * quadratic);
        if (!facts.IsPositive(d))
        {
            if (Diverges(facts.SignOf(d), facts.SignOf(linear), a is null, b is null))
            {
                throw new DivergentExpectationException(d);
            }

            if (facts.SignOf(d) != Sign.Unknown || (a is not null && b is not null))
            {
                return null;
            }

            conditions.Add(d);
        }

        Expr root = f.Sqrt(d);
        Expr mean = linear / d;
        Expr? alpha = a is null ? null : root * (a - mean);
        Expr? beta = b is null ? null : root * (b - mean);

        Expr exponent = Exponent(term.Exponent[0], linear, quadratic, d);

        // exp(C + B z - D z^2/2), the integrand at an end but for the polynomial and sqrt(2 pi), taken in where its factors may overflow or underflow.
        bool isJoined = (a is null) != (b is null) && !facts.IsPositive(f.One - exponent) && !Traversal.Nodes(exponent).OfType<Symbol>().Any(IsVariable);
        Expr AtEnd(Expr end) => term.Exponent[0] + (linear * end) - (d * end * end / 2);
        Expr Edge(Expr? end, Expr? scaled, int n) => end is null || scaled is null
            ? f.Zero
            : f.Power(end, f.Number(n - 1)) * (isJoined ? f.Call(Exponentials.Exp, AtEnd(end)) / f.Sqrt(2 * f.Pi) : f.Call(Normal.Density, scaled));
        Expr JoinedMass(Expr end, Expr inside) => facts.IsPositive(inside)
            ? f.Call(Exponentials.Exp, exponent) * f.Call(Normal.Distribution, inside)
            : f.Call(Normal.ScaledDistribution, AtEnd(end), inside);

        var moments = new List<Expr> { isJoined ? JoinedMass((a ?? b)!, beta ?? -alpha!) : Mass(f, alpha, beta) };
        for (int n = 1; n < term.Polynomial.Count; n++)
        {
            Expr moment = (mean * moments[n - 1]) + ((Edge(a, alpha, n) - Edge(b, beta, n)) / root);
            moments.Add(n < 2 ? moment : moment + ((n - 1) * moments[n - 2] / d));
        }

        Expr sum = f.Add(term.Polynomial.Select((p, n) => p * moments[n]));
        return (isJoined ? sum : f.Call(Exponentials.Exp, exponent) * sum) / root;
    }

    /// <summary>Whether a symbol takes many values at once, so that further integrals or grids see what it is in.</summary>
    private static bool IsVariable(Symbol symbol) => symbol.Role is SymbolRole.Bound or SymbolRole.Parameter or SymbolRole.Auxiliary or SymbolRole.Coordinate;

    /// <summary>Whether exp(-D z^2/2 + B z) does not vanish at an infinite end; where D may be 0, B decides.</summary>
    private static bool Diverges(Sign d, Sign b, bool isLeftInfinite, bool isRightInfinite) => d switch
    {
        Sign.Negative => isLeftInfinite || isRightInfinite,
        Sign.Zero or Sign.NonPositive => (isLeftInfinite && isRightInfinite)
            || (isLeftInfinite && b is Sign.Zero or Sign.NonPositive or Sign.Negative)
            || (isRightInfinite && b is Sign.Zero or Sign.NonNegative or Sign.Positive),
        _ => false,
    };

    /// <summary>
    /// C + B^2/(2D). Where A z^2 + B z + C is a perfect square its value is B^2/(4AD), which has no cancellation.
    /// </summary>
    private static Expr Exponent(Expr constant, Expr linear, Expr quadratic, Expr d)
    {
        if (linear.IsZero)
        {
            return constant;
        }

        if (!quadratic.IsZero && (constant - (linear * linear / (4 * quadratic))).IsZero)
        {
            return constant / d;
        }

        return constant + (linear * linear / (2 * d));
    }

    private static Expr Mass(ExprFactory f, Expr? alpha, Expr? beta) => (alpha, beta) switch
    {
        (null, null) => f.One,
        (null, { } upper) => f.Call(Normal.Distribution, upper),
        ({ } lower, null) => f.Call(Normal.Distribution, -lower),
        ({ } lower, { } upper) => f.Call(Normal.Between, lower, upper),
    };

    /// <summary>p(z) exp(q(z)), times Phi(s z) where there is a slope; polynomials as coefficients of 1, z, z^2, ...</summary>
    private sealed record Term(IReadOnlyList<Expr> Polynomial, IReadOnlyList<Expr> Exponent, Expr? Slope = null);
}

/// <summary>An expectation does not exist.</summary>
public sealed class DivergentExpectationException : Exception
{
    /// <summary>Names the factor that should be positive.</summary>
    public DivergentExpectationException(Expr factor) : base($"{factor} is not positive")
    {
    }

    /// <summary>Says why.</summary>
    public DivergentExpectationException(string message) : base(message)
    {
    }

    /// <summary>Says why.</summary>
    public DivergentExpectationException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Says nothing.</summary>
    public DivergentExpectationException()
    {
    }
}
