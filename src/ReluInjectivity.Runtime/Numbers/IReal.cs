using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.Numbers;

/// <summary>
/// A type of numbers that emitted kernels run over. Kernels are written once: over <see cref="Real"/> they give values and gradients, over
/// <see cref="Jet"/> columns of Hessians.
/// </summary>
/// <typeparam name="T">The type itself.</typeparam>
public interface IReal<T>
    where T : struct, IReal<T>
{
    /// <summary>Whether numbers carry derivatives.</summary>
    static abstract bool HasTangents { get; }

    /// <summary>The derivatives along eight directions; zeros where there are none.</summary>
    static abstract Vector512<double> Tangent(T x);

    /// <summary>The ratio of a circle's circumference to its diameter.</summary>
    static abstract T Pi { get; }

    /// <summary>A number with its derivatives along eight directions, which are left out where numbers carry none.</summary>
    static abstract T Create(double value, Vector512<double> slope);

    /// <summary>A number that does not change along any direction.</summary>
    static abstract implicit operator T(double value);

    /// <summary>The value alone.</summary>
    static abstract explicit operator double(T x);

    /// <summary>Sum.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>Sum with a constant.</summary>
    static abstract T operator +(double a, T b);

    /// <summary>Sum with a constant.</summary>
    static abstract T operator +(T a, double b);

    /// <summary>Difference.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>Difference from a constant.</summary>
    static abstract T operator -(double a, T b);

    /// <summary>Difference with a constant.</summary>
    static abstract T operator -(T a, double b);

    /// <summary>Opposite.</summary>
    static abstract T operator -(T a);

    /// <summary>Product.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>Product with a constant.</summary>
    static abstract T operator *(double a, T b);

    /// <summary>Product with a constant.</summary>
    static abstract T operator *(T a, double b);

    /// <summary>Quotient.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>Quotient of a constant.</summary>
    static abstract T operator /(double a, T b);

    /// <summary>Quotient by a constant.</summary>
    static abstract T operator /(T a, double b);

    /// <summary>The square root.</summary>
    static abstract T Sqrt(T x);

    /// <summary>A power.</summary>
    static abstract T Pow(T x, double exponent);

    /// <summary>A power of a base that is not negative.</summary>
    static abstract T Pow(T x, T exponent);

    /// <summary>The smaller of two.</summary>
    static abstract T Min(T a, T b);

    /// <summary>The larger of two.</summary>
    static abstract T Max(T a, T b);

    /// <summary><paramref name="then"/> where a &lt; b, else, also where one is not a number, <paramref name="otherwise"/>.</summary>
    static abstract T IfLess(T a, T b, T then, T otherwise);

    /// <summary><paramref name="then"/> where a &lt;= b, else, also where one is not a number, <paramref name="otherwise"/>.</summary>
    static abstract T IfAtMost(T a, T b, T then, T otherwise);

    /// <summary>A function, applied.</summary>
    static abstract T Apply<TFunction>(T x)
        where TFunction : IFunction;

    /// <summary>A function of several arguments, applied.</summary>
    static abstract T Apply<TFunction>(params ReadOnlySpan<T> x)
        where TFunction : IFunctionOfSeveral;
}
