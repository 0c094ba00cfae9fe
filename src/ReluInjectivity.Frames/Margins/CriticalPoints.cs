using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.Margins;

/// <summary>
/// The points where inner products with unit rows can be extremal: for each independent set T of at most n rows the unit vector of
/// its span with equal inner products, x_T = y / |y| with y phi_i = 1 on T, and the normals of n - 1 independent rows. Walked depth
/// first with one Gram-Schmidt step a set.
/// </summary>
internal sealed class CriticalPoints
{
    private const double Dependent = 1e-9;

    private readonly UnitRows _rows;
    private readonly int _n;
    private readonly int[] _set;
    private readonly bool _inConeOnly;
    private readonly double[][] _q;
    private readonly double[][] _y;
    private readonly double[][] _r;
    private readonly double[] _z;
    private readonly double[] _weights;

    /// <summary>A walk over the sets of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="inConeOnly">Whether only sets count whose x_T is a combination of their rows with positive weights, as at extrema of tau.</param>
    public CriticalPoints(UnitRows rows, bool inConeOnly = false)
    {
        _rows = rows;
        _inConeOnly = inConeOnly;
        _n = rows.Inputs;
        _set = new int[_n];
        _q = [.. Enumerable.Range(0, _n).Select(_ => new double[_n])];
        _y = [.. Enumerable.Range(0, _n + 1).Select(_ => new double[_n])];
        _r = [.. Enumerable.Range(0, _n).Select(_ => new double[_n])];
        _z = new double[_n];
        _weights = new double[_n];
    }

    /// <summary>What sees a set and its y; the common inner product of x_T is 1 / |y|.</summary>
    public delegate void Visit(ReadOnlySpan<int> set, ReadOnlySpan<double> y, double common);

    /// <summary>What sees n - 1 independent rows and their unit normal.</summary>
    public delegate void VisitNormal(ReadOnlySpan<int> set, ReadOnlySpan<double> normal);

    /// <summary>How many sets the walk visits at most: sum over k of C(m, k).</summary>
    public static double CountSets(int rows, int inputs)
    {
        double total = 0;
        double choose = 1;
        for (int k = 1; k <= Math.Min(inputs, rows); k++)
        {
            choose *= (rows - k + 1) / (double)k;
            total += choose;
        }

        return total;
    }

    /// <summary>Visits every independent set whose smallest row is the given one.</summary>
    public void Walk(int first, Visit visit, VisitNormal? visitNormal, CancellationToken ct) => Extend(0, first, visit, visitNormal, ct);

    private void Extend(int size, int row, Visit visit, VisitNormal? visitNormal, CancellationToken ct)
    {
        double[] phi = _rows.Directions[row];
        double[] q = _q[size];
        phi.CopyTo(q, 0);
        Array.Clear(_r[size]);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int j = 0; j < size; j++)
            {
                double along = TensorPrimitives.Dot<double>(_q[j], q);
                _r[size][j] += along;
                TensorPrimitives.MultiplyAdd<double>(_q[j], -along, q, q);
            }
        }

        double rest = TensorPrimitives.Norm<double>(q);
        if (rest <= Dependent)
        {
            return;
        }

        TensorPrimitives.Divide<double>(q, rest, q);
        double missing = 1 - TensorPrimitives.Dot<double>(phi, _y[size]);
        TensorPrimitives.MultiplyAdd<double>(q, missing / rest, _y[size], _y[size + 1]);
        _set[size] = row;
        _r[size][size] = rest;
        _z[size] = missing / rest;
        if (!_inConeOnly || IsInCone(size + 1))
        {
            Report(size + 1, visit);
        }

        if (size + 1 == _n)
        {
            return;
        }

        if (size + 2 == _n && visitNormal is not null)
        {
            visitNormal(_set.AsSpan(0, size + 1), Normal(size + 1));
        }

        ct.ThrowIfCancellationRequested();
        for (int next = row + 1; next < _rows.Directions.Count; next++)
        {
            Extend(size + 1, next, visit, visitNormal, ct);
        }
    }

    private void Report(int size, Visit visit) => visit(_set.AsSpan(0, size), _y[size], 1 / TensorPrimitives.Norm<double>(_y[size]));

    /// <summary>Whether y = sum c_i phi_i has no negative weight: R c = z for phi = Q R and y = Q z, from below.</summary>
    private bool IsInCone(int size)
    {
        for (int i = size - 1; i >= 0; i--)
        {
            double sum = _z[i];
            for (int j = i + 1; j < size; j++)
            {
                sum -= _r[j][i] * _weights[j];
            }

            _weights[i] = sum / _r[i][i];
            if (_weights[i] < -Dependent)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The unit vector orthogonal to n - 1 orthonormal ones: of the axes' remainders the longest.</summary>
    private double[] Normal(int size)
    {
        double[] longest = new double[_n];
        double length = 0;
        for (int axis = 0; axis < _n && length < 0.5; axis++)
        {
            double[] v = new double[_n];
            v[axis] = 1;
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < size; j++)
                {
                    TensorPrimitives.MultiplyAdd<double>(_q[j], -TensorPrimitives.Dot<double>(_q[j], v), v, v);
                }
            }

            double norm = TensorPrimitives.Norm<double>(v);
            if (norm > length)
            {
                length = norm;
                longest = v;
            }
        }

        TensorPrimitives.Divide<double>(longest, length, longest);
        return longest;
    }
}
