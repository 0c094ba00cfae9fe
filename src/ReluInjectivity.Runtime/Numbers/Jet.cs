using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Numbers;

/// <summary>
/// A number with its derivatives along eight directions: kernels run over it by the chain rule, so a gradient gives eight columns of a
/// Hessian. A derivative that is infinite where nothing changes does not make 0 * infinity.
/// </summary>
public readonly struct Jet : IPacked<Jet, Jet>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // Fields, not properties: the just-in-time compiler inlines only so many calls into one loop.
    private readonly double _value;
    private readonly Vector512<double> _slope;

    /// <summary>A number with its derivatives.</summary>
    [MethodImpl(Inline)]
    public Jet(double value, Vector512<double> slope)
    {
        _value = value;
        _slope = slope;
    }

    /// <summary>The number.</summary>
    public double Value => _value;

    /// <summary>Its derivatives along eight directions.</summary>
    public Vector512<double> Slope => _slope;

    /// <inheritdoc/>
    public static bool HasTangents => true;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Tangent(Jet x) => x._slope;

    /// <inheritdoc/>
    public static Jet Pi => new(Math.PI, Vector512<double>.Zero);

    /// <inheritdoc/>
    public static Jet Create(double value, Vector512<double> slope) => new(value, slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static implicit operator Jet(double value) => new(value, Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static explicit operator double(Jet x) => x._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator +(Jet a, Jet b) => new(a._value + b._value, a._slope + b._slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator +(double a, Jet b) => new(a + b._value, b._slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator +(Jet a, double b) => new(a._value + b, a._slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator -(Jet a, Jet b) => new(a._value - b._value, a._slope - b._slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator -(double a, Jet b) => new(a - b._value, -b._slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator -(Jet a, double b) => new(a._value - b, a._slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator -(Jet a) => new(-a._value, -a._slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator *(Jet a, Jet b) => new(a._value * b._value, (a._value * b._slope) + (b._value * a._slope));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator *(double a, Jet b) => new(a * b._value, a * b._slope);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator *(Jet a, double b) => new(a._value * b, a._slope * b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator /(Jet a, Jet b)
    {
        double quotient = a._value / b._value;
        return new(quotient, Times(1 / b._value, a._slope - (quotient * b._slope)));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator /(double a, Jet b)
    {
        double quotient = a / b._value;
        return new(quotient, Times(-quotient / b._value, b._slope));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet operator /(Jet a, double b) => new(a._value / b, a._slope / Vector512.Create(b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Sqrt(Jet x)
    {
        double root = Math.Sqrt(x._value);
        return new(root, Times(0.5 / root, x._slope));
    }

    /// <inheritdoc/>
    public static Jet Pow(Jet x, double exponent) =>
        new(Math.Pow(x._value, exponent), Times(exponent * Math.Pow(x._value, exponent - 1), x._slope));

    /// <inheritdoc/>
    public static Jet Pow(Jet x, Jet exponent)
    {
        double power = Math.Pow(x._value, exponent._value);
        return new(
            power,
            Times(exponent._value * Math.Pow(x._value, exponent._value - 1), x._slope) + Times(power * Math.Log(x._value), exponent._slope));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Min(Jet a, Jet b) => b._value < a._value || double.IsNaN(b._value) ? b : a;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Max(Jet a, Jet b) => b._value > a._value || double.IsNaN(b._value) ? b : a;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet IfLess(Jet a, Jet b, Jet then, Jet otherwise) => a._value < b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet IfAtMost(Jet a, Jet b, Jet then, Jet otherwise) => a._value <= b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Apply<TFunction>(Jet x)
        where TFunction : IFunction
    {
        double value = TFunction.Value(x._value);
        return new(value, Times(TFunction.Slope(x._value, value), x._slope));
    }

    /// <inheritdoc/>
    public static Jet Apply<TFunction>(params ReadOnlySpan<Jet> x)
        where TFunction : IFunctionOfSeveral
    {
        Span<double> values = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = x[i]._value;
        }

        double value = TFunction.Value(values);
        Vector512<double> slope = Vector512<double>.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i]._slope != Vector512<double>.Zero)
            {
                slope += Times(TFunction.Slope(values, value, i), x[i]._slope);
            }
        }

        return new(value, slope);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Of(Jet x) => x;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Load(GridFunction function, int index) => new(function.Values[index], Vector512.LoadUnsafe(ref function.Tangents[GridFunction.Directions * index]));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Load(ReadOnlySpan<double> values, int index) => new(values[index], Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Coordinate(EquispacedGrid grid, int index) => new(grid.Coordinate(index), Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(GridFunction function, int index, int stop, Jet x)
    {
        function.Values[index] = x._value;
        x._slope.StoreUnsafe(ref function.Tangents[GridFunction.Directions * index]);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Keep(Jet x, int index, int stop) => x;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Jet Sum(Jet x) => x;

    /// <summary>A derivative times a slope; where the slope is 0 so is the product.</summary>
    [MethodImpl(Inline)]
    internal static Vector512<double> Times(double derivative, Vector512<double> slope) =>
        double.IsFinite(derivative) ? derivative * slope : Guarded(derivative, slope);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> Guarded(double derivative, Vector512<double> slope) =>
        Vector512.ConditionalSelect(Vector512.Equals(slope, Vector512<double>.Zero), Vector512<double>.Zero, derivative * slope);
}
