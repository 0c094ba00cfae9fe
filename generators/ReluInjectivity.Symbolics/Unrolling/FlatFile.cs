using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>A flat model as the statements of an equation file.</summary>
internal static class FlatFile
{
    /// <summary>The file: declarations, definitions, goals, reference values.</summary>
    public static EquationFileSyntax Of(FlatModel model)
    {
        var statements = new List<StatementSyntax> { model.Header };
        if (model.Sources.Count > 0)
        {
            statements.Add(new SourceSyntax(model.Header.Id, model.Sources));
        }

        var quantities = new HashSet<int>(model.Goals.Select(g => g.Id).Concat(model.Outputs.Select(o => o.Id)));
        statements.AddRange(FlatFamilies.Givens(model.Givens));
        statements.AddRange(FlatFamilies.Unknowns(model.Unknowns));
        statements.AddRange(model.Definitions.Where(d => !quantities.Contains(d.Id)).Select(Let));
        if (model.Relations is { } relations && Relations(model, relations) is { } statement)
        {
            statements.Add(statement);
        }

        statements.AddRange((model.Goals.FirstOrDefault(g => g.Kind == GoalKind.Solve)?.Equations ?? []).Select(Equation));
        statements.AddRange(model.Goals.Select(g => Goal(g, IsElsewhere(model, g.Id, g.Name, g.Value))));
        statements.AddRange(model.Outputs.Select(o => Output(o, IsElsewhere(model, o.Id, o.Name, o.Value))));
        statements.AddRange(model.Outcomes.Select(Outcome));
        statements.AddRange(model.Profiles.Where(p => IsFamily(model, p.Name) && IsFamily(model, p.Over)));
        statements.AddRange(model.Bounds);
        statements.AddRange(model.Expectations.Select(Expect));
        return new EquationFileSyntax(statements.ToEquatableArray());
    }

    /// <summary>A definition.</summary>
    public static LetSyntax Let(FlatDefinition definition) => new(
        definition.Id,
        definition.Name.Stem,
        Indices(definition.Id, definition.Name),
        definition.Parameters?.Select(p => p with { Interval = Written.Of(p.Interval) }).ToEquatableArray(),
        Written.Of(definition.Body),
        null);

    /// <summary>An equation.</summary>
    public static EquationSyntax Equation(FlatEquation equation) =>
        new(equation.Id, equation.Label.ToString(), Written.Of(equation.Left), Written.Of(equation.Right), null);

    /// <summary>A goal.</summary>
    /// <param name="goal">The goal.</param>
    /// <param name="isNamed">Whether its expression stands elsewhere.</param>
    public static GoalSyntax Goal(FlatGoal goal, bool isNamed) =>
        new(goal.Id, goal.Kind, goal.Name, isNamed ? null : Written.Of(goal.Value), goal.Givens.Select(FlatFamilies.Given).ToEquatableArray(), goal.Order);

    /// <summary>An output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="isNamed">Whether its expression stands elsewhere.</param>
    public static OutputSyntax Output(FlatOutput output, bool isNamed) => new(output.Id, output.Name, isNamed ? null : Written.Of(output.Value), output.Text);

    /// <summary>An outcome.</summary>
    public static OutcomeSyntax Outcome(FlatOutcome outcome) => new(outcome.Id, outcome.Text, Written.Of(outcome.Condition), null);

    private static ExpectSyntax Expect(FlatExpectation expect) => new(
        expect.Id,
        expect.Name.Stem,
        Indices(expect.Id, expect.Name),
        Written.Of(expect.Value),
        Written.Of(expect.Tolerance),
        expect.At.Select(s => new SettingSyntax(s.Id, s.Name.Stem, Indices(s.Id, s.Name), Written.Of(s.Value))).ToEquatableArray(),
        expect.Citation);

    /// <summary>The relations between families that have members here; null where none of those named has.</summary>
    private static RelationsSyntax? Relations(FlatModel model, FlatRelations relations)
    {
        string[] names = [.. relations.Names.Where(n => IsFamily(model, n))];
        ExpressionSyntax? value = IsElsewhere(model, relations.Id, relations.Objective, relations.Value) ? null : Written.Of(relations.Value);
        return names.Length == 0 || relations.Over.Count == 0 ? null : new RelationsSyntax(
            relations.Id, names.ToEquatableArray(), relations.Objective, value, FlatFamilies.Over(relations).ToEquatableArray(),
            relations.Givens.Select(FlatFamilies.Given).ToEquatableArray());
    }

    private static bool IsFamily(FlatModel model, string name) => model.Unknowns.Any(u => string.Equals(u.Name.Stem, name, StringComparison.Ordinal));

    /// <summary>
    /// Whether the quantity of a statement is defined by another one. Where it is a goal or output, the expression is that one's; nodes are
    /// numbered in the order of the text, so an expression belongs to the first statement that ends after it.
    /// </summary>
    private static bool IsElsewhere(FlatModel model, int statement, string name, ExpressionSyntax value)
    {
        IEnumerable<int> others = model.Goals.Where(g => string.Equals(g.Name, name, StringComparison.Ordinal)).Select(g => g.Id)
            .Concat(model.Outputs.Where(o => string.Equals(o.Name, name, StringComparison.Ordinal)).Select(o => o.Id));
        return FlatPrinter.IsNamed(statement, name, value)
            || others.Any(other => other != statement && other > value.Id && (statement < value.Id || other < statement));
    }

    private static EquatableArray<ExpressionSyntax> Indices(int id, IndexedName name) =>
        name.Indices.Select(i => IndexArithmetic.Write(id, i)).ToEquatableArray();
}
