using System.Globalization;
using Spectre.Console;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>The colour of a cell at a terminal.</summary>
internal enum CellColour
{
    /// <summary>That of the text.</summary>
    None,

    /// <summary>What is as it should be: green.</summary>
    Good,

    /// <summary>What is not: red.</summary>
    Bad,
}

/// <summary>A table of text. At a terminal it fits the window; elsewhere it is plain text, one line a row however wide.</summary>
internal sealed class TextTable
{
    /// <summary>Wider than any row, so that nothing wraps.</summary>
    private const int Unlimited = 100_000;

    private readonly Table table = new() { Border = TableBorder.Simple };

    /// <summary>A table with headings, whose first columns keep their width when the others must wrap.</summary>
    public TextTable(IReadOnlyList<string> headings, int fixedColumns)
    {
        for (int i = 0; i < headings.Count; i++)
        {
            table.AddColumn(new TableColumn(new Text(headings[i])) { NoWrap = i < fixedColumns });
        }
    }

    /// <summary>Adds a row, with a colour for one of its cells.</summary>
    public void AddRow(IReadOnlyList<string> cells, int colouredColumn = -1, CellColour colour = CellColour.None)
    {
        Color foreground = colour switch
        {
            CellColour.Good => Color.Green,
            CellColour.Bad => Color.Red,
            _ => Color.Default,
        };
        table.AddRow(cells.Select((cell, i) => new Text(cell, i == colouredColumn ? new Style(foreground) : Style.Plain)));
    }

    /// <summary>Writes the table.</summary>
    public void Write(TextWriter output, bool isTerminal)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(isTerminal ? output : text),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (isTerminal)
        {
            console.Write(table);
            return;
        }

        console.Profile.Width = Unlimited;
        console.Profile.Capabilities.Unicode = false;
        console.Write(table);
        IEnumerable<string> lines = text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);
        foreach (string line in lines)
        {
            output.WriteLine(line);
        }
    }
}
