using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Frames.EndToEnd.Composed;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>Walks the tree of a network's regions and all pairs of them; each closed side and each pair is checked in integers.</summary>
internal sealed class RegionProofCheck
{
    // As deep as the tree may be.
    private const int MostRows = 1024;

    private readonly RegionProof _proof;
    private readonly ComposedMap _map;
    private readonly CancellationToken _ct;
    private readonly List<Region> _regions = [];
    private int _next;

    private RegionProofCheck(RegionProof proof, ComposedMap map, CancellationToken ct) => (_proof, _map, _ct) = (proof, map, ct);

    /// <summary>What is wrong with the proof that the first layers are injective on a domain; null where it holds.</summary>
    public static string? Problem(RegionProof proof, Stage[] stages, Domain domain, CancellationToken ct)
    {
        if (proof.Layers < 1 || proof.Layers > stages.Length || !ComposedMap.Composes(stages[..proof.Layers]) || domain is SphereDomain)
        {
            return "its regions are those of layers that do not compose";
        }

        if (stages.Take(proof.Layers).Sum(stage => stage.HasReLU ? (long)stage.Layer.Outputs : 0) > MostRows)
        {
            return $"its regions are those of more than {MostRows} rows";
        }

        RegionProofCheck check = new(proof, new ComposedMap(stages[..proof.Layers]), ct);
        (BigInteger[][] rows, BigInteger one) = check._map.Start();
        return check.Layer(0, rows, one, RegionSearch.Around(domain, check._map.Inputs), string.Empty) ?? (check._next == proof.Nodes.Count ? check.Pairs() : "nodes follow after the end of its regions");
    }

    private string? Layer(int stage, BigInteger[][] rows, BigInteger one, List<BigInteger[]> walls, string last)
    {
        if (stage == _map.Count)
        {
            _regions.Add(new Region([.. walls], rows, last));
            return null;
        }

        (BigInteger[][] before, BigInteger unit) = _map.Before(stage, rows, one);
        return _map.HasReLU(stage) ? Row(stage, before, unit, 0, walls, new char[before.Length]) : Layer(stage + 1, before, unit, walls, last);
    }

    private string? Row(int stage, BigInteger[][] rows, BigInteger one, int row, List<BigInteger[]> walls, char[] signs)
    {
        _ct.ThrowIfCancellationRequested();
        if (row == rows.Length)
        {
            return Layer(stage + 1, [.. rows.Select((r, i) => signs[i] == '1' ? r : new BigInteger[r.Length])], one, walls, stage == _map.Count - 1 ? new string(signs) : string.Empty);
        }

        if (_next == _proof.Nodes.Count)
        {
            return "a node of its regions is missing";
        }

        RegionNode node = _proof.Nodes[_next++];
        return Side(node.Active, rows[row], rows[row], '1') ?? Side(node.Inactive, walls[0], [.. rows[row].Select(BigInteger.Negate)], '0');

        // A closed side keeps its goal from being positive: the row's value, or with the row's negative among the walls the height.
        string? Side(IReadOnlyList<int>? closed, BigInteger[] goal, BigInteger[] wall, char sign)
        {
            if (closed is not null && sign == '1')
            {
                return RegionProof.Closes(walls, closed, goal) ? null : "a side of its regions is not closed";
            }

            walls.Add(wall);
            signs[row] = sign;
            string? problem = closed is null ? Row(stage, rows, one, row + 1, walls, signs)
                : RegionProof.Closes(walls, closed, goal) ? null : "a side of its regions is not closed";
            walls.RemoveAt(walls.Count - 1);
            return problem;
        }
    }

    private string? Pairs()
    {
        int n = _map.Inputs;
        int at = 0;
        for (int i = 0; i < _regions.Count; i++)
        {
            for (int j = i; j < _regions.Count; j++)
            {
                // A region by itself, unless its matrix has independent columns.
                if (i == j && ExactRank.Spans(_regions[i].Map, n, _ct))
                {
                    continue;
                }

                if (!string.Equals(_regions[i].Last, _regions[j].Last, StringComparison.Ordinal))
                {
                    continue;
                }

                _ct.ThrowIfCancellationRequested();
                if (at == _proof.Pairs.Count)
                {
                    return "a pair of its regions is missing";
                }

                RegionPair cone = new(_regions[i], _regions[j], n, _ct);
                IReadOnlyList<IReadOnlyList<int>> walls = _proof.Pairs[at++];
                bool isApart = walls.Count == 1 ? RegionProof.Closes(cone.Walls, walls[0], cone.Height)
                    : walls.Count == 2 * n && Enumerable.Range(0, 2 * n).All(k => RegionProof.Closes(cone.Walls, walls[k], cone.Difference(k)));
                if (!isApart)
                {
                    return $"nothing keeps regions {i} and {j} apart";
                }
            }
        }

        return at == _proof.Pairs.Count ? null : "pairs follow after the last of its regions";
    }
}
