using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Sums against Gaussians of one standard deviation s, centred at every core node of a target grid: at target x the sum over
/// source nodes y of step * (d/ds)^n N(y - x; s) times the source. The densities are tabulated once for each s.
/// </summary>
public sealed class GaussianConvolution : Convolution
{
    /// <summary>Targets that share the reading of a source, where eight functions are convolved.</summary>
    private const int Block = 4;

    private readonly EquispacedGrid _source;
    private readonly double[][] _kernels = [[], [], []];
    private readonly double[][] _sums = [[], [], []];

    /// <summary>Smooths from one grid onto another, which is the one the source was laid for.</summary>
    public GaussianConvolution(EquispacedGrid source, EquispacedGrid target) : base(target) => _source = source;

    /// <inheritdoc/>
    public override void Add(int order, Region region, double[] source, double[] target)
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

    /// <inheritdoc/>
    public override void AddConstant(int order, Region region, double value, double[] target)
    {
        Kernel(order);
        ReadOnlySpan<double> sums = _sums[order];
        (int start, int stop) = Stretch(region);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            (int from, int to, int offset) = Window(i, start, stop);
            if (from < to)
            {
                target[i] += value * Mass(sums, from + offset, to + offset);
            }
        }
    }

    /// <inheritdoc/>
    public override void Adjoint(int order, double[] weight, Region region, double[] result)
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

    internal override void AddTangents(int order, Region region, double[] source, double[] target)
    {
        ReadOnlySpan<double> kernel = Padded(order);
        (int start, int stop) = Stretch(region);
        Check(source, target, stop);
        int i = Target.CoreStart;
        for (; i + Block <= Target.CoreStop; i += Block)
        {
            (int from, int to, int offset) = BlockWindow(i, start, stop);
            (Vector512<double> a, Vector512<double> b) = (At(target, i), At(target, i + 1));
            (Vector512<double> c, Vector512<double> d) = (At(target, i + 2), At(target, i + 3));
            int ratio = _source.Ratio;
            for (int j = from; j < to; j++)
            {
                Vector512<double> value = At(source, j);
                int k = j + offset;
                a = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[k]), value, a);
                b = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[k - ratio]), value, b);
                c = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[k - (2 * ratio)]), value, c);
                d = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[k - (3 * ratio)]), value, d);
            }

            Put(target, i, a);
            Put(target, i + 1, b);
            Put(target, i + 2, c);
            Put(target, i + 3, d);
        }

        kernel = Kernel(order);
        for (; i < Target.CoreStop; i++)
        {
            (int from, int to, int offset) = Window(i, start, stop);
            if (from < to)
            {
                Put(target, i, At(target, i) + Dot(kernel.Slice(from + offset, to - from), source, from));
            }
        }
    }

    internal override void AddAlong(int order, Region region, double[] source, Vector512<double> factors, double[] target)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        (int start, int stop) = Stretch(region);
        Check(target, target, 0);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            (int from, int to, int offset) = Window(i, start, stop);
            if (from < to)
            {
                Put(target, i, At(target, i) + Jet.Times(TensorPrimitives.Dot(kernel.Slice(from + offset, to - from), source.AsSpan(from, to - from)), factors));
            }
        }
    }

    internal override void AddConstantTangents(int order, Region region, Vector512<double> values, double[] target)
    {
        Kernel(order);
        ReadOnlySpan<double> sums = _sums[order];
        (int start, int stop) = Stretch(region);
        Check(target, target, 0);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            (int from, int to, int offset) = Window(i, start, stop);
            if (from < to)
            {
                Put(target, i, At(target, i) + (Mass(sums, from + offset, to + offset) * values));
            }
        }
    }

    internal override void AdjointTangents(int order, double[] weight, Region region, double[] result)
    {
        (int start, int stop) = Stretch(region);
        Check(result, weight, stop);
        Array.Clear(result, GridFunction.Directions * start, GridFunction.Directions * (stop - start));
        Spread(order, start, stop, i => At(weight, i), result);
    }

    internal override void AdjointAlong(int order, double[] weight, Region region, Vector512<double> factors, double[] result)
    {
        (int start, int stop) = Stretch(region);
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, GridFunction.Directions * stop);
        Spread(order, start, stop, i => weight[i] * factors, result);
    }

    /// <summary>Adds the densities around every target times its eight weights, some targets at once.</summary>
    private void Spread(int order, int start, int stop, Func<int, Vector512<double>> weight, double[] result)
    {
        ReadOnlySpan<double> kernel = Padded(order);
        int i = Target.CoreStart;
        for (; i + Block <= Target.CoreStop; i += Block)
        {
            (int from, int to, int offset) = BlockWindow(i, start, stop);
            (Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d) = (weight(i), weight(i + 1), weight(i + 2), weight(i + 3));
            int ratio = _source.Ratio;
            for (int j = from; j < to; j++)
            {
                int k = j + offset;
                Vector512<double> sum = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[k]), a, At(result, j));
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[k - ratio]), b, sum);
                Vector512<double> other = Vector512.Create(kernel[k - (2 * ratio)]) * c;
                other = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[k - (3 * ratio)]), d, other);
                Put(result, j, sum + other);
            }
        }

        kernel = Kernel(order);
        for (; i < Target.CoreStop; i++)
        {
            (int from, int to, int offset) = Window(i, start, stop);
            if (from < to)
            {
                Spread(kernel.Slice(from + offset, to - from), weight(i), result, from);
            }
        }
    }

    /// <summary>As <see cref="Window"/> for a block of targets, with an index into the padded kernel of the first.</summary>
    private (int From, int To, int Offset) BlockWindow(int target, int start, int stop)
    {
        int center = ((Target.First + target) * _source.Ratio) - _source.First;
        int last = center + ((Block - 1) * _source.Ratio);
        return (Math.Max(start, center - _source.HalfWidth), Math.Min(stop, last + _source.HalfWidth + 1), _source.HalfWidth - center + Padding);
    }

    /// <summary>Arrays of eight functions are read and written without further checks.</summary>
    private void Check(double[] source, double[] target, int stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source.Length, GridFunction.Directions * stop);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, GridFunction.Directions * Target.CoreStop);
    }

    /// <summary>The sum of a stretch of the kernel. A tail is summed from its end, where it is small: what the kernel's symmetry makes one on the left.</summary>
    private double Mass(ReadOnlySpan<double> sums, int from, int to)
    {
        int count = (2 * _source.HalfWidth) + 1;
        return from == 0 ? sums[to] : to == count ? sums[count - from] : sums[to] - sums[from];
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
        if (_sums[order].Length < count + 1)
        {
            _sums[order] = new double[count + 1];
        }

        if (_kernels[order].Length < count + (2 * Padding))
        {
            _kernels[order] = new double[count + (2 * Padding)];
        }

        Span<double> padded = _kernels[order].AsSpan(0, count + (2 * Padding));
        padded[..Padding].Clear();
        padded[^Padding..].Clear();
        Span<double> kernel = padded.Slice(Padding, count);
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

    private int Padding => (Block - 1) * _source.Ratio;

    /// <summary>The kernel with zeros on either side, for blocks of targets.</summary>
    private ReadOnlySpan<double> Padded(int order)
    {
        Require(order);
        return _kernels[order].AsSpan(0, (2 * _source.HalfWidth) + 1 + (2 * Padding));
    }

    private ReadOnlySpan<double> Kernel(int order) => Padded(order)[Padding..^Padding];
}
