using System.Globalization;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Unrolls the statements of a file for one member, kind by kind; definitions last, when it is known which are needed.</summary>
internal sealed class MemberUnroller
{
    private readonly BoundModel _model;
    private readonly FamilyMember _member;
    private readonly Problems _problems;
    private readonly Declarations _declarations;
    private readonly ExpressionUnroller _expressions;
    private readonly Uses _roots = new();

    /// <summary>Prepares to unroll; declares the names.</summary>
    public MemberUnroller(BoundModel model, FamilyMember member, Problems problems)
    {
        _model = model;
        _member = member;
        _problems = problems;
        _declarations = new Declarations(model, member, problems);
        _expressions = new ExpressionUnroller(_declarations, problems);
    }

    /// <summary>The flat model; only part of one where there are problems.</summary>
    public FlatModel Run()
    {
        EquatableArray<FlatGiven> givens = _declarations.Givens.Select(g => Placed.Of(g.Syntax.Id, () => Given(g.Syntax, g.Name, g.Scope))).ToEquatableArray();
        EquatableArray<FlatUnknown> unknowns = _declarations.Unknowns.Select(u => Placed.Of(u.Syntax.Id, () => Unknown(u.Syntax, u.Name, u.Scope))).ToEquatableArray();
        FlatRelations? relations = _model.Relations is { } statement ? Placed.Of(statement.Id, () => Relations(statement)) : null;
        EquatableArray<FlatGoal> goals = _model.Goals.Select(g => Placed.Of(g.Id, () => Goal(g))).ToEquatableArray();
        EquatableArray<FlatOutput> outputs = _model.Outputs.Select(o => Placed.Of(o.Id, () => Output(o))).ToEquatableArray();
        EquatableArray<FlatOutcome> outcomes = _model.Outcomes.SelectMany(Outcomes).ToEquatableArray();
        return new FlatModel(
            _model.Header, _model.Sources, _member, givens, unknowns, Definitions(), relations, goals, outputs, outcomes, _model.Profiles, _model.Bounds,
            Expectations.At(_model, _member, _declarations, _expressions));
    }

    private FlatGiven Given(GivenSyntax given, IndexedName name, LocalScope scope) => new(
        given.Id,
        name,
        _expressions.Unroll(given.Default, scope, _roots),
        _expressions.Unroll(given.Interval, _declarations.Family, _roots),
        given.Text,
        given.Indices);

    private FlatUnknown Unknown(UnknownSyntax unknown, IndexedName name, LocalScope scope) => new(
        unknown.Id,
        name,
        unknown.Start is { } start ? _expressions.Unroll(start, scope, _roots) : null,
        _expressions.Unroll(unknown.Interval, _declarations.Family, _roots),
        unknown.Ordering,
        unknown.Text,
        unknown.Indices);

    private FlatGoal Goal(GoalSyntax goal)
    {
        LocalScope scope = Within(goal.Givens);
        ExpressionSyntax value = goal.Value is { } e ? _expressions.Unroll(e, scope, _roots) : _expressions.Quantity(goal, goal.Name, _roots);
        FlatEquation[] equations = goal.Kind == GoalKind.Solve ? [.. _model.Equations.SelectMany((e, i) => Equations(e, i + 1, scope))] : [];
        return new FlatGoal(goal.Id, goal.Kind, goal.Name, value, equations.ToEquatableArray(), OwnGivens(goal.Givens), Order(goal.Order));
    }

    private OrderSyntax? Order(OrderSyntax? order)
    {
        var families = new HashSet<string>(_declarations.Unknowns.Select(u => u.Name.Stem), StringComparer.Ordinal);
        return order is null || families.Count == 0 ? null
            : order with { Minimised = order.Minimised.Where(families.Contains).ToEquatableArray(), Maximised = order.Maximised.Where(families.Contains).ToEquatableArray() };
    }

    private IEnumerable<FlatEquation> Equations(EquationSyntax equation, int number, LocalScope scope)
    {
        string label = equation.Label ?? "equation " + number.ToString(CultureInfo.InvariantCulture);
        return _declarations.Steps(equation.Range, scope).Select(step => Placed.Of(equation.Id, () => new FlatEquation(
            equation.Id,
            new IndexedName(label, step.Indices),
            _expressions.Unroll(equation.Left, step.Scope, _roots),
            _expressions.Unroll(equation.Right, step.Scope, _roots))));
    }

    private FlatOutput Output(OutputSyntax output) => new(
        output.Id,
        output.Name,
        output.Value is { } e ? _expressions.Unroll(e, _declarations.Family, _roots) : _expressions.Quantity(output, output.Name, _roots),
        output.Text);

    private IEnumerable<FlatOutcome> Outcomes(OutcomeSyntax outcome) => _declarations.Steps(outcome.Range, _declarations.Family)
        .Select(step => Placed.Of(outcome.Id, () => new FlatOutcome(outcome.Id, outcome.Text, _expressions.Unroll(outcome.Condition, step.Scope, _roots))));

    private FlatRelations Relations(RelationsSyntax relations)
    {
        LocalScope scope = Within(relations.Givens);
        ExpressionSyntax objective = relations.Value is { } e ? _expressions.Unroll(e, scope, _roots) : _expressions.Quantity(relations, relations.Objective, _roots);
        foreach (DefinitionInstance definition in FixedMembers().Where(d => relations.Names.Contains(d.Name.Stem, StringComparer.Ordinal)))
        {
            _roots.Add(definition, relations);
        }

        return new FlatRelations(
            relations.Id, relations.Names, relations.Objective, objective, relations.Over.SelectMany(Over).ToEquatableArray(), OwnGivens(relations.Givens));
    }

    private IEnumerable<IndexedName> Over(OverSyntax over)
    {
        IndexedName[] members = [.. _declarations.Unknowns.Select(u => u.Name).Where(n => string.Equals(n.Stem, over.Name, StringComparison.Ordinal))];
        if (over.From is null)
        {
            return members;
        }

        var known = new HashSet<IndexedName>(members);
        IndexedName[] asked = [.. _declarations.Range(over, over.Name, over.From, over.To ?? over.From, _declarations.Family).Select(i => new IndexedName(over.Name, i))];
        foreach (IndexedName name in asked.Where(n => !known.Contains(n)))
        {
            _problems.Report(DiagnosticKind.IndexOutOfRange, over, name.ToString(), $"an objective is stationary in unknowns{_problems.AtMember}");
        }

        return asked;
    }

    /// <summary>A goal's own parameters hide other things of their name in the goal's expressions alone.</summary>
    private LocalScope Within(EquatableArray<GivenSyntax> own) => own.Aggregate(_declarations.Family, (scope, given) => scope.WithVariable(given.Name));

    private EquatableArray<FlatGiven> OwnGivens(EquatableArray<GivenSyntax> own) =>
        own.Select(g => Given(g, new IndexedName(g.Name), _declarations.Family)).ToEquatableArray();

    /// <summary>The definitions that fix further members of a family of unknowns.</summary>
    private IEnumerable<DefinitionInstance> FixedMembers()
    {
        var families = new HashSet<string>(_model.Unknowns.Select(u => u.Name), StringComparer.Ordinal);
        return _declarations.Lets.Where(d => families.Contains(d.Name.Stem));
    }

    private EquatableArray<FlatDefinition> Definitions()
    {
        var used = new HashSet<DefinitionInstance>();
        DefinitionOrder.Reach(_roots.Items.Select(r => r.Target), used, _expressions);
        var all = new HashSet<DefinitionInstance>(used);
        DefinitionOrder.Reach(FixedMembers(), all, _expressions);
        return DefinitionOrder.Sort(all, _problems).Select(d => d.Flat! with { IsUsed = used.Contains(d) }).ToEquatableArray();
    }
}
