using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>A convolution of functions over one type of numbers: with derivatives by the rule (K(s) f)' = K(s) f' + s' (dK/ds) f.</summary>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="convolution">The convolution; over numbers with derivatives its standard deviation is set already.</param>
public sealed class ConvolutionOver<T>(Convolution convolution)
    where T : struct, IReal<T>
{
    private T _deviation;

    /// <summary>Sets the standard deviation.</summary>
    public void SetDeviation(T deviation)
    {
        _deviation = deviation;
        if (!T.HasTangents)
        {
            convolution.SetDeviation((double)deviation);
        }
    }

    /// <summary>Zeroes the core of a function on the target.</summary>
    public void Clear(GridFunction target)
    {
        convolution.Clear(target.Values);
        if (T.HasTangents)
        {
            convolution.ClearTangents(target.Tangents);
        }
    }

    /// <summary>Adds what one stretch of a source contributes.</summary>
    /// <param name="order">The order of the derivative by the standard deviation: 0 or 1; or <see cref="Convolution.Peak"/>.</param>
    /// <param name="region">The stretch.</param>
    /// <param name="source">A function on the source grid; read on the stretch only.</param>
    /// <param name="target">A function on the target grid; its core is added to.</param>
    public void Add(int order, Region region, GridFunction source, GridFunction target)
    {
        convolution.Add(order, region, source.Values, target.Values);
        if (T.HasTangents && order != Convolution.Peak)
        {
            convolution.AddTangents(order, region, source.Tangents, target.Tangents);
            if (Slope(out Vector512<double> slope))
            {
                convolution.AddAlong(order + 1, region, source.Values, slope, target.Tangents);
            }
        }
    }

    /// <summary>Adds what one stretch contributes where the source is constant.</summary>
    /// <param name="order">The order of the derivative by the standard deviation: 0 or 1.</param>
    /// <param name="region">The stretch.</param>
    /// <param name="value">The constant.</param>
    /// <param name="target">A function on the target grid; its core is added to.</param>
    public void AddConstant(int order, Region region, T value, GridFunction target)
    {
        convolution.AddConstant(order, region, (double)value, target.Values);
        if (T.HasTangents)
        {
            convolution.AddConstantTangents(order, region, T.Tangent(value), target.Tangents);
            if (Slope(out Vector512<double> slope))
            {
                convolution.AddConstantTangents(order + 1, region, (double)value * slope, target.Tangents);
            }
        }
    }

    /// <summary>The adjoint: spreads weights at the targets back over one stretch of the source grid.</summary>
    /// <param name="order">The order of the derivative by the standard deviation: 0 or 1; or <see cref="Convolution.Peak"/>.</param>
    /// <param name="weight">A function on the target grid; its core is read.</param>
    /// <param name="region">The stretch of the source grid.</param>
    /// <param name="result">A function on the source grid; the stretch is overwritten.</param>
    public void Adjoint(int order, GridFunction weight, Region region, GridFunction result)
    {
        convolution.Adjoint(order, weight.Values, region, result.Values);
        if (T.HasTangents)
        {
            convolution.AdjointTangents(order, weight.Tangents, region, result.Tangents);
            if (order != Convolution.Peak && Slope(out Vector512<double> slope))
            {
                convolution.AdjointAlong(order + 1, weight.Values, region, slope, result.Tangents);
            }
        }
    }

    private bool Slope(out Vector512<double> slope)
    {
        slope = T.Tangent(_deviation);
        return slope != Vector512<double>.Zero;
    }
}
