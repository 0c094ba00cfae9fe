using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>All inputs with one output: <c>W_I x = y_I + alpha_I, W_J x &lt;= alpha_J</c>, with I the rows of positive output; written x = x0 + N t.</summary>
internal sealed class Fibre
{
    private readonly Vector<double> _particular;
    private readonly Matrix<double>? _kernel;
    private readonly double[][] _walls;
    private readonly double[] _bounds;

    private Fibre(Vector<double> particular, Matrix<double>? kernel, double[][] walls, double[] bounds)
    {
        _particular = particular;
        _kernel = kernel;
        _walls = walls;
        _bounds = bounds;
    }

    /// <summary>The dimension of the affine space it lies in.</summary>
    public int Dimension => _kernel?.ColumnCount ?? 0;

    /// <summary>The fibre in the affine space of the active rows' solutions.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inactive">J.</param>
    /// <param name="particular">x0.</param>
    /// <param name="kernel">An orthonormal basis N of what the active rows do not see, as columns; null where they see everything.</param>
    /// <param name="isNonNegative">Whether only inputs without negative entries count.</param>
    public static Fibre Of(Layer layer, IEnumerable<int> inactive, Vector<double> particular, Matrix<double>? kernel, bool isNonNegative)
    {
        List<double[]> walls = [];
        List<double> bounds = [];
        foreach (int j in inactive)
        {
            var row = Vector<double>.Build.Dense(layer.Rows[j]);
            Add(row, layer.Thresholds[j]);
        }

        for (int j = 0; isNonNegative && j < layer.Inputs; j++)
        {
            Add(Vector<double>.Build.Dense(layer.Inputs, k => k == j ? -1 : 0), 0);
        }

        return new(particular, kernel, [.. walls], [.. bounds]);

        void Add(Vector<double> row, double bound)
        {
            walls.Add(kernel is null ? [] : [.. kernel.TransposeThisAndMultiply(row)]);
            bounds.Add(bound - row.DotProduct(particular));
        }
    }

    /// <summary>A point of the fibre, that with the smallest t; null where it is empty by more than a tolerance.</summary>
    /// <param name="tolerance">The tolerance.</param>
    /// <param name="ct">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public Vector<double>? Point(double tolerance, CancellationToken ct)
    {
        int k = Dimension;
        if (_kernel is null)
        {
            return Array.TrueForAll(_bounds, b => b >= -tolerance) ? _particular : null;
        }

        // Least distance: min |t| over G t >= h, G = -walls, h = -bounds, through nonnegative least squares on (G^T; h^T) u = (0; 1).
        NonNegativeLeastSquares solver = new(k + 1, Math.Max(1, _walls.Length));
        for (int j = 0; j < _walls.Length; j++)
        {
            Span<double> column = solver.Column(j);
            for (int i = 0; i < k; i++)
            {
                column[i] = -_walls[j][i];
            }

            column[^1] = -_bounds[j] - tolerance;
        }

        double[] target = new double[k + 1];
        target[^1] = 1;
        solver.Start(target);
        double rest = solver.Solve(_walls.Length, ct);
        if (rest < 1e-20)
        {
            return null;
        }

        var t = Vector<double>.Build.Dense(k, i => -solver.Residual[i] / solver.Residual[k]);
        return _particular + (_kernel * t);
    }

    /// <summary>The least and greatest value of each coordinate; infinite where it is not bounded, not a number where rounding hides it, or where it was not asked for in time.</summary>
    /// <param name="point">A point of the fibre, to rounding: it counts as one, so that the programs about it admit something.</param>
    /// <param name="ct">Ends the programs.</param>
    public IReadOnlyList<(double Least, double Greatest)> Ranges(Vector<double> point, CancellationToken ct)
    {
        Vector<double>? t = _kernel?.TransposeThisAndMultiply(point - _particular);
        double[] bounds = [.. _bounds.Select((bound, j) => Math.Max(0, t is null ? bound : bound - t.DotProduct(Vector<double>.Build.Dense(_walls[j]))))];
        (double, double)[] ranges = new (double, double)[_particular.Count];
        for (int j = 0; j < ranges.Length; j++)
        {
            double[] direction = _kernel is null ? [] : [.. _kernel.Row(j)];
            ranges[j] = (point[j] - Greatest([.. direction.Select(v => -v)], bounds, ct), point[j] + Greatest(direction, bounds, ct));
        }

        return ranges;
    }

    private double Greatest(double[] direction, double[] bounds, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return double.NaN;
        }

        if (direction.All(v => Math.Abs(v) < 1e-12))
        {
            return 0;
        }

        try
        {
            LinearProgram.Maximise(direction, _walls, bounds, out double value, ct: ct);
            return value;
        }
        catch (OperationCanceledException)
        {
            return double.NaN;
        }
    }
}
