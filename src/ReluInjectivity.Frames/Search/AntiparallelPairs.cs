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
        ParallelRows parallels = arrangement.Parallels;
        foreach (IGrouping<int, int> group in Enumerable.Range(0, parallels.Rows.Count).Where(i => arrangement.IsRelevant[i]).GroupBy(i => parallels.Leaders[i]))
        {
            ct.ThrowIfCancellationRequested();

            // Of each direction and sign one row is relevant.
            int[] members = [.. group];
            if (members.Length == 2 && Problem(arrangement, members[0], members[1]) is null)
            {
                pairs.Add((members[0], members[1]));
            }
        }

        int n = arrangement.Inputs;
        if (n >= IndependentRows.LeastColumns)
        {
            IndependentRows independent = new(n);
            independent.Search(pairs.Select(pair => arrangement.Rows[pair.Row]), ct);
            if (independent.Found.Count == Math.Min(n, pairs.Count))
            {
                return [.. independent.Found.Select(k => pairs[k])];
            }
        }

        Echelon span = new(n);
        return [.. pairs.TakeWhile(_ => span.Rank < n).Where(pair => IsNew(span, arrangement.Rows[pair.Row], ct))];
    }

    private static bool IsNew(Echelon span, BigInteger[] row, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return span.Add(row);
    }

    /// <summary>Why two rows are no such pair; null where they are.</summary>
    public static string? Problem(Arrangement arrangement, int row, int opposite)
    {
        BigInteger[] a = arrangement.Rows[row];
        BigInteger[] b = arrangement.Rows[opposite];
        int n = arrangement.Inputs;
        int pivot = Array.FindIndex(a, 0, n, v => !v.IsZero);
        bool isAntiparallel = pivot >= 0 && a[pivot].Sign * b[pivot].Sign < 0 && ParallelVectors.AreParallel(a, b, n);
        if (!isAntiparallel)
        {
            return $"rows {row} and {opposite} are not antiparallel";
        }

        // alpha_i / |w_i| + alpha_j / |w_j| <= 0, cross-multiplied; a[n] = -alpha_i.
        BigInteger overlap = (a[n] * BigInteger.Abs(b[pivot])) + (b[n] * BigInteger.Abs(a[pivot]));
        return overlap.Sign >= 0 ? null : $"rows {row} and {opposite} leave a gap where both are inactive";
    }
}
