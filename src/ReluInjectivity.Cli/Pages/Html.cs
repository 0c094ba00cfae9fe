namespace ReluInjectivity.Cli.Pages;

/// <summary>Pieces of a page.</summary>
internal static class Html
{
    /// <summary>Text as it stands in an element or between double quotes.</summary>
    public static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>A section with a heading that can be linked to.</summary>
    public static string Section(string id, string heading, string inner) => $"<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{Escaped(heading)}</h2>\n{inner}</section>\n";

    /// <summary>A list of terms and what they are.</summary>
    public static string Terms(IEnumerable<(string Term, string Text)> terms) =>
        $"<dl>\n{string.Concat(terms.Select(static t => $"<dt>{Escaped(t.Term)}</dt><dd>{Escaped(t.Text)}</dd>\n"))}</dl>\n";

    /// <summary>Text with its lines as they are.</summary>
    public static string Lines(IEnumerable<string> lines) => $"<pre>{Escaped(string.Join('\n', lines))}</pre>\n";

    /// <summary>A picture that can be zoomed and moved, by buttons, keys and the mouse.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="caption">What stands below it.</param>
    public static string Figure(string svg, string caption) => $"""
        <figure class="zoom" tabindex="0" aria-label="Figure; plus and minus zoom, arrows move, 0 resets">
        <div class="buttons" role="group" aria-label="Zoom"><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="reset">Reset</button></div>
        {svg}<figcaption>{Escaped(caption)}</figcaption>
        </figure>

        """.ReplaceLineEndings("\n");
}
