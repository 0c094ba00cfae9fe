using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Relations;

/// <summary>
/// Reads expressions as rational functions of numbered variables. What is not rational but free of the targets becomes a variable of its
/// own; what is not rational in the targets, or holds an expectation, is an obstacle.
/// </summary>
internal sealed class AlgebraReader
{
    private const int MostTerms = 4000;

    private readonly Dictionary<Expr, int> _variables = [];
    private readonly List<Expr> _atoms = [];
    private readonly HashSet<Expr> _targets;
    private readonly Dictionary<Expr, RationalFunction> _done = [];

    /// <summary>Numbers the targets, then the other symbols.</summary>
    public AlgebraReader(IReadOnlyList<Symbol> targets, IEnumerable<Symbol> others)
    {
        _targets = [.. targets];
        foreach (Symbol symbol in targets.Concat(others))
        {
            Add(symbol);
        }
    }

    /// <summary>What each variable stands for.</summary>
    public IReadOnlyList<Expr> Atoms => _atoms;

    /// <summary>The number of a symbol.</summary>
    public int this[Symbol symbol] => _variables[symbol];

    /// <summary>The expression as a rational function; null where <paramref name="obstacle"/> says why it is none.</summary>
    public RationalFunction? TryRead(Expr expression, out string? obstacle)
    {
        obstacle = expression.HasExpectation ? "holds an expectation" : null;
        if (obstacle is not null)
        {
            return null;
        }

        try
        {
            return Read(expression);
        }
        catch (ObstacleException e)
        {
            obstacle = e.Message;
            return null;
        }
        catch (DivideByZeroException)
        {
            obstacle = $"divides by zero in {expression}";
            return null;
        }
    }

    private RationalFunction Read(Expr expression)
    {
        if (_variables.TryGetValue(expression, out int variable))
        {
            return RationalFunction.Variable(variable);
        }

        if (!_done.TryGetValue(expression, out RationalFunction? result))
        {
            result = expression switch
            {
                Number number => RationalFunction.Constant(number.Value),
                Expressions.Sum => Sum(expression.Children.Select(Read)),
                Product => expression.Children.Select(Read).Aggregate(static (a, b) => a * b),
                Power { Exponent: Number { Value: { IsInteger: true } e } } power when e.Numerator <= 64 && e.Numerator >= -64 => Raise(power, (int)e.Numerator),
                Call { Function: DefinedFunction f } call => Read(Inline.At(f, call.Children)),
                _ when Traversal.Nodes(expression).Any(_targets.Contains) => throw new ObstacleException($"is not rational: it holds {expression}"),
                _ => RationalFunction.Variable(Add(expression)),
            };
            _done.Add(expression, result);
        }

        return result;
    }

    /// <summary>An integer power, unless multiplied out it may have more than <see cref="MostTerms"/> terms: C(n + e - 1, e) of n terms.</summary>
    private RationalFunction Raise(Power power, int exponent)
    {
        RationalFunction @base = Read(power.Base);
        int e = Math.Abs(exponent);
        double terms = Math.Max(@base.Numerator.Terms.Count, @base.Denominator.Terms.Count);
        double count = 1;
        for (int i = 1; i <= e && terms > 1; i++)
        {
            count *= (terms - 1 + i) / i;
        }

        return count > MostTerms
            ? throw new ObstacleException(string.Format(System.Globalization.CultureInfo.InvariantCulture, "grows too large: {0} may have more than {1} terms", power, MostTerms))
            : @base.Pow(exponent);
    }

    /// <summary>The sum, over one denominator after the other: what shares one is added first.</summary>
    private static RationalFunction Sum(IEnumerable<RationalFunction> terms) => terms
        .GroupBy(static t => t.Denominator)
        .Select(static g => RationalFunction.Of(g.Select(static t => t.Numerator).Aggregate(static (a, b) => a + b), g.Key))
        .Aggregate(static (a, b) => a + b);

    private int Add(Expr atom)
    {
        _variables.Add(atom, _atoms.Count);
        _atoms.Add(atom);
        return _atoms.Count - 1;
    }

    private sealed class ObstacleException(string message) : Exception(message);
}
