using System.Globalization;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The text of <c>--level</c> or <c>--depth</c>: a level, a range, or a list of both, such as <c>3</c>, <c>1..4</c> or <c>1,2,4</c>.</summary>
internal static class LevelSelection
{
    /// <summary>The levels of a model that were asked for, ascending and each once; all of them where nothing was typed.</summary>
    /// <exception cref="BadArgumentException">The text is no selection, or names a level that the model does not have.</exception>
    public static IReadOnlyList<int> Parse(string? typed, string model, IReadOnlyList<int> available, string indexName)
    {
        if (typed is null)
        {
            return available;
        }

        if (available.Count == 0)
        {
            throw new BadArgumentException($"--{indexName}: {model} has no {indexName}s; leave --{indexName} out");
        }

        SortedSet<int> wanted = [];
        foreach (string part in typed.Split(','))
        {
            (int first, int last) = ParseRange(part, typed, indexName);
            RequireLevel(first, model, available, indexName);
            RequireLevel(last, model, available, indexName);
            wanted.UnionWith(available.Where(level => level >= first && level <= last));
        }

        return [.. wanted];
    }

    /// <summary>Levels in a few characters: <c>1..4</c>, <c>1,2,4</c>, or <c>-</c> for none.</summary>
    public static string Print(IReadOnlyList<int> levels)
    {
        if (levels.Count == 0)
        {
            return "-";
        }

        bool isRange = levels.Count > 2 && levels[^1] - levels[0] == levels.Count - 1;
        return isRange
            ? string.Create(CultureInfo.InvariantCulture, $"{levels[0]}..{levels[^1]}")
            : string.Join(',', levels.Select(l => l.ToString(CultureInfo.InvariantCulture)));
    }

    private static (int First, int Last) ParseRange(string part, string typed, string indexName)
    {
        int dots = part.IndexOf("..", StringComparison.Ordinal);
        string from = dots < 0 ? part : part[..dots];
        string to = dots < 0 ? part : part[(dots + 2)..];
        if (!TryParse(from, out int first) || !TryParse(to, out int last))
        {
            throw new BadArgumentException($"--{indexName}: cannot read '{typed}'; write a {indexName} (3), a range (1..4) or a list (1,2,4)");
        }

        return first <= last
            ? (first, last)
            : throw new BadArgumentException($"--{indexName}: the range '{part.Trim()}' descends; write {last}..{first}");
    }

    private static bool TryParse(string text, out int level) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out level);

    private static void RequireLevel(int level, string model, IReadOnlyList<int> available, string indexName)
    {
        if (!available.Contains(level))
        {
            throw new BadArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"--{indexName}: {model} has no {indexName} {level}; its {indexName}s are {Print(available)}"));
        }
    }
}
