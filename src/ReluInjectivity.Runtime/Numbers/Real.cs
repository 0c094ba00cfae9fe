using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Numbers;

/// <summary>A real number to double precision.</summary>
public readonly struct Real : IPacked<Real, Real>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly double _value;

    /// <summary>A number.</summary>
    [MethodImpl(Inline)]
    public Real(double value) => _value = value;

    /// <summary>The number.</summary>
    public double Value => _value;

    /// <inheritdoc/>
    public static bool HasTangents => false;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static Vector512<double> Tangent(Real x) => Vector512<double>.Zero;

    /// <inheritdoc/>
    public static Real Pi => new(Math.PI);

    /// <inheritdoc/>
    public static Real Create(double value, Vector512<double> slope) => new(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static implicit operator Real(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static explicit operator double(Real x) => x._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator +(Real a, Real b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator +(double a, Real b) => new(a + b._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator +(Real a, double b) => new(a._value + b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator -(Real a, Real b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator -(double a, Real b) => new(a - b._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator -(Real a, double b) => new(a._value - b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator -(Real a) => new(-a._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator *(Real a, Real b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator *(double a, Real b) => new(a * b._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator *(Real a, double b) => new(a._value * b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator /(Real a, Real b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator /(double a, Real b) => new(a / b._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real operator /(Real a, double b) => new(a._value / b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Sqrt(Real x) => new(Math.Sqrt(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Pow(Real x, double exponent) => new(Math.Pow(x._value, exponent));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Pow(Real x, Real exponent) => new(Math.Pow(x._value, exponent._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Min(Real a, Real b) => new(Math.Min(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Max(Real a, Real b) => new(Math.Max(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real IfLess(Real a, Real b, Real then, Real otherwise) => a._value < b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real IfAtMost(Real a, Real b, Real then, Real otherwise) => a._value <= b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Apply<TFunction>(Real x)
        where TFunction : IFunction => new(TFunction.Value(x._value));

    /// <inheritdoc/>
    public static Real Apply<TFunction>(params ReadOnlySpan<Real> x)
        where TFunction : IFunctionOfSeveral
    {
        Span<double> values = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = x[i]._value;
        }

        return new(TFunction.Value(values));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Of(Real x) => x;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Load(GridFunction function, int index) => new(function.Values[index]);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Load(ReadOnlySpan<double> values, int index) => new(values[index]);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Coordinate(EquispacedGrid grid, int index) => new(grid.Coordinate(index));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(GridFunction function, int index, int stop, Real x) => function.Values[index] = x._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Keep(Real x, int index, int stop) => x;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Sum(Real x) => x;
}
