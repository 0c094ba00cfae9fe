using System.Numerics.Tensors;
using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Frames.Biases;

/// <summary>A facet of a polytope: the points on one supporting hyperplane, however many.</summary>
/// <param name="Points">Their indices, ascending.</param>
/// <param name="Normal">The outer unit normal.</param>
/// <param name="Offset">Its product with those points.</param>
internal sealed record HullFacet(IReadOnlyList<int> Points, double[] Normal, double Offset);

/// <summary>
/// Facets of a convex hull by gift wrapping: each facet is turned about each of its ridges until it meets the next. Points on a common
/// hyperplane form one facet, so that the list does not depend on a triangulation; a facet's ridges are the facets of its own hull.
/// </summary>
internal static class ConvexHull
{
    private const double Coplanar = 1e-9;

    /// <summary>All facets, ordered by their points; empty where the points lie in a hyperplane.</summary>
    /// <param name="points">Distinct points of length n.</param>
    /// <param name="ct">Stops the wrapping.</param>
    public static IReadOnlyList<HullFacet> Facets(IReadOnlyList<double[]> points, CancellationToken ct)
    {
        int n = points[0].Length;
        if (n == 1)
        {
            return OnLine(points);
        }

        if (FirstFacet(points, n, ct) is not { } first)
        {
            return [];
        }

        Dictionary<string, HullFacet> found = new(StringComparer.Ordinal) { [Key(first)] = first };
        Queue<HullFacet> open = new([first]);
        while (open.TryDequeue(out HullFacet? facet))
        {
            ct.ThrowIfCancellationRequested();
            foreach (int[] ridge in Ridges(points, facet, n, ct))
            {
                ct.ThrowIfCancellationRequested();

                // Nothing beyond a ridge: the points lie in a hyperplane, as n points do, or too near to one for doubles to tell.
                if (Turned(points, facet, ridge) is not { } next)
                {
                    return [];
                }

                if (found.TryAdd(Key(next), next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return [.. found.Values.OrderBy(f => f.Points, Comparer<IReadOnlyList<int>>.Create(Compare))];
    }

    private static int Compare(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        int different = Enumerable.Range(0, Math.Min(a.Count, b.Count)).FirstOrDefault(i => a[i] != b[i], -1);
        return different < 0 ? a.Count.CompareTo(b.Count) : a[different].CompareTo(b[different]);
    }

    private static string Key(HullFacet facet) => string.Join(',', facet.Points);

    private static HullFacet[] OnLine(IReadOnlyList<double[]> points)
    {
        double least = points.Min(p => p[0]);
        double most = points.Max(p => p[0]);
        return most - least <= Coplanar ? [] : [Contact(points, [-1], -least), Contact(points, [1], most)];
    }

    private static HullFacet Contact(IReadOnlyList<double[]> points, double[] normal, double offset) => new(
        [.. Enumerable.Range(0, points.Count).Where(i => Math.Abs(TensorPrimitives.Dot<double>(points[i], normal) - offset) <= Coplanar)], normal, offset);

    /// <summary>A supporting hyperplane, turned about its contact points until these span a facet.</summary>
    private static HullFacet? FirstFacet(IReadOnlyList<double[]> points, int n, CancellationToken ct)
    {
        double[] normal = new double[n];
        normal[0] = 1;
        HullFacet facet = Contact(points, normal, points.Max(p => p[0]));
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            List<double[]> fixedDirections = Directions(points, facet.Points);
            if (fixedDirections.Count == n - 1)
            {
                return facet;
            }

            List<double[]> taken = [.. fixedDirections, facet.Normal];
            HullFacet? turned = null;
            for (int axis = 0; axis < n && turned is null; axis++)
            {
                ct.ThrowIfCancellationRequested();
                double[] unit = new double[n];
                unit[axis] = 1;
                int before = taken.Count;
                if (!UnitRows.TryExtend(taken, unit))
                {
                    continue;
                }

                double[] towards = taken[before];
                taken.RemoveAt(before);
                turned = Rotated(points, facet, facet.Points[0], towards) ?? Rotated(points, facet, facet.Points[0], [.. towards.Select(v => -v)]);
            }

            if (turned is null)
            {
                return null;
            }

            facet = turned;
        }
    }

    private static List<double[]> Directions(IReadOnlyList<double[]> points, IReadOnlyList<int> subset)
    {
        List<double[]> basis = [];
        double[] origin = points[subset[0]];
        foreach (int i in subset.Skip(1))
        {
            double[] difference = [.. points[i].Zip(origin, (a, b) => a - b)];
            double norm = TensorPrimitives.Norm<double>(difference);
            if (norm > Coplanar)
            {
                UnitRows.TryExtend(basis, [.. difference.Select(v => v / norm)]);
            }
        }

        return basis;
    }

    /// <summary>
    /// The hyperplane through a point turned from its normal a towards c until it meets another point: for a point at depth u below and
    /// w along c the angle is atan2(u, w). Null where it meets none before a half turn.
    /// </summary>
    private static HullFacet? Rotated(IReadOnlyList<double[]> points, HullFacet facet, int pivot, double[] towards)
    {
        double angle = double.PositiveInfinity;
        HashSet<int> contact = [.. facet.Points];
        for (int i = 0; i < points.Count; i++)
        {
            if (contact.Contains(i))
            {
                continue;
            }

            double depth = 0;
            double along = 0;
            for (int j = 0; j < towards.Length; j++)
            {
                double difference = points[i][j] - points[pivot][j];
                depth -= facet.Normal[j] * difference;
                along += towards[j] * difference;
            }

            angle = Math.Min(angle, Math.Atan2(Math.Max(depth, 0), along));
        }

        if (!(angle < Math.PI - 1e-9))
        {
            return null;
        }

        double[] normal = UnitVector.Of([.. facet.Normal.Zip(towards, (a, c) => (Math.Cos(angle) * a) + (Math.Sin(angle) * c))]);
        return Contact(points, normal, TensorPrimitives.Dot<double>(normal, points[pivot]));
    }

    private static IEnumerable<int[]> Ridges(IReadOnlyList<double[]> points, HullFacet facet, int n, CancellationToken ct)
    {
        if (facet.Points.Count == n)
        {
            return facet.Points.Select(left => facet.Points.Where(i => i != left).ToArray());
        }

        List<double[]> basis = Directions(points, facet.Points);
        double[][] inside = [.. facet.Points.Select(i => basis.Select(q => TensorPrimitives.Dot<double>(q, points[i])).ToArray())];
        return Facets(inside, ct).Select(ridge => ridge.Points.Select(k => facet.Points[k]).ToArray());
    }

    private static HullFacet? Turned(IReadOnlyList<double[]> points, HullFacet facet, int[] ridge)
    {
        // Outwards within the facet: away from a point of it off the ridge, normal to the ridge and to the facet's normal.
        List<double[]> taken = [.. Directions(points, ridge), facet.Normal];
        int off = facet.Points.First(i => !ridge.Contains(i) && IsOff(points, taken, ridge[0], i));
        double[] inwards = UnitVector.Of([.. points[off].Zip(points[ridge[0]], (a, b) => a - b)]);
        int before = taken.Count;
        UnitRows.TryExtend(taken, inwards);
        double[] outwards = [.. taken[before].Select(v => -v)];
        return Rotated(points, facet, ridge[0], outwards);
    }

    private static bool IsOff(IReadOnlyList<double[]> points, List<double[]> taken, int origin, int point)
    {
        double[] difference = [.. points[point].Zip(points[origin], (a, b) => a - b)];
        List<double[]> copy = [.. taken];
        return UnitRows.TryExtend(copy, UnitVector.Of(difference));
    }
}
