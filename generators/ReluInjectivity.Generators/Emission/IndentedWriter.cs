using System.Globalization;
using System.Text;

namespace ReluInjectivity.Generators.Emission;

/// <summary>
/// Writes indented lines with <c>\n</c> newlines. Nothing else ends a line: what C# or an editor takes for the end of one, in a title or a label,
/// is written as an escape, which within a literal is the same character.
/// </summary>
internal sealed class IndentedWriter
{
    private const int Width = 160;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line, over several where it is long; an empty one without indentation.</summary>
    public void Line(string text = "")
    {
        string line = Escaped(text);
        string comment = line.StartsWith("/// ", StringComparison.Ordinal) ? "/// " : line.StartsWith("// ", StringComparison.Ordinal) ? "// " : string.Empty;
        string indent = new(' ', 4 * _depth);

        // What a further line begins with, before the rest of the text.
        string prefix = string.Empty;
        int from = 0;
        while (indent.Length + prefix.Length + line.Length - from > Width
            && Break(line, from, prefix, Width - indent.Length, comment.Length) is { At: var at, IsInText: var isInText } && at > from)
        {
            // Within a text the space stays in front of the break.
            int end = isInText ? at + 1 : at;
            _text.Append(indent).Append(prefix).Append(line, from, end - from).Append(isInText ? "\" +\n" : "\n");
            indent = new(' ', 4 * (_depth + (comment.Length > 0 ? 0 : 1)));
            prefix = comment + (isInText ? "\"" : string.Empty);
            from = at + 1;
        }

        if (line.Length > 0)
        {
            _text.Append(indent).Append(prefix).Append(line, from, line.Length - from);
        }

        _text.Append('\n');
    }

    /// <summary>
    /// The last space of what follows a place at which a line may end so that it fits behind its prefix: outside of texts where there is one; that
    /// place itself where there is none at all.
    /// </summary>
    private static (int At, bool IsInText) Break(string text, int from, string prefix, int length, int comment)
    {
        bool isText = prefix.EndsWith("\"", StringComparison.Ordinal);
        int skipped = prefix.Length == 0 ? comment : 0;
        (int outside, int inside) = (0, 0);
        for (int i = skipped; i < Math.Min(length - prefix.Length - 4, text.Length - from); i++)
        {
            char c = text[from + i];
            if (comment == 0 && c == '\\')
            {
                i++;
                continue;
            }

            isText ^= comment == 0 && c == '"';
            if (c == ' ' && i > 0)
            {
                (outside, inside) = isText ? (outside, i) : (i, inside);
            }
        }

        return outside + prefix.Length > length / 4 || inside == 0 ? (from + outside, false) : (from + inside, true);
    }

    private static string Escaped(string text)
    {
        bool IsPlain(char c) => c == '\t' || char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        return text.All(IsPlain) ? text : string.Concat(text.Select(c => IsPlain(c) ? c.ToString() : "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)));
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

    /// <summary>Declares variables of one type, in as few statements as fit.</summary>
    public void Declarations(string type, IEnumerable<string> variables)
    {
        string[] all = [.. variables];
        if (all.Length > 0)
        {
            Line($"{type} {string.Join(", ", all)};");
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
