using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>Collects what is wrong, each thing once a place.</summary>
/// <param name="member">The member of the family.</param>
internal sealed class Reporter(FamilyMember member)
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>What has been reported.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Whether anything has been reported that leaves the file without meaning.</summary>
    public bool HasError => _diagnostics.Exists(static d => d.Kind.IsError());

    /// <inheritdoc cref="FamilyMember.AtMember"/>
    public string AtMember => member.AtMember;

    /// <summary>Reports a problem at a syntax node.</summary>
    public void Report(DiagnosticKind kind, int node, string subject, string hint)
    {
        if (!_diagnostics.Any(d => d.Kind == kind && d.Node == node))
        {
            _diagnostics.Add(new(kind, node, null, subject, hint));
        }
    }
}
