using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <content>The statement <c>relations</c>.</content>
internal sealed partial class Binder
{
    /// <summary>What is expressed and what is varied are unknowns; each is named once.</summary>
    private void CheckRelations(RelationsSyntax relations, Scope scope)
    {
        foreach (string name in relations.Names)
        {
            CheckUnknown(relations, name, scope, "relations express unknowns");
        }

        foreach (IGrouping<string, string> repeated in relations.Names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Report(DiagnosticKind.DuplicateName, relations, repeated.Key, "name it once among the relations");
        }

        foreach (OverSyntax over in relations.Over)
        {
            CheckUnknown(over, over.Name, scope, "an objective is stationary in unknowns");
            CheckIndices(new[] { over.From, over.To }.OfType<ExpressionSyntax>(), scope);
            if (over.From is not null && _model.Unknowns.Any(u => Same(u.Name, over.Name) && u.Range is null))
            {
                Report(DiagnosticKind.WrongArity, over, over.Name, "it takes no index");
            }
        }

        CheckQuantity(relations, relations.Objective, relations.Value, WithOwn(relations.Givens, scope));
        CheckOwnUse(relations.Givens, static _ => false);
    }

    private void CheckUnknown(SyntaxNode node, string name, Scope scope, string rule)
    {
        if (_model.Unknowns.Any(u => Same(u.Name, name)))
        {
            return;
        }

        if (_entries.ContainsKey(name))
        {
            Report(DiagnosticKind.WrongUse, node, name, rule + "; declare it with 'unknown'");
        }
        else
        {
            Report(DiagnosticKind.UnknownName, node, name, Suggest(name, scope));
        }
    }
}
