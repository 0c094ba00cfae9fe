using System.Numerics;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>All cells of an arrangement, row by row: the second algorithm that verdicts are compared with.</summary>
internal static class CellEnumeration
{
    /// <summary>A point of each cell that meets the inside of the domain.</summary>
    public static IReadOnlyList<BigInteger[]> Points(Arrangement arrangement)
    {
        CellOracle oracle = new(arrangement);
        int m = arrangement.Rows.Count;
        List<(sbyte[] Status, BigInteger[] Point)> cells = [];
        sbyte[] free = new sbyte[m];
        Array.Fill(free, (sbyte)2);
        if (Ask(free) is { } start)
        {
            cells.Add((free, start));
        }

        for (int i = 0; i < m; i++)
        {
            if (arrangement.Parallels.Leaders[i] < 0)
            {
                continue;
            }

            List<(sbyte[] Status, BigInteger[] Point)> next = [];
            foreach ((sbyte[] status, _) in cells)
            {
                foreach (sbyte side in new sbyte[] { 1, -1 })
                {
                    sbyte[] split = (sbyte[])status.Clone();
                    split[i] = side;
                    if (Ask(split) is { } point)
                    {
                        next.Add((split, point));
                    }
                }
            }

            cells = next;
        }

        return [.. cells.Select(c => c.Point)];

        BigInteger[]? Ask(sbyte[] status)
        {
            SearchNode? contradiction = oracle.Ask(status, out BigInteger[]? point, CancellationToken.None);
            Assert.True(contradiction is null != point is null);
            return point;
        }
    }

    /// <summary>The lowest rank of active rows over cells.</summary>
    public static int LowestRank(Arrangement arrangement) => Points(arrangement).Min(p =>
        ReluInjectivity.Networks.Exact.IntegerElimination.Rank([.. CollisionBuilder.ActiveRows(arrangement, p)!.Select(i => arrangement.Rows[i].Take(arrangement.Inputs).ToArray())], arrangement.Inputs));
}
