using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Sums against Gaussians of one standard deviation s and their derivatives by it, centred at every core node of a target grid: along the line, or along one
/// coordinate of pairs.
/// </summary>
public abstract class Convolution
{
    /// <summary>
    /// The order that stands for no sum, over pairs: by how much the largest value on each line convolved along exceeds <see cref="LargestExponent"/>. Values are exponents, from
    /// which it is taken before their exponentials are summed; the adjoint gives it at the sources.
    /// </summary>
    public const int Peak = -1;

    /// <summary>The exponent whose exponential leaves room for sums.</summary>
    internal const double LargestExponent = 600;

    private protected Convolution()
    {
    }

    /// <summary>Sets the standard deviation, after the grids have been laid.</summary>
    public abstract void SetDeviation(double deviation);

    /// <summary>Zeroes the core of a target array.</summary>
    public abstract void Clear(double[] target);

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
    internal abstract void ClearTangents(double[] target);

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
}
