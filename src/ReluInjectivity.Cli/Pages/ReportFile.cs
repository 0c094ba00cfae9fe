using System.Runtime.InteropServices;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Pictures;

namespace ReluInjectivity.Cli.Pages;

/// <summary>The file of <c>--report</c>.</summary>
internal static class ReportFile
{
    /// <summary>Checks, before anything is solved, that it can be written.</summary>
    /// <exception cref="BadArgumentException">It does not end in .html, or there is no such folder.</exception>
    public static void Require(string argument, string? path)
    {
        if (path is null)
        {
            return;
        }

        if (!path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadArgumentException($"{argument}: '{path}' does not end in .html, which is what is written");
        }

        OutputFile.Require(argument, path);
    }

    /// <summary>Writes the page of a command's results.</summary>
    /// <param name="around">What the command reaches.</param>
    /// <param name="path">Where to.</param>
    /// <param name="title">The title.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="rerun">The command that does the same again.</param>
    /// <param name="rows">The results.</param>
    /// <param name="plot">A picture of them; null where there is nothing to draw.</param>
    public static void Write(CommandContext around, string path, string title, IEnumerable<(string Term, string Text)> asked, string rerun, IReadOnlyList<ReportRow> rows, Func<Plot>? plot)
    {
        List<(string Id, string Heading, string Inner)> sections = [("asked", "What was asked", Html.Terms(asked))];
        if (plot is not null && Drawn(plot) is { } figure)
        {
            sections.Add(("figure", "Figure", Html.Figure(figure.ToSvg(), figure.Description)));
        }

        sections.AddRange(ResultSections.Of(rows, [.. around.Relations.Select(static r => r.Description)]));
        sections.Add(("rerun", "How to run it again", Html.Lines([rerun]) + Html.Terms([("version", ProgramVersion.Full), ("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}")])));
        OutputFile.Place(path, ReportPage.Of(title, sections));
    }

    /// <summary>A command line as a shell takes it.</summary>
    public static string Command(IEnumerable<string> words) =>
        string.Join(' ', words.Select(static w => w.Length > 0 && w.All(static c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@".Contains(c, StringComparison.Ordinal)) ? w : $"'{w.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    private static Picture? Drawn(Func<Plot> plot)
    {
        try
        {
            return plot().Draw();
        }
        catch (ArgumentException)
        {
            // Nothing has a place on the axes; the table says what became of it.
            return null;
        }
    }
}
