namespace ReluInjectivity.Weights.Layers;

/// <summary>Compares names with runs of digits as numbers: <c>net.2</c> stands before <c>net.10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x;
        ReadOnlySpan<char> b = y;
        while (a.Length > 0 && b.Length > 0)
        {
            bool digits = char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0]);
            int order = digits ? CompareNumbers(Take(ref a), Take(ref b)) : a[0].CompareTo(b[0]);
            if (order != 0)
            {
                return order;
            }

            if (!digits)
            {
                a = a[1..];
                b = b[1..];
            }
        }

        int length = a.Length.CompareTo(b.Length);
        return length != 0 ? length : string.CompareOrdinal(x, y);
    }

    /// <summary>The name with every run of digits replaced, equal for names that differ in numbers only.</summary>
    public static string Pattern(string name)
    {
        List<char> pattern = [];
        foreach (char c in name)
        {
            if (!char.IsAsciiDigit(c))
            {
                pattern.Add(c);
            }
            else if (pattern.Count == 0 || pattern[^1] != '#')
            {
                pattern.Add('#');
            }
        }

        return new string([.. pattern]);
    }

    /// <summary>The last run of digits in a name; empty if it has none.</summary>
    public static string LastNumber(string name)
    {
        int end = name.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        int begin = name.AsSpan(0, end).LastIndexOfAnyExceptInRange('0', '9') + 1;
        return name[begin..end];
    }

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = length < 0 ? text : text[..length];
        text = text[digits.Length..];
        return digits;
    }

    private static int CompareNumbers(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.TrimStart('0');
        b = b.TrimStart('0');
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.CompareTo(b, StringComparison.Ordinal);
    }
}
