using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// min |E u - f| over u >= 0, by the active-set method of Lawson and Hanson. Columns are added one at a time from a growing set of
/// allowed ones, so that a solution prefers those allowed first. Reused from call to call: no allocation.
/// </summary>
internal sealed class NonNegativeLeastSquares
{
    private const double Dependent = 1e-12;
    private const double GradientTolerance = 1e-13;

    private readonly int _dimension;
    private readonly double[] _columns;
    private readonly double[] _target;
    private readonly double[] _q;
    private readonly double[] _r;
    private readonly double[] _z;
    private readonly double[] _passiveWeights;
    private readonly int[] _passive;
    private readonly bool[] _isPassive;
    private readonly bool[] _isRejected;
    private readonly double[] _qf;
    private int _count;

    /// <summary>A solver.</summary>
    /// <param name="dimension">The length of a column.</param>
    /// <param name="capacity">The most columns.</param>
    public NonNegativeLeastSquares(int dimension, int capacity)
    {
        _dimension = dimension;
        _columns = new double[dimension * capacity];
        _target = new double[dimension];
        Residual = new double[dimension];
        _q = new double[dimension * (dimension + 1)];
        _r = new double[(dimension + 1) * (dimension + 1)];
        _z = new double[dimension + 1];
        _qf = new double[dimension + 1];
        _passiveWeights = new double[dimension + 1];
        _passive = new int[dimension + 1];
        _isPassive = new bool[capacity];
        _isRejected = new bool[capacity];
    }

    /// <summary>f - E u at the solution.</summary>
    public double[] Residual { get; }

    /// <summary>The columns with a positive weight.</summary>
    public ReadOnlySpan<int> Support => _passive.AsSpan(0, _count);

    /// <summary>Their weights.</summary>
    public ReadOnlySpan<double> Weights => _passiveWeights.AsSpan(0, _count);

    /// <summary>Writable access to a column.</summary>
    public Span<double> Column(int k) => _columns.AsSpan(k * _dimension, _dimension);

    /// <summary>Starts anew.</summary>
    public void Start(ReadOnlySpan<double> target)
    {
        target.CopyTo(_target);
        target.CopyTo(Residual);
        _count = 0;
        Array.Clear(_isPassive);
    }

    /// <summary>Goes on until no column below <paramref name="allowed"/> improves the fit. The square of the residual is returned.</summary>
    public double Solve(int allowed, CancellationToken ct = default)
    {
        Array.Clear(_isRejected);
        for (int iteration = 0; iteration < 20 * (allowed + _dimension); iteration++)
        {
            if ((iteration & 31) == 31)
            {
                ct.ThrowIfCancellationRequested();
            }

            int entering = Entering(allowed);
            if (entering < 0 || TensorPrimitives.SumOfSquares<double>(Residual) < 1e-28)
            {
                break;
            }

            if (!Append(entering))
            {
                _isRejected[entering] = true;
                continue;
            }

            Descend();
            if (_isPassive[entering])
            {
                Array.Clear(_isRejected);
            }
            else
            {
                _isRejected[entering] = true;
            }

            UpdateResidual();
        }

        return TensorPrimitives.SumOfSquares<double>(Residual);
    }

    private int Entering(int allowed)
    {
        int best = -1;
        double steepest = GradientTolerance;
        for (int k = 0; k < allowed; k++)
        {
            if (_isPassive[k] || _isRejected[k])
            {
                continue;
            }

            double gradient = TensorPrimitives.Dot<double>(_columns.AsSpan(k * _dimension, _dimension), Residual);
            if (gradient > steepest)
            {
                steepest = gradient;
                best = k;
            }
        }

        return best;
    }

    /// <summary>Adds a column to the passive set and to its QR factors (Gram-Schmidt, twice).</summary>
    private bool Append(int k)
    {
        if (_count == _dimension || !Orthogonalise(k, _count))
        {
            return false;
        }

        _passive[_count] = k;
        _passiveWeights[_count] = 0;
        _isPassive[k] = true;
        _count++;
        return true;
    }

    private bool Orthogonalise(int k, int at)
    {
        Span<double> v = _q.AsSpan(at * _dimension, _dimension);
        Column(k).CopyTo(v);
        double size = TensorPrimitives.Norm<double>(v);
        for (int j = 0; j < at; j++)
        {
            _r[(j * (_dimension + 1)) + at] = 0;
        }

        for (int pass = 0; pass < 2; pass++)
        {
            for (int j = 0; j < at; j++)
            {
                ReadOnlySpan<double> q = _q.AsSpan(j * _dimension, _dimension);
                double projection = TensorPrimitives.Dot(q, v);
                _r[(j * (_dimension + 1)) + at] += projection;
                TensorPrimitives.MultiplyAdd(q, -projection, v, v);
            }
        }

        double rest = TensorPrimitives.Norm<double>(v);
        if (!(rest > Dependent * size))
        {
            return false;
        }

        _r[(at * (_dimension + 1)) + at] = rest;
        TensorPrimitives.Multiply(v, 1 / rest, v);
        _qf[at] = TensorPrimitives.Dot<double>(v, _target);
        return true;
    }

    /// <summary>Moves towards the unconstrained solution of the passive set, dropping columns whose weights reach zero.</summary>
    private void Descend()
    {
        while (_count > 0)
        {
            SolvePassive();
            double step = 1;
            int blocking = -1;
            for (int j = 0; j < _count; j++)
            {
                double along = _passiveWeights[j] / (_passiveWeights[j] - _z[j]);
                if (_z[j] <= 0 && (blocking < 0 || along < step))
                {
                    step = along;
                    blocking = j;
                }
            }

            if (blocking < 0)
            {
                _z.AsSpan(0, _count).CopyTo(_passiveWeights);
                return;
            }

            step = double.IsFinite(step) ? Math.Clamp(step, 0, 1) : 0;
            for (int j = 0; j < _count; j++)
            {
                _passiveWeights[j] += step * (_z[j] - _passiveWeights[j]);
            }

            _passiveWeights[blocking] = 0;
            Drop();
        }
    }

    private void Drop()
    {
        int kept = 0;
        for (int j = 0; j < _count; j++)
        {
            int k = _passive[j];
            bool isKept = _passiveWeights[j] > 0 && Orthogonalise(k, kept);
            _isPassive[k] = isKept;
            if (isKept)
            {
                _passive[kept] = k;
                _passiveWeights[kept] = _passiveWeights[j];
                kept++;
            }
        }

        _count = kept;
    }

    private void SolvePassive()
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            double sum = _qf[i];
            for (int j = i + 1; j < _count; j++)
            {
                sum -= _r[(i * (_dimension + 1)) + j] * _z[j];
            }

            _z[i] = sum / _r[(i * (_dimension + 1)) + i];
        }
    }

    private void UpdateResidual()
    {
        _target.CopyTo(Residual, 0);
        for (int j = 0; j < _count; j++)
        {
            TensorPrimitives.MultiplyAdd(Column(_passive[j]), -_passiveWeights[j], Residual, Residual);
        }
    }
}
