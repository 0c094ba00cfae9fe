using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.Margins;

/// <summary>
/// The fewest active rows at a generic point, bias-free on all of R^n: the halfspace depth of the origin. Every cell has an extreme
/// ray, a normal of n - 1 independent rows; of the rows that vanish on it those that a nearby cell must keep are counted recursively.
/// </summary>
public static class HalfspaceDepth
{
    /// <summary>Above this many sets of n - 1 rows the depth is not tried.</summary>
    public const double MostSets = 1e8;

    private const double Tie = 1e-9;

    /// <summary>The depth; null where there are too many sets of rows.</summary>
    /// <param name="layer">The layer; its bias plays no part, its zero rows are never counted.</param>
    /// <param name="ct">Stops the computation with an <see cref="OperationCanceledException"/>.</param>
    public static int? Of(Layer layer, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        double[][] rows = [.. layer.Rows.Where(r => Array.Exists(r, v => v != 0))];
        return CriticalPoints.CountSets(rows.Length, layer.Inputs - 1) > MostSets ? null : Fewest([.. rows.Select(UnitVector.Of)], ct);
    }

    /// <summary>The fewest rows with positive product at a generic point, for unit vectors of any common length.</summary>
    private static int Fewest(double[][] rows, CancellationToken ct)
    {
        if (rows.Length == 0)
        {
            return 0;
        }

        double[][] reduced = InSpan(rows);
        int n = reduced[0].Length;
        if (n == 1)
        {
            int positive = reduced.Count(r => r[0] > 0);
            return Math.Min(positive, reduced.Length - positive);
        }

        int best = reduced.Length;
        Lock gate = new();
        UnitRowsView view = new(reduced);
        Parallel.For(0, reduced.Length, new ParallelOptions { CancellationToken = ct }, first => view.VisitNormals(first, Visit, ct));
        return best;

        void Visit(double[] normal)
        {
            int positive = 0;
            int negative = 0;
            List<double[]> tied = [];
            foreach (double[] row in reduced)
            {
                double product = TensorPrimitives.Dot<double>(row, normal);
                positive += product > Tie ? 1 : 0;
                negative += product < -Tie ? 1 : 0;
                if (Math.Abs(product) <= Tie)
                {
                    tied.Add(row);
                }
            }

            int least = Math.Min(positive, negative);
            if (least < Volatile.Read(ref best))
            {
                // n - 1 independent tied rows can all be made inactive at once; more need a look at their own cells.
                int total = least + (tied.Count < n ? 0 : Fewest([.. tied], ct));
                lock (gate)
                {
                    best = Math.Min(best, total);
                }
            }
        }
    }

    /// <summary>Coordinates in an orthonormal basis of the span.</summary>
    private static double[][] InSpan(double[][] rows)
    {
        List<double[]> basis = [];
        foreach (double[] row in rows)
        {
            UnitRows.TryExtend(basis, row);
        }

        return [.. rows.Select(r => basis.Select(q => TensorPrimitives.Dot<double>(q, r)).ToArray())];
    }

    /// <summary>The normals of all sets of n - 1 independent rows.</summary>
    private sealed class UnitRowsView(double[][] rows)
    {
        private readonly int _n = rows[0].Length;

        public void VisitNormals(int first, Action<double[]> visit, CancellationToken ct) => Extend([], first, visit, ct);

        private void Extend(List<double[]> span, int row, Action<double[]> visit, CancellationToken ct)
        {
            if (!UnitRows.TryExtend(span, rows[row]))
            {
                return;
            }

            if (span.Count == _n - 1)
            {
                visit(Normal(span));
            }
            else
            {
                ct.ThrowIfCancellationRequested();
                for (int next = row + 1; next < rows.Length; next++)
                {
                    Extend(span, next, visit, ct);
                }
            }

            span.RemoveAt(span.Count - 1);
        }

        private double[] Normal(List<double[]> span)
        {
            double[] longest = [];
            double length = 0;
            for (int axis = 0; axis < _n && length < 0.5; axis++)
            {
                double[] v = new double[_n];
                v[axis] = 1;
                foreach (double[] q in span)
                {
                    TensorPrimitives.MultiplyAdd<double>(q, -q[axis], v, v);
                }

                double norm = TensorPrimitives.Norm<double>(v);
                if (norm > length)
                {
                    (length, longest) = (norm, v);
                }
            }

            TensorPrimitives.Divide<double>(longest, length, longest);
            return longest;
        }
    }
}
