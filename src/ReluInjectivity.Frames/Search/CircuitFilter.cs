using System.Numerics;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// Whether n + 1 vectors of R^n, known to a few units of the last place, have exactly one vanishing combination, and that with positive weights: in doubles, with bounds of all
/// rounding. Most contradictions are proven so; what is not goes to integers.
/// </summary>
/// <remarks>
/// With B the first n vectors as columns and R about its inverse: |I - R B| = rho below 1 shows that B is regular, and the weights mu of B mu = -v are within
/// |R (B m + v)| / (1 - rho) of any m (Rump, Verification methods, Acta Numerica 2010, section 10).
/// </remarks>
internal sealed class CircuitFilter
{
    private const double Unit = 1.1102230246251565E-16;

    // Each entry is off by at most this, relative to itself: rounded twice, and once more to be safe.
    private const double EntryError = 4 * Unit;

    // What underflow may take from a sum.
    private const double Tiny = 1e-290;

    private readonly int _n;
    private readonly double[] _b;
    private readonly double[] _work;
    private readonly double[] _inverse;
    private readonly double[] _v;
    private readonly double[] _m;
    private readonly double[] _rest;

    /// <summary>A filter for vectors of some length.</summary>
    public CircuitFilter(int length)
    {
        _n = length;
        _b = new double[length * length];
        _work = new double[length * length];
        _inverse = new double[length * length];
        _v = new double[length];
        _m = new double[length];
        _rest = new double[length];
    }

    /// <summary>Whether doubles are near integers in each entry, relative to itself, with room to underflow.</summary>
    public static bool IsFaithful(IEnumerable<double> rounded, IEnumerable<BigInteger> exact) =>
        rounded.Zip(exact).All(pair => pair.Second.IsZero ? pair.First == 0 : Math.Abs(pair.First) > 1e-100);

    /// <summary>Sets a vector: the k-th column, or behind the last the one that is combined.</summary>
    public void Set(int k, double[] direction, int sign)
    {
        for (int i = 0; i < _n; i++)
        {
            double entry = sign * direction[i];
            if (k < _n)
            {
                _b[(i * _n) + k] = entry;
            }
            else
            {
                _v[i] = entry;
            }
        }
    }

    /// <summary>Whether it is proven; false says nothing.</summary>
    public bool Holds()
    {
        if (!Invert())
        {
            return false;
        }

        for (int i = 0; i < _n; i++)
        {
            double sum = 0;
            for (int j = 0; j < _n; j++)
            {
                sum -= _inverse[(i * _n) + j] * _v[j];
            }

            _m[i] = sum;
            if (!(sum > 0))
            {
                return false;
            }
        }

        // Sums of n + 2 terms: at most n + 3 roundings each, and the entries' own.
        double gamma = (((_n + 4) * Unit) + EntryError) * 1.01;
        double rho = 0;
        for (int i = 0; i < _n; i++)
        {
            double row = 0;
            for (int j = 0; j < _n; j++)
            {
                double sum = i == j ? 1 : 0;
                double size = sum;
                for (int k = 0; k < _n; k++)
                {
                    double product = _inverse[(i * _n) + k] * _b[(k * _n) + j];
                    sum -= product;
                    size += Math.Abs(product);
                }

                row += Math.Abs(sum) + (gamma * size) + Tiny;
            }

            rho = Math.Max(rho, row);
        }

        for (int i = 0; i < _n; i++)
        {
            double sum = _v[i];
            double size = Math.Abs(sum);
            for (int j = 0; j < _n; j++)
            {
                double product = _b[(i * _n) + j] * _m[j];
                sum += product;
                size += Math.Abs(product);
            }

            _rest[i] = Math.Abs(sum) + (gamma * size) + Tiny;
        }

        double error = 0;
        for (int i = 0; i < _n; i++)
        {
            double sum = 0;
            for (int j = 0; j < _n; j++)
            {
                sum += Math.Abs(_inverse[(i * _n) + j]) * _rest[j];
            }

            error = Math.Max(error, sum);
        }

        // A margin for the rounding of the bounds themselves.
        const double Safe = 1 + 1e-10;
        double bound = error * Safe / (1 - (rho * Safe));
        return rho * Safe < 1 && double.IsFinite(bound) && Array.TrueForAll(_m, weight => weight > bound);
    }

    // Gauss-Jordan with row exchanges; what comes out need only be near the inverse.
    private bool Invert()
    {
        int n = _n;
        _b.CopyTo(_work, 0);
        Array.Clear(_inverse);
        for (int i = 0; i < n; i++)
        {
            _inverse[(i * n) + i] = 1;
        }

        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int i = column + 1; i < n; i++)
            {
                pivot = Math.Abs(_work[(i * n) + column]) > Math.Abs(_work[(pivot * n) + column]) ? i : pivot;
            }

            double lead = _work[(pivot * n) + column];
            if (lead == 0 || !double.IsFinite(lead))
            {
                return false;
            }

            Span<double> row = _work.AsSpan(column * n, n);
            Span<double> image = _inverse.AsSpan(column * n, n);
            for (int j = 0; j < n; j++)
            {
                (_work[(pivot * n) + j], row[j]) = (row[j], _work[(pivot * n) + j] / lead);
                (_inverse[(pivot * n) + j], image[j]) = (image[j], _inverse[(pivot * n) + j] / lead);
            }

            for (int i = 0; i < n; i++)
            {
                double factor = i == column ? 0 : _work[(i * n) + column];
                for (int j = 0; factor != 0 && j < n; j++)
                {
                    _work[(i * n) + j] -= factor * row[j];
                    _inverse[(i * n) + j] -= factor * image[j];
                }
            }
        }

        return true;
    }
}
