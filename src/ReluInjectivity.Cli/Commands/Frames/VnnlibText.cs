using ReluInjectivity.Cli.Arguments;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>A word of a VNN-LIB file, or a list in brackets, with its place.</summary>
/// <param name="Text">The word; null for a list.</param>
/// <param name="Items">What the list holds; empty for a word.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
internal sealed record VnnlibNode(string? Text, VnnlibNode[] Items, int Line, int Column)
{
    private const int MostShown = 60;

    /// <summary>As it is written, with single blanks; the beginning where it is long.</summary>
    public override string ToString()
    {
        string all = Text ?? $"({string.Join(' ', Items.Select(item => item.ToString()))})";
        return all.Length <= MostShown ? all : all[..MostShown] + "...";
    }
}

/// <summary>The brackets of a VNN-LIB file.</summary>
internal static class VnnlibText
{
    private const int Deepest = 100;

    /// <summary>The statements of a text.</summary>
    /// <exception cref="BadArgumentException">Brackets do not match, or a word stands outside of them; the place is named.</exception>
    public static IReadOnlyList<VnnlibNode> Statements(string path, string text)
    {
        List<VnnlibNode> statements = [];
        Stack<(List<VnnlibNode> Items, int Line, int Column)> open = new();
        foreach ((string word, int line, int column) in Words(text))
        {
            if (word is "(")
            {
                if (open.Count == Deepest)
                {
                    throw Error(path, line, column, $"more than {Deepest} brackets stand in one another");
                }

                open.Push(([], line, column));
                continue;
            }

            if (word is not ")")
            {
                (open.TryPeek(out var list) ? list.Items : throw Error(path, line, column, $"'{word}' stands outside of brackets; statements are lists such as (assert (<= X_0 1.5))"))
                    .Add(new VnnlibNode(word, [], line, column));
                continue;
            }

            (List<VnnlibNode> items, int at, int begin) = open.TryPop(out var closed) ? closed : throw Error(path, line, column, "a bracket is closed that is not open");
            (open.TryPeek(out var outer) ? outer.Items : statements).Add(new VnnlibNode(null, [.. items], at, begin));
        }

        return open.TryPop(out var left) ? throw Error(path, left.Line, left.Column, "a bracket is not closed") : statements;
    }

    /// <summary>What is wrong at a place.</summary>
    public static BadArgumentException Error(string path, int line, int column, string problem) =>
        new(FormattableString.Invariant($"--bounds: {path}({line},{column}): {problem}"));

    // Comments go from a semicolon to the end of the line.
    private static IEnumerable<(string Word, int Line, int Column)> Words(string text)
    {
        string[] lines = text.Split('\n');
        for (int k = 0; k < lines.Length; k++)
        {
            string line = lines[k].Split(';')[0];
            int at = 0;
            while (at < line.Length)
            {
                int start = at++;
                if (char.IsWhiteSpace(line[start]) || line[start] == '\uFEFF')
                {
                    continue;
                }

                while (line[start] is not ('(' or ')') && at < line.Length && !char.IsWhiteSpace(line[at]) && line[at] is not ('(' or ')'))
                {
                    at++;
                }

                yield return (line[start..at], k + 1, start + 1);
            }
        }
    }
}
