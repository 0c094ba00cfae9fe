using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Collects the problems of one member: one of a kind at a node, as a statement unrolled ten times is wrong once.</summary>
/// <param name="member">The member of the family.</param>
internal sealed class Problems(FamilyMember member)
{
    private readonly Dictionary<(DiagnosticKind Kind, int Node), Diagnostic> _items = [];

    /// <inheritdoc cref="FamilyMember.AtMember"/>
    public string AtMember => member.AtMember;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>In the order of their nodes, whichever way they were come upon.</summary>
    public EquatableArray<Diagnostic> Sorted => _items.Values.OrderBy(d => d.Node).ThenBy(d => d.Kind).ToEquatableArray();

    /// <summary>Whether one of this kind is known at the node.</summary>
    public bool Has(DiagnosticKind kind, SyntaxNode node) => _items.ContainsKey((kind, node.Id));

    /// <summary>Adds a problem.</summary>
    public void Report(DiagnosticKind kind, SyntaxNode node, string subject, string hint)
    {
        if (!Has(kind, node))
        {
            _items.Add((kind, node.Id), new(kind, node.Id, null, subject, hint));
        }
    }
}
