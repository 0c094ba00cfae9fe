using System.Numerics;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>What a certificate rests on.</summary>
public abstract record Evidence
{
    private protected Evidence()
    {
    }
}

/// <summary>Two inputs with equal outputs.</summary>
/// <param name="Pair">The inputs.</param>
public sealed record CollisionEvidence(Collision Pair) : Evidence;

/// <summary>A point inside the domain with fewer active rows than inputs: some direction is seen by none of them.</summary>
/// <param name="Point">The numerators and, last, the positive denominator.</param>
public sealed record DeficientCellEvidence(IReadOnlyList<BigInteger> Point) : Evidence;

/// <summary>Every cell's active rows span: pairs of which one is always active, and a proof tree over the rest.</summary>
/// <param name="Pairs">Antiparallel rows, independent.</param>
/// <param name="Nodes">The tree, each node before its children; empty where the pairs span.</param>
public sealed record CellsEvidence(IReadOnlyList<(int Row, int Opposite)> Pairs, IReadOnlyList<ProofNode> Nodes) : Evidence;

/// <summary>The sphere covered by simplicial cones, in each of which some rows that span are active throughout, or rows that leave one direction open and another row that tells mirror images apart.</summary>
/// <param name="Nodes">The subdivision, each node before its halves, one tree after another for each orthant.</param>
public sealed record SphereEvidence(IReadOnlyList<SphereNode> Nodes) : Evidence;

/// <summary>
/// A node of a proof tree: with the rows taken as active and inactive on the way here, weights >= 0 on signed rows and walls
/// contradict that all of <paramref name="Branches"/> are inactive.
/// </summary>
/// <param name="Active">Rows taken as active that the contradiction uses.</param>
/// <param name="Inactive">Rows taken as inactive that it uses.</param>
/// <param name="Branches">Rows of which one must be active; each is a child with those before it inactive.</param>
/// <param name="Walls">Walls of the domain that it uses.</param>
/// <param name="Multipliers">The integer weights in the order above; null where they are left to the reader, who finds them as the only null vector.</param>
/// <param name="Weights">Weights that need no exact balance, for round domains; null for others.</param>
public sealed record ProofNode(
    IReadOnlyList<int> Active,
    IReadOnlyList<int> Inactive,
    IReadOnlyList<int> Branches,
    IReadOnlyList<int> Walls,
    IReadOnlyList<BigInteger>? Multipliers,
    IReadOnlyList<double>? Weights);

/// <summary>A cone of the sphere: split across an edge, or settled by rows.</summary>
/// <param name="Split">The two vertices whose edge is halved; null for a settled cone.</param>
/// <param name="Rows">The rows that are active throughout and span, or leave one direction d open; empty for a split one.</param>
public sealed record SphereNode((int First, int Second)? Split, IReadOnlyList<int> Rows)
{
    /// <summary>
    /// Where the rows leave a direction d open: a row that sees d and is active at all mirror images x - 2 (x d) d / |d|^2, the only other points of the sphere that the
    /// rows do not tell from x. Null where the rows span.
    /// </summary>
    public int? Mirror { get; init; }
}
