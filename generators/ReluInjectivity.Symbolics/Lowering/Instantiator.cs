using System.Globalization;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Relations;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>Turns a bound model into the system of one level and goal: indices unrolled, definitions put in place of their names.</summary>
public sealed partial class Instantiator
{
    private readonly BoundModel _model;
    private readonly EquationSystem _system;
    private readonly List<Diagnostic> _problems;
    private readonly Dictionary<string, int> _family = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LetInstance> _lets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expr> _quantities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DefinedFunction> _functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inProgress = new(StringComparer.Ordinal);
    private bool _hasProblem;

    private Instantiator(BoundModel model, FamilyMember member, List<Diagnostic> problems)
    {
        _model = model;
        _problems = problems;
        _system = new EquationSystem { Model = model.Header.Name, Level = member.Level, Depth = member.Depth };
        if (member.Level is { } level)
        {
            _family.Add(model.Level!.Range.Index, level);
        }

        if (member.Depth is { } depth)
        {
            _family.Add(model.Depth!.Range.Index, depth);
        }
    }

    private ExprFactory Factory => _system.Factory;

    /// <summary>The systems the model declares: every level at every depth, depths ascending; one for a model without either.</summary>
    public static IReadOnlyList<FamilyMember> Members(BoundModel model, ICollection<Diagnostic> problems)
    {
        int?[] Indices(SyntaxNode? statement, RangeSyntax? range)
        {
            if (statement is null || range is null)
            {
                return [null];
            }

            var none = new Dictionary<string, int>(StringComparer.Ordinal);
            if (!TryIndex(range.From, none, out int from, out _) || !TryIndex(range.To, none, out int to, out _) || from > to || to > 1000)
            {
                problems.Add(new(DiagnosticKind.EmptyLevelRange, statement.Id, null, range.Index, "write an ascending range of whole numbers such as 1..4"));
                return [];
            }

            return [.. Enumerable.Range(from, to - from + 1).Select(l => (int?)l)];
        }

        int?[] levels = Indices(model.Level, model.Level?.Range);
        return [.. Indices(model.Depth, model.Depth?.Range).SelectMany(depth => levels.Select(level => new FamilyMember(level, depth)))];
    }

    /// <summary>Builds one system.</summary>
    /// <returns>The system; null where there were errors, which are added to <paramref name="problems"/>.</returns>
    public static EquationSystem? Instantiate(BoundModel model, FamilyMember member, List<Diagnostic> problems)
    {
        var instantiator = new Instantiator(model, member, problems);
        DerivedRelations? relations = DeriveRelations(model, member, problems);
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
            foreach (int? index in Indices(given.Range))
            {
                Given instance = Instantiate(given, index);
                _system.Givens.Add(instance);
                _quantities[instance.Name] = instance.Symbol;
            }
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

        var context = new Context(_family, []);
        foreach (GoalSyntax goal in _model.Goals)
        {
            AddGoal(goal, context);
        }

        foreach (OutputSyntax output in _model.Outputs)
        {
            Expr expression = output.Value is { } e ? Evaluate(e, context) : Quantity(output, output.Name, null);
            _system.Outputs.Add(new(output.Name, expression, output.Text));
        }

        foreach (OutcomeSyntax outcome in _model.Outcomes)
        {
            foreach (int? index in Indices(outcome.Range))
            {
                _system.Outcomes.Add(new(outcome.Text, Margin(outcome.Condition, new Context(WithIndex(_family, outcome.Range?.Index, index), []))));
            }
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
            Given instance = Instantiate(given, null);
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
                string name = equation.Label ?? "equation " + number.ToString(CultureInfo.InvariantCulture);
                foreach (int? index in Indices(equation.Range))
                {
                    Context at = index is { } i ? inner.WithIndex(equation.Range!.Index, i) : inner;
                    Expr left = Evaluate(equation.Left, at);
                    Expr right = Evaluate(equation.Right, at);
                    goal.Residuals.Add(new(Key(name, index), left, right, left - right));
                }
            }
        }

        _system.Goals.Add(goal);
    }

    private void CheckBalance(GoalSyntax syntax, SystemGoal goal)
    {
        if (goal.Kind == GoalKind.Solve && goal.Residuals.Count != _system.Unknowns.Count)
        {
            string names = string.Join(", ", _system.Unknowns.Select(u => u.Name));
            Report(DiagnosticKind.Imbalance, syntax, goal.Name,
                $"{goal.Residuals.Count} equations for {_system.Unknowns.Count} unknowns ({names}){AtLevel()}; state as many equations as unknowns");
            return;
        }

        if (goal.Kind != GoalKind.Solve && (_system.Unknowns.Count == 0 || _model.Equations.Count > 0 && _model.Goals.All(g => g.Kind != GoalKind.Solve)))
        {
            Report(DiagnosticKind.Imbalance, syntax, goal.Name,
                _system.Unknowns.Count == 0 ? $"there is nothing to vary{AtLevel()}; declare an unknown" : "equations belong to a 'solve' goal");
            return;
        }

        // After an error an expression may lack what it should depend on.
        if (_hasProblem)
        {
            return;
        }

        HashSet<Expr> reached = Traversal.Reached(goal.Kind == GoalKind.Solve ? goal.Residuals.Select(r => r.Expression) : [goal.Value]);
        foreach (Unknown unknown in _system.Unknowns.Where(u => !reached.Contains(u.Symbol)))
        {
            UnknownSyntax declared = _model.Unknowns.First(u => string.Equals(u.Name, unknown.Family, StringComparison.Ordinal));
            Report(DiagnosticKind.Imbalance, declared, unknown.Name, $"the goal '{goal.Name}' does not depend on it{AtLevel()}; remove it or use it");
        }
    }

    private Given Instantiate(GivenSyntax given, int? index)
    {
        (Expr? lower, Expr? upper) = Interval(given.Interval);
        Expr value = Evaluate(given.Default, new Context(WithIndex(_family, given.Index, index), []));
        double low = Constant(given.Interval?.Lower, lower, double.NegativeInfinity);
        double high = Constant(given.Interval?.Upper, upper, double.PositiveInfinity);
        double number = Constant(given.Default, value, double.NaN);
        if (number <= low || number >= high)
        {
            Report(DiagnosticKind.ImpossibleOrdering, given, given.Name, "choose a default inside the interval");
        }

        string name = Key(given.Name, index);
        Symbol symbol = Factory.FreshSymbol(name, SignIn(low, high));
        AssumeInside(symbol, lower, upper);
        return new(symbol, name, number, low, high, given.Text);
    }

    private void AssumeInside(Symbol symbol, Expr? lower, Expr? upper)
    {
        AssumePositive(lower is null ? null : symbol - lower);
        AssumePositive(upper is null ? null : upper - symbol);
    }

    /// <summary>The values of an index variable; a single null where there is no range.</summary>
    private IEnumerable<int?> Indices(RangeSyntax? range) => range is null ? [null] : Range(range, _family).Select(k => (int?)k);

    /// <summary>How far a chain of comparisons is from failing: the least of its differences.</summary>
    private Expr Margin(ConditionSyntax condition, Context context)
    {
        Expr[] operands = [.. condition.Operands.Select(o => Evaluate(o, context))];
        return condition.Operators
            .Select((o, i) => o[0] == '<' ? operands[i + 1] - operands[i] : operands[i] - operands[i + 1])
            .Aggregate((a, b) => Factory.Piecewise(Factory.Compare(a, b, isStrict: false), a, b));
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
        foreach (int? value in Indices(let.Range))
        {
            Dictionary<string, int> indices = WithIndex(_family, let.Range?.Index, value);
            int? index = null;
            if (let.Indices.Count == 1)
            {
                if (!TryIndex(let.Indices[0], indices, out int i, out string why))
                {
                    Report(DiagnosticKind.IndexOutOfRange, let.Indices[0], let.Name, why);
                    continue;
                }

                index = i;
            }
            else if (let.Indices.Count > 1)
            {
                Report(DiagnosticKind.WrongArity, let, let.Name, "a name takes one index");
                continue;
            }

            string key = Key(let.Name, index);
            if (_lets.ContainsKey(key))
            {
                Report(DiagnosticKind.DuplicateName, let, key, $"it is defined twice{AtLevel()}; make the ranges disjoint");
            }
            else
            {
                _lets.Add(key, new(let, index, indices));
            }
        }
    }

    private (Expr? Lower, Expr? Upper) Interval(IntervalSyntax? interval) => Interval(interval, new Context(_family, []));

    private (Expr? Lower, Expr? Upper) Interval(IntervalSyntax? interval, Context context)
    {
        Expr? End(ExpressionSyntax end)
        {
            bool isInfinite = (end is NegateSyntax n ? n.Operand : end) is ReferenceSyntax r && ReferenceEquals(SpecialForms.Find(r.Name), SpecialForms.Infinity);
            return isInfinite ? null : Evaluate(end, context);
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
            Report(DiagnosticKind.NotConstant, node, value.ToString(), "write a number");
        }

        return number;
    }

    private static Sign SignIn(double low, double high) => low >= 0 ? Sign.Positive : high <= 0 ? Sign.Negative : Sign.Unknown;

    private string AtLevel() => _family.Count == 0
        ? string.Empty
        : " at " + string.Join(", ", _family.Select(f => f.Key + " = " + f.Value.ToString(CultureInfo.InvariantCulture)));

    private void Report(DiagnosticKind kind, SyntaxNode node, string subject, string hint)
    {
        _hasProblem = true;
        if (!_problems.Any(p => p.Kind == kind && p.Node == node.Id))
        {
            _problems.Add(new(kind, node.Id, null, subject, hint));
        }
    }
}
