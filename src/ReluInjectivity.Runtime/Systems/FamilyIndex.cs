using System.Text.Json.Serialization;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>What an index of a family counts; in the order in which a family runs over them, outermost first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FamilyIndexKind>))]
public enum FamilyIndexKind
{
    /// <summary>Systems that do not refine each other.</summary>
    Depth,

    /// <summary>Systems of which one may contain the one before.</summary>
    Level,
}

/// <summary>The value of one index of a family.</summary>
/// <param name="Kind">What it counts.</param>
/// <param name="Name">Its name in the equation file, such as <c>r</c>.</param>
/// <param name="Value">The value.</param>
public sealed record FamilyIndex(FamilyIndexKind Kind, string Name, int Value)
{
    /// <summary>Such as <c>r = 3</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} = {Value}");
}

/// <summary>Looks into the place of a system in its family.</summary>
public static class FamilyIndices
{
    /// <summary>The value of the index of a kind; null where there is none.</summary>
    public static int? ValueOf(this IReadOnlyList<FamilyIndex> indices, FamilyIndexKind kind)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return indices.FirstOrDefault(i => i.Kind == kind)?.Value;
    }
}
