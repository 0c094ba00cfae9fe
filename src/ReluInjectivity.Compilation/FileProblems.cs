using System.Globalization;
using System.Text;
using ReluInjectivity.Generators.Diagnostics;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Compilation;

/// <summary>Prints the problems of an equation file as a build does, each with its line and a caret under the place.</summary>
internal static class FileProblems
{
    private const int MostColumns = 160;

    /// <summary>A text for each problem, of lines that end in a line feed.</summary>
    /// <param name="texts">The texts of the files, by their paths.</param>
    /// <param name="problems">What is wrong.</param>
    public static IReadOnlyList<string> Print(IReadOnlyDictionary<string, string> texts, FileDiagnostics problems) => [.. problems.Items.Select(p => Print(texts, p, problems.Files[p.Span.File]))];

    private static string Print(IReadOnlyDictionary<string, string> texts, PlacedProblem problem, string path)
    {
        var text = new StringBuilder();
        SourceSpan at = problem.Span;
        var descriptor = DiagnosticDescriptors.Of(problem.Kind);
        string message = string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), problem.Subject, problem.Hint);
        text.Append(CultureInfo.InvariantCulture, $"{path}({at.StartLine + 1},{at.StartColumn + 1}): {(problem.Kind.IsError() ? "error" : "warning")} {descriptor.Id}: {message}\n");
        Quote(text, Line(texts[path], at.Start - at.StartColumn), at);
        return text.ToString();
    }

    private static string Line(string text, int start)
    {
        int from = Math.Clamp(start, 0, text.Length);
        int length = text.AsSpan(from).IndexOfAny('\r', '\n');
        return length < 0 ? text[from..] : text.Substring(from, length);
    }

    private static void Quote(StringBuilder text, string line, SourceSpan at)
    {
        if (line.Length > MostColumns || line.Trim().Length == 0)
        {
            return;
        }

        int start = Math.Min(at.StartColumn, line.Length);
        int end = at.EndLine == at.StartLine ? Math.Clamp(at.StartColumn + at.Length, start, line.Length) : line.Length;
        text.Append("    ").Append(Printable(line)).Append('\n').Append("    ");
        foreach (Rune rune in line[..start].EnumerateRunes())
        {
            // A tab stays one, so that the caret stands right whatever its width.
            text.Append(rune.Value == '\t' ? "\t" : new string(' ', Columns(rune)));
        }

        text.Append('^').Append('~', Math.Max(0, line[start..end].EnumerateRunes().Sum(Columns) - 1)).Append('\n');
    }

    private static string Printable(string line) => string.Concat(line.EnumerateRunes().Select(r => r.Value != '\t' && Rune.IsControl(r) ? "\uFFFD" : r.ToString()));

    /// <summary>The columns a terminal gives to a character: none to what combines, two to East Asian wide ones.</summary>
    private static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1,
    };
}
