using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>Checks a proof tree: every contradiction balances, and every branch spans or has a node of its own.</summary>
internal static class ProofTreeCheck
{
    /// <summary>What is wrong; null where the tree proves that all cells span.</summary>
    public static string? Problem(Arrangement arrangement, CellsEvidence evidence, CancellationToken ct) =>

        // A prime that divides a minor makes branches look open that are closed: another one decides.
        Problem(arrangement, evidence, PrimeField.Shared, ct) is null ? null : Problem(arrangement, evidence, PrimeField.Draw(), ct);

    private static string? Problem(Arrangement arrangement, CellsEvidence evidence, PrimeField field, CancellationToken ct)
    {
        int n = arrangement.Inputs;
        Echelon span = new(n, field);
        foreach ((int row, int opposite) in evidence.Pairs)
        {
            if (!IsUsable(arrangement, row) || !IsUsable(arrangement, opposite))
            {
                return $"the pair of rows {row} and {opposite} names a row that is not there or is zero";
            }

            if (AntiparallelPairs.Problem(arrangement, row, opposite) is { } problem)
            {
                return problem;
            }

            span.Add(arrangement.Rows[row]);
        }

        int next = 0;
        Stack<Place> open = new();
        if (span.Rank < n)
        {
            open.Push(new Place(span, [], []));
        }

        while (open.TryPop(out Place? place))
        {
            ct.ThrowIfCancellationRequested();
            if (next == evidence.Nodes.Count)
            {
                return $"node {next} is missing";
            }

            ProofNode node = evidence.Nodes[next];
            if (Contradiction(arrangement, node, place) is { } problem)
            {
                return $"node {next}: {problem}";
            }

            next++;
            PushBranches(arrangement, node, place, open);
        }

        return next == evidence.Nodes.Count ? null : $"nodes follow after node {next - 1}, which ends the tree";
    }

    private static bool IsUsable(Arrangement arrangement, int row) =>
        row >= 0 && row < arrangement.Rows.Count && arrangement.Rows[row].Take(arrangement.Inputs).Any(v => !v.IsZero);

    /// <summary>Children in order, the first on top; those whose active rows span are closed.</summary>
    private static void PushBranches(Arrangement arrangement, ProofNode node, Place place, Stack<Place> open)
    {
        List<Place> children = [];
        for (int k = 0; k < node.Branches.Count; k++)
        {
            Echelon span = place.Span.Copy();
            span.Add(arrangement.Rows[node.Branches[k]]);
            if (span.Rank < arrangement.Inputs)
            {
                children.Add(new Place(span, [.. place.Active, node.Branches[k]], [.. place.Inactive, .. node.Branches.Take(k)]));
            }
        }

        for (int k = children.Count - 1; k >= 0; k--)
        {
            open.Push(children[k]);
        }
    }

    private static string? Contradiction(Arrangement arrangement, ProofNode node, Place place)
    {
        if (!node.Active.Concat(node.Inactive).Concat(node.Branches).All(i => IsUsable(arrangement, i)))
        {
            return "it names a row that is not there or is zero";
        }

        if (!node.Walls.All(g => g >= 0 && g < arrangement.Walls.Count))
        {
            return "it names a wall that the domain does not have";
        }

        if (!node.Active.All(place.Active.Contains) || !node.Inactive.All(place.Inactive.Contains))
        {
            return "it takes a row as active or inactive that the branches above it do not";
        }

        SearchNode signed = new() { Active = [.. node.Active], Inactive = [.. node.Inactive], Branches = [.. node.Branches], Walls = [.. node.Walls] };
        BigInteger[][] vectors = ContradictionCheck.Vectors(arrangement, signed);
        if (node.Weights is { } weights)
        {
            bool holds = arrangement.Radius is { } radius && vectors.Length > 0 && ContradictionCheck.HoldsInBall(vectors, [.. weights], radius);
            return holds ? null : "its weights do not contradict a point in the ball";
        }

        bool balances = node.Multipliers is { } multipliers
            ? vectors.Length > 0 && (Balances(vectors, multipliers) || (arrangement.Radius is { } within && ContradictionCheck.HoldsInBall(vectors, multipliers, within)))
            : ContradictionCheck.Circuit(vectors) is not null;
        return balances ? null : "its rows have no vanishing combination with positive weights";
    }

    private static bool Balances(BigInteger[][] vectors, IReadOnlyList<BigInteger> multipliers)
    {
        if (multipliers.Count != vectors.Length || multipliers.Any(w => w.Sign < 0) || multipliers.All(w => w.IsZero))
        {
            return false;
        }

        return Enumerable.Range(0, vectors[0].Length)
            .All(j => Enumerable.Range(0, vectors.Length).Aggregate(BigInteger.Zero, (sum, k) => sum + (multipliers[k] * vectors[k][j])).IsZero);
    }

    private sealed record Place(Echelon Span, IReadOnlyList<int> Active, IReadOnlyList<int> Inactive);
}
