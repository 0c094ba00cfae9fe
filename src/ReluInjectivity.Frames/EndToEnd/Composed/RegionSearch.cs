using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.EndToEnd.Composed;

/// <summary>A set of inputs on which a network is affine.</summary>
/// <param name="Walls">Rows over (x, 1) that are not negative there.</param>
/// <param name="Map">The outputs, as rows over (x, 1).</param>
/// <param name="Last">Which outputs are clipped to zero by a ReLU at the end; inputs of different ones have different outputs.</param>
/// <param name="Ends">Which walls are enough to say where it is: all of them, or with one input those of its ends.</param>
internal sealed record Region(BigInteger[][] Walls, BigInteger[][] Map, string Last, int[]? Ends = null);

/// <summary>
/// Every region of a composed map, and every pair of regions, in integers: x of one and y of the other with equal outputs and x != y exist or they
/// do not. An input belongs to the region in which a row is active exactly if its value is positive, so that the regions share no input; their
/// closures are searched, on which the affine maps still hold. With one input the regions are intervals, each with at most two walls that matter: only these are asked.
/// </summary>
internal sealed class RegionSearch(ComposedMap map, Domain domain, IProgress<long>? progress, CancellationToken ct)
{
    private readonly List<Region> _regions = [];
    private readonly List<RegionNode?> _nodes = [];
    private readonly List<(int First, int Second, IReadOnlyList<IReadOnlyList<int>> Walls)> _apart = [];

    /// <summary>Regions found.</summary>
    public int Regions => _regions.Count;

    /// <summary>Pairs settled.</summary>
    public long Pairs { get; private set; }

    /// <summary>Pairs there are, once all regions are known.</summary>
    public long? AllPairs { get; private set; }

    /// <summary>Why no two inputs collide, once the search has found that none do.</summary>
    public RegionProof Proof => new(map.Count, [.. _nodes.OfType<RegionNode>()], [.. _apart.OrderBy(pair => pair.First).ThenBy(pair => pair.Second).Select(pair => pair.Walls)]);

    /// <summary>The walls of a polyhedron around a domain, t first; for a round domain that of the cube around it.</summary>
    public static List<BigInteger[]> Around(Domain domain, int inputs) => [FlatWalls.Unit(inputs, inputs), .. FlatWalls.Around(domain, inputs)];

    /// <summary>The whole search: a collision; or null, where the map is injective on the polyhedron of the domain's walls.</summary>
    /// <exception cref="OperationCanceledException">The time is up.</exception>
    public Collision? Run()
    {
        (BigInteger[][] rows, BigInteger one) = map.Start();
        List<BigInteger[]> around = Around(domain, map.Inputs);
        Layer(0, rows, one, around, map.Inputs > 1 ? null : [.. Enumerable.Range(0, around.Count)]);
        int[][] groups = [.. Enumerable.Range(0, _regions.Count).GroupBy(k => _regions[k].Last, StringComparer.Ordinal).Select(group => group.ToArray())];
        AllPairs = groups.Sum(group => (long)group.Length * (group.Length + 1) / 2);

        // Regions by themselves first, and with one input neighbours: most collisions are found there.
        for (int k = 0; k < _regions.Count; k++)
        {
            if (Between(k, k) is { } pair)
            {
                return pair;
            }
        }

        HashSet<(int, int)> settled = [];
        foreach (int[] group in map.Inputs == 1 ? groups : [])
        {
            int[] along = [.. group.OrderBy(Middle)];
            foreach ((int a, int b) in along.Zip(along.Skip(1), (a, b) => (Math.Min(a, b), Math.Max(a, b))))
            {
                settled.Add((a, b));
                if (Between(a, b) is { } pair)
                {
                    return pair;
                }
            }
        }

        foreach (int[] group in groups)
        {
            for (int i = 0; i < group.Length; i++)
            {
                for (int j = i + 1; j < group.Length; j++)
                {
                    if (!settled.Contains((group[i], group[j])) && Between(group[i], group[j]) is { } pair)
                    {
                        return pair;
                    }
                }
            }
        }

        return null;
    }

    private void Layer(int stage, BigInteger[][] rows, BigInteger one, List<BigInteger[]> walls, int[]? ends, string last = "")
    {
        if (stage == map.Count)
        {
            _regions.Add(new Region([.. walls], rows, last, ends));
            return;
        }

        (BigInteger[][] before, BigInteger unit) = map.Before(stage, rows, one);
        if (map.HasReLU(stage))
        {
            Rows(stage, before, unit, 0, walls, ends, new char[before.Length]);
        }
        else
        {
            Layer(stage + 1, before, unit, walls, ends);
        }
    }

    // Row after row: active where some input has a positive value, inactive where some has none.
    private void Rows(int stage, BigInteger[][] rows, BigInteger one, int row, List<BigInteger[]> walls, int[]? ends, char[] signs)
    {
        ct.ThrowIfCancellationRequested();
        if (row == rows.Length)
        {
            Layer(stage + 1, [.. rows.Select((r, i) => signs[i] == '1' ? r : new BigInteger[r.Length])], one, walls, ends, stage == map.Count - 1 ? new string(signs) : string.Empty);
            return;
        }

        int node = _nodes.Count;
        progress?.Report(node);
        _nodes.Add(null);
        BigInteger[] value = rows[row];
        if (Find(walls, ends, value, out int[]? active) is not null)
        {
            signs[row] = '1';
            walls.Add(value);
            Rows(stage, rows, one, row + 1, walls, Ends(walls, ends), signs);
            walls.RemoveAt(walls.Count - 1);
        }

        BigInteger[] negated = [.. value.Select(BigInteger.Negate)];
        walls.Add(negated);
        if (Find(walls, ends is null ? null : [.. ends, walls.Count - 1], walls[0], out int[]? inactive) is not null)
        {
            signs[row] = '0';
            Rows(stage, rows, one, row + 1, walls, Ends(walls, ends), signs);
        }

        walls.RemoveAt(walls.Count - 1);
        _nodes[node] = new RegionNode(active, inactive);
    }

    // Of the walls the named ones, or all.
    private BigInteger[]? Find(IReadOnlyList<BigInteger[]> walls, int[]? named, BigInteger[] goal, out int[]? support)
    {
        BigInteger[]? found = ConePoint.Find(named is null ? walls : [.. named.Select(k => walls[k])], goal, out support, ct);
        support = named is null || support is null ? support : [.. support.Select(k => named[k])];
        return found;
    }

    // With one input: the walls that the others do not imply, of those named and the last.
    private int[]? Ends(List<BigInteger[]> walls, int[]? ends)
    {
        if (map.Inputs > 1)
        {
            return null;
        }

        List<int> kept = [.. ends ?? [], walls.Count - 1];
        for (int k = kept.Count - 1; k >= 0; k--)
        {
            int wall = kept[k];
            if (Find(walls, [.. kept.Where(other => other != wall)], [.. walls[wall].Select(BigInteger.Negate)], out _) is null)
            {
                if (k == kept.Count - 1 && ends is not null && kept.Count == ends.Length + 1)
                {
                    return ends;
                }

                kept.RemoveAt(k);
            }
        }

        return [.. kept];
    }

    // Between a region's ends, or one beyond its only end: for the order along the line alone.
    private double Middle(int region)
    {
        double[] ends = [.. _regions[region].Ends!.Select(k => _regions[region].Walls[k]).Where(wall => !wall[0].IsZero).Select(wall => 0 - Dyadic.Quotient(wall[1], wall[0]))];
        bool isAbove = ends.Length == 1 && _regions[region].Ends!.Select(k => _regions[region].Walls[k][0]).First(v => !v.IsZero).Sign > 0;
        return ends.Length == 0 ? 0 : ends.Length == 1 ? ends[0] + (isAbove ? 1e-9 * (1 + Math.Abs(ends[0])) : -1e-9 * (1 + Math.Abs(ends[0]))) : ends.Average();
    }

    // (x, y, t) with x/t and y/t in the two regions, equal outputs, and some entry of x and y different.
    private Collision? Between(int one, int other)
    {
        ct.ThrowIfCancellationRequested();
        Pairs++;
        progress?.Report(_nodes.Count + Pairs);
        int n = map.Inputs;
        (Region first, Region second) = (_regions[one], _regions[other]);
        if (one == other && Echelon.RankOf(first.Map, n, ct) == n)
        {
            return null;
        }

        RegionPair cone = new(first, second, n, ct);
        int[]? ends = first.Ends is { } ones && second.Ends is { } others ? [.. ones, .. others.Select(k => first.Walls.Length + k)] : null;
        if (Find(cone.Walls, ends, cone.Height, out int[]? flat) is not { } inside)
        {
            _apart.Add((one, other, [flat!]));
            return null;
        }

        List<int[]> bounds = [];
        for (int j = 0; j < 2 * n; j++)
        {
            if (Find(cone.Walls, ends, cone.Difference(j), out int[]? bound) is not { } ray)
            {
                bounds.Add(bound!);
                continue;
            }

            // A ray at infinity or a point: with a point inside added it is a point, and the entry still differs for all but one of the factors.
            for (int factor = 0; factor <= 2; factor++)
            {
                if (Pair(cone.Basis, [.. inside.Select((v, k) => (factor * v) + ray[k])]) is { } pair && NetworkCollision.Holds(map, domain, pair))
                {
                    return pair;
                }
            }

            throw new RegionNotDecidedException();
        }

        _apart.Add((one, other, bounds));
        return null;
    }

    private Collision? Pair(IReadOnlyList<BigInteger[]> basis, BigInteger[] z)
    {
        int n = map.Inputs;
        BigInteger[] point = new BigInteger[(2 * n) + 1];
        for (int k = 0; k < basis.Count; k++)
        {
            for (int j = 0; j < point.Length; j++)
            {
                point[j] += z[k] * basis[k][j];
            }
        }

        return point[^1].Sign > 0 ? new Collision(point[..n], point[n..^1], point[^1]) : null;
    }
}

/// <summary>A collision lies in the polyhedron around a round domain, but perhaps not in the domain.</summary>
internal sealed class RegionNotDecidedException : Exception;
