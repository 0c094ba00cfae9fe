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
            CheckIndex(next, scope);
            scope = scope.WithIndex(next.Index);
        }
    }

    private void CheckIndices(IEnumerable<ExpressionSyntax> indices, Scope scope)
    {
        foreach (ExpressionSyntax index in indices)
        {
            foreach (ReferenceSyntax reference in References(index))
            {
                _usedIndices.Add(reference.Name);
                if (!scope.Indices.Contains(reference.Name))
                {
                    Report(DiagnosticKind.UnknownName, reference, reference.Name, "an index is made of whole numbers, the level and index variables, which have a range: for k = a..b");
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
                CheckVariable(expectation, expectation.Variable, expectation.Body, "E(...)", scope);
                CheckExpression(expectation.Body, scope.WithVariable(expectation.Variable));
                break;
            case RangeFoldSyntax fold:
                CheckRange(fold.Range, scope);
                CheckExpression(fold.Body, scope.WithIndex(fold.Range.Index));
                break;
            case PiecewiseSyntax piecewise:
                CheckBranches(piecewise);
                foreach (ExpressionSyntax part in piecewise.Branches.SelectMany(b => b.Condition.Operands.Append(b.Value)).Append(piecewise.Otherwise))
                {
                    CheckExpression(part, scope);
                }

                break;
            case MaximumSyntax maximum:
                CheckVariable(maximum, maximum.Variable, maximum.Body, "maximum(...)", scope);
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
        int problems = _problems.Count;
        foreach (ExpressionSyntax argument in reference.Arguments ?? EquatableArray<ExpressionSyntax>.Empty)
        {
            CheckExpression(argument, scope);
        }

        if (scope.Variables.Contains(reference.Name) || scope.Indices.Contains(reference.Name))
        {
            _usedLocals.Add(reference.Name);
            _usedIndices.Add(reference.Name);
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
            if (NamesElsewhere.Remedy(reference.Name) is not null)
            {
                // What stands in it is written in the other language too.
                _problems.RemoveRange(problems, _problems.Count - problems);
            }

            Report(DiagnosticKind.UnknownName, reference, reference.Name, Suggest(reference.Name, scope));
        }
    }

    private void Expect(ReferenceSyntax reference, int indices, int? parameters)
    {
        if (reference.Indices.Count == 0 && indices == 1 && parameters is null && reference.Arguments is { Count: 1 } index)
        {
            Report(DiagnosticKind.WrongUse, reference, reference.Name, $"an index stands in brackets: {reference.Name}[{SyntaxPrinter.Print(index[0])}]");
            return;
        }

        if (reference.Indices.Count != indices)
        {
            Report(DiagnosticKind.WrongArity, reference, reference.Name, TakesIndices(reference.Name, indices));
        }

        if (reference.Arguments is not null && parameters is null)
        {
            Report(DiagnosticKind.WrongUse, reference, reference.Name, $"it is no function; write {reference.Name}*(...) for a product");
        }
        else if (reference.Arguments is null && parameters is { } count)
        {
            Report(DiagnosticKind.WrongUse, reference, reference.Name, $"it is a function of {count}; give it arguments: {reference.Name}({(count == 1 ? "x" : "x, ...")})");
        }
        else if (reference.Arguments?.Count != parameters)
        {
            string nested = parameters == 2 && reference.Arguments?.Count > 2 && SpecialForms.Find(reference.Name) is not null ? $"; of three: {reference.Name}(a, {reference.Name}(b, c))" : string.Empty;
            Report(DiagnosticKind.WrongArity, reference, reference.Name, $"it takes {parameters} argument{(parameters == 1 ? string.Empty : "s")}{nested}");
        }
    }

    private static string TakesIndices(string name, int count) => count switch
    {
        0 => "it takes no index",
        1 => $"it takes 1 index: {name}[k]",
        _ => $"it takes {count} index",
    };
}
