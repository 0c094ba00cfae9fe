using System.Numerics;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.EndToEnd.Composed;

/// <summary>Which of a row's two sides no input of the walls before it is on; each by the walls whose combination shows it.</summary>
/// <param name="Active">The walls that keep its value from being positive; null where inputs with positive values are followed.</param>
/// <param name="Inactive">The walls that keep it from not being so; null where such inputs are followed.</param>
public sealed record RegionNode(IReadOnlyList<int>? Active, IReadOnlyList<int>? Inactive);

/// <summary>
/// Why no two inputs of a network's first layers have equal outputs: the tree of its regions, row by row, and for every two regions the walls whose combinations leave
/// no inputs but equal ones. Given the walls, the combinations are determined; see docs/certificates.md.
/// </summary>
/// <param name="Layers">How many layers, from the first on, are composed.</param>
/// <param name="Nodes">The tree in preorder, the active side first.</param>
/// <param name="Pairs">
/// For regions i &lt;= j, in this order, that the last ReLU does not tell apart (i = j only where the matrix has dependent columns): one list of walls where no outputs agree, or 2n lists that bound each difference by zero.
/// </param>
public sealed record RegionProof(int Layers, IReadOnlyList<RegionNode> Nodes, IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> Pairs)
{
    /// <summary>Whether walls that are not negative keep a goal from being positive: the named ones and the goal have one vanishing combination, with no negative weights.</summary>
    internal static bool Closes(IReadOnlyList<BigInteger[]> walls, IReadOnlyList<int> named, BigInteger[] goal) =>
        named.All(k => k >= 0 && k < walls.Count) && ContradictionCheck.Circuit([.. named.Select(k => walls[k]), goal]) is { } weights && weights[^1].Sign > 0;
}
