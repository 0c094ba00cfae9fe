using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// Looks for a point with fewer active rows than inputs by descent on the hinge loss of the rows nearest to being inactive. It
/// proves nothing by itself: its points are confirmed exactly.
/// </summary>
internal sealed class Falsifier
{
    private const int Patience = 400;

    private readonly Arrangement _arrangement;
    private readonly int _n;
    private readonly double[][] _rows;
    private readonly double[] _thresholds;
    private readonly double _step;
    private readonly double _scale;

    /// <summary>A falsifier.</summary>
    public Falsifier(Arrangement arrangement)
    {
        _arrangement = arrangement;
        _n = arrangement.Inputs;
        Layer layer = arrangement.Layer;
        int[] relevant = [.. Enumerable.Range(0, layer.Outputs).Where(i => arrangement.IsRelevant[i])];
        _rows = [.. relevant.Select(i => UnitVector.Of(layer.Rows[i]))];
        _thresholds = [.. relevant.Select(i => layer.Thresholds[i] / UnitVector.Norm(layer.Rows[i]))];
        _step = 1 / LargestEigenvalue();
        _scale = arrangement.Radius ?? (arrangement.IsConic ? 1 : Math.Max(1, _thresholds.Select(Math.Abs).DefaultIfEmpty(1).Max()));
        FewestActive = _rows.Length;
    }

    /// <summary>The fewest active rows seen.</summary>
    public int FewestActive { get; private set; }

    /// <summary>How many descents were begun.</summary>
    public int Descents { get; private set; }

    /// <summary>Points worth confirming, best first: those with fewer active rows than inputs, and the end of each descent.</summary>
    /// <param name="starts">The most descents.</param>
    /// <param name="iterations">The most steps of each.</param>
    /// <param name="ct">Ends the sequence.</param>
    public IEnumerable<double[]> Points(int starts, int iterations, CancellationToken ct)
    {
        for (int start = 0; start < starts && !ct.IsCancellationRequested; start++)
        {
            Descents++;
            double[] x = Start(start);
            double[] best = x;
            int fewest = int.MaxValue;
            int since = 0;
            for (int step = 0; step < iterations && since < Patience && !ct.IsCancellationRequested; step++, since++)
            {
                Project(x);
                int active = Step(x, out double[] before);
                if (active < fewest)
                {
                    fewest = active;
                    best = before;
                    since = 0;
                    FewestActive = Math.Min(FewestActive, active);
                    if (active < _n)
                    {
                        yield return best;
                    }
                }
            }

            yield return best;
        }
    }

    private double[] Start(int index)
    {
        // A fixed seed for each start: the same points on every run.
        Random random = new(7919 * (index + 1));
        double[] x = new double[_n];
        if (index == 0)
        {
            foreach (double[] row in _rows)
            {
                TensorPrimitives.Subtract<double>(x, row, x);
            }
        }
        else if (index % 4 == 1 && _rows.Length > 0)
        {
            TensorPrimitives.Negate<double>(_rows[random.Next(_rows.Length)], x);
        }
        else
        {
            Normal.Samples(random, x, 0, 1);
        }

        double norm = UnitVector.Norm(x);
        double size = _scale * (_arrangement.Radius is null ? 1 : Math.Sqrt(random.NextDouble()));
        TensorPrimitives.Multiply<double>(x, norm == 0 ? 0 : size / norm, x);
        if (_arrangement.Domain is PolyhedronDomain polyhedron)
        {
            return index == 0 ? x : polyhedron.Draw(random);
        }

        if (_arrangement.Domain is BoundsDomain bounds)
        {
            for (int j = 0; j < _n; j++)
            {
                bool isFree = double.IsInfinity(bounds.Lower[j]) && double.IsInfinity(bounds.Upper[j]);
                x[j] = index == 0 || isFree ? x[j] : bounds.Inside(j, (2 * random.NextDouble()) - 1);
            }
        }
        else if (_arrangement.Domain is BoxDomain box)
        {
            for (int j = 0; j < _n; j++)
            {
                x[j] = index == 0 ? x[j] : box.Lower + (random.NextDouble() * (box.Upper - box.Lower));
            }
        }
        else if (_arrangement.Walls.Count >= _n && index > 0)
        {
            TensorPrimitives.Abs<double>(x, x);
        }

        return x;
    }

    /// <summary>Into the domain, off its boundary; a cone's points onto the sphere.</summary>
    private void Project(double[] x)
    {
        const double Inside = 1e-7;
        switch (_arrangement.Domain)
        {
            case OrthantDomain or NonNegativeBallDomain:
                TensorPrimitives.Max<double>(x, Inside * _scale / Math.Sqrt(_n), x);
                break;
            case PolyhedronDomain polyhedron:
                polyhedron.Nearer(x, Inside).CopyTo(x, 0);
                break;
            case BoundsDomain bounds:
                for (int j = 0; j < _n; j++)
                {
                    double width = Math.Min(bounds.Upper[j] - bounds.Lower[j], 1);
                    x[j] = Math.Min(Math.Max(x[j], bounds.Lower[j] + (Inside * width)), bounds.Upper[j] - (Inside * width));
                }

                break;
            case BoxDomain box when !_arrangement.IsConic:
                double slack = Inside * (box.Upper - box.Lower);
                TensorPrimitives.Min<double>(x, box.Upper - slack, x);
                TensorPrimitives.Max<double>(x, box.Lower + slack, x);
                break;
            case BoxDomain { Lower: 0 }:
                TensorPrimitives.Max<double>(x, Inside / Math.Sqrt(_n), x);
                break;
            case BoxDomain { Upper: 0 }:
                TensorPrimitives.Min<double>(x, -Inside / Math.Sqrt(_n), x);
                break;
        }

        double norm = UnitVector.Norm(x);
        double largest = (_arrangement.Radius ?? 1) * (1 - Inside);
        bool isScaled = norm > 0 && (_arrangement.IsConic || _arrangement.Domain is SphereDomain || (_arrangement.Radius is not null && norm > largest));
        if (isScaled)
        {
            TensorPrimitives.Multiply<double>(x, largest / norm, x);
        }
    }

    /// <summary>Counts the active rows, and steps down the hinge loss of the m - n + 1 rows with the smallest responses.</summary>
    private int Step(double[] x, out double[] before)
    {
        before = [.. x];
        int m = _rows.Length;
        double[] responses = new double[m];
        int active = 0;
        for (int i = 0; i < m; i++)
        {
            responses[i] = TensorPrimitives.Dot<double>(_rows[i], x) - _thresholds[i];
            active += responses[i] >= 0 ? 1 : 0;
        }

        if (m < _n)
        {
            // Fewer rows than inputs: any point will do.
            return active;
        }

        double[] sorted = [.. responses];
        Array.Sort(sorted);
        double cut = sorted[m - _n];
        double margin = 0.2 * Math.Max(UnitVector.Norm(x), 1e-3 * _scale) / Math.Sqrt(_n);
        for (int i = 0; i < m; i++)
        {
            double excess = responses[i] + margin;
            if (responses[i] <= cut && excess > 0)
            {
                TensorPrimitives.MultiplyAdd<double>(_rows[i], -_step * excess, x, x);
            }
        }

        return active;
    }

    /// <summary>Of the sum of phi_i phi_i^T, by power iteration.</summary>
    private double LargestEigenvalue()
    {
        double[] v = [.. Enumerable.Range(0, _n).Select(j => 1 + (0.1 * Math.Sin(j)))];
        double value = 1;
        for (int k = 0; k < 12; k++)
        {
            double[] next = new double[_n];
            foreach (double[] row in _rows)
            {
                TensorPrimitives.MultiplyAdd<double>(row, TensorPrimitives.Dot<double>(row, v), next, next);
            }

            value = Math.Max(UnitVector.Norm(next), 1e-300);
            v = [.. next.Select(t => t / value)];
        }

        return 1.1 * value;
    }
}
