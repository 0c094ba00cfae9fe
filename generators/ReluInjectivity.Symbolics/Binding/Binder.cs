using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Binding;

/// <summary>Sorts the statements of a file and checks every name: declared, once, used as what it is, with the right number of arguments.</summary>
public sealed partial class Binder
{
    private readonly List<Diagnostic> _problems = [];
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    private Binder()
    {
    }

    /// <summary>Binds a parsed file.</summary>
    /// <returns>The model, or null where a required statement is missing; and what is wrong.</returns>
    public static (BoundModel? Model, EquatableArray<Diagnostic> Problems) Bind(EquationFileSyntax file)
    {
        var binder = new Binder();
        BoundModel? model = binder.Sort(file);
        if (model is not null)
        {
            binder.Declare(model);
            binder.Check(model);
        }

        return (model, binder._problems.ToEquatableArray());
    }

    private BoundModel? Sort(EquationFileSyntax file)
    {
        IReadOnlyList<T> All<T>() => [.. file.Statements.OfType<T>()];
        T? Single<T>(string name)
            where T : StatementSyntax
        {
            IReadOnlyList<T> all = All<T>();
            foreach (T extra in all.Skip(1))
            {
                Report(DiagnosticKind.DuplicateName, extra, name, $"keep one '{name}' statement in a file");
            }

            return all.Count > 0 ? all[0] : null;
        }

        ModelSyntax? header = Single<ModelSyntax>("model");
        LevelSyntax? level = Single<LevelSyntax>("level");
        DepthSyntax? depth = Single<DepthSyntax>("depth");
        IReadOnlyList<GoalSyntax> goals = All<GoalSyntax>();
        if (header is null)
        {
            _problems.Add(new(DiagnosticKind.MissingStatement, -1, null, "model", "start the file with: model NAME \"title\""));
            return null;
        }

        if (goals.Count == 0)
        {
            Report(DiagnosticKind.MissingStatement, header, header.Name, "state a goal: minimise, maximise, stationary or solve");
            return null;
        }

        return new BoundModel(
            header,
            file.Statements.OfType<SourceSyntax>().SelectMany(s => s.Citations).ToEquatableArray(),
            level,
            depth,
            All<GivenSyntax>().ToEquatableArray(),
            All<UnknownSyntax>().ToEquatableArray(),
            All<LetSyntax>().ToEquatableArray(),
            All<EquationSyntax>().ToEquatableArray(),
            goals.ToEquatableArray(),
            Single<RelationsSyntax>("relations"),
            All<OutputSyntax>().ToEquatableArray(),
            All<OutcomeSyntax>().ToEquatableArray(),
            All<ProfileSyntax>().ToEquatableArray(),
            All<ExpectSyntax>().ToEquatableArray());
    }

    private void Declare(BoundModel model)
    {
        foreach (GivenSyntax given in model.Givens)
        {
            Declare(given, given.Name, new Entry(given, EntryKind.Given, given.Range is null ? 0 : 1, null));
        }

        foreach (UnknownSyntax unknown in model.Unknowns)
        {
            Declare(unknown, unknown.Name, new Entry(unknown, EntryKind.Unknown, unknown.Range is null ? 0 : 1, null));
        }

        foreach (LetSyntax let in model.Lets)
        {
            var entry = new Entry(let, EntryKind.Let, let.Indices.Count, let.Parameters?.Count);

            // Several statements may define one name at different indices, and fix an indexed unknown beyond its range.
            if (let.Indices.Count > 0 && _entries.TryGetValue(let.Name, out Entry? other) && other.Kind is EntryKind.Let or EntryKind.Unknown)
            {
                if (other.Indices != entry.Indices || other.Parameters != entry.Parameters)
                {
                    Report(DiagnosticKind.WrongArity, let, let.Name, "every definition of one name takes the same indices and parameters");
                }
            }
            else
            {
                Declare(let, let.Name, entry);
            }
        }

        foreach (GoalSyntax goal in model.Goals)
        {
            if (goal.Value is not null)
            {
                Declare(goal, goal.Name, new Entry(goal, EntryKind.Goal, 0, null));
            }
        }

        foreach (OutputSyntax output in model.Outputs)
        {
            if (output.Value is not null)
            {
                Declare(output, output.Name, new Entry(output, EntryKind.Goal, 0, null));
            }
        }
    }

    private void Declare(SyntaxNode node, string name, Entry entry)
    {
        if (Registry.Find(name) is not null || SpecialForms.Find(name) is not null)
        {
            Report(DiagnosticKind.DuplicateName, node, name, "this name is built in; choose another");
        }
        else if (_entries.TryGetValue(name, out Entry? other))
        {
            Report(DiagnosticKind.DuplicateName, node.Id > other.Node.Id ? node : other.Node, name, "this name is declared above; choose another");
        }
        else
        {
            _entries.Add(name, entry);
        }
    }

    private void Check(BoundModel model)
    {
        Scope scope = Scope.Empty;
        foreach (RangeSyntax family in new[] { model.Level?.Range, model.Depth?.Range }.OfType<RangeSyntax>())
        {
            scope = scope.WithIndex(family.Index);
        }

        if (model is { Level: not null, Depth: { } depth })
        {
            Report(DiagnosticKind.WrongUse, depth, depth.Range.Index, "a family runs over a level or a depth, not over both");
        }

        foreach (GivenSyntax given in model.Givens)
        {
            CheckIndexed(given, given.Name, given.Index, given.Range, scope);
        }

        foreach (UnknownSyntax unknown in model.Unknowns)
        {
            CheckIndexed(unknown, unknown.Name, unknown.Index, unknown.Range, scope);
        }

        foreach (LetSyntax let in model.Lets)
        {
            CheckRange(let.Range, scope);
            Scope inner = let.Range is null ? scope : scope.WithIndex(let.Range.Index);
            CheckIndices(let.Indices, inner);
            CheckExpression(let.Body, let.Parameters is { } parameters ? parameters.Aggregate(inner, (s, p) => s.WithVariable(p.Name)) : inner);
        }

        foreach (EquationSyntax equation in model.Equations)
        {
            CheckRange(equation.Range, scope);
            Scope inner = equation.Range is null ? scope : scope.WithIndex(equation.Range.Index);
            CheckExpression(equation.Left, inner);
            CheckExpression(equation.Right, inner);
        }

        foreach (OutcomeSyntax outcome in model.Outcomes)
        {
            CheckRange(outcome.Range, scope);
            Scope inner = outcome.Range is null ? scope : scope.WithIndex(outcome.Range.Index);
            foreach (ExpressionSyntax operand in outcome.Condition.Operands)
            {
                CheckExpression(operand, inner);
            }
        }

        foreach (GoalSyntax goal in model.Goals)
        {
            CheckGoal(goal, scope);
        }

        if (model.Relations is { } relations)
        {
            CheckRelations(model, relations, scope);
        }

        foreach (OutputSyntax output in model.Outputs)
        {
            CheckQuantity(output, output.Name, output.Value, scope);
        }

        foreach (ProfileSyntax profile in model.Profiles)
        {
            CheckProfile(model, profile);
        }

        foreach (ExpectSyntax expect in model.Expectations)
        {
            CheckExpectation(model, expect, scope);
        }

        foreach (LetSyntax let in model.Lets)
        {
            if (_used.Add(let.Name))
            {
                Report(DiagnosticKind.Unused, let, let.Name, "remove the definition, or make it an output");
            }
        }
    }

    private void CheckGoal(GoalSyntax goal, Scope scope)
    {
        foreach (GivenSyntax given in goal.Givens)
        {
            scope = scope.WithVariable(given.Name);
            if (given.Index is not null)
            {
                Report(DiagnosticKind.WrongUse, given, given.Name, "a parameter of one goal has no index; declare it by a 'given' statement");
            }
        }

        CheckQuantity(goal, goal.Name, goal.Value, scope);
    }

    private void CheckQuantity(SyntaxNode node, string name, ExpressionSyntax? value, Scope scope)
    {
        if (value is not null)
        {
            CheckExpression(value, scope);
        }
        else if (!_entries.TryGetValue(name, out Entry? entry))
        {
            Report(DiagnosticKind.UnknownName, node, name, Suggest(name, scope));
        }
        else
        {
            _used.Add(name);
            if (entry.Indices > 0 || entry.Parameters is not null)
            {
                Report(DiagnosticKind.WrongUse, node, name, $"write '{name} = ...' with an expression that picks one value");
            }
        }
    }

    /// <summary>Heights and places of a step function are ordered unknowns over one index range.</summary>
    private void CheckProfile(BoundModel model, ProfileSyntax profile)
    {
        string[] ranges = [.. new[] { profile.Name, profile.Over }.Select(name =>
        {
            UnknownSyntax? unknown = model.Unknowns.FirstOrDefault(u => Same(u.Name, name));
            if (unknown is null)
            {
                Report(DiagnosticKind.UnknownName, profile, name, "a profile is made of two unknowns");
            }
            else if (unknown.Range is null || unknown.Ordering == Ordering.None)
            {
                Report(DiagnosticKind.WrongUse, profile, name, "a profile is made of indexed unknowns declared increasing or decreasing");
            }
            else
            {
                return SyntaxPrinter.Print(unknown.Range.From) + ".." + SyntaxPrinter.Print(unknown.Range.To);
            }

            return string.Empty;
        })];
        if (ranges[0].Length > 0 && ranges[1].Length > 0 && !Same(ranges[0], ranges[1]))
        {
            Report(DiagnosticKind.WrongUse, profile, profile.Name, $"it runs over {ranges[0]}, {profile.Over} over {ranges[1]}; declare both over one range");
        }
    }

    private void CheckExpectation(BoundModel model, ExpectSyntax expect, Scope scope)
    {
        bool isKnown = model.Goals.Any(g => Same(g.Name, expect.Name)) || model.Outputs.Any(o => Same(o.Name, expect.Name))
            || model.Unknowns.Any(u => Same(u.Name, expect.Name));
        if (!isKnown)
        {
            Report(DiagnosticKind.UnknownName, expect, expect.Name, "expect a goal, an output or an unknown");
        }

        foreach (SettingSyntax setting in expect.At)
        {
            CheckIndices(setting.Indices, scope);
            bool isSetting = new[] { model.Level?.Range, model.Depth?.Range }.Any(r => r is not null && Same(r.Index, setting.Name)) || model.Givens.Any(g => Same(g.Name, setting.Name))
                || model.Goals.Any(g => g.Givens.Any(p => Same(p.Name, setting.Name)));
            if (!isSetting)
            {
                Report(DiagnosticKind.UnknownName, setting, setting.Name, "'at' takes the level, the depth and the givens");
            }
        }

        CheckIndices(expect.Indices, scope);
    }

    private void CheckIndexed(SyntaxNode node, string name, string? index, RangeSyntax? range, Scope scope)
    {
        CheckRange(range, scope);
        if (range is not null && !Same(range.Index, index ?? string.Empty))
        {
            Report(DiagnosticKind.UnknownName, node, index ?? name, $"write {name}[{range.Index}] for {range.Index} = ...");
        }
    }

    private void Report(DiagnosticKind kind, SyntaxNode node, string subject, string hint) => _problems.Add(new(kind, node.Id, null, subject, hint));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    private enum EntryKind
    {
        Given,
        Unknown,
        Let,
        Goal,
    }

    /// <param name="Node">Where the name is declared.</param>
    /// <param name="Kind">What the name is.</param>
    /// <param name="Indices">How many indices it takes.</param>
    /// <param name="Parameters">How many arguments it takes; null for a quantity.</param>
    private sealed record Entry(SyntaxNode Node, EntryKind Kind, int Indices, int? Parameters);
}
