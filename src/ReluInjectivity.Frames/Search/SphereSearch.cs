using System.Numerics;
using System.Numerics.Tensors;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// Covers the sphere by simplicial cones in which some rows are strictly active throughout and span, or leave one direction open in which another row tells mirror
/// images apart, halving the longest edge of a cone that has none. Proves injectivity on the sphere; the converse needs an explicit collision.
/// </summary>
internal sealed class SphereSearch
{
    private const double SmallestEdge = 1e-5;
    private const double RoughEdge = 0.05;
    private const long MostRoughCones = 20_000;
    private const int MostMirrorRows = 4;
    private const int MostStuck = 64;

    private readonly Arrangement _arrangement;
    private readonly double[][] _rows;
    private readonly double[] _thresholds;
    private readonly int[] _indices;

    /// <summary>A search.</summary>
    public SphereSearch(Arrangement arrangement)
    {
        _arrangement = arrangement;
        _indices = [.. Enumerable.Range(0, arrangement.Rows.Count).Where(i => arrangement.IsRelevant[i])];
        _rows = [.. _indices.Select(i => UnitVector.Of(arrangement.Layer.Rows[i]))];
        _thresholds = [.. _indices.Select(i => arrangement.Layer.Thresholds[i] / UnitVector.Norm(arrangement.Layer.Rows[i]))];
    }

    /// <summary>Cones looked at.</summary>
    public long Cones { get; private set; }

    /// <summary>The cover, or a collision, or neither.</summary>
    public Evidence? Run(IProgress<long>? progress, CancellationToken ct)
    {
        // Collisions first, by a rough cover: a place where neither is found does not keep those elsewhere from being so.
        return Cover(RoughEdge, MostRoughCones, progress, ct) is CollisionEvidence rough ? rough : Cover(SmallestEdge, long.MaxValue, progress, ct);
    }

    private Evidence? Cover(double smallestEdge, long most, IProgress<long>? progress, CancellationToken ct)
    {
        int n = _arrangement.Inputs;
        List<SphereNode> nodes = [];
        bool isRough = most < long.MaxValue;
        int stuck = 0;
        long last = isRough ? Cones + most : long.MaxValue;
        for (int orthant = 0; orthant < 1 << n; orthant++)
        {
            Stack<SphereCone> open = new([SphereCone.Orthant(n, orthant)]);
            while (open.TryPop(out SphereCone? cone))
            {
                ct.ThrowIfCancellationRequested();
                if (++Cones % 1024 == 0)
                {
                    progress?.Report(Cones);
                }

                double[][] edges = cone.Directions();
                if (Settling(cone, edges, ct) is { } settled)
                {
                    nodes.Add(settled);
                    continue;
                }

                double[] centre = Centre(edges);
                if (SphereCollision.At(_arrangement, centre, ct) is { } pair)
                {
                    return new CollisionEvidence(pair);
                }

                (int a, int b, double length) = LongestEdge(edges);
                if (Cones > last || (length < smallestEdge && ++stuck > MostStuck && !isRough))
                {
                    return null;
                }

                if (length < smallestEdge)
                {
                    continue;
                }

                nodes.Add(new SphereNode((a, b), []));
                (SphereCone first, SphereCone second) = cone.Split(a, b);
                open.Push(second);
                open.Push(first);
            }
        }

        return stuck > 0 ? null : new SphereEvidence(nodes);
    }

    private double[] Centre(double[][] edges) => UnitVector.Of([.. Enumerable.Range(0, _arrangement.Inputs).Select(j => edges.Sum(e => e[j]))]);

    /// <summary>Rows that span and are active throughout, or all but span, with one that tells mirror images apart; null where none are found.</summary>
    private SphereNode? Settling(SphereCone cone, double[][] edges, CancellationToken ct)
    {
        int n = _arrangement.Inputs;
        Echelon span = new(n);
        List<int> rows = [];
        foreach ((int row, double excess) in Nearest(Centre(edges)))
        {
            if (excess < 0)
            {
                break;
            }

            if (cone.IsActiveThroughout(_arrangement.Rows[row]) && span.Add(_arrangement.Rows[row]))
            {
                rows.Add(row);
                if (rows.Count == n)
                {
                    return new SphereNode(null, [.. rows]);
                }
            }
        }

        if (rows.Count != n - 1 || SphereCheck.OpenDirection(_arrangement, rows, ct) is not { } d)
        {
            return null;
        }

        SphereCone mirrored = cone.Mirrored(d);
        (int Row, double Excess)[] there = [.. Nearest(Centre(mirrored.Directions())).TakeWhile(row => row.Excess > 0).Take(MostMirrorRows)];
        int told = Array.FindIndex(there, row => SphereCheck.Tells(_arrangement.Rows[row.Row], cone, d));
        return told < 0 ? null : new SphereNode(null, [.. rows]) { Mirror = there[told].Row };
    }

    /// <summary>Rows by how far they are above their thresholds at a point, the farthest first.</summary>
    private IEnumerable<(int Row, double Excess)> Nearest(double[] x) =>
        Enumerable.Range(0, _rows.Length).Select(i => (_indices[i], TensorPrimitives.Dot<double>(_rows[i], x) - _thresholds[i])).OrderByDescending(row => row.Item2).ThenBy(row => row.Item1);

    private static (int A, int B, double Length) LongestEdge(double[][] edges)
    {
        (int A, int B, double Length) longest = (0, 1, 0);
        for (int a = 0; a < edges.Length; a++)
        {
            for (int b = a + 1; b < edges.Length; b++)
            {
                double length = TensorPrimitives.Distance<double>(edges[a], edges[b]);
                longest = length > longest.Length ? (a, b, length) : longest;
            }
        }

        return longest;
    }
}
