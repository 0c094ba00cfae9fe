using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>Results as a Markdown table, with the same cells as <see cref="TableReport"/>.</summary>
internal static class MarkdownReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(IReadOnlyList<SolveResult> results, TextWriter output) =>
        WriteTable(ResultCells.Headings, results.Select(ResultCells.Row), ResultCells.Notes(results), output);

    /// <summary>Writes a table with notes below it.</summary>
    public static void WriteTable(
        IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows, IEnumerable<string> notes, TextWriter output)
    {
        WriteRow(headings, output);
        WriteRow([.. headings.Select(_ => "---")], output);
        foreach (IReadOnlyList<string> row in rows)
        {
            WriteRow(row, output);
        }

        foreach (string note in notes)
        {
            output.WriteLine();
            output.WriteLine(Escape(note));
        }
    }

    private static void WriteRow(IReadOnlyList<string> cells, TextWriter output) =>
        output.WriteLine($"| {string.Join(" | ", cells.Select(Escape))} |");

    /// <summary>Text that Markdown leaves as it is, on one line.</summary>
    private static string Escape(string text)
    {
        System.Text.StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            if (c is '|' or '*' or '_' or '`' or '\\' or '<' or '[' or ']')
            {
                escaped.Append('\\');
            }

            escaped.Append(c is '\n' or '\r' ? ' ' : c);
        }

        return escaped.ToString();
    }
}
