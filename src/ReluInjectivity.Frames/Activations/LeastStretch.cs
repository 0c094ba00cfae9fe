using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Activations;

/// <summary>
/// min over sets S of rows of lambda_min(S) + lambda_min(rest), by branch and bound: more rows never lower an eigenvalue, so what is assigned bounds all that
/// follows. The bound is raised where it is lowest.
/// </summary>
/// <param name="layer">The layer, its largest weight one.</param>
/// <param name="exact">The layer before it was scaled, for exact ranks.</param>
/// <param name="ct">Ends the search.</param>
internal sealed class LeastStretch(Layer layer, Layer exact, CancellationToken ct)
{
    private const int Descents = 200;
    private const double Rounding = 1e-12;

    // Eigenvalues below it, relative, may be zeros that were rounded.
    private const double Suspicious = 1e-9;

    // Matrices of open nodes: 128 MB of numbers.
    private const long MostNumbers = 1 << 24;

    private readonly Vector<double>[] _rows = [.. layer.Rows.Select(row => Vector<double>.Build.Dense(row))];
    private readonly int _n = layer.Inputs;
    private double _best = double.PositiveInfinity;
    private bool[] _set = [];

    private sealed record Node(double Bound, sbyte[] Side, Matrix<double> First, Matrix<double> Second, Vector<double> U, Vector<double> V);

    /// <summary>Lower and upper bound, a set that gives the upper, and whether they meet.</summary>
    public (double Least, double Most, int[] Set, bool IsDone) Run()
    {
        Descend();
        (double, double, int[], bool)? found = IsZero() ? null : Searched();
        return found is null || IsZero() ? (0, 0, Chosen(), true) : found.Value;
    }

    private (double Least, double Most, int[] Set, bool IsDone) Searched()
    {
        PriorityQueue<Node, double> open = new();
        var zero = Matrix<double>.Build.Dense(_n, _n);
        Add(open, new sbyte[_rows.Length], zero, zero);
        double scale = _rows.Sum(row => row.DotProduct(row));
        double least = 0;
        while (open.TryDequeue(out Node? node, out double bound))
        {
            least = Math.Max(least, Math.Min(bound, _best));
            if (bound >= _best - (Rounding * scale))
            {
                return (_best, _best, Chosen(), true);
            }

            if (ct.IsCancellationRequested || (long)open.Count * 2 * _n * _n > MostNumbers)
            {
                return (least, _best, Chosen(), false);
            }

            // The row that both vectors see best raises the bound most, on either side.
            int row = Enumerable.Range(0, _rows.Length).Where(i => node.Side[i] == 0).MaxBy(i => Math.Min(Math.Abs(_rows[i] * node.U), Math.Abs(_rows[i] * node.V)));
            var outer = _rows[row].OuterProduct(_rows[row]);
            Add(open, With(node.Side, row, 1), node.First + outer, node.Second);
            if (node.Side.Any(side => side != 0))
            {
                Add(open, With(node.Side, row, -1), node.First, node.Second + outer);
            }
        }

        return (_best, _best, Chosen(), true);
    }

    // Where neither the set nor the rest spans, both eigenvalues are zero, whatever rounding made of them.
    private bool IsZero()
    {
        double scale = _rows.Sum(row => row.DotProduct(row));
        if (_best > Suspicious * scale)
        {
            return false;
        }

        bool[] set = _set;
        return new[] { true, false }.All(side => !ExactRank.Spans([.. exact.Rows.Where((_, i) => set[i] == side).Select(row => Dyadic.Scale(row))], _n, CancellationToken.None));
    }

    private static sbyte[] With(sbyte[] sides, int row, sbyte side)
    {
        sbyte[] next = (sbyte[])sides.Clone();
        next[row] = side;
        return next;
    }

    private int[] Chosen() => [.. Enumerable.Range(0, _set.Length).Where(i => _set[i])];

    private void Add(PriorityQueue<Node, double> open, sbyte[] side, Matrix<double> first, Matrix<double> second)
    {
        (double a, Vector<double> u) = ActivationMargin.Least(first);
        (double b, Vector<double> v) = ActivationMargin.Least(second);
        if (a + b < _best)
        {
            Improve([.. side.Select((s, i) => s > 0 || (s == 0 && Math.Abs(_rows[i] * u) <= Math.Abs(_rows[i] * v)))]);
            if (side.Contains((sbyte)0))
            {
                open.Enqueue(new Node(a + b, side, first, second, u, v), a + b);
            }
        }
    }

    // From random pairs of directions: each row to the one that sees it less, the directions to those of the two sets, until nothing changes.
    private void Descend()
    {
        Random random = new(1);
        for (int k = 0; k < Descents && !(k > 0 && ct.IsCancellationRequested); k++)
        {
            var u = Vector<double>.Build.Dense(_n, _ => random.NextDouble() - 0.5);
            var v = Vector<double>.Build.Dense(_n, _ => random.NextDouble() - 0.5);
            double before = double.PositiveInfinity;
            for (int step = 0; step < 50; step++)
            {
                (double value, u, v) = Improve([.. _rows.Select(row => Math.Abs(row * u) <= Math.Abs(row * v))]);
                if (value >= before)
                {
                    break;
                }

                before = value;
            }
        }
    }

    private (double Value, Vector<double> U, Vector<double> V) Improve(bool[] set)
    {
        (double a, Vector<double> u) = ActivationMargin.Least(Gram(set, true));
        (double b, Vector<double> v) = ActivationMargin.Least(Gram(set, false));
        if (a + b < _best)
        {
            (_best, _set) = (a + b, set);
        }

        return (a + b, u, v);
    }

    private Matrix<double> Gram(bool[] set, bool side)
    {
        Vector<double>[] rows = [.. _rows.Where((_, i) => set[i] == side)];
        if (rows.Length == 0)
        {
            return Matrix<double>.Build.Dense(_n, _n);
        }

        var matrix = Matrix<double>.Build.DenseOfRowVectors(rows);
        return matrix.TransposeThisAndMultiply(matrix);
    }
}
