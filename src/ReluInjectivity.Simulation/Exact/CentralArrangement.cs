using System.Numerics.Tensors;

namespace ReluInjectivity.Simulation.Exact;

/// <summary>A cell of an arrangement.</summary>
/// <param name="Positive">Bit i: row i is positive in the cell; a zero row never is.</param>
/// <param name="Inside">A point inside.</param>
internal sealed record ArrangementCell(UInt128 Positive, double[] Inside);

/// <summary>
/// A central arrangement: the hyperplanes w_i x = 0. In general position m of them in n dimensions have
/// 2 sum_{k&lt;n} C(m-1, k) cells (Schläfli; Cover 1965) and 2 C(m, n-1) rays. Rows may be zero, parallel or otherwise special.
/// </summary>
internal static class CentralArrangement
{
    /// <summary>As many rows as a sign vector has bits.</summary>
    public const int MostRows = 128;

    /// <summary>Sines of angles up to this count as zero.</summary>
    private const double Tolerance = 1e-10;

    /// <summary>
    /// All cells. Hyperplanes are added one by one; those of the cells so far that the new one cuts are the cells of its own arrangement,
    /// with one dimension less, in which the others meet it.
    /// </summary>
    public static IReadOnlyList<ArrangementCell> Cells(IReadOnlyList<double[]> rows, int dimension)
    {
        double[] anywhere = new double[dimension];
        anywhere.AsSpan().Fill(1);
        Dictionary<UInt128, double[]> cells = new() { [0] = anywhere };
        List<(int Index, double[] Unit)> before = [];
        for (int i = 0; i < rows.Count; i++)
        {
            double norm = TensorPrimitives.Norm<double>(rows[i]);
            if (norm == 0)
            {
                continue;
            }

            double[] unit = [.. rows[i].Select(w => w / norm)];
            if (before.Any(b => AreParallel(b.Unit, unit)))
            {
                cells = cells.ToDictionary(c => c.Key | Bit(i, TensorPrimitives.Dot<double>(unit, c.Value) > 0), c => c.Value);
                continue;
            }

            IReadOnlyList<ArrangementCell> cut = Cut(before, unit, out double[][] basis);
            Dictionary<UInt128, double[]> next = [];
            foreach (ArrangementCell half in cut)
            {
                UInt128 signs = Spread(half.Positive, before);
                cells.Remove(signs);
                (next[signs], next[signs | Bit(i, isSet: true)]) = Sides(half.Inside, basis, unit, before);
            }

            foreach ((UInt128 signs, double[] inside) in cells)
            {
                next.Add(signs | Bit(i, TensorPrimitives.Dot<double>(unit, inside) > 0), inside);
            }

            cells = next;
            before.Add((i, unit));
        }

        return [.. cells.OrderBy(c => c.Key).Select(c => new ArrangementCell(c.Key, c.Value))];
    }

    /// <summary>All rays on which rows of rank n-1 vanish, as unit vectors, each with its opposite; a special ray may come several times.</summary>
    public static IEnumerable<double[]> Rays(IReadOnlyList<double[]> rows, int dimension)
    {
        foreach (int[] subset in Subsets(rows.Count, dimension - 1))
        {
            IReadOnlyList<double[]> kernel = Kernel([.. subset.Select(i => rows[i])], dimension);
            if (kernel.Count == 1)
            {
                yield return kernel[0];
                yield return [.. kernel[0].Select(x => -x)];
            }
        }
    }

    /// <summary>An orthonormal basis of the vectors on which rows vanish.</summary>
    public static IReadOnlyList<double[]> Kernel(IReadOnlyList<double[]> rows, int dimension)
    {
        List<double[]> basis = [];
        foreach (double[] row in rows)
        {
            AddOrthogonal(basis, row);
        }

        int rank = basis.Count;

        // The unit vectors farthest from what is spanned come first.
        while (basis.Count < dimension)
        {
            int axis = Enumerable.Range(0, dimension).MinBy(c => basis.Sum(b => b[c] * b[c]));
            double[] unit = new double[dimension];
            unit[axis] = 1;
            AddOrthogonal(basis, unit);
        }

        return basis[rank..];
    }

    /// <summary>The subsets of {0, ..., count-1} of one size, in lexicographic order.</summary>
    public static IEnumerable<int[]> Subsets(int count, int size)
    {
        if (size > count)
        {
            yield break;
        }

        int[] subset = [.. Enumerable.Range(0, size)];
        while (true)
        {
            yield return [.. subset];
            int k = size - 1;
            while (k >= 0 && subset[k] == count - size + k)
            {
                k--;
            }

            if (k < 0)
            {
                yield break;
            }

            subset[k]++;
            for (int l = k + 1; l < size; l++)
            {
                subset[l] = subset[l - 1] + 1;
            }
        }
    }

    private static IReadOnlyList<ArrangementCell> Cut(List<(int Index, double[] Unit)> before, double[] unit, out double[][] basis)
    {
        double[][] along = [.. Kernel([unit], unit.Length)];
        basis = along;
        return Cells([.. before.Select(b => along.Select(q => TensorPrimitives.Dot<double>(q, b.Unit)).ToArray())], along.Length);
    }

    /// <summary>Points on both sides of a hyperplane beside one on it, half as far as the nearest other hyperplane.</summary>
    private static (double[] Negative, double[] Positive) Sides(double[] coordinates, double[][] basis, double[] unit, List<(int Index, double[] Unit)> before)
    {
        double[] on = new double[unit.Length];
        for (int k = 0; k < basis.Length; k++)
        {
            TensorPrimitives.MultiplyAdd(basis[k], coordinates[k], on, on);
        }

        double step = 1;
        foreach ((_, double[] other) in before)
        {
            double slope = Math.Abs(TensorPrimitives.Dot<double>(other, unit));
            if (slope > 0)
            {
                step = Math.Min(step, 0.5 * Math.Abs(TensorPrimitives.Dot<double>(other, on)) / slope);
            }
        }

        return ([.. on.Zip(unit, (x, u) => x - (step * u))], [.. on.Zip(unit, (x, u) => x + (step * u))]);
    }

    private static UInt128 Spread(UInt128 positive, List<(int Index, double[] Unit)> before)
    {
        UInt128 signs = 0;
        for (int k = 0; k < before.Count; k++)
        {
            signs |= Bit(before[k].Index, (positive >> k & 1) == 1);
        }

        return signs;
    }

    private static UInt128 Bit(int index, bool isSet) => isSet ? UInt128.One << index : 0;

    private static bool AreParallel(double[] a, double[] b)
    {
        double cosine = TensorPrimitives.Dot<double>(a, b);
        double square = 0;
        for (int c = 0; c < a.Length; c++)
        {
            double d = a[c] - (cosine * b[c]);
            square += d * d;
        }

        return square <= Tolerance * Tolerance;
    }

    private static void AddOrthogonal(List<double[]> basis, double[] vector)
    {
        double before = TensorPrimitives.Norm<double>(vector);
        double[] rest = [.. vector];
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] b in basis)
            {
                TensorPrimitives.MultiplyAdd(b, -TensorPrimitives.Dot<double>(b, rest), rest, rest);
            }
        }

        double norm = TensorPrimitives.Norm<double>(rest);
        if (norm > Tolerance * before)
        {
            TensorPrimitives.Divide(rest, norm, rest);
            basis.Add(rest);
        }
    }
}
