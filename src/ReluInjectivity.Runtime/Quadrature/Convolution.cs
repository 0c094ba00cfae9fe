using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>Sums against Gaussians of one standard deviation s and their derivatives by it, centred at every core node of a target grid.</summary>
public abstract class Convolution
{
    private readonly bool[] _isTabulated = new bool[3];

    private protected Convolution(EquispacedGrid target) => Target = target;

    /// <summary>The grid smoothed onto.</summary>
    private protected EquispacedGrid Target { get; }

    /// <summary>The standard deviation.</summary>
    private protected double Deviation { get; private set; }

    /// <summary>Sets the standard deviation, after the grids have been laid.</summary>
    public void SetDeviation(double deviation)
    {
        Deviation = deviation;
        Array.Clear(_isTabulated);
    }

    /// <summary>Zeroes the core of a target array.</summary>
    public void Clear(double[] target) => Array.Clear(target, Target.CoreStart, Target.CoreStop - Target.CoreStart);

    /// <summary>Adds what one stretch of a source contributes.</summary>
    /// <param name="order">The order n of the derivative by s: 0, 1 or 2.</param>
    /// <param name="region">The stretch.</param>
    /// <param name="source">Values at the source grid's nodes; read on the stretch only.</param>
    /// <param name="target">Values at the target grid's nodes; its core is added to.</param>
    public abstract void Add(int order, Region region, double[] source, double[] target);

    /// <summary>Adds what one stretch contributes where the source is constant.</summary>
    /// <param name="order">The order n of the derivative by s: 0, 1 or 2.</param>
    /// <param name="region">The stretch.</param>
    /// <param name="value">The constant.</param>
    /// <param name="target">Values at the target grid's nodes; its core is added to.</param>
    public abstract void AddConstant(int order, Region region, double value, double[] target);

    /// <summary>The adjoint: spreads weights at the targets back over one stretch of the source grid.</summary>
    /// <param name="order">The order n of the derivative by s: 0, 1 or 2.</param>
    /// <param name="weight">Values at the target grid's nodes; its core is read.</param>
    /// <param name="region">The stretch of the source grid.</param>
    /// <param name="result">Values at the source grid's nodes; the stretch is overwritten.</param>
    public abstract void Adjoint(int order, double[] weight, Region region, double[] result);

    /// <summary>Zeroes eight functions on the core of the target, those of a node side by side.</summary>
    internal void ClearTangents(double[] target) =>
        Array.Clear(target, GridFunction.Directions * Target.CoreStart, GridFunction.Directions * (Target.CoreStop - Target.CoreStart));

    /// <summary>As <see cref="Add"/> for eight functions.</summary>
    internal abstract void AddTangents(int order, Region region, double[] source, double[] target);

    /// <summary>As <see cref="Add"/>, added to eight functions with a factor for each.</summary>
    internal abstract void AddAlong(int order, Region region, double[] source, Vector512<double> factors, double[] target);

    /// <summary>As <see cref="AddConstant"/> for eight constants.</summary>
    internal abstract void AddConstantTangents(int order, Region region, Vector512<double> values, double[] target);

    /// <summary>As <see cref="Adjoint"/> for eight functions.</summary>
    internal abstract void AdjointTangents(int order, double[] weight, Region region, double[] result);

    /// <summary>As <see cref="Adjoint"/>, added to eight functions with a factor for each.</summary>
    internal abstract void AdjointAlong(int order, double[] weight, Region region, Vector512<double> factors, double[] result);

    private protected static Vector512<double> At(double[] tangents, int index) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(tangents), (nuint)(GridFunction.Directions * index));

    private protected static void Put(double[] tangents, int index, Vector512<double> value) =>
        value.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(tangents), (nuint)(GridFunction.Directions * index));

    /// <summary>The sum over a window of a kernel times eight functions.</summary>
    private protected static Vector512<double> Dot(ReadOnlySpan<double> kernel, double[] tangents, int from)
    {
        Vector512<double> a = Vector512<double>.Zero, b = a, c = a, d = a;
        int j = 0;
        for (; j + 4 <= kernel.Length; j += 4)
        {
            a = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[j]), At(tangents, from + j), a);
            b = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[j + 1]), At(tangents, from + j + 1), b);
            c = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[j + 2]), At(tangents, from + j + 2), c);
            d = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[j + 3]), At(tangents, from + j + 3), d);
        }

        for (; j < kernel.Length; j++)
        {
            a = Vector512.FusedMultiplyAdd(Vector512.Create(kernel[j]), At(tangents, from + j), a);
        }

        return a + b + (c + d);
    }

    /// <summary>Adds a kernel times eight weights to eight functions.</summary>
    private protected static void Spread(ReadOnlySpan<double> kernel, Vector512<double> weight, double[] tangents, int from)
    {
        for (int j = 0; j < kernel.Length; j++)
        {
            Put(tangents, from + j, Vector512.FusedMultiplyAdd(Vector512.Create(kernel[j]), weight, At(tangents, from + j)));
        }
    }

    /// <summary>Tabulates the derivative of an order once for each standard deviation.</summary>
    private protected void Require(int order)
    {
        if (!_isTabulated[order])
        {
            Tabulate(order);
            _isTabulated[order] = true;
        }
    }

    /// <summary>Tabulates the derivative of an order.</summary>
    private protected abstract void Tabulate(int order);

    /// <summary>What turns a normal density N at z = x/s into its derivative by s: dN/ds = N (z^2 - 1)/s, d^2N/ds^2 = N (z^4 - 5 z^2 + 2)/s^2.</summary>
    private protected static double Factor(int order, double zSquared, double deviation) => order switch
    {
        0 => 1,
        1 => (zSquared - 1) / deviation,
        _ => ((((zSquared - 5) * zSquared) + 2) / deviation) / deviation,
    };
}
