namespace ReluInjectivity.Compilation;

/// <summary>Which members of a family are compiled: those up to a level and a depth, as each level is solved from those below.</summary>
/// <param name="Level">The highest level; null for all.</param>
/// <param name="Depth">The highest depth; null for all.</param>
public sealed record MemberBounds(int? Level, int? Depth)
{
    /// <summary>The whole family.</summary>
    public static MemberBounds None { get; } = new(null, null);
}
