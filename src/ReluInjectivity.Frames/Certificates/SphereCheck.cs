using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>Checks a subdivision of the sphere: every settled cone has rows that span and exceed their thresholds throughout.</summary>
internal static class SphereCheck
{
    /// <summary>Above this many dimensions the orthants alone are too many.</summary>
    public const int MostInputs = 16;

    /// <summary>What is wrong; null where strictly active rows span everywhere on the sphere.</summary>
    public static string? Problem(Arrangement arrangement, SphereEvidence evidence, CancellationToken ct)
    {
        int n = arrangement.Inputs;
        if (n == 1)
        {
            Collision ends = new([BigInteger.One], [BigInteger.MinusOne], BigInteger.One);
            return CollisionCheck.Problem(arrangement, ends) is null ? "the sphere's two points have the same output" : null;
        }

        if (n > MostInputs)
        {
            return $"a subdivision covers spheres of at most {MostInputs} inputs";
        }

        int next = 0;
        for (int orthant = 0; orthant < 1 << n; orthant++)
        {
            Stack<SphereCone> open = new([SphereCone.Orthant(n, orthant)]);
            while (open.TryPop(out SphereCone? cone))
            {
                ct.ThrowIfCancellationRequested();
                if (next == evidence.Nodes.Count)
                {
                    return $"node {next} is missing";
                }

                SphereNode node = evidence.Nodes[next];
                if (node.Split is { } split)
                {
                    if (split.First < 0 || split.First >= n || split.Second < 0 || split.Second >= n || split.First == split.Second)
                    {
                        return $"node {next} splits an edge that is not there";
                    }

                    (SphereCone first, SphereCone second) = cone.Split(split.First, split.Second);
                    open.Push(second);
                    open.Push(first);
                }
                else if (Unsettled(arrangement, cone, node, ct) is { } problem)
                {
                    return $"node {next}: {problem}";
                }

                next++;
            }
        }

        return next == evidence.Nodes.Count ? null : $"nodes follow after node {next - 1}, which ends the cover";
    }

    /// <summary>The one direction that rows do not see; null where they leave none or several open.</summary>
    public static BigInteger[]? OpenDirection(Arrangement arrangement, IReadOnlyList<int> rows, CancellationToken ct)
    {
        int n = arrangement.Inputs;
        IReadOnlyList<BigInteger[]> kernel = IntegerElimination.NullBasis([.. rows.Select(i => arrangement.Rows[i].Take(n).ToArray())], n, 2, out int nullity, ct);
        return nullity == 1 ? kernel[0] : null;
    }

    /// <summary>Whether a row sees d and is active at the mirror images of all points of a cone: then none of these has the output of its mirror image, but those that are their own.</summary>
    public static bool Tells(BigInteger[] row, SphereCone cone, BigInteger[] d) =>
        Enumerable.Range(0, d.Length).Aggregate(BigInteger.Zero, (sum, j) => sum + (row[j] * d[j])) != 0 && cone.Mirrored(d).IsActiveThroughout(row);

    private static string? Unsettled(Arrangement arrangement, SphereCone cone, SphereNode node, CancellationToken ct)
    {
        IReadOnlyList<int> rows = node.Rows;
        foreach (int row in rows)
        {
            if (row < 0 || row >= arrangement.Rows.Count || !cone.IsActiveThroughout(arrangement.Rows[row]))
            {
                return $"row {row} is not active in all of its cone";
            }
        }

        if (node.Mirror is { } mirror)
        {
            return mirror >= 0 && mirror < arrangement.Rows.Count && OpenDirection(arrangement, rows, ct) is { } d && Tells(arrangement.Rows[mirror], cone, d)
                ? null
                : $"row {mirror} does not tell the mirror images of its cone apart";
        }

        int rank = Echelon.RankOf([.. rows.Select(r => arrangement.Rows[r])], arrangement.Inputs, ct);
        return rank == arrangement.Inputs ? null : $"its rows have rank {rank}, not {arrangement.Inputs}";
    }
}
