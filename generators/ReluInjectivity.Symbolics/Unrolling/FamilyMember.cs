using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>The value of one index of a family.</summary>
/// <param name="Kind">What it counts.</param>
/// <param name="Name">Its name in the file, such as <c>r</c>.</param>
/// <param name="Value">The value.</param>
public sealed record FamilyIndex(FamilyIndexKind Kind, string Name, int Value)
{
    /// <summary>Such as <c>r = 3</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} = {Value}");
}

/// <summary>The place of a system in its family.</summary>
/// <param name="Indices">The values of the family's indices, outermost first; empty for a model without a family.</param>
public sealed record FamilyMember(EquatableArray<FamilyIndex> Indices)
{
    /// <summary>The one member of a model without a family.</summary>
    public static FamilyMember Only { get; } = new(EquatableArray<FamilyIndex>.Empty);

    /// <summary>The value of the index of a kind; null where the family has none.</summary>
    public int? ValueOf(FamilyIndexKind kind) => Indices.FirstOrDefault(i => i.Kind == kind)?.Value;

    /// <summary>The value of an index by its name; null where the family has none called so.</summary>
    public int? ValueOf(string name) => Indices.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.Ordinal))?.Value;

    /// <summary>For messages, such as <c> at l = 2, r = 3</c>; empty for a model without a family.</summary>
    internal string AtMember => Indices.Count == 0 ? string.Empty : " at " + this;

    /// <summary>Such as <c>l = 2, r = 3</c>; empty for a model without a family.</summary>
    public override string ToString() => string.Join(", ", Indices);
}
