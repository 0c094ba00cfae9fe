using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <content>Names in expressions, indices and ranges.</content>
internal sealed partial class Binder
{
    private void CheckRange(RangeSyntax? range, Scope scope)
    {
        foreach (RangeSyntax next in range?.Nested() ?? [])
        {
            CheckIndices([next.From, next.To], scope);
            scope = scope.WithIndex(next.Index);
        }
    }

    private void CheckIndices(IEnumerable<ExpressionSyntax> indices, Scope scope)
    {
        foreach (ExpressionSyntax index in indices)
        {
            foreach (ReferenceSyntax reference in References(index))
            {
                if (!scope.Indices.Contains(reference.Name))
                {
                    Report(DiagnosticKind.UnknownName, reference, reference.Name, "an index is made of whole numbers, the level and index variables");
                }
            }
        }
    }

    private static IEnumerable<ReferenceSyntax> References(ExpressionSyntax index) => index switch
    {
        ReferenceSyntax reference => [reference],
        NegateSyntax negate => References(negate.Operand),
        BinarySyntax binary => References(binary.Left).Concat(References(binary.Right)),
        _ => [],
    };

    private void CheckOptional(ExpressionSyntax? expression, Scope scope)
    {
        if (expression is not null)
        {
            CheckExpression(expression, scope);
        }
    }

    private void CheckInterval(IntervalSyntax? interval, Scope scope)
    {
        CheckOptional(interval?.Lower, scope);
        CheckOptional(interval?.Upper, scope);
    }

    private void CheckExpression(ExpressionSyntax expression, Scope scope)
    {
        switch (expression)
        {
            case NumberSyntax:
                break;
            case NegateSyntax negate:
                CheckExpression(negate.Operand, scope);
                break;
            case BinarySyntax binary:
                CheckExpression(binary.Left, scope);
                CheckExpression(binary.Right, scope);
                break;
            case ExpectationSyntax expectation:
                CheckExpression(expectation.Body, scope.WithVariable(expectation.Variable));
                break;
            case RangeFoldSyntax fold:
                CheckRange(fold.Range, scope);
                CheckExpression(fold.Body, scope.WithIndex(fold.Range.Index));
                break;
            case PiecewiseSyntax piecewise:
                foreach (ExpressionSyntax part in piecewise.Branches.SelectMany(b => b.Condition.Operands.Append(b.Value)).Append(piecewise.Otherwise))
                {
                    CheckExpression(part, scope);
                }

                break;
            case MaximumSyntax maximum:
                CheckInterval(maximum.Interval, scope);
                CheckExpression(maximum.Body, scope.WithVariable(maximum.Variable));
                break;
            case DerivativeSyntax derivative:
                CheckExpression(derivative.Body, scope);
                CheckReference(derivative.Variable, scope);
                if (!_entries.TryGetValue(derivative.Variable.Name, out Entry? by) || by.Kind is not (EntryKind.Unknown or EntryKind.Given))
                {
                    Report(DiagnosticKind.WrongUse, derivative.Variable, derivative.Variable.Name, "a derivative is taken by an unknown or a given");
                }

                break;
            case ReferenceSyntax reference:
                CheckReference(reference, scope);
                break;
            default:
                throw new InvalidOperationException($"No rule checks a {expression.GetType().Name}.");
        }
    }

    private void CheckReference(ReferenceSyntax reference, Scope scope)
    {
        CheckIndices(reference.Indices, scope);
        foreach (ExpressionSyntax argument in reference.Arguments ?? EquatableArray<ExpressionSyntax>.Empty)
        {
            CheckExpression(argument, scope);
        }

        if (scope.Variables.Contains(reference.Name) || scope.Indices.Contains(reference.Name))
        {
            _usedLocals.Add(reference.Name);
            Expect(reference, 0, null);
        }
        else if (_isReferenceValue && _entries.ContainsKey(reference.Name))
        {
            Report(DiagnosticKind.NotConstant, reference, reference.Name, "write a number");
        }
        else if (_entries.TryGetValue(reference.Name, out Entry? entry))
        {
            _used.Add(reference.Name);
            Expect(reference, entry.Indices, entry.Parameters);
        }
        else if (Registry.Find(reference.Name) is { } function)
        {
            Expect(reference, 0, function.Arity);
        }
        else if (SpecialForms.Find(reference.Name) is { } form)
        {
            Expect(reference, 0, form.Arity);
        }
        else
        {
            Report(DiagnosticKind.UnknownName, reference, reference.Name, Suggest(reference.Name, scope));
        }
    }

    private void Expect(ReferenceSyntax reference, int indices, int? parameters)
    {
        if (reference.Indices.Count != indices)
        {
            Report(DiagnosticKind.WrongArity, reference, reference.Name, TakesIndices(indices));
        }

        if (reference.Arguments is not null && parameters is null)
        {
            Report(DiagnosticKind.WrongUse, reference, reference.Name, $"it is no function; write {reference.Name}*(...) for a product");
        }
        else if (reference.Arguments is null && parameters is { } count)
        {
            Report(DiagnosticKind.WrongUse, reference, reference.Name, $"it is a function of {count}; give it arguments");
        }
        else if (reference.Arguments?.Count != parameters)
        {
            Report(DiagnosticKind.WrongArity, reference, reference.Name, $"it takes {parameters} argument{(parameters == 1 ? string.Empty : "s")}");
        }
    }

    private static string TakesIndices(int count) => count == 0 ? "it takes no index" : $"it takes {count} index";

    /// <summary>A name that is near enough to be meant. It then counts as used: it would be, spelt right.</summary>
    private string Suggest(string name, Scope scope)
    {
        if (NamesElsewhere.Remedy(name) is { } remedy)
        {
            _used.Add(name);
            return remedy;
        }

        string? nearest = _entries.Keys.Concat(scope.Variables).Concat(Registry.Writable.Select(f => f.Name)).Concat(SpecialForms.All.Select(s => s.Name))
            .OrderBy(candidate => EditDistance.Between(name, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal)
            .FirstOrDefault(candidate => EditDistance.Between(name, candidate) <= Math.Min(1 + (name.Length / 4), name.Length - 1));
        _used.Add(nearest ?? name);
        return nearest is null ? "declare it with 'let', 'given' or 'unknown'" : $"did you mean '{nearest}'?";
    }
}
