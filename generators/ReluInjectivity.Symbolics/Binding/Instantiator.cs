using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Relations;

namespace ReluInjectivity.Symbolics.Binding;

/// <summary>Turns a bound model into the system of one level and goal: indices unrolled, definitions put in place of their names.</summary>
public sealed partial class Instantiator
{
    private readonly BoundModel _model;
    private readonly EquationSystem _system;
    private readonly List<Problem> _problems;
    private readonly Dictionary<string, int> _level = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LetInstance> _lets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expr> _quantities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DefinedFunction> _functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inProgress = new(StringComparer.Ordinal);
    private bool _hasProblem;

    private Instantiator(BoundModel model, int? level, List<Problem> problems)
    {
        _model = model;
        _problems = problems;
        _system = new EquationSystem { Model = model.Header.Name, Level = level };
        if (level is { } value)
        {
            _level.Add(model.Level!.Range.Index, value);
        }
    }

    private ExprFactory Factory => _system.Factory;

    /// <summary>The levels the model declares; a single null for a model without.</summary>
    public static IReadOnlyList<int?> Levels(BoundModel model, ICollection<Problem> problems)
    {
        if (model.Level is not { } level)
        {
            return [null];
        }

        var none = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!TryIndex(level.Range.From, none, out int from, out _) || !TryIndex(level.Range.To, none, out int to, out _) || from > to || to > 1000)
        {
            problems.Add(new(ProblemKind.EmptyLevelRange, level.Id, null, level.Range.Index, "write an ascending range of whole numbers such as 1..4"));
            return [];
        }

        return [.. Enumerable.Range(from, to - from + 1).Select(l => (int?)l)];
    }

    /// <summary>Builds the system of one level.</summary>
    /// <returns>The system; null where there were errors, which are added to <paramref name="problems"/>.</returns>
    public static EquationSystem? Instantiate(BoundModel model, int? level, List<Problem> problems)
    {
        var instantiator = new Instantiator(model, level, problems);
        DerivedRelations? relations = DeriveRelations(model, level, problems);
        if (relations is null && model.Relations is not null)
        {
            return null;
        }

        instantiator.Build(relations);
        return instantiator._hasProblem ? null : instantiator._system;
    }

    /// <summary>Givens, definitions and unknowns get their names.</summary>
    private void Declare()
    {
        foreach (GivenSyntax given in _model.Givens)
        {
            Given instance = Instantiate(given);
            _system.Givens.Add(instance);
            _quantities[given.Name] = instance.Symbol;
        }

        foreach (LetSyntax let in _model.Lets)
        {
            Unroll(let);
        }

        foreach (UnknownSyntax unknown in _model.Unknowns)
        {
            AddUnknowns(unknown);
        }
    }

    private void Build(DerivedRelations? relations)
    {
        Declare();
        if (relations is not null)
        {
            PutRelations(_model.Relations!, relations);
        }

        var context = new Context(_level, []);
        foreach (GoalSyntax goal in _model.Goals)
        {
            AddGoal(goal, context);
        }

        foreach (OutputSyntax output in _model.Outputs)
        {
            Expr expression = output.Value is { } e ? Evaluate(e, context) : Quantity(output, output.Name, null);
            _system.Outputs.Add(new(output.Name, expression, output.Text));
        }

        (GoalSyntax Syntax, SystemGoal Goal)[] goals = [.. _model.Goals.Zip(_system.Goals, (s, g) => (s, g))];
        LeaveOutUnsolved(relations);
        foreach ((GoalSyntax syntax, SystemGoal goal) in goals.Where(g => _system.Goals.Contains(g.Goal)))
        {
            CheckBalance(syntax, goal);
        }
    }

    /// <summary>A goal's own parameters hide other things of their name in the goal's expression alone.</summary>
    private void AddGoal(GoalSyntax syntax, Context context)
    {
        var goal = new SystemGoal { Kind = syntax.Kind, Name = syntax.Name };
        Context inner = context;
        foreach (GivenSyntax given in syntax.Givens)
        {
            Given instance = Instantiate(given);
            goal.Givens.Add(instance);
            inner = inner.With(given.Name, instance.Symbol);
        }

        goal.Value = syntax.Value is { } value ? Evaluate(value, inner) : Quantity(syntax, syntax.Name, null);
        if (syntax.Kind == GoalKind.Solve)
        {
            int number = 0;
            foreach (EquationSyntax equation in _model.Equations)
            {
                number++;
                Expr left = Evaluate(equation.Left, inner);
                Expr right = Evaluate(equation.Right, inner);
                string label = equation.Label ?? "equation " + number.ToString(CultureInfo.InvariantCulture);
                goal.Residuals.Add(new(label, left, right, left - right));
            }
        }

        _system.Goals.Add(goal);
    }

    private void CheckBalance(GoalSyntax syntax, SystemGoal goal)
    {
        if (goal.Kind == GoalKind.Solve && goal.Residuals.Count != _system.Unknowns.Count)
        {
            string names = string.Join(", ", _system.Unknowns.Select(u => u.Name));
            Report(ProblemKind.Imbalance, syntax, goal.Name,
                $"{goal.Residuals.Count} equations for {_system.Unknowns.Count} unknowns ({names}){AtLevel()}; state as many equations as unknowns");
            return;
        }

        if (goal.Kind != GoalKind.Solve && (_system.Unknowns.Count == 0 || _model.Equations.Count > 0 && _model.Goals.All(g => g.Kind != GoalKind.Solve)))
        {
            Report(ProblemKind.Imbalance, syntax, goal.Name,
                _system.Unknowns.Count == 0 ? $"there is nothing to vary{AtLevel()}; declare an unknown" : "equations belong to a 'solve' goal");
            return;
        }

        // After an error an expression may lack what it should depend on.
        if (_hasProblem)
        {
            return;
        }

        HashSet<Expr> reached = Reached(goal.Kind == GoalKind.Solve ? goal.Residuals.Select(r => r.Expression) : [goal.Value]);
        foreach (Unknown unknown in _system.Unknowns.Where(u => !reached.Contains(u.Symbol)))
        {
            UnknownSyntax declared = _model.Unknowns.First(u => string.Equals(u.Name, unknown.Family, StringComparison.Ordinal));
            Report(ProblemKind.Imbalance, declared, unknown.Name, $"the goal '{goal.Name}' does not depend on it{AtLevel()}; remove it or use it");
        }
    }

    /// <summary>All nodes the roots depend on, through the bodies of the functions they apply.</summary>
    private static HashSet<Expr> Reached(IEnumerable<Expr> roots)
    {
        var reached = new HashSet<Expr>();
        var pending = new Stack<Expr>(roots);
        while (pending.Count > 0)
        {
            Expr next = pending.Pop();
            if (reached.Add(next))
            {
                foreach (Expr child in next is Call { Function: DefinedFunction { Body: not null } f } ? next.Children.Append(f.Body) : next.Children)
                {
                    pending.Push(child);
                }
            }
        }

        return reached;
    }

    private Given Instantiate(GivenSyntax given)
    {
        (Expr? lower, Expr? upper) = Interval(given.Interval);
        Expr value = Evaluate(given.Default, new Context(_level, []));
        double low = Constant(given.Interval?.Lower, lower, double.NegativeInfinity);
        double high = Constant(given.Interval?.Upper, upper, double.PositiveInfinity);
        double number = Constant(given.Default, value, double.NaN);
        if (number <= low || number >= high)
        {
            Report(ProblemKind.ImpossibleOrdering, given, given.Name, "choose a default inside the interval");
        }

        Symbol symbol = Factory.FreshSymbol(given.Name, SignIn(low, high));
        AssumePositive(lower is null ? null : symbol - lower);
        AssumePositive(upper is null ? null : upper - symbol);
        return new(symbol, given.Name, number, low, high, given.Text);
    }

    private void AddUnknowns(UnknownSyntax unknown)
    {
        (Expr? lower, Expr? upper) = Interval(unknown.Interval);
        double low = Constant(unknown.Interval?.Lower, lower, double.NegativeInfinity);
        double high = Constant(unknown.Interval?.Upper, upper, double.PositiveInfinity);
        if (low >= high)
        {
            Report(ProblemKind.ImpossibleOrdering, unknown, unknown.Name, "the interval is empty; its first end must be the smaller");
        }

        IEnumerable<int?> indices = unknown.Range is null ? [null] : Range(unknown.Range, _level).Select(k => (int?)k);
        var family = new List<Symbol>();
        foreach (int? index in indices)
        {
            string key = Key(unknown.Name, index);
            Symbol symbol = Factory.Symbol(key, SignIn(low, high));
            if (_lets.ContainsKey(key))
            {
                Report(ProblemKind.DuplicateName, unknown, key, "a 'let' fixes it already; take one of the two away");
            }

            _quantities[key] = symbol;
            family.Add(symbol);
            _system.Unknowns.Add(new(symbol, key, unknown.Name, index, lower, upper, unknown.Ordering, unknown.Text));
        }

        foreach (Symbol symbol in family)
        {
            AssumePositive(lower is null ? null : symbol - lower);
            AssumePositive(upper is null ? null : upper - symbol);
        }

        if (unknown.Ordering != Ordering.None)
        {
            AssumeOrder(unknown, family);
            if (_model.Relations?.Names.Contains(unknown.Name, StringComparer.Ordinal) != true)
            {
                CheckFixedNeighbours(unknown, low, high);
            }
        }
    }

    private void AssumeOrder(UnknownSyntax unknown, List<Symbol> family)
    {
        for (int i = 0; i < family.Count; i++)
        {
            for (int j = i + 1; j < family.Count; j++)
            {
                AssumePositive(unknown.Ordering == Ordering.Increasing ? family[j] - family[i] : family[i] - family[j]);
            }
        }
    }

    /// <summary>A <c>let</c> may fix the unknown just before or after its range; the order must leave room up to it.</summary>
    private void CheckFixedNeighbours(UnknownSyntax unknown, double low, double high)
    {
        int[] range = [.. Range(unknown.Range!, _level)];
        foreach ((LetSyntax let, int? index, _) in _lets.Values.Where(l => string.Equals(l.Let.Name, unknown.Name, StringComparison.Ordinal)))
        {
            if (range.Length == 0 || index is not { } k
                || !ConstantEvaluator.TryEvaluate(Evaluate(let.Body, new Context(_level, [])), out double value))
            {
                continue;
            }

            bool isAfter = k > range[range.Length - 1];
            bool isUpperEnd = isAfter == (unknown.Ordering == Ordering.Increasing);
            if (isUpperEnd ? value < high : value > low)
            {
                Report(ProblemKind.ImpossibleOrdering, let, Key(let.Name, index),
                    $"{unknown.Name} is {unknown.Ordering.ToString().ToLowerInvariant()} in an interval that passes this value; end the interval there");
            }
        }
    }

    private void AssumePositive(Expr? expression)
    {
        if (expression is not null and not Number)
        {
            Factory.AssumePositive(expression);
        }
    }

    private void Unroll(LetSyntax let)
    {
        IEnumerable<int?> values = let.Range is null ? [null] : Range(let.Range, _level).Select(k => (int?)k);
        foreach (int? value in values)
        {
            Dictionary<string, int> indices = WithIndex(_level, let.Range?.Index, value);
            int? index = null;
            if (let.Indices.Count == 1)
            {
                if (!TryIndex(let.Indices[0], indices, out int i, out string why))
                {
                    Report(ProblemKind.IndexOutOfRange, let.Indices[0], let.Name, why);
                    continue;
                }

                index = i;
            }
            else if (let.Indices.Count > 1)
            {
                Report(ProblemKind.WrongArity, let, let.Name, "a name takes one index");
                continue;
            }

            string key = Key(let.Name, index);
            if (_lets.ContainsKey(key))
            {
                Report(ProblemKind.DuplicateName, let, key, $"it is defined twice{AtLevel()}; make the ranges disjoint");
            }
            else
            {
                _lets.Add(key, new(let, index, indices));
            }
        }
    }

    private (Expr? Lower, Expr? Upper) Interval(IntervalSyntax? interval)
    {
        Expr? End(ExpressionSyntax end)
        {
            bool isInfinite = (end is NegateSyntax n ? n.Operand : end) is ReferenceSyntax { Name: "inf" };
            return isInfinite ? null : Evaluate(end, new Context(_level, []));
        }

        return interval is null ? (null, null) : (End(interval.Lower), End(interval.Upper));
    }

    private double Constant(SyntaxNode? node, Expr? value, double otherwise)
    {
        if (value is null || node is null)
        {
            return otherwise;
        }

        if (!ConstantEvaluator.TryEvaluate(value, out double number))
        {
            Report(ProblemKind.NotConstant, node, value.ToString(), "write a number");
        }

        return number;
    }

    private static Sign SignIn(double low, double high) => low >= 0 ? Sign.Positive : high <= 0 ? Sign.Negative : Sign.Unknown;

    private string AtLevel() => _system.Level is { } level
        ? " at " + _model.Level!.Range.Index + " = " + level.ToString(CultureInfo.InvariantCulture)
        : string.Empty;

    private void Report(ProblemKind kind, SyntaxNode node, string subject, string hint)
    {
        _hasProblem = true;
        if (!_problems.Any(p => p.Kind == kind && p.Node == node.Id))
        {
            _problems.Add(new(kind, node.Id, null, subject, hint));
        }
    }
}
