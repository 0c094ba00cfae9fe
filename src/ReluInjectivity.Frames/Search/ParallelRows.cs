using System.Numerics;
using System.Numerics.Tensors;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// Groups of parallel and antiparallel rows. Rounding leaves the rows of [B; -D B] parallel only to a few units of the last place;
/// such a row is replaced by its exact multiple of the group's first row, and each replacement is listed.
/// </summary>
internal sealed class ParallelRows
{
    private ParallelRows(IReadOnlyList<BigInteger[]> rows, IReadOnlyList<int> leaders, IReadOnlyList<int> signs, IReadOnlyList<(int Row, int Leader)> replaced)
    {
        Rows = rows;
        Leaders = leaders;
        Signs = signs;
        Replaced = replaced;
        IsRelevant = Relevant();
    }

    /// <summary>Integer rows (w_i, -alpha_i), replacements made.</summary>
    public IReadOnlyList<BigInteger[]> Rows { get; }

    /// <summary>Whether the doubles of the layer's row are an exact multiple of the integers.</summary>
    public bool IsStored(int row) => Rows is ExactRows own && own.IsStored(row);

    /// <summary>The first row of each row's group; itself where it is alone; -1 for a zero row.</summary>
    public IReadOnlyList<int> Leaders { get; }

    /// <summary>1 where a row points as its leader does, -1 where it points against it.</summary>
    public IReadOnlyList<int> Signs { get; }

    /// <summary>The rows that were replaced by a multiple of another.</summary>
    public IReadOnlyList<(int Row, int Leader)> Replaced { get; }

    /// <summary>Whether a row is neither zero nor active only where a parallel row is.</summary>
    public IReadOnlyList<bool> IsRelevant { get; }

    /// <summary>Finds the groups.</summary>
    public static ParallelRows Find(Layer layer, double tolerance)
    {
        int m = layer.Outputs;
        ExactRows rows = new(layer);
        int[] leaders = [.. Enumerable.Range(0, m).Select(i => Array.TrueForAll(layer.Rows[i], v => v == 0) ? -1 : i)];
        int[] signs = new int[m];
        Array.Fill(signs, 1);
        // Parallel directions have the same product, up to sign, with one fixed generic vector.
        double[] probe = [.. Enumerable.Range(0, layer.Inputs).Select(j => 1 + (0.5 * Math.Sin(1 + (j * Math.Sqrt(2)))))];
        double[] keys = [.. layer.Rows.Select(row => Math.Abs(TensorPrimitives.Dot<double>(UnitVector.Of(row), probe)))];
        double window = Math.Max(tolerance, 1e-14) * 4 * TensorPrimitives.Norm<double>(probe);
        int[] order = [.. Enumerable.Range(0, m).Where(i => leaders[i] >= 0).OrderBy(i => keys[i]).ThenBy(i => i)];
        int[] place = new int[m];
        for (int at = 0; at < order.Length; at++)
        {
            place[order[at]] = at;
        }

        // By index, so that a leader comes before its followers and follows nobody itself.
        List<(int Row, int Leader)> replaced = [];
        for (int row = 0; row < m; row++)
        {
            if (leaders[row] >= 0)
            {
                _ = Neighbours(row).Where(c => c < row && leaders[c] == c).Order().Any(c => TryJoin(c, row));
            }
        }

        return new(rows, leaders, signs, replaced);

        IEnumerable<int> Neighbours(int row)
        {
            for (int at = place[row] - 1; at >= 0 && keys[row] - keys[order[at]] <= window; at--)
            {
                yield return order[at];
            }

            for (int at = place[row] + 1; at < order.Length && keys[order[at]] - keys[row] <= window; at++)
            {
                yield return order[at];
            }
        }

        bool TryJoin(int leader, int row)
        {
            bool isExact = ParallelVectors.AreParallel(rows[leader], rows[row], layer.Inputs);
            if (!isExact && !IsNear(layer.Rows[leader], layer.Rows[row], tolerance))
            {
                return false;
            }

            leaders[row] = leader;
            signs[row] = TensorPrimitives.Dot<double>(UnitVector.Of(layer.Rows[leader]), UnitVector.Of(layer.Rows[row])) > 0 ? 1 : -1;
            if (!isExact)
            {
                rows.Replace(row, Multiple(rows[leader], rows[row], layer.Inputs));
                replaced.Add((row, leader));
            }

            return true;
        }
    }

    /// <summary>The same rows with given replacements; null where a row is not within the tolerance of a multiple of its leader.</summary>
    public static ParallelRows? FromList(Layer layer, IReadOnlyList<(int Row, int Leader)> replaced, double tolerance)
    {
        ExactRows rows = new(layer);
        int[] leaders = [.. Enumerable.Range(0, layer.Outputs).Select(i => Array.TrueForAll(layer.Rows[i], v => v == 0) ? -1 : i)];
        int[] signs = new int[layer.Outputs];
        Array.Fill(signs, 1);
        foreach ((int row, int leader) in replaced)
        {
            if (row == leader || replaced.Any(r => r.Row == leader) || !IsNear(layer.Rows[leader], layer.Rows[row], tolerance))
            {
                return null;
            }

            rows.Replace(row, Multiple(rows[leader], rows[row], layer.Inputs));
            leaders[row] = leader;
        }

        return new(rows, leaders, signs, replaced);
    }

    /// <summary>Rows that are integers already, each by itself.</summary>
    public static ParallelRows AsTheyAre(IReadOnlyList<BigInteger[]> rows)
    {
        int[] signs = new int[rows.Count];
        Array.Fill(signs, 1);
        return new(rows, [.. rows.Select((row, i) => row.SkipLast(1).All(v => v.IsZero) ? -1 : i)], signs, []);
    }

    /// <summary>Whether |w_j - c w_i| is at most the tolerance times |w_j| in every entry, with c from the largest entry of w_i.</summary>
    private static bool IsNear(double[] leader, double[] row, double tolerance)
    {
        if (tolerance <= 0)
        {
            return false;
        }

        int pivot = Pivot(leader);
        double largest = TensorPrimitives.MaxMagnitude<double>(row);
        double factor = row[pivot] / leader[pivot];
        for (int k = 0; k < row.Length; k++)
        {
            if (!(Math.Abs(row[k] - (factor * leader[k])) <= tolerance * Math.Abs(largest)))
            {
                return false;
            }
        }

        return factor != 0;
    }

    private static int Pivot(double[] row) => TensorPrimitives.IndexOfMaxMagnitude<double>(row);

    /// <summary>Row j := (W_j[p] / W_i[p]) w_i with its own threshold, times |W_i[p]|.</summary>
    private static BigInteger[] Multiple(BigInteger[] leader, BigInteger[] row, int n)
    {
        int pivot = Enumerable.Range(0, n).MaxBy(k => BigInteger.Abs(leader[k]));
        BigInteger[] multiple = new BigInteger[n + 1];
        BigInteger factor = leader[pivot].Sign * row[pivot];
        for (int k = 0; k < n; k++)
        {
            multiple[k] = factor * leader[k];
        }

        multiple[n] = BigInteger.Abs(leader[pivot]) * row[n];
        return IntegerElimination.DividedByContent(multiple);
    }

    /// <summary>Of parallel rows that point the same way the one with the smallest threshold is active wherever another is.</summary>
    private bool[] Relevant()
    {
        bool[] relevant = [.. Leaders.Select(l => l >= 0)];
        foreach (IGrouping<(int, int), int> group in Enumerable.Range(0, Rows.Count).Where(i => Leaders[i] >= 0).GroupBy(i => (Leaders[i], Signs[i])))
        {
            int[] members = [.. group];
            int widest = members[0];
            foreach (int i in members.Skip(1))
            {
                int pivot = Array.FindIndex(Rows[i], v => !v.IsZero);

                // -alpha_i / |w_i| > -alpha / |w|, cross-multiplied.
                bool isWider = Rows[i][^1] * BigInteger.Abs(Rows[widest][pivot]) > Rows[widest][^1] * BigInteger.Abs(Rows[i][pivot]);
                relevant[isWider ? widest : i] = false;
                widest = isWider ? i : widest;
            }
        }

        return relevant;
    }
}
