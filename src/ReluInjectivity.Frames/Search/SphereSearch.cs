using System.Numerics;
using System.Numerics.Tensors;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// Covers the sphere by simplicial cones in which some rows are strictly active throughout and span, halving the longest edge of a
/// cone that has none. Proves injectivity on the sphere; the converse needs an explicit collision.
/// </summary>
internal sealed class SphereSearch
{
    private const double SmallestEdge = 1e-5;

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

    /// <summary>Where the search gave up.</summary>
    public double[]? Stuck { get; private set; }

    /// <summary>The cover, or a collision, or neither.</summary>
    public Evidence? Run(IProgress<long>? progress, CancellationToken ct)
    {
        int n = _arrangement.Inputs;
        List<SphereNode> nodes = [];
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
                if (Settling(cone, edges) is { } rows)
                {
                    nodes.Add(new SphereNode(null, rows));
                    continue;
                }

                double[] centre = UnitVector.Of([.. Enumerable.Range(0, n).Select(j => edges.Sum(e => e[j]))]);
                if (SphereCollision.At(_arrangement, centre, ct) is { } pair)
                {
                    return new CollisionEvidence(pair);
                }

                (int a, int b, double length) = LongestEdge(edges);
                if (length < SmallestEdge)
                {
                    Stuck = centre;
                    return null;
                }

                nodes.Add(new SphereNode((a, b), []));
                (SphereCone first, SphereCone second) = cone.Split(a, b);
                open.Push(second);
                open.Push(first);
            }
        }

        return new SphereEvidence(nodes);
    }

    /// <summary>Rows that span and are active throughout; null where too few are found.</summary>
    private int[]? Settling(SphereCone cone, double[][] edges)
    {
        int n = _arrangement.Inputs;
        Echelon span = new(n);
        List<int> rows = [];
        double[] centre = UnitVector.Of([.. Enumerable.Range(0, n).Select(j => edges.Sum(e => e[j]))]);
        foreach (int i in Enumerable.Range(0, _rows.Length).OrderByDescending(i => TensorPrimitives.Dot<double>(_rows[i], centre) - _thresholds[i]).ThenBy(i => i))
        {
            int row = _indices[i];
            if (TensorPrimitives.Dot<double>(_rows[i], centre) < _thresholds[i])
            {
                break;
            }

            if (cone.IsActiveThroughout(_arrangement.Rows[row]) && span.Add(_arrangement.Rows[row]))
            {
                rows.Add(row);
                if (rows.Count == n)
                {
                    return [.. rows];
                }
            }
        }

        return null;
    }

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
