using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Reconstruction;

namespace ReluInjectivity.Frames.Activations;

/// <summary>
/// All x, up to a sign, with |Wx| = y: the values of independent rows are y with signs, and every other row is a combination of them. A sign is taken back as soon
/// as some row cannot come to its value any more.
/// </summary>
internal sealed class SignSearch
{
    private const long MostNodes = 1L << 24;
    private const int MostShown = 16;

    private readonly Layer _layer;
    private readonly double[] _y;
    private readonly double _allowed;
    private readonly double _tolerance;
    private readonly double _scale;
    private readonly CancellationToken _ct;
    private readonly List<int> _basis = [];
    private readonly Matrix<double> _coefficients;
    private readonly double[][] _left;
    private readonly double[] _slack;
    private readonly List<double[]> _found = [];
    private long _nodes;

    public SignSearch(Layer layer, double[] y, double tolerance, CancellationToken ct)
    {
        int bad = Array.FindIndex(y, v => !(v >= 0) || !double.IsFinite(v));
        if (bad >= 0)
        {
            throw new ArgumentException($"output {bad} is {y[bad]:R}; abs gives finite numbers of at least 0", nameof(y));
        }

        (_layer, _y, _tolerance, _ct) = (layer, y, tolerance, ct);
        _scale = y.Max();
        _allowed = tolerance * Math.Max(_scale, double.Epsilon);
        Matrix<double> w = layer.ToMatrix();
        Choose(w);

        // Rows = coefficients x basis rows, in the order of the basis.
        _coefficients = _basis.Count == 0 ? Matrix<double>.Build.Dense(layer.Outputs, 1) : w * PseudoInverse();
        _slack = [.. _coefficients.EnumerateRows().Select(row => _allowed * (1 + row.L1Norm()))];
        _left = new double[_basis.Count + 1][];
        _left[_basis.Count] = new double[layer.Outputs];
        for (int k = _basis.Count - 1; k >= 0; k--)
        {
            _left[k] = [.. _left[k + 1].Select((rest, i) => rest + Math.Abs(_coefficients[i, k] * y[_basis[k]]))];
        }
    }

    public RecoveredInput Run()
    {
        int n = _layer.Inputs;
        (double smallest, double largest) = Margins.SingularValues.Of(_layer.ToMatrix());
        double gain = smallest > 0 ? 1 / smallest : double.PositiveInfinity;
        int[] seen = [.. Enumerable.Range(0, _y.Length).Where(i => _y[i] > _allowed)];
        bool isWhole = Step(0, new double[_y.Length], false);
        if (_found.Count == 0)
        {
            string problem = isWhole ? "no choice of signs fits all rows" : "no choice of signs that was tried fits all rows, and there are too many to try";
            return new(false, problem, false, null, null, seen, _basis.Count, _scale, gain);
        }

        double[] input = _found[0];
        bool spans = _basis.Count == n && largest > 0;
        (double, double)[] ranges = [.. Enumerable.Range(0, n).Select(j => Range(j, spans))];
        string? doubt = isWhole ? null : "not all choices of signs were tried";
        return new(true, doubt, spans && _found.Count == 1 && isWhole, input, ranges, seen, _basis.Count, Miss(input), gain);
    }

    private (double Least, double Greatest) Range(int entry, bool spans)
    {
        if (!spans)
        {
            // Determined only where the axis lies in the span of the rows.
            var axis = Vector<double>.Build.Dense(_layer.Inputs, j => j == entry ? 1 : 0);
            double rest = _basis.Count == 0 ? 1 : (axis - (PseudoInverse() * (Basis() * axis))).L2Norm();
            if (rest > 1e-9)
            {
                return (double.NegativeInfinity, double.PositiveInfinity);
            }
        }

        return (_found.Min(x => x[entry]), _found.Max(x => x[entry]));
    }

    // Independent rows: those with output zero first, which take no sign, then always the one farthest from the span.
    private void Choose(Matrix<double> w)
    {
        List<Vector<double>> span = [];
        Vector<double>[] rest = [.. w.EnumerateRows()];
        double size = rest.Max(row => row.L2Norm());
        foreach (bool zero in new[] { true, false })
        {
            int[] candidates = [.. Enumerable.Range(0, rest.Length).Where(i => (_y[i] <= _allowed) == zero)];
            while (candidates.Length > 0 && span.Count < w.ColumnCount)
            {
                int next = candidates.MaxBy(i => rest[i].L2Norm());
                if (rest[next].L2Norm() <= 1e-10 * size)
                {
                    break;
                }

                Vector<double> unit = rest[next].Normalize(2);
                span.Add(unit);
                _basis.Add(next);
                foreach (int i in Enumerable.Range(0, rest.Length))
                {
                    // Twice, for rounding.
                    rest[i] -= (rest[i] * unit) * unit;
                    rest[i] -= (rest[i] * unit) * unit;
                }
            }
        }
    }

    private Matrix<double> Basis() => Matrix<double>.Build.DenseOfRowArrays(_basis.Select(i => _layer.Rows[i]));

    private Matrix<double> PseudoInverse() => Basis().PseudoInverse();

    // False where signs were left untried.
    private bool Step(int k, double[] partial, bool isSigned)
    {
        _ct.ThrowIfCancellationRequested();
        if (++_nodes > MostNodes || _found.Count >= MostShown)
        {
            return false;
        }

        for (int i = 0; i < partial.Length; i++)
        {
            if (Math.Abs(partial[i]) - _left[k][i] > _y[i] + _slack[i] || Math.Abs(partial[i]) + _left[k][i] < _y[i] - _slack[i])
            {
                return true;
            }
        }

        if (k == _basis.Count)
        {
            Accept(partial);
            return true;
        }

        double value = _y[_basis[k]];
        bool isZero = value <= _allowed;
        bool isWhole = Step(k + 1, Added(partial, k, isZero ? 0 : value), isSigned || !isZero);
        return isZero || !isSigned ? isWhole : Step(k + 1, Added(partial, k, -value), true) && isWhole;
    }

    private double[] Added(double[] partial, int k, double value) => [.. partial.Select((sum, i) => sum + (_coefficients[i, k] * value))];

    // The signs of all rows are known now: their least squares.
    private void Accept(double[] values)
    {
        var target = Vector<double>.Build.Dense(_y.Length, i => values[i] < 0 ? -_y[i] : _y[i]);
        double[] x = _basis.Count == 0 ? new double[_layer.Inputs] : [.. _layer.ToMatrix().PseudoInverse() * target];
        double size = x.Max(Math.Abs);
        bool IsNear(double[] other, int sign) => other.Zip(x, (a, b) => Math.Abs(a - (sign * b))).Max() <= Math.Max(_tolerance, 1e-12) * 10 * size;
        if (Miss(x) <= _allowed && !_found.Exists(other => IsNear(other, 1) || IsNear(other, -1)))
        {
            _found.Add(x);
        }
    }

    private double Miss(double[] x) => _y.Select((v, i) => Math.Abs(Math.Abs(_layer.Rows[i].Zip(x, (a, b) => a * b).Sum()) - v)).Max();
}
