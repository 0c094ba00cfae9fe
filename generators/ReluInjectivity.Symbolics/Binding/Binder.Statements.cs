using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <content>The statements, kind by kind.</content>
internal sealed partial class Binder
{
    private void Check()
    {
        Scope scope = Scope.Empty;
        foreach (FamilySyntax family in _model.Family)
        {
            scope = scope.WithIndex(family.Range.Index);
        }

        foreach (IGrouping<string, FamilySyntax> alike in _model.Family.GroupBy(f => f.Range.Index, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Report(DiagnosticKind.DuplicateName, alike.OrderBy(f => f.Id).Last(), alike.Key, "level and depth are two indices; give them two names");
        }

        foreach (GivenSyntax given in _model.Givens)
        {
            CheckIndexed(given, given.Name, given.Indices, given.Range, scope);
            CheckGiven(given, scope);
        }

        foreach (UnknownSyntax unknown in _model.Unknowns)
        {
            CheckIndexed(unknown, unknown.Name, unknown.Indices, unknown.Range, scope);
            CheckOptional(unknown.Start, Within(unknown.Range, scope));
            CheckInterval(unknown.Interval, scope);
        }

        foreach (LetSyntax let in _model.Lets)
        {
            CheckLet(let, scope);
        }

        foreach (EquationSyntax equation in _model.Equations)
        {
            CheckRange(equation.Range, scope);
            Scope inner = Within(equation.Range, scope);
            CheckExpression(equation.Left, inner);
            CheckExpression(equation.Right, inner);
        }

        foreach (OutcomeSyntax outcome in _model.Outcomes)
        {
            CheckRange(outcome.Range, scope);
            CheckOutcome(outcome.Condition);
            foreach (ExpressionSyntax operand in outcome.Condition.Operands)
            {
                CheckExpression(operand, Within(outcome.Range, scope));
            }
        }

        foreach (GoalSyntax goal in _model.Goals)
        {
            CheckGoal(goal, scope);
        }

        if (_model.Relations is { } relations)
        {
            CheckRelations(relations, scope);
        }

        CheckReported(scope);
    }

    /// <summary>What describes results, and what they are held against.</summary>
    private void CheckReported(Scope scope)
    {
        foreach (OutputSyntax output in _model.Outputs)
        {
            CheckQuantity(output, output.Name, output.Value, scope);
        }

        foreach (ProfileSyntax profile in _model.Profiles)
        {
            CheckProfile(profile);
        }

        foreach (BoundSyntax bound in _model.Bounds)
        {
            CheckBound(bound);
        }

        foreach (ExpectSyntax expect in _model.Expectations)
        {
            CheckExpectation(expect, scope);
        }

        foreach (ReportSyntax report in _model.Reports)
        {
            CheckReport(report, scope);
        }
    }

    private static Scope Within(RangeSyntax? range, Scope scope) => range is null ? scope : range.Nested().Aggregate(scope, static (s, r) => s.WithIndex(r.Index));

    private void CheckGiven(GivenSyntax given, Scope scope)
    {
        CheckExpression(given.Default, Within(given.Range, scope));
        CheckInterval(given.Interval, scope);
    }

    private void CheckLet(LetSyntax let, Scope scope)
    {
        CheckRange(let.Range, scope);
        Scope inner = Within(let.Range, scope);
        CheckIndices(let.Indices, inner);
        foreach (ParameterSyntax parameter in let.Parameters ?? [])
        {
            CheckInterval(parameter.Interval, inner);
        }

        CheckExpression(let.Body, (let.Parameters ?? []).Aggregate(inner, (s, p) => s.WithVariable(p.Name)));
    }

    private void CheckGoal(GoalSyntax goal, Scope scope)
    {
        foreach (GivenSyntax given in goal.Givens.Where(g => g.Indices.Count > 0))
        {
            Report(DiagnosticKind.WrongUse, given, given.Name, "a parameter of one goal has no index; declare it by a 'given' statement");
        }

        if (goal.Kind != GoalKind.Solve && _model.Equations.Count > 0 && _model.Goals.All(g => g.Kind != GoalKind.Solve))
        {
            Report(DiagnosticKind.Imbalance, goal, goal.Name, "equations belong to a 'solve' goal");
        }

        CheckQuantity(goal, goal.Name, goal.Value, WithOwn(goal.Givens, scope));

        CheckOrder(goal);
        if (goal is { Kind: GoalKind.Stationary, Order: null })
        {
            foreach (UnknownSyntax unknown in _model.Unknowns.Where(u => u.Start is null && _model.Relations?.Names.Contains(u.Name, StringComparer.Ordinal) != true))
            {
                string indices = unknown.Indices.Count > 0 ? $"[{string.Join(",", unknown.Indices)}]" : string.Empty;
                Report(DiagnosticKind.WithoutStart, unknown, unknown.Name, $"'{goal.Name}' is stationary in it, and nothing leads there from far away; write 'unknown {unknown.Name}{indices} = value ...'");
            }
        }

        // Equations are a solve goal's too: there its parameter hides another thing of its name.
        CheckOwnUse(goal.Givens, given => goal.Kind == GoalKind.Solve && _used.Contains(given.Name));
    }

    /// <summary>An order names every family of unknowns once.</summary>
    private void CheckOrder(GoalSyntax goal)
    {
        if (goal.Order is not { } order)
        {
            return;
        }

        string[] named = [.. order.Minimised, .. order.Maximised];
        foreach (string name in named.Where(n => !_model.Unknowns.Any(u => Same(u.Name, n))))
        {
            Report(DiagnosticKind.UnknownName, order, name, "a goal is minimised and maximised over unknowns");
        }

        foreach (IGrouping<string, string> twice in named.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Report(DiagnosticKind.DuplicateName, order, twice.Key, "an unknown is minimised or maximised over, once");
        }

        foreach (UnknownSyntax left in _model.Unknowns.Where(u => !named.Contains(u.Name, StringComparer.Ordinal)))
        {
            Report(DiagnosticKind.WrongUse, order, left.Name, "say of every unknown whether it is minimised or maximised");
        }
    }

    /// <summary>The scope of a goal's expression; its own parameters hide other things.</summary>
    private Scope WithOwn(EquatableArray<GivenSyntax> own, Scope scope)
    {
        _usedLocals.Clear();
        Scope inner = scope;
        foreach (GivenSyntax given in own)
        {
            CheckGiven(given, scope);
            inner = inner.WithVariable(given.Name);
        }

        return inner;
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
    private void CheckProfile(ProfileSyntax profile)
    {
        string[] ranges = [.. new[] { profile.Name, profile.Over }.Select(name =>
        {
            UnknownSyntax? unknown = _model.Unknowns.FirstOrDefault(u => Same(u.Name, name));
            if (unknown is null)
            {
                Report(DiagnosticKind.UnknownName, profile, name, "a profile is made of two unknowns");
            }
            else if (unknown.Range is not { Inner: null } || unknown.Ordering == Ordering.None)
            {
                Report(DiagnosticKind.WrongUse, profile, name, "a profile is made of unknowns with one index, declared increasing or decreasing");
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

    private void CheckIndexed(SyntaxNode node, string name, EquatableArray<string> indices, RangeSyntax? range, Scope scope)
    {
        CheckRange(range, scope);
        if (range is null && indices.Count > 0)
        {
            Report(DiagnosticKind.IndexOutOfRange, node, $"{name}[{string.Join(", ", indices)}]", $"an index has a range: {name}[{indices[0]}] for {indices[0]} = a..b");
        }

        if (range is not null && !range.Nested().Select(r => r.Index).SequenceEqual(indices, StringComparer.Ordinal))
        {
            string ranges = string.Join(", ", range.Nested().Select(r => r.Index));
            Report(DiagnosticKind.UnknownName, node, indices.Count == 0 ? name : string.Join(", ", indices), $"write {name}[{ranges}] for {ranges} = ...");
        }
    }
}
