using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <content>The statements <c>expect</c> and <c>report</c>.</content>
internal sealed partial class Binder
{
    /// <summary>What is expected is reported, what it depends on can be set, and all values are constants.</summary>
    private void CheckExpectation(ExpectSyntax expect, Scope scope)
    {
        bool isScalar = _model.Goals.Any(g => Same(g.Name, expect.Name)) || _model.Outputs.Any(o => Same(o.Name, expect.Name));
        UnknownSyntax? unknown = _model.Unknowns.FirstOrDefault(u => Same(u.Name, expect.Name));
        if (!isScalar && unknown is null)
        {
            Report(DiagnosticKind.UnknownName, expect, expect.Name, "expect a goal, an output or an unknown");
        }
        else
        {
            CheckIndexCount(expect, expect.Name, expect.Indices, unknown?.Indices.Count ?? 0);
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (SettingSyntax setting in expect.At)
        {
            CheckSetting(setting, scope);
            string name = setting.Name + string.Join(",", setting.Indices.Select(SyntaxPrinter.Print));
            if (!known.Add(name))
            {
                Report(DiagnosticKind.DuplicateName, setting, setting.Name, "set it once");
            }
        }

        CheckIndices(expect.Indices, scope);
        CheckConstant(expect.Value, scope);
        CheckConstant(expect.Tolerance, scope);
    }

    /// <summary>What is reported exists, and what is set or varied can be.</summary>
    private void CheckReport(ReportSyntax report, Scope scope)
    {
        if (report.Quantity is { } quantity && !IsGiven(quantity) && !_model.Goals.Any(g => Same(g.Name, quantity)) && !_model.Outputs.Any(o => Same(o.Name, quantity)))
        {
            Report(DiagnosticKind.UnknownName, report, quantity, "report a goal, an output or a given");
        }

        foreach (SettingSyntax setting in report.At)
        {
            CheckSetting(setting, scope);
            if (setting.Value is not (NumberSyntax or NegateSyntax { Operand: NumberSyntax }))
            {
                Report(DiagnosticKind.NotConstant, setting.Value, SyntaxPrinter.Print(setting.Value), "write a number");
            }
        }

        foreach (ExpressionSyntax over in report.Over.Where(o => o is not ReferenceSyntax { Arguments: null } r || !IsGiven(r.Name)))
        {
            Report(DiagnosticKind.UnknownName, over, SyntaxPrinter.Print(over), "'over' takes givens");
        }
    }

    private bool IsGiven(string name) => _model.Givens.Any(g => Same(g.Name, name)) || _model.Goals.Any(g => g.Givens.Any(p => Same(p.Name, name)));

    private void CheckSetting(SettingSyntax setting, Scope scope)
    {
        CheckIndices(setting.Indices, scope);
        GivenSyntax? given = _model.Givens.FirstOrDefault(g => Same(g.Name, setting.Name));
        bool isSetting = given is not null || _model.Family.Any(f => Same(f.Range.Index, setting.Name))
            || _model.Goals.Any(g => g.Givens.Any(p => Same(p.Name, setting.Name)));
        if (isSetting)
        {
            CheckIndexCount(setting, setting.Name, setting.Indices, given?.Indices.Count ?? 0);
        }
        else
        {
            Report(DiagnosticKind.UnknownName, setting, setting.Name, "'at' takes the level, the depth and the givens");
        }

        CheckConstant(setting.Value, scope);
    }

    private void CheckIndexCount(SyntaxNode node, string name, EquatableArray<ExpressionSyntax> indices, int count)
    {
        if (indices.Count != count)
        {
            Report(DiagnosticKind.WrongArity, node, name, TakesIndices(name, count));
        }
    }

    /// <summary>A reference value is made of numbers and functions; nothing that the file declares is a number before something is solved.</summary>
    private void CheckConstant(ExpressionSyntax expression, Scope scope)
    {
        _isReferenceValue = true;
        CheckExpression(expression, scope);
        _isReferenceValue = false;
    }
}
