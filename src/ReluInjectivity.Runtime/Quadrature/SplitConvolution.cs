using System.Numerics.Tensors;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Sums against Gaussians of one standard deviation s, centred at every core node of an equispaced grid: at target x the sum over the
/// nodes y of a split grid of weight * (d/ds)^n N(y - x; s) times the source. The densities are tabulated once for each s.
/// </summary>
public sealed class SplitConvolution : Convolution
{
    private readonly SplitGrid _source;
    private readonly double[][] _kernels = [[], [], []];

    /// <summary>Smooths from one grid onto another, which is the one the source was laid for.</summary>
    public SplitConvolution(SplitGrid source, EquispacedGrid target) : base(target) => _source = source;

    /// <summary>Adds what the source contributes.</summary>
    /// <param name="order">The order n of the derivative by s: 0, 1 or 2.</param>
    /// <param name="region">The core; the grid has no other stretch.</param>
    /// <param name="source">Values at the source grid's nodes.</param>
    /// <param name="target">Values at the target grid's nodes; its core is added to.</param>
    public void Add(int order, Region region, double[] source, double[] target)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = _source.Count;
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            target[i] += TensorPrimitives.Dot(kernel.Slice((i - Target.CoreStart) * n, n), source.AsSpan(0, n));
        }
    }

    /// <summary>Adds what a constant source contributes.</summary>
    /// <param name="order">The order n of the derivative by s: 0, 1 or 2.</param>
    /// <param name="region">The core; the grid has no other stretch.</param>
    /// <param name="value">The constant.</param>
    /// <param name="target">Values at the target grid's nodes; its core is added to.</param>
    public void AddConstant(int order, Region region, double value, double[] target)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = _source.Count;
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            target[i] += value * TensorPrimitives.Sum(kernel.Slice((i - Target.CoreStart) * n, n));
        }
    }

    /// <summary>The adjoint: spreads weights at the targets back over the source grid.</summary>
    /// <param name="order">The order n of the derivative by s: 0, 1 or 2.</param>
    /// <param name="weight">Values at the target grid's nodes; its core is read.</param>
    /// <param name="region">The core; the grid has no other stretch.</param>
    /// <param name="result">Values at the source grid's nodes; overwritten.</param>
    public void Adjoint(int order, double[] weight, Region region, double[] result)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = _source.Count;
        Span<double> all = result.AsSpan(0, n);
        all.Clear();
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            TensorPrimitives.MultiplyAdd(kernel.Slice((i - Target.CoreStart) * n, n), weight[i], all, all);
        }
    }

    private protected override void Tabulate(int order)
    {
        int n = _source.Count;
        int count = n * (Target.CoreStop - Target.CoreStart);
        if (_kernels[order].Length < count)
        {
            _kernels[order] = new double[count];
        }

        double[] kernel = _kernels[order];
        double peak = 1 / (Deviation * Math.Sqrt(2 * Math.PI));
        int at = 0;
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            double x = Target.Coordinate(i);
            for (int j = 0; j < n; j++)
            {
                double z = (_source.Coordinate(j) - x) / Deviation;
                kernel[at++] = peak * _source.Weight(j) * Math.Exp(-0.5 * z * z) * Factor(order, z * z, Deviation);
            }
        }
    }

    private ReadOnlySpan<double> Kernel(int order)
    {
        Require(order);
        return _kernels[order].AsSpan(0, _source.Count * (Target.CoreStop - Target.CoreStart));
    }
}
