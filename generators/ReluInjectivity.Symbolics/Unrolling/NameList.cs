using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Lists the names there are, in the hints of problems about one that there is not.</summary>
internal static class NameList
{
    private const int Longest = 20;

    /// <summary><c>defined at r = 3: q[1], q[2]</c>, or that nothing is. Of many names the first and last are listed.</summary>
    /// <param name="stem">The name without index.</param>
    /// <param name="defined">The names that share it.</param>
    /// <param name="atMember">Where in the family, with a space before; empty without one.</param>
    public static string Defined(string stem, IEnumerable<IndexedName> defined, string atMember)
    {
        var names = defined.ToList();
        names.Sort(IndexedName.Compare);
        if (names.Count == 0)
        {
            return $"nothing defines {stem}{atMember}";
        }

        return $"defined{atMember}: {Join(names)}";
    }

    /// <summary>The names with commas between; of many the first and last.</summary>
    public static string Join(IReadOnlyList<IndexedName> names)
    {
        IEnumerable<string> listed = names.Count <= Longest
            ? names.Select(n => n.ToString())
            : [names[0].ToString(), names[1].ToString(), "...", names[names.Count - 1].ToString()];
        return string.Join(", ", listed);
    }
}
