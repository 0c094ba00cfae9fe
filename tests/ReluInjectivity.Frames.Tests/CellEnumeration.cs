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
        List<(RowStatus[] Status, BigInteger[] Point)> cells = [];
        RowStatus[] free = new RowStatus[m];
        Array.Fill(free, RowStatus.Either);
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

            List<(RowStatus[] Status, BigInteger[] Point)> next = [];
            foreach ((RowStatus[] status, _) in cells)
            {
                foreach (RowStatus side in new[] { RowStatus.Active, RowStatus.Inactive })
                {
                    RowStatus[] split = (RowStatus[])status.Clone();
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

        BigInteger[]? Ask(RowStatus[] status)
        {
            CellAnswer answer = oracle.Ask(status, CancellationToken.None);
            Assert.IsNotType<CellAnswer.Unconfirmed>(answer);
            return (answer as CellAnswer.Inhabited)?.Point;
        }
    }

    /// <summary>The lowest rank of active rows over cells.</summary>
    public static int LowestRank(Arrangement arrangement) => Points(arrangement).Min(p =>
        ReluInjectivity.Networks.Exact.IntegerElimination.Rank([.. CollisionBuilder.ActiveRows(arrangement, p)!.Select(i => arrangement.Rows[i].Take(arrangement.Inputs).ToArray())], arrangement.Inputs));
}
