using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;

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

    /// <inheritdoc/>
    public override void Add(int order, Region region, double[] source, double[] target)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = _source.Count;
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            target[i] += TensorPrimitives.Dot(kernel.Slice((i - Target.CoreStart) * n, n), source.AsSpan(0, n));
        }
    }

    /// <inheritdoc/>
    public override void AddConstant(int order, Region region, double value, double[] target)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = _source.Count;
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            target[i] += value * TensorPrimitives.Sum(kernel.Slice((i - Target.CoreStart) * n, n));
        }
    }

    /// <inheritdoc/>
    public override void Adjoint(int order, double[] weight, Region region, double[] result)
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

    internal override void AddTangents(int order, Region region, double[] source, double[] target)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = Check(source, target);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            Put(target, i, At(target, i) + Dot(kernel.Slice((i - Target.CoreStart) * n, n), source, 0));
        }
    }

    internal override void AddAlong(int order, Region region, double[] source, Vector512<double> factors, double[] target)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = Check(null, target);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            Put(target, i, At(target, i) + Jet.Times(TensorPrimitives.Dot(kernel.Slice((i - Target.CoreStart) * n, n), source.AsSpan(0, n)), factors));
        }
    }

    internal override void AddConstantTangents(int order, Region region, Vector512<double> values, double[] target)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = Check(null, target);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            Put(target, i, At(target, i) + (TensorPrimitives.Sum(kernel.Slice((i - Target.CoreStart) * n, n)) * values));
        }
    }

    internal override void AdjointTangents(int order, double[] weight, Region region, double[] result)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = Check(result, weight);
        Array.Clear(result, 0, GridFunction.Directions * n);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            Spread(kernel.Slice((i - Target.CoreStart) * n, n), At(weight, i), result, 0);
        }
    }

    internal override void AdjointAlong(int order, double[] weight, Region region, Vector512<double> factors, double[] result)
    {
        ReadOnlySpan<double> kernel = Kernel(order);
        int n = Check(result, null);
        for (int i = Target.CoreStart; i < Target.CoreStop; i++)
        {
            Spread(kernel.Slice((i - Target.CoreStart) * n, n), weight[i] * factors, result, 0);
        }
    }

    /// <summary>The number of source nodes. Arrays of eight functions are read and written without further checks.</summary>
    private int Check(double[]? source, double[]? target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source?.Length ?? int.MaxValue, GridFunction.Directions * _source.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(target?.Length ?? int.MaxValue, GridFunction.Directions * Target.CoreStop);
        return _source.Count;
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
