namespace ReluInjectivity.Weights.Formats;

/// <summary>Finds what separates the fields of a text file.</summary>
internal static class TextSeparator
{
    private const byte Space = (byte)' ';

    /// <summary>The separator of the first line of data: a semicolon, else a comma, else a tab, else spaces.</summary>
    public static byte Find(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0)
        {
            int end = text.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            line = WithoutComment(line);
            if (line.IndexOfAnyExcept(Space, (byte)'\t') >= 0)
            {
                return line.Contains((byte)';') ? (byte)';' : line.Contains((byte)',') ? (byte)',' : line.Contains((byte)'\t') ? (byte)'\t' : Space;
            }
        }

        return Space;
    }

    // Within quotes a # is a character of a title.
    private static ReadOnlySpan<byte> WithoutComment(ReadOnlySpan<byte> line)
    {
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == (byte)'"';
            if (line[i] == (byte)'#' && !quoted)
            {
                return line[..i];
            }
        }

        return line;
    }
}
