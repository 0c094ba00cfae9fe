namespace ReluInjectivity.Symbolics.Language;

/// <summary>What a file says of other files, without being compiled.</summary>
/// <param name="HasModel">Whether it has a <c>model</c> line; a file without is for others to include.</param>
/// <param name="Includes">The paths it includes, as written.</param>
public sealed record FileOutline(bool HasModel, EquatableArray<string> Includes)
{
    /// <summary>The outline of a text, whatever is wrong in it.</summary>
    public static FileOutline Of(string text)
    {
        bool hasModel = false;
        List<string> includes = [];
        List<Token> tokens = Lexer.Tokenize(text);
        for (int i = 0; i < tokens.Count; i++)
        {
            if ((i == 0 || tokens[i - 1].Kind == TokenKind.End) && tokens[i].Span.StartColumn == 0)
            {
                hasModel |= tokens[i].IsWord("model");
                if (tokens[i].IsWord("include") && i + 1 < tokens.Count && tokens[i + 1].Kind == TokenKind.Text)
                {
                    includes.Add(tokens[i + 1].Text);
                }
            }
        }

        return new(hasModel, includes.ToEquatableArray());
    }
}

/// <summary>Paths of included files.</summary>
public static class IncludePath
{
    /// <summary>The path of a file that another includes: with forward slashes, and without <c>.</c> and <c>..</c> where that can be.</summary>
    /// <param name="from">The path of the file that includes it.</param>
    /// <param name="written">The path as written there.</param>
    public static string Resolve(string from, string written)
    {
        string path = written.Replace('\\', '/');
        bool isRooted = path.StartsWith("/", StringComparison.Ordinal) || (path.Length > 1 && path[1] == ':');
        string folder = from.Replace('\\', '/');
        string whole = isRooted ? path : folder.Substring(0, folder.LastIndexOf('/') + 1) + path;
        var segments = new List<string>();
        foreach (string segment in whole.Split('/'))
        {
            if (segment is ".." && segments.Count > 0 && segments[segments.Count - 1] is not "..")
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("" or "."))
            {
                segments.Add(segment);
            }
        }

        return (whole.StartsWith("/", StringComparison.Ordinal) ? "/" : string.Empty) + string.Join("/", segments);
    }
}
