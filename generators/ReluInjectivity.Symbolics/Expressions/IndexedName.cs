using System.Globalization;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>A declared name at fixed indices, such as <c>lambda[1]</c>; a name without indices is its own stem.</summary>
/// <param name="Stem">The name as declared.</param>
/// <param name="Indices">The indices; empty for a scalar.</param>
public readonly record struct IndexedName(string Stem, EquatableArray<int> Indices)
{
    /// <summary>A name without an index, or with one.</summary>
    public IndexedName(string stem, int? index = null) : this(stem, index is { } i ? new EquatableArray<int>([i]) : default)
    {
    }

    /// <summary>The last index, in which a family may be ordered; null for a scalar.</summary>
    public int? Index => Indices.Count > 0 ? Indices[Indices.Count - 1] : null;

    /// <summary>What the last index runs within: the stem, with the other indices where there are such, as in <c>q[0]</c> of <c>q[0,1]</c>.</summary>
    public string Family => Indices.Count < 2 ? Stem : new IndexedName(Stem, Indices.Take(Indices.Count - 1).ToEquatableArray()).ToString();

    /// <summary>The same name at another last index.</summary>
    public IndexedName At(int index) => new(Stem, Indices.Take(Indices.Count - 1).Append(index).ToEquatableArray());

    /// <summary>As the equation language writes it.</summary>
    public override string ToString() => Indices.Count == 0
        ? Stem
        : Stem + "[" + string.Join(",", Indices.Select(i => i.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>By stem, then by indices.</summary>
    public static int Compare(IndexedName a, IndexedName b)
    {
        int order = string.CompareOrdinal(a.Stem, b.Stem);
        for (int i = 0; order == 0 && i < a.Indices.Count && i < b.Indices.Count; i++)
        {
            order = a.Indices[i].CompareTo(b.Indices[i]);
        }

        return order != 0 ? order : a.Indices.Count.CompareTo(b.Indices.Count);
    }
}
