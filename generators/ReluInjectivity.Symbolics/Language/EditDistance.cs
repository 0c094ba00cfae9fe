namespace ReluInjectivity.Symbolics.Language;

/// <summary>How far apart two words are, for suggestions.</summary>
internal static class EditDistance
{
    /// <summary>
    /// The number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other; case does not count.
    /// (Optimal string alignment, by rows: only the last three are needed.)
    /// </summary>
    public static int Between(string a, string b)
    {
        int[] beforeLast = [];
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (IsSame(a[i - 1], b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && IsSame(a[i - 1], b[j - 2]) && IsSame(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], 1 + beforeLast[j - 2]);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];
    }

    private static bool IsSame(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
