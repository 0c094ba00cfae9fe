using System.Numerics;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>The search's tree as a certificate's list.</summary>
internal static class ProofNodes
{
    /// <summary>Larger trees leave out the multipliers, which their rows determine, for the sake of the file's size.</summary>
    private const int MostWithMultipliers = 1000;

    /// <summary>Each node before its children.</summary>
    public static IReadOnlyList<ProofNode> Of(Arrangement arrangement, SearchNode? tree)
    {
        if (tree is null)
        {
            return [];
        }

        SearchNode[] nodes = [.. tree.Preorder()];
        bool withMultipliers = nodes.Length <= MostWithMultipliers;
        return [.. nodes.Select(node => new ProofNode(node.Active, node.Inactive, node.Branches, node.Walls, Multipliers(node), node.Weights))];

        IReadOnlyList<BigInteger>? Multipliers(SearchNode node) =>
            node.Multipliers is { } exact ? exact : withMultipliers && node.Weights is null ? ContradictionCheck.Circuit(ContradictionCheck.Vectors(arrangement, node)) : null;
    }
}
