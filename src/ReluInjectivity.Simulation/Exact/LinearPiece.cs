using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra.Double;
using ReluInjectivity.Simulation.Sampling;

namespace ReluInjectivity.Simulation.Exact;

/// <summary>A cell of the first layer's arrangement: a pointed cone on which the layer after the rectifier is linear.</summary>
internal sealed class LinearPiece
{
    private const double Tolerance = 1e-9;

    private readonly IReadOnlyList<double[]> _rows;
    private readonly UInt128 _active;
    private readonly IReadOnlyList<double[]> _extreme;

    private LinearPiece(IReadOnlyList<double[]> rows, UInt128 active, IReadOnlyList<double[]> extreme)
    {
        _rows = rows;
        _active = active;
        _extreme = extreme;
        int n = rows[0].Length;
        Facets = [.. rows.Where(w => extreme.Count(x => Sign(w, x) == 0) >= n - 1)];
    }

    /// <summary>The rows of the hyperplanes that bound the cone.</summary>
    public IReadOnlyList<double[]> Facets { get; }

    /// <summary>All pieces of a layer, given all rays of its arrangement.</summary>
    public static IEnumerable<LinearPiece> Of(Layer layer, IReadOnlyList<double[]> rows, IReadOnlyList<double[]> rays)
    {
        (double[] Ray, UInt128 Positive, UInt128 Negative)[] signed = [.. rays.Select(x => (x, Where(rows, x, 1), Where(rows, x, -1)))];
        foreach (ArrangementCell cell in CentralArrangement.Cells(rows, layer.Inputs))
        {
            yield return new(
                rows, cell.Positive,
                [.. signed.Where(s => (s.Positive & ~cell.Positive) == 0 && (s.Negative & cell.Positive) == 0).Select(s => s.Ray)]);
        }
    }

    /// <summary>The next layer as a linear map of the input, row by row.</summary>
    public double[][] Compose(Layer next)
    {
        double[][] map = [.. Enumerable.Range(0, next.Outputs).Select(_ => new double[_rows[0].Length])];
        for (int i = 0; i < map.Length; i++)
        {
            for (int j = 0; j < _rows.Count; j++)
            {
                if (IsActive(j))
                {
                    TensorPrimitives.MultiplyAdd(_rows[j], next.Row(i)[j], map[i], map[i]);
                }
            }
        }

        return map;
    }

    /// <summary>Whether a row changes its sign on the cone, or vanishes somewhere on its boundary.</summary>
    public bool IsCutBy(double[] row)
    {
        int first = Sign(row, _extreme[0]);
        return first == 0 || _extreme.Any(x => Sign(row, x) != first);
    }

    /// <summary>
    /// Where v . y / ||y|| with y = diag(active) A x is stationary on a subspace: x = N (N^T G N)^-1 N^T c with G = A^T diag(active) A and
    /// c = A^T diag(active) v. Null where G is singular on it; a lower-dimensional face then has as large a value.
    /// </summary>
    public double[]? Stationary(Layer layer, double[] target, IReadOnlyList<double[]> span)
    {
        var gram = new DenseMatrix(span.Count, span.Count);
        var moment = new DenseVector(span.Count);
        for (int j = 0; j < layer.Outputs; j++)
        {
            if (!IsActive(j))
            {
                continue;
            }

            double[] row = _rows[j];
            double[] along = [.. span.Select(s => TensorPrimitives.Dot<double>(s, row))];
            for (int k = 0; k < along.Length; k++)
            {
                moment[k] += along[k] * target[j];
                for (int l = 0; l < along.Length; l++)
                {
                    gram[k, l] += along[k] * along[l];
                }
            }
        }

        MathNet.Numerics.LinearAlgebra.Vector<double> y = gram.Solve(moment);
        double[] x = new double[layer.Inputs];
        for (int k = 0; k < span.Count; k++)
        {
            TensorPrimitives.MultiplyAdd(span[k], y[k], x, x);
        }

        return TensorPrimitives.IsFiniteAll<double>(x) ? x : null;
    }

    private bool IsActive(int row) => (_active >> row & 1) == 1;

    private static int Sign(double[] row, double[] x)
    {
        double h = TensorPrimitives.Dot<double>(row, x);
        return Math.Abs(h) <= Tolerance * TensorPrimitives.Norm<double>(row) ? 0 : Math.Sign(h);
    }

    private static UInt128 Where(IReadOnlyList<double[]> rows, double[] x, int sign)
    {
        UInt128 bits = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            bits |= Sign(rows[i], x) == sign ? UInt128.One << i : 0;
        }

        return bits;
    }
}
