using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// Pairs of antiparallel rows of which one is active at every generic point: the output tells their inner product, wherever x is.
/// Independent pairs that span R^n settle injectivity on any domain, as for [B; -D B].
/// </summary>
internal static class AntiparallelPairs
{
    /// <summary>Independent pairs, as many as there are.</summary>
    public static IReadOnlyList<(int Row, int Opposite)> Find(Arrangement arrangement, CancellationToken ct = default)
    {
        List<(int Row, int Opposite)> pairs = [];
        Echelon span = new(arrangement.Inputs);
        ParallelRows parallels = arrangement.Parallels;
        foreach (IGrouping<int, int> group in Enumerable.Range(0, parallels.Rows.Count).Where(i => arrangement.IsRelevant[i]).GroupBy(i => parallels.Leaders[i]))
        {
            ct.ThrowIfCancellationRequested();

            // Of each direction and sign one row is relevant.
            int[] members = [.. group];
            if (members.Length == 2 && Problem(arrangement, members[0], members[1]) is null && span.Add(arrangement.Rows[members[0]]))
            {
                pairs.Add((members[0], members[1]));
            }
        }

        return pairs;
    }

    /// <summary>Why two rows are no such pair; null where they are.</summary>
    public static string? Problem(Arrangement arrangement, int row, int opposite)
    {
        BigInteger[] a = arrangement.Rows[row];
        BigInteger[] b = arrangement.Rows[opposite];
        int n = arrangement.Inputs;
        int pivot = Array.FindIndex(a, 0, n, v => !v.IsZero);
        bool isAntiparallel = pivot >= 0 && a[pivot].Sign * b[pivot].Sign < 0 && Enumerable.Range(0, n).All(k => a[k] * b[pivot] == b[k] * a[pivot]);
        if (!isAntiparallel)
        {
            return $"rows {row} and {opposite} are not antiparallel";
        }

        // alpha_i / |w_i| + alpha_j / |w_j| <= 0, cross-multiplied; a[n] = -alpha_i.
        BigInteger overlap = (a[n] * BigInteger.Abs(b[pivot])) + (b[n] * BigInteger.Abs(a[pivot]));
        return overlap.Sign >= 0 ? null : $"rows {row} and {opposite} leave a gap where both are inactive";
    }
}
