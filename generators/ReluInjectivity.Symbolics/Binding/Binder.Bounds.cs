using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <content>Bounds by other models. Whether the other model is there is seen where all files are.</content>
internal sealed partial class Binder
{
    private void CheckBound(BoundSyntax bound)
    {
        if (!_model.Goals.Any(g => Same(g.Name, bound.Name)))
        {
            Report(DiagnosticKind.UnknownName, bound, bound.Name, "bound a goal: " + string.Join(", ", _model.Goals.Select(g => g.Name)));
        }

        if (Same(bound.Model, _model.Header.Name))
        {
            Report(DiagnosticKind.WrongUse, bound, bound.Model, "a goal is bounded by that of another model");
        }

        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (SettingSyntax setting in bound.At)
        {
            if (!known.Add(setting.Name + string.Join(",", setting.Indices.Select(SyntaxPrinter.Print))))
            {
                Report(DiagnosticKind.DuplicateName, setting, setting.Name, "set it once");
            }

            foreach (ExpressionSyntax value in setting.Indices.Append(setting.Value).Where(v => v is not (NumberSyntax or NegateSyntax { Operand: NumberSyntax })))
            {
                Report(DiagnosticKind.NotConstant, value, SyntaxPrinter.Print(value), "write a number");
            }
        }
    }
}
