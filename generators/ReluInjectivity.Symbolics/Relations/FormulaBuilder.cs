using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Relations;

/// <summary>Writes polynomials as expressions the way a person would: in factors, the differences of ordered unknowns among them.</summary>
internal sealed class FormulaBuilder
{
    private readonly ExprFactory _factory;
    private readonly Func<int, Expr> _atom;
    private readonly IReadOnlyList<Polynomial> _factors;

    /// <param name="factory">The factory of what is built.</param>
    /// <param name="atom">The expression of a variable.</param>
    /// <param name="factors">Polynomials to be recognised as factors.</param>
    public FormulaBuilder(ExprFactory factory, Func<int, Expr> atom, IEnumerable<Polynomial> factors)
    {
        _factory = factory;
        _atom = atom;
        _factors = [.. factors.Where(static f => f.Terms.Count > 1)];
    }

    /// <summary>The solution as an expression in factors.</summary>
    public Expr Build(Solution solution)
    {
        var factors = new List<Expr>();
        Rational scale = Factors(solution.Numerator, 1, factors) / Factors(solution.Denominator, -1, factors);
        Expr quotient = _factory.Multiply(factors.Prepend(_factory.Number(scale)));
        return solution.Root == 1 ? quotient : _factory.Power(quotient, _factory.Number(new Rational(1, solution.Root)));
    }

    /// <summary>The solution term by term where the numerator is a short sum of targets, else in factors.</summary>
    public Expr BuildExplicit(Solution solution, int targetCount)
    {
        const int ShortSum = 3;
        bool isSplit = solution.Root == 1 && solution.Numerator.Terms.Count is > 1 and <= ShortSum
            && solution.Numerator.Terms.All(t => Enumerable.Range(0, targetCount).Any(v => t.Monomial[v] > 0));
        if (!isSplit)
        {
            return Positive(Build(solution));
        }

        var bottom = new List<Expr>();
        Rational scale = 1 / Factors(solution.Denominator, -1, bottom);
        return _factory.Add(solution.Numerator.Terms.Select(t => Positive(_factory.Multiply([_factory.Number(scale), Term(t), .. bottom]))));
    }

    /// <summary>sqrt(b/a) for 1/sqrt(a/b).</summary>
    private static Expr Positive(Expr expression) => expression.Rewrite(static e => e is Power { Base: Product, Exponent: Number { Value: { Sign: < 0, IsInteger: false } v } } power
        ? e.Factory.Power(e.Factory.Power(power.Base, e.Factory.MinusOne), e.Factory.Number(-v))
        : e);

    /// <summary>Adds a polynomial's factors to a list, each to a power of 1 or -1, and returns the number that stands before them.</summary>
    private Rational Factors(Polynomial polynomial, int power, List<Expr> factors)
    {
        if (polynomial.IsConstant)
        {
            return polynomial.IsZero ? Rational.Zero : polynomial.Leading.Coefficient;
        }

        void Add(Expr factor) => factors.Add(_factory.Power(factor, _factory.Number(power)));
        Monomial monomial = polynomial.MonomialContent();
        polynomial.TryDivide(Polynomial.Of(monomial, 1), out Polynomial rest);
        Add(Term(new(monomial, 1)));
        foreach (Polynomial factor in _factors)
        {
            while (rest.TryDivide(factor, out Polynomial quotient))
            {
                Add(Sum(factor));
                rest = quotient;
            }
        }

        foreach (int variable in rest.Variables)
        {
            Polynomial content = rest.Content(variable);
            if (!content.IsConstant && rest.TryDivide(content, out Polynomial quotient))
            {
                Add(Sum(content));
                rest = quotient;
            }
        }

        if (rest.IsConstant)
        {
            return rest.Leading.Coefficient;
        }

        Add(Sum(rest.ToMonic()));
        return rest.Leading.Coefficient;
    }

    private Expr Sum(Polynomial polynomial) => _factory.Add(polynomial.Terms.Select(Term));

    private Expr Term(Polynomial.Term term) => _factory.Multiply(
        Enumerable.Range(0, term.Monomial.Length).Where(v => term.Monomial[v] > 0)
            .Select(v => _factory.Power(_atom(v), _factory.Number(term.Monomial[v])))
            .Prepend(_factory.Number(term.Coefficient)));
}
