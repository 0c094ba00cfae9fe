using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>What discretising a system gives.</summary>
/// <param name="Program">The program; null where there were errors.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record DiscretiseResult(NumericProgram? Program, EquatableArray<Diagnostic> Diagnostics);

/// <summary>An expectation that no rule discretises.</summary>
internal sealed class UnsupportedExpectationException(Symbol variable, DiagnosticKind kind, int node, string message) : Exception(message)
{
    /// <summary>The variable the expectation binds.</summary>
    public Symbol Variable { get; } = variable;

    /// <summary>What is wrong with it.</summary>
    public DiagnosticKind Kind { get; } = kind;

    /// <summary>Its syntax node.</summary>
    public int Node { get; } = node;
}
