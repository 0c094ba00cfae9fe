using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <content>What is declared and never used: of no effect, and often a name misspelt elsewhere. Warnings.</content>
internal sealed partial class Binder
{
    private void CheckUse()
    {
        CheckParameters();
        CheckFamilyUse();
        foreach (LetSyntax let in _model.Lets.Where(l => _used.Add(l.Name)))
        {
            Report(DiagnosticKind.Unused, let, let.Name, "remove the definition, or make it an output");
        }

        foreach (GivenSyntax given in _model.Givens.Where(g => _entries.TryGetValue(g.Name, out Entry? entry) && entry.Node == g && _used.Add(g.Name)))
        {
            ReportUnused(given);
        }
    }

    /// <summary>A goal's own parameters are used in its expression, which has just been checked, or nowhere.</summary>
    private void CheckOwnUse(EquatableArray<GivenSyntax> own, Func<GivenSyntax, bool> isUsedElsewhere)
    {
        foreach (GivenSyntax given in own.Where(g => !_usedLocals.Contains(g.Name) && !isUsedElsewhere(g)))
        {
            ReportUnused(given);
        }
    }

    private void ReportUnused(GivenSyntax given) =>
        Report(DiagnosticKind.Unused, given, given.Name, "remove the parameter, or let a definition or goal depend on it");
}
