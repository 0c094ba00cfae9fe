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
        string rest = Escaped(text);
        string comment = rest.StartsWith("/// ", StringComparison.Ordinal) ? "/// " : rest.StartsWith("// ", StringComparison.Ordinal) ? "// " : string.Empty;
        string indent = new(' ', 4 * _depth);
        while (indent.Length + rest.Length > Width && Break(rest, Width - indent.Length, comment.Length) is ( > 0, _) place)
        {
            // Within a text the space stays in front of the break.
            _text.Append(indent).Append(rest, 0, place.IsInText ? place.At + 1 : place.At).Append(place.IsInText ? "\" +\n" : "\n");
            indent = new(' ', 4 * (_depth + (comment.Length > 0 ? 0 : 1)));
            rest = comment + (place.IsInText ? "\"" : string.Empty) + rest.Substring(place.At + 1);
        }

        if (rest.Length > 0)
        {
            _text.Append(indent).Append(rest);
        }

        _text.Append('\n');
    }

    /// <summary>The last space at which a line may end so that it fits: outside of texts where there is one; place 0 where there is none at all.</summary>
    private static (int At, bool IsInText) Break(string text, int length, int comment)
    {
        bool isText = false;
        (int outside, int inside) = (0, 0);
        for (int i = comment; i < Math.Min(length - 4, text.Length); i++)
        {
            if (comment == 0 && text[i] == '\\')
            {
                i++;
                continue;
            }

            isText ^= comment == 0 && text[i] == '"';
            if (text[i] == ' ' && i > comment)
            {
                (outside, inside) = isText ? (outside, i) : (i, inside);
            }
        }

        return outside > length / 4 || inside == 0 ? (outside, false) : (inside, true);
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
