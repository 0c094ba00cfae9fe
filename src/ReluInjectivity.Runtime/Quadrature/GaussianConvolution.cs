using System.Numerics.Tensors;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Sums against Gaussians of one standard deviation s, centred at every core node of a target grid: at target x the sum over
/// source nodes y of step * (d/ds)^n N(y - x; s) times the source. The densities are tabulated once for each s.
/// </summary>
public sealed class GaussianConvolution : Convolution
{
    private readonly EquispacedGrid _source;
    private readonly double[][] _kernels = [[], [], []];
    private readonly double[][] _sums = [[], [], []];

    /// <summary>Smooths from one grid onto another, which is the one the source was laid for.</summary>
    public GaussianConvolution(EquispacedGrid source, EquispacedGrid target) : base(target) => _source = source;

    /// <summary>Adds what one stretch of a source contributes.</summary>
    /// <param name="order">The order n of the derivative by s: 0, 1 or 2.</param>
    /// <param name="region">The stretch.</param>
    /// <param name="source">Values at the source grid's nodes; read on the stretch only.</param>
    /// <param name="target">Values at the target grid's nodes; its core is added to.</param>
    public void Add(int order, Region region, double[] source, double[] target)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        (int start, int stop) = Stretch(region);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            (int from, int to, int offset) = Window(i, start, stop);
            if (from < to)
            {
                target[i] += TensorPrimitives.Dot(kernel.Slice(from + offset, to - from), source.AsSpan(from, to - from));
            }
        }
    }

    /// <summary>Adds what one stretch contributes where the source is constant.</summary>
    /// <param name="order">The order n of the derivative by s: 0, 1 or 2.</param>
    /// <param name="region">The stretch.</param>
    /// <param name="value">The constant.</param>
    /// <param name="target">Values at the target grid's nodes; its core is added to.</param>
    public void AddConstant(int order, Region region, double value, double[] target)
    {
        Kernel(order);
        ReadOnlySpan<double> sums = _sums[order];
        (int start, int stop) = Stretch(region);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            (int from, int to, int offset) = Window(i, start, stop);
            if (from < to)
            {
                target[i] += value * (sums[to + offset] - sums[from + offset]);
            }
        }
    }

    /// <summary>The adjoint: spreads weights at the targets back over one stretch of the source grid.</summary>
    /// <param name="order">The order n of the derivative by s: 0, 1 or 2.</param>
    /// <param name="weight">Values at the target grid's nodes; its core is read.</param>
    /// <param name="region">The stretch of the source grid.</param>
    /// <param name="result">Values at the source grid's nodes; the stretch is overwritten.</param>
    public void Adjoint(int order, double[] weight, Region region, double[] result)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        (int start, int stop) = Stretch(region);
        Array.Clear(result, start, stop - start);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            (int from, int to, int offset) = Window(i, start, stop);
            if (from < to)
            {
                Span<double> part = result.AsSpan(from, to - from);
                TensorPrimitives.MultiplyAdd(kernel.Slice(from + offset, to - from), weight[i], part, part);
            }
        }
    }

    private (int Start, int Stop) Stretch(Region region) => region switch
    {
        Region.Left => (_source.LeftStart, _source.LeftStop),
        Region.Core => (_source.CoreStart, _source.CoreStop),
        _ => (_source.RightStart, _source.RightStop),
    };

    /// <summary>The source indices within reach of a target, cut to a stretch, and what turns a source index into a kernel index.</summary>
    private (int From, int To, int Offset) Window(int target, int start, int stop)
    {
        int center = ((Target.First + target) * _source.Ratio) - _source.First;
        return (Math.Max(start, center - _source.HalfWidth), Math.Min(stop, center + _source.HalfWidth + 1), _source.HalfWidth - center);
    }

    private protected override void Tabulate(int order)
    {
        int half = _source.HalfWidth;
        int count = (2 * half) + 1;
        if (_kernels[order].Length < count)
        {
            _kernels[order] = new double[count];
            _sums[order] = new double[count + 1];
        }

        double[] kernel = _kernels[order];
        double peak = _source.Step / (Deviation * Math.Sqrt(2 * Math.PI));
        for (int j = 0; j <= half; j++)
        {
            double z = j * _source.Step / Deviation;
            double z2 = z * z;
            kernel[half + j] = kernel[half - j] = peak * Math.Exp(-0.5 * z2) * Factor(order, z2, Deviation);
        }

        double sum = 0;
        for (int j = 0; j < count; j++)
        {
            _sums[order][j] = sum;
            sum += kernel[j];
        }

        _sums[order][count] = sum;
    }

    private ReadOnlySpan<double> Kernel(int order)
    {
        Require(order);
        return _kernels[order].AsSpan(0, (2 * _source.HalfWidth) + 1);
    }
}
