using System.Globalization;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Relations;

/// <summary>
/// Solves a <see cref="RelationSystem"/> one target after the other. Every step either sets a target aside, expressed by other targets,
/// or solves one for good; so there are at most twice as many steps as targets, and no step is ever taken back.
/// <list type="number">
/// <item>A definition sets aside the target it holds linearly with a coefficient free of targets; of several the one that fewest definitions hold.</item>
/// <item>Factors known to be positive are divided out of every equation, now and after every step.</item>
/// <item>The equation with the fewest targets left, those set aside put in place, is taken. With one target left, which it holds linearly or
/// in one power only, it solves it; otherwise it sets one aside that it holds linearly.</item>
/// <item>An equation used removes itself from all others: through a given quantity that it holds linearly with a constant coefficient (which
/// keeps roots and denominators out), else through the target.</item>
/// </list>
/// </summary>
public sealed partial class Elimination
{
    /// <summary>An equation that grows beyond this many terms is given up.</summary>
    private const int LargestEquation = 4000;

    private const string LeftOver = "is left over: it restricts the given quantities; vary in as many unknowns as are to be expressed";

    private readonly RelationSystem _system;
    private readonly Polynomial?[] _equations;
    private readonly List<Polynomial> _basis = [];
    private readonly List<Solution> _solutions = [];
    private readonly Dictionary<int, Aside> _aside = [];
    private readonly HashSet<int> _unsolved;
    private List<Polynomial> _nonzero = [];

    private Elimination(RelationSystem system)
    {
        _system = system;
        _unsolved = [.. Enumerable.Range(0, system.TargetCount)];
        KeepNonzero(system.Positive);
        _equations = [.. system.Equations.Select(e => e.Numerator is null ? null : Clean(e.Numerator))];
    }

    /// <summary>Solves the system.</summary>
    /// <returns>The targets solved, each in terms of given quantities and targets before it; and what stopped it, or null.</returns>
    public static (IReadOnlyList<Solution> Solutions, string? Failure) Solve(RelationSystem system)
    {
        var elimination = new Elimination(system);
        string? failure = elimination.Run();
        return (elimination._solutions, failure);
    }

    private string? Run()
    {
        foreach (AlgebraicEquation definition in _system.Definitions)
        {
            if (definition.Numerator is not { } numerator)
            {
                return $"{definition.Label}: {definition.Obstacle}";
            }

            if (!TrySetAside(Expand(numerator), definition.Label, Unsolved(numerator).OrderBy(Definitions)))
            {
                return $"{definition.Label} holds none of {Names(Unsolved(numerator))} linearly with a coefficient free of them";
            }
        }

        while (_unsolved.Count > 0)
        {
            if (Step() is { } failure)
            {
                return failure;
            }
        }

        for (int i = 0; i < _equations.Length; i++)
        {
            if (_equations[i] is { IsZero: false })
            {
                return $"{_system.Equations[i].Label} {LeftOver}";
            }
        }

        return null;
    }

    /// <summary>Takes the simplest equation that can be used; says what is wrong where there is none.</summary>
    private string? Step()
    {
        string? failure = null;
        IOrderedEnumerable<int> order = Enumerable.Range(0, _equations.Length).Where(i => _equations[i] is { IsZero: false }).OrderBy(i => Closure(_equations[i]!).Count);
        foreach (int i in order)
        {
            string label = _system.Equations[i].Label;
            Polynomial equation = Expand(_equations[i]!);
            int[] left = [.. Unsolved(equation)];
            string? why = null;
            if (equation.Terms.Count > LargestEquation)
            {
                why = "grows too large";
            }
            else if (left.Length == 0)
            {
                if (equation.IsZero)
                {
                    _equations[i] = null;
                    return null;
                }

                why = equation.IsConstant ? "cannot hold" : LeftOver;
            }
            else if (left.Length == 1 ? TrySolve(left[0], equation, label, out why) : TrySetAside(equation, label, left))
            {
                _equations[i] = null;
                SolveAside();
                return null;
            }
            else
            {
                why ??= $"holds {Names(left)}, none of them linearly with a coefficient free of the others";
            }

            failure ??= $"{label} {why}";
        }

        return failure ?? $"no equation free of expectations is left for {Names(_unsolved.OrderBy(t => t))}" + Obstacles();
    }

    private string Obstacles()
    {
        AlgebraicEquation[] unusable = [.. _system.Equations.Where(e => e.Obstacle is not null)];
        return unusable.Length == 0 ? string.Empty : "; " + string.Join("; ", unusable.Select(e => e.Label + " " + e.Obstacle));
    }

    private bool TrySolve(int target, Polynomial equation, string label, out string? why)
    {
        int degree = equation.Degree(target);
        bool isPure = Enumerable.Range(1, degree - 1).All(e => equation.Coefficient(target, e).IsZero);
        why = null;
        if (!isPure)
        {
            why = string.Format(CultureInfo.InvariantCulture, "is neither linear in {0} nor in one power of it: its degree is {1}", _system.Names[target], degree);
            return false;
        }

        if (degree > 1 && !_system.Positive.Contains(Polynomial.Variable(target)))
        {
            why = string.Format(CultureInfo.InvariantCulture, "determines {1}^{0} but not the sign of {1}; declare it in (0, inf)", degree, _system.Names[target]);
            return false;
        }

        Record(target, -equation.Coefficient(target, 0), equation.Coefficient(target, degree), degree, label);
        _basis.Add(equation.Reduce(_basis).ToMonic());
        Remove(target, equation, degree);
        return true;
    }

    /// <summary>Takes an equation that holds, out of all others.</summary>
    private void Remove(int target, Polynomial equation, int degree)
    {
        int[] givens =
        [
            .. equation.Variables.Where(v => v >= _system.TargetCount && equation.Degree(v) == 1 && equation.Coefficient(v, 1).IsConstant),
        ];
        if (givens.Length > 0)
        {
            int given = givens[0];
            Replace(given, equation.Coefficient(given, 0) * (-1 / equation.Coefficient(given, 1).Leading.Coefficient), Polynomial.One);
        }
        else if (degree == 1)
        {
            Replace(target, -equation.Coefficient(target, 0), equation.Coefficient(target, 1));
        }
        else
        {
            // t^(n k + j) = (-b/a)^k t^j
            RationalFunction power = RationalFunction.Of(-equation.Coefficient(target, 0), equation.Coefficient(target, degree));
            RationalFunction Lower(Polynomial p) => Enumerable.Range(0, p.Degree(target) + 1).Aggregate(RationalFunction.Zero, (sum, e) =>
                sum + (RationalFunction.Of(p.Coefficient(target, e) * Polynomial.Variable(target).Pow(e % degree), Polynomial.One) * power.Pow(e / degree)));
            Transform(p => Lower(p).Numerator);
            foreach (Aside aside in _aside.Values)
            {
                aside.Value = Lower(aside.Value.Numerator) / Lower(aside.Value.Denominator);
            }
        }
    }

    /// <summary>Expresses one of the candidates by the other targets, where the equation holds it linearly with a coefficient free of targets.</summary>
    private bool TrySetAside(Polynomial equation, string label, IEnumerable<int> candidates)
    {
        foreach (int target in candidates.Where(t => equation.Degree(t) == 1 && !Unsolved(equation.Coefficient(t, 1)).Any()))
        {
            Polynomial top = -equation.Coefficient(target, 0);
            Polynomial bottom = equation.Coefficient(target, 1);
            var value = RationalFunction.Of(top, bottom);
            foreach (Aside other in _aside.Values)
            {
                other.Value = other.Value.Substitute(target, value);
            }

            _aside.Add(target, new(top, bottom, label) { Value = value });
            KeepNonzero(_nonzero);
            return true;
        }

        return false;
    }

    /// <summary>Solves what was set aside as soon as all it is expressed by is solved.</summary>
    private void SolveAside()
    {
        while (_aside.Where(a => !Unsolved(a.Value.Value).Any()).Select(a => (int?)a.Key).OrderBy(t => t).FirstOrDefault() is { } target)
        {
            Aside aside = _aside[target];
            _aside.Remove(target);
            Record(target, aside.Top, aside.Bottom, 1, aside.Label);
            Replace(target, aside.Value.Numerator, aside.Value.Denominator);
        }
    }

    /// <summary>Notes a solution, as short as the equations solved before can make it.</summary>
    private void Record(int target, Polynomial top, Polynomial bottom, int root, string label)
    {
        var value = RationalFunction.Of(top.Reduce(_basis), bottom.Reduce(_basis));
        _solutions.Add(new(target, value.Numerator, value.Denominator, root, label));
        _unsolved.Remove(target);
    }

    private IEnumerable<int> Unsolved(Polynomial polynomial) => polynomial.Variables.Where(_unsolved.Contains);

    private IEnumerable<int> Unsolved(RationalFunction function) => Unsolved(function.Numerator).Union(Unsolved(function.Denominator));

    private HashSet<int> Closure(Polynomial equation) =>
        [.. Unsolved(equation).SelectMany(t => _aside.TryGetValue(t, out Aside? aside) ? Unsolved(aside.Value) : [t])];

    private int Definitions(int target) => _system.Definitions.Count(d => d.Numerator?.Contains(target) == true);

    private string Names(IEnumerable<int> variables) => string.Join(", ", variables.Select(v => _system.Names[v]));
}
