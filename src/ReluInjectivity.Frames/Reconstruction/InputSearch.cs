using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Search;
using ReluInjectivity.Networks.Exact;
using BigInteger = System.Numerics.BigInteger;

namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>One run of <see cref="InputReconstruction"/>.</summary>
internal sealed class InputSearch
{
    private const double NoRoom = 1e-11;

    // From so many multiplications on a decomposition takes long enough to look for the input in steps first.
    private const double ManyMultiplications = 2e8;

    private readonly Layer _stored;
    private readonly Layer _layer;
    private readonly double[] _given;
    private readonly bool _isNonNegative;
    private readonly double _tolerance;
    private readonly CancellationToken _ct;
    private readonly int[] _active;
    private readonly Vector<double> _target;
    private readonly double _scale;

    /// <summary>Prepares it.</summary>
    /// <param name="stored">The layer.</param>
    /// <param name="scaled">The layer in numbers of ordinary size.</param>
    /// <param name="output">y.</param>
    /// <param name="factor">What the scaled layer's outputs are to be multiplied by.</param>
    /// <param name="isNonNegative">Whether only inputs without negative entries count.</param>
    /// <param name="tolerance">The largest miss that passes for rounding.</param>
    /// <param name="ct">Ends it.</param>
    public InputSearch(Layer stored, Layer scaled, double[] output, double factor, bool isNonNegative, double tolerance, CancellationToken ct)
    {
        (_stored, _layer, _given, _isNonNegative, _tolerance, _ct) = (stored, scaled, output, isNonNegative, tolerance, ct);
        double[] y = [.. output.Select(v => v / factor)];
        _active = [.. Enumerable.Range(0, y.Length).Where(i => y[i] > 0)];
        _target = Vector<double>.Build.Dense(Math.Max(1, _active.Length), k => k < _active.Length ? y[_active[k]] + scaled.Thresholds[_active[k]] : 0);
        _scale = Math.Max(_target.InfinityNorm(), scaled.Thresholds.Select(Math.Abs).DefaultIfEmpty(0).Max());
    }

    /// <summary>The input, in the scale of the scaled layer's outputs.</summary>
    public RecoveredInput Run()
    {
        int n = _layer.Inputs;
        RecoveredInput? known = (double)_active.Length * n * n >= ManyMultiplications ? InSteps() : null;
        LeastSquares solved;
        try
        {
            solved = LeastSquares.Of(Matrix<double>.Build.Dense(_target.Count, n, (k, j) => k < _active.Length ? _layer.Rows[_active[k]][j] : 0), _target, _ct);
        }
        catch (OperationCanceledException) when (known is not null)
        {
            return known;
        }

        (Vector<double> particular, int rank) = (solved.Solution, solved.Rank);

        // Doubles can show that rows span; that they do not takes exact arithmetic. Where only that shows it, the noise gain says what the input is worth.
        if (rank < n && _active.Length >= n && ExactSolution.Of(_stored, _active, _given, _ct) is { } exact)
        {
            (rank, particular) = (n, exact);
        }

        double gain = rank == n ? 1 / solved.Smallest : double.PositiveInfinity;
        double residual = Miss(particular);
        if (residual > _tolerance * _scale)
        {
            return Inconsistent($"the {_active.Length} active rows' equations have no common solution: the best misses one by {residual / _scale:G3} of their size");
        }

        Fibre fibre = Around(particular, rank == n ? null : solved.Kernel);
        Vector<double>? point = Point(fibre);
        if (point is null)
        {
            return Inconsistent(rank == n ? "the only input that fits the active rows makes an inactive row active" : "no input that fits the active rows leaves the inactive ones off");
        }

        // Outputs of exactly zero give inequalities, which may leave one point: least = greatest, to the rounding of the entries.
        IReadOnlyList<(double Least, double Greatest)> ranges = rank == n ? [.. point.Select(v => (v, v))] : fibre.Ranges(point, _ct);
        double size = Math.Max(_scale, point.InfinityNorm());
        bool isUnique = rank == n || ranges.All(range => range.Greatest - range.Least <= NoRoom * size);
        int unknown = ranges.Count(range => double.IsNaN(range.Least) || double.IsNaN(range.Greatest));
        string? doubt = unknown == 0 ? null
            : _ct.IsCancellationRequested ? $"it was stopped before the ranges of {unknown} entries were known"
            : $"the ranges of {unknown} entries are not known: rounding kept their linear programs from an end";
        return new(true, doubt, isUnique, [.. point], ranges, _active, rank, residual, gain);

        RecoveredInput Inconsistent(string problem) => new(false, problem, false, null, null, _active, rank, residual, gain);
    }

    /// <summary>
    /// The input in steps, which takes little time where the rows are well-conditioned; that they span is proven apart, and how noise grows is left open. Null where no
    /// fitting input was found, or where it makes inactive rows active, which another might not.
    /// </summary>
    public RecoveredInput? InSteps()
    {
        int n = _layer.Inputs;
        double[] x = ConjugateGradients.Solve([.. _active.Select(i => _layer.Rows[i])], [.. _target], _ct);
        var input = Vector<double>.Build.Dense(x);
        if (!Array.TrueForAll(x, double.IsFinite) || Miss(input) > _tolerance * _scale || Point(Around(input, null)) is null)
        {
            return null;
        }

        IndependentRows independent = new(n);
        try
        {
            IReadOnlyList<BigInteger[]> rows = ParallelRows.Find(_stored, CheckOptions.DefaultParallelTolerance).Rows;
            independent.Search(_active.Select(i => rows[i]), _ct);
        }
        catch (OperationCanceledException)
        {
            // Those found count.
        }

        bool isUnique = independent.Found.Count == n;
        return new(
            true,
            isUnique ? null : "it was stopped before the active rows were known to span, or not to",
            isUnique,
            x,
            [.. x.Select(v => isUnique ? (v, v) : (double.NaN, double.NaN))],
            _active,
            independent.Found.Count,
            Miss(input),
            double.NaN);
    }

    private double Miss(Vector<double> input)
    {
        double[] x = [.. input];
        return _active.Select((i, k) => Math.Abs(TensorPrimitives.Dot<double>(_layer.Rows[i], x) - _target[k])).DefaultIfEmpty(0).Max();
    }

    private Fibre Around(Vector<double> particular, Matrix<double>? kernel) =>
        Fibre.Of(_layer, Enumerable.Range(0, _given.Length).Except(_active), particular, kernel, _isNonNegative);

    private Vector<double>? Point(Fibre fibre) => fibre.Point(_tolerance * Math.Max(_scale, 1e-300), _ct);
}
