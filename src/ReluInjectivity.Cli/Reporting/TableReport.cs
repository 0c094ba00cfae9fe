using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>Results as a table for a person at a terminal: a row a level, the givens and messages below.</summary>
internal static class TableReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(IReadOnlyList<SolveResult> results, TextWriter output, bool isTerminal)
    {
        TextTable table = new(ResultCells.Headings, ResultCells.FixedColumns);
        foreach (SolveResult result in results)
        {
            CellColour colour = result.Status == SolveStatus.Solved ? CellColour.Good : CellColour.Bad;
            table.AddRow(ResultCells.Row(result), ResultCells.StatusColumn, colour);
        }

        table.Write(output, isTerminal);
        foreach (string note in ResultCells.Notes(results))
        {
            output.WriteLine(note);
        }
    }
}
