using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>What lowering a flat model gives.</summary>
/// <param name="System">The system; null where there were errors.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record LowerResult(EquationSystem? System, EquatableArray<Diagnostic> Diagnostics);

/// <summary>Turns a flat model into expressions: definitions stand in the place of their names, intervals and orders become facts.</summary>
public sealed partial class Lower
{
    private readonly FlatModel _model;
    private readonly ExprFactory _factory = new();
    private readonly Reporter _reporter;
    private readonly ExpressionLowering _expressions;
    private readonly List<Unknown> _unknowns = [];
    private readonly List<Unknown> _targets = [];
    private readonly Dictionary<Symbol, Expr> _targetDefinitions = [];
    private readonly List<Given> _givens = [];
    private readonly List<Definition> _definitions = [];

    private Lower(FlatModel model)
    {
        _model = model;
        _reporter = new Reporter(model.Member);
        _expressions = new ExpressionLowering(_factory, _reporter);
    }

    /// <summary>Lowers one member of a family.</summary>
    public static LowerResult Run(FlatModel model)
    {
        var pass = new Lower(model);
        EquationSystem? system = pass.Build();
        return new(system, pass._reporter.Diagnostics.ToEquatableArray());
    }

    private EquationSystem? Build()
    {
        foreach (FlatGiven given in _model.Givens)
        {
            _givens.Add(Declare(given, string.Empty));
        }

        foreach (IGrouping<string, FlatUnknown> family in _model.Unknowns.GroupBy(u => u.Name.Family, StringComparer.Ordinal))
        {
            Declare([.. family]);
        }

        foreach (FlatDefinition fixedTarget in _model.Definitions.Where(d => IsTarget(d.Name.Stem)))
        {
            DeclareTarget(fixedTarget);
        }

        foreach (FlatDefinition definition in _model.Definitions.Where(d => d.IsUsed || IsTarget(d.Name.Stem)))
        {
            Placed.Of(definition.Id, () => Define(definition));
        }

        foreach (IGrouping<string, FlatUnknown> family in _model.Unknowns.GroupBy(u => u.Name.Family, StringComparer.Ordinal).Where(g => !IsTarget(g.First().Name.Stem)))
        {
            CheckFixedNeighbours([.. family]);
        }

        foreach (FlatOutcome requirement in _model.Outcomes.Where(static o => o.Text is null))
        {
            _expressions.Assume(Placed.Of(requirement.Id, () => _expressions.Differences(requirement.Condition, isStrict: true)));
        }

        SystemGoal[] goals = [.. _model.Goals.Select(g => Placed.Of(g.Id, () => Goal(g)))];
        Output[] outputs = [.. _model.Outputs.Select(o => Placed.Of(o.Id, () => Output(o)))];
        Outcome[] outcomes = [.. _model.Outcomes.Select(o => Placed.Of(o.Id, () => Outcome(o)))];
        RelationTargets? targets = _model.Relations is { } relations ? Placed.Of(relations.Id, () => Targets(relations)) : null;
        ReferenceValue[] references = [.. _model.Expectations.Select(e => Placed.Of(e.Id, () => Reference(e)))];
        Facts facts = MonotoneDifferences.AddTo(_expressions.Facts, goals.SelectMany(static g => g.Residuals.Select(static r => r.Expression).Append(g.Value)).Concat(outputs.Select(static o => o.Expression)));
        var system = new EquationSystem(
            _factory, _model.Header.Name, _model.Member, facts, _unknowns.ToEquatableArray(), _givens.ToEquatableArray(), _definitions.ToEquatableArray(),
            goals.ToEquatableArray(), outputs.ToEquatableArray(), outcomes.ToEquatableArray(), references.ToEquatableArray(), targets, null,
            EquatableMap.Of(_expressions.Origins));
        return _reporter.HasError ? null : system;
    }

    private bool IsTarget(string family) => _model.Relations?.Names.Contains(family, StringComparer.Ordinal) == true;

    private Given Declare(FlatGiven given, string owner)
    {
        Interval interval = IntervalOf(given.Interval);
        double number = Number(given.Default, double.NaN);
        if (number <= interval.Low || number >= interval.High)
        {
            _reporter.Report(DiagnosticKind.ImpossibleOrdering, given.Id, given.Name.Stem, "choose a default inside the interval");
        }

        Symbol symbol = _factory.Symbol(new SymbolIdentity(SymbolRole.Input, given.Name, owner, 0, interval.Sign, null));
        _expressions.Assume(interval.Facts(symbol));
        if (owner.Length == 0)
        {
            _expressions.Define(given.Name, symbol);
        }

        return new(symbol, number, interval.Low, interval.High, given.Text);
    }

    /// <summary>The members of one declared unknown.</summary>
    private void Declare(FlatUnknown[] family)
    {
        FlatUnknown first = family[0];
        Interval interval = IntervalOf(first.Interval);
        if (interval.Low >= interval.High)
        {
            _reporter.Report(DiagnosticKind.ImpossibleOrdering, first.Id, first.Name.Stem, "the interval is empty; its first end must be the smaller");
        }

        var symbols = new List<Symbol>();
        foreach (FlatUnknown unknown in family)
        {
            Symbol symbol = _factory.Symbol(new SymbolIdentity(SymbolRole.Input, unknown.Name, string.Empty, 0, interval.Sign, null));
            double? start = null;
            if (unknown.Start is { } syntax)
            {
                start = Number(syntax, double.NaN);
                if (start <= interval.Low || start >= interval.High)
                {
                    _reporter.Report(DiagnosticKind.ImpossibleOrdering, unknown.Id, unknown.Name.Stem, "choose a start inside the interval");
                }
            }

            symbols.Add(symbol);
            _expressions.Define(unknown.Name, symbol);
            _expressions.Assume(interval.Facts(symbol));
            var declared = new Unknown(symbol, unknown.Id, interval.Lower, interval.Upper, unknown.Ordering, unknown.Text, start);
            _unknowns.Add(declared);
            if (IsTarget(unknown.Name.Stem))
            {
                _targets.Add(declared);
            }
        }

        if (first.Ordering != Ordering.None)
        {
            CheckStarts(family, [.. _unknowns.Skip(_unknowns.Count - family.Length).Select(static u => u.Start)]);
            _expressions.Assume(symbols.SelectMany((a, i) => symbols.Skip(i + 1).Select(b => first.Ordering == Ordering.Increasing ? b - a : a - b)));
        }
    }

    /// <summary>Starts of an ordered family are not in the opposite order, as far as neighbours have some; equal ones are spread.</summary>
    private void CheckStarts(FlatUnknown[] family, double?[] starts)
    {
        for (int i = 1; i < family.Length; i++)
        {
            if (family[i].Ordering == Ordering.Increasing ? starts[i] < starts[i - 1] : starts[i] > starts[i - 1])
            {
                _reporter.Report(DiagnosticKind.ImpossibleOrdering, family[i].Id, family[i].Name.Stem, $"choose starts that are {family[i].Ordering.ToString().ToLowerInvariant()}, as it is declared");
            }
        }
    }

    private void Define(FlatDefinition definition)
    {
        string written = FlatPrinter.Formula(definition);
        if (IsTarget(definition.Name.Stem))
        {
            var symbol = (Symbol)_expressions.Quantity(definition.Name)!;
            _targetDefinitions[symbol] = _expressions.Lower(definition.Body);
        }
        else if (definition.Parameters is { } parameters)
        {
            VariableScope? scope = null;
            var symbols = new List<Symbol>();
            foreach (ParameterSyntax parameter in parameters)
            {
                Interval interval = IntervalOf(parameter.Interval);
                Symbol symbol = _factory.Symbol(new SymbolIdentity(
                    SymbolRole.Parameter, new IndexedName(parameter.Name), definition.Name.ToString(), 0, interval.Sign, null));
                _expressions.Assume(interval.Facts(symbol));
                scope = new VariableScope(parameter.Name, symbol, scope);
                symbols.Add(symbol);
            }

            (Expr body, FunctionNeeds needs) = _expressions.LowerBody(definition.Body, scope, symbols);
            var function = new DefinedFunction(definition.Name, symbols.ToEquatableArray(), body, parameters.All(p => p.Interval is not null));
            Work.Applications(function);
            _expressions.Define(function, needs, _expressions.Binders(definition.Body));
            _definitions.Add(new(definition.Id, definition.Name, function, function.Body, written));
        }
        else
        {
            (Expr lowered, Needs needs) = _expressions.LowerWhole(definition.Body);
            Expr value = _factory.Keep(lowered);
            _expressions.Define(definition.Name, value, needs, _expressions.Binders(definition.Body));
            _definitions.Add(new(definition.Id, definition.Name, null, value, written));
        }
    }

    /// <summary>A goal's own parameters hide other things of their name in the goal's expressions alone.</summary>
    private SystemGoal Goal(FlatGoal syntax)
    {
        Given[] own = [.. syntax.Givens.Select(g => Declare(g, syntax.Name))];
        VariableScope? scope = own.Aggregate((VariableScope?)null, (s, g) => new VariableScope(g.Name.Stem, g.Symbol, s));
        (Expr value, Needs needs) = _expressions.LowerWhole(syntax.Value, scope);
        Residual[] residuals = [.. syntax.Equations.Select(e => Placed.Of(e.Id, () => Residual(e, scope)))];
        var goal = new SystemGoal(syntax.Id, syntax.Kind, syntax.Name, value, residuals.ToEquatableArray(), own.ToEquatableArray(), Asked(needs));
        if (_model.Relations is null)
        {
            Balance.Check(goal, _unknowns, _reporter);
            CheckBounded(goal);
        }

        return goal;
    }

    private Residual Residual(FlatEquation equation, VariableScope? scope)
    {
        (Expr left, Needs ofLeft) = _expressions.LowerWhole(equation.Left, scope);
        (Expr right, Needs ofRight) = _expressions.LowerWhole(equation.Right, scope);
        ofLeft.Include(ofRight);
        return new(equation.Id, equation.Label.ToString(), left - right, FlatPrinter.Formula(equation), Asked(ofLeft));
    }

    private Output Output(FlatOutput output)
    {
        (Expr value, Needs needs) = _expressions.LowerWhole(output.Value);
        return new(output.Id, output.Name, value, output.Text, Asked(needs));
    }

    /// <summary>A requirement is an outcome where it fails.</summary>
    private Outcome Outcome(FlatOutcome outcome)
    {
        Expr margin = _expressions.Margin(outcome.Condition);
        return outcome.Text is { } text ? new(outcome.Id, text, margin, false) : new(outcome.Id, FlatPrinter.Print(outcome), -margin, true);
    }

    private static EquatableArray<Requirement> Asked(Needs needs) => needs.All().Distinct().ToEquatableArray();

    private ReferenceValue Reference(FlatExpectation expectation)
    {
        ConstantExpr Read(ExpressionSyntax syntax) => new(syntax.Id, _expressions.LowerConstant(syntax), FlatPrinter.Print(syntax));
        return new(
            expectation.Name, Read(expectation.Value), Read(expectation.Tolerance),
            expectation.At.Select(s => new Setting(s.Name, Read(s.Value))).ToEquatableArray(), expectation.Citation);
    }

    private Interval IntervalOf(IntervalSyntax? syntax)
    {
        (Expr? lower, Expr? upper) = _expressions.Ends(syntax, null);
        double low = lower is null ? double.NegativeInfinity : Number(syntax!.Lower, lower);
        double high = upper is null ? double.PositiveInfinity : Number(syntax!.Upper, upper);
        return new(lower, upper, low, high);
    }

    private double Number(ExpressionSyntax syntax, double otherwise) => _reporter.HasError ? otherwise : Number(syntax, _expressions.Lower(syntax));

    private double Number(ExpressionSyntax syntax, Expr value)
    {
        if (!ConstantEvaluator.TryEvaluate(value, out double number))
        {
            _reporter.Report(DiagnosticKind.NotConstant, syntax.Id, FlatPrinter.Print(syntax), "write a number");
        }

        return number;
    }

    /// <summary>An open interval.</summary>
    private sealed record Interval(Expr? Lower, Expr? Upper, double Low, double High)
    {
        public Sign Sign => Low >= 0 ? Sign.Positive : High <= 0 ? Sign.Negative : Sign.Unknown;

        /// <summary>What is positive of a symbol inside.</summary>
        public IEnumerable<Expr> Facts(Symbol symbol)
        {
            if (Lower is not null)
            {
                yield return symbol - Lower;
            }

            if (Upper is not null)
            {
                yield return Upper - symbol;
            }
        }
    }
}
