using System.Globalization;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <content>What has a meaning, but hardly that which was meant: warnings; and names that are nearly right.</content>
internal sealed partial class Binder
{
    private const int ShortestTypo = 4;

    private readonly HashSet<string> _usedIndices = new(StringComparer.Ordinal);

    /// <summary>The variable of an expectation or of an inner maximum.</summary>
    private void CheckVariable(SyntaxNode node, string variable, ExpressionSyntax body, string what, Scope scope)
    {
        if (scope.Variables.Contains(variable) || scope.Indices.Contains(variable) || (_entries.TryGetValue(variable, out Entry? entry) && entry is { Indices: 0, Parameters: null }))
        {
            Report(DiagnosticKind.Hidden, node, variable, $"it is the variable of {what} here; give that another name");
        }

        if (!Mentions(body, variable))
        {
            Report(DiagnosticKind.Unused, node, variable, $"what stands in {what} does not depend on it; take {what} away, or let it depend on {variable}");
        }
    }

    /// <summary>An index that hides another, and a range that is empty whatever the level is.</summary>
    private void CheckIndex(RangeSyntax range, Scope scope)
    {
        if (scope.Indices.Contains(range.Index) || scope.Variables.Contains(range.Index))
        {
            Report(DiagnosticKind.Hidden, range, range.Index, "it is the index of a range here; give that another name");
        }

        if (IsEmpty(range))
        {
            Report(DiagnosticKind.Unused, range, ExpressionPrinter.Range(range), "the range is empty, as ranges ascend");
        }
    }

    /// <summary>Whether both ends are numbers, the first the larger one.</summary>
    private static bool IsEmpty(RangeSyntax range) => range is { From: NumberSyntax from, To: NumberSyntax to }
        && int.TryParse(from.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int first) && int.TryParse(to.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int last) && first > last;

    /// <summary>Parameters that no member of a family of functions depends on.</summary>
    private void CheckParameters()
    {
        foreach (IGrouping<string, LetSyntax> family in _model.Lets.Where(l => l.Parameters is not null).GroupBy(l => l.Name, StringComparer.Ordinal))
        {
            LetSyntax first = family.First();
            for (int i = 0; i < first.Parameters!.Value.Count; i++)
            {
                if (family.All(l => l.Parameters!.Value.Count > i && !Mentions(l.Body, l.Parameters.Value[i].Name)))
                {
                    Report(DiagnosticKind.Unused, first.Parameters.Value[i], first.Parameters.Value[i].Name, $"{first.Name} does not depend on it; make it a quantity, without the parameter");
                }
            }
        }
    }

    private void CheckFamilyUse()
    {
        foreach (FamilySyntax family in _model.Family.Where(f => !_usedIndices.Contains(f.Range.Index) && !IsEmpty(f.Range)))
        {
            string what = family.Kind == FamilyIndexKind.Level ? "level" : "depth";
            Report(DiagnosticKind.Unused, family, family.Range.Index, $"all members are the same system; take the line '{what}' away, or let ranges depend on it");
        }
    }

    /// <summary>Branches that are never taken.</summary>
    private void CheckBranches(PiecewiseSyntax piecewise)
    {
        WrittenBounds[] bounds = [.. piecewise.Branches.Select(b => WrittenBounds.Of(b.Condition))];
        for (int i = 0; i < bounds.Length; i++)
        {
            ConditionSyntax condition = piecewise.Branches[i].Condition;
            if (bounds[i].IsEmpty)
            {
                ReportNever(condition);
            }
            else if (bounds.Take(i).FirstOrDefault(b => b.Covers(bounds[i])) is { } before)
            {
                ConditionSyntax other = piecewise.Branches[Array.IndexOf(bounds, before)].Condition;
                Report(DiagnosticKind.Unused, condition, ExpressionPrinter.Print(condition), $"where it holds '{ExpressionPrinter.Print(other)}' does, and that branch comes first");
            }
        }
    }

    private void CheckOutcome(ConditionSyntax condition)
    {
        if (WrittenBounds.Of(condition).IsEmpty)
        {
            ReportNever(condition);
        }
    }

    private void ReportNever(ConditionSyntax condition) => Report(DiagnosticKind.Unused, condition, ExpressionPrinter.Print(condition), "the condition never holds");

    private static bool Mentions(ExpressionSyntax expression, string name) => expression switch
    {
        NumberSyntax => false,
        NegateSyntax negate => Mentions(negate.Operand, name),
        BinarySyntax binary => Mentions(binary.Left, name) || Mentions(binary.Right, name),
        ExpectationSyntax expectation => Mentions(expectation.Body, name),
        RangeFoldSyntax fold => Mentions(fold.Body, name),
        PiecewiseSyntax piecewise => piecewise.Branches.Any(b => b.Condition.Operands.Any(o => Mentions(o, name)) || Mentions(b.Value, name)) || Mentions(piecewise.Otherwise, name),
        MaximumSyntax maximum => Mentions(maximum.Body, name) || Mentions(maximum.Interval.Lower, name) || Mentions(maximum.Interval.Upper, name),
        DerivativeSyntax derivative => Mentions(derivative.Body, name),
        ReferenceSyntax reference => Same(reference.Name, name) || (reference.Arguments ?? EquatableArray<ExpressionSyntax>.Empty).Any(a => Mentions(a, name)),
        _ => true,
    };

    /// <summary>A name that is near enough to be meant. It then counts as used: it would be, spelt right.</summary>
    private string Suggest(string name, Scope scope)
    {
        if (NamesElsewhere.Remedy(name) is { } remedy)
        {
            _used.Add(name);
            return remedy;
        }

        if (_model.Relations is { } relations && Same(relations.Objective, name))
        {
            _used.Add(name);
            return "it is the objective of 'relations' alone; declare it with 'let' to use it elsewhere too";
        }

        string stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_');
        int underscore = name.LastIndexOf('_');
        foreach (string family in new[] { stem, underscore > 0 ? name.Substring(0, underscore) : stem })
        {
            if (family.Length < name.Length && _entries.TryGetValue(family, out Entry? indexed) && indexed.Indices == 1)
            {
                _used.Add(family);
                return $"an index stands in brackets: {family}[{name.Substring(family.Length).TrimStart('_')}]";
            }
        }

        if (name.Length > 1 && name[0] == 'd' && (_entries.ContainsKey(name.Substring(1)) || scope.Variables.Contains(name.Substring(1))))
        {
            _used.Add(name.Substring(1));
            return "a derivative by an unknown or a given is 'diff(e, x)'";
        }

        string[] declared = [.. _entries.Keys, .. scope.Variables];
        string[] candidates = [.. declared, .. Registry.Writable.Select(f => f.Name), .. SpecialForms.All.Select(s => s.Name)];

        // One letter makes another function, or another symbol, of a short name.
        string? nearest = candidates.FirstOrDefault(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase)) ?? (name.Length < ShortestTypo ? declared : candidates)
            .OrderBy(candidate => EditDistance.Between(name, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal)
            .FirstOrDefault(candidate => EditDistance.Between(name, candidate) <= Math.Min(1 + (name.Length / 4), name.Length - 1));
        _used.Add(nearest ?? name);
        return nearest is null ? "declare it with 'let', 'given' or 'unknown'" : $"did you mean '{nearest}'?";
    }
}
