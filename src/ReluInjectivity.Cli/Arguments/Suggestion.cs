namespace ReluInjectivity.Cli.Arguments;

/// <summary>Finds the name that a misspelt one was meant to be.</summary>
internal static class Suggestion
{
    /// <summary>The nearest name, as <c>; did you mean 'name'?</c>; empty where none is near.</summary>
    public static string For(string typed, IEnumerable<string> names) =>
        Nearest(typed, names) is { } name ? $"; did you mean '{name}'?" : string.Empty;

    /// <summary>The name that the fewest edits lead to, or that alone starts as typed; null where none is near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> names)
    {
        IReadOnlyList<string> all = [.. names];
        IReadOnlyList<string> started = typed.Length == 0 ? [] : [.. all.Where(n => n.StartsWith(typed, StringComparison.OrdinalIgnoreCase))];
        if (started.Count == 1)
        {
            return started[0];
        }

        string? nearest = all.MinBy(n => Distance(typed, n));
        return nearest is not null && 2 * Distance(typed, nearest) <= nearest.Length ? nearest : null;
    }

    /// <summary>The number of insertions, deletions and replacements that turn one name into the other, letter case aside.</summary>
    public static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] current = new int[b.Length + 1];
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                bool same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                current[j] = Math.Min(previous[j - 1] + (same ? 0 : 1), Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
