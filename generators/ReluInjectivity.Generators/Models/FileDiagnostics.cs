using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ReluInjectivity.Generators.Diagnostics;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Generators.Models;

/// <summary>The problems of one file, placed; compares by value.</summary>
/// <param name="Files">The file, and those it includes, by the numbers that places give them.</param>
/// <param name="Items">The problems.</param>
internal sealed record FileDiagnostics(EquatableArray<string> Files, EquatableArray<PlacedProblem> Items)
{
    /// <summary>Places the problems found by parsing and compiling a file.</summary>
    public static FileDiagnostics Of(ParsedFile file, IEnumerable<Symbolics.Language.Diagnostic> later)
    {
        IEnumerable<PlacedProblem> placed = file.Problems.Concat(later)
            .Select(p => new PlacedProblem(p.Kind, p.Span ?? (p.Node >= 0 && p.Node < file.Spans.Count ? file.Spans[p.Node] : default), p.Subject, p.Hint))
            .Distinct()
            .OrderBy(p => p.Span.File).ThenBy(p => p.Span.Start).ThenBy(p => p.Kind);
        return new(file.Files, placed.ToEquatableArray());
    }

    /// <summary>The Roslyn diagnostics.</summary>
    public IEnumerable<Microsoft.CodeAnalysis.Diagnostic> ToDiagnostics()
    {
        foreach (PlacedProblem item in Items)
        {
            SourceSpan s = item.Span;
            var location = Location.Create(
                Files[s.File], new TextSpan(s.Start, s.Length), new LinePositionSpan(new LinePosition(s.StartLine, s.StartColumn), new LinePosition(s.EndLine, s.EndColumn)));
            yield return Microsoft.CodeAnalysis.Diagnostic.Create(DiagnosticDescriptors.Of(item.Kind), location, item.Subject, item.Hint);
        }
    }
}

/// <summary>A problem with its place.</summary>
internal sealed record PlacedProblem(DiagnosticKind Kind, SourceSpan Span, string Subject, string Hint);
