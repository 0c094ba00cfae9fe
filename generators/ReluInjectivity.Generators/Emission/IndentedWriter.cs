using System.Globalization;
using System.Text;

namespace ReluInjectivity.Generators.Emission;

/// <summary>
/// Writes indented lines with <c>\n</c> newlines. Nothing else ends a line: what C# or an editor takes for the end of one, in a title or a label,
/// is written as an escape, which within a literal is the same character.
/// </summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one line; an empty one without indentation.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', 4 * _depth);
            Append(text);
        }

        _text.Append('\n');
    }

    private void Append(string text)
    {
        foreach (char c in text)
        {
            bool isPlain = c == '\t' || char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            _text.Append(isPlain ? c.ToString() : "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes one line, unless there is none.</summary>
    public void Text(string? text)
    {
        if (text is not null)
        {
            Line(text);
        }
    }

    /// <summary>Writes some lines.</summary>
    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Writes lines under a comment, and an empty one after them; nothing where there are no lines.</summary>
    public void Group(string comment, IEnumerable<string> lines)
    {
        string[] group = [.. lines];
        if (group.Length > 0)
        {
            Line("// " + comment);
            Lines(group);
            Line();
        }
    }

    /// <summary>Opens a brace block under a heading line.</summary>
    public void Open(string heading)
    {
        Line(heading);
        Line("{");
        _depth++;
    }

    /// <summary>Closes the innermost block.</summary>
    public void Close(string suffix = "")
    {
        _depth--;
        Line("}" + suffix);
    }

    /// <summary>Indents what follows, without braces.</summary>
    public void Indent() => _depth++;

    /// <summary>Undoes <see cref="Indent"/>.</summary>
    public void Outdent() => _depth--;

    /// <summary>The text so far.</summary>
    /// <exception cref="InvalidOperationException">A block is open.</exception>
    public string Finish() => _depth == 0 ? _text.ToString() : throw new InvalidOperationException("A block is not closed.");
}
