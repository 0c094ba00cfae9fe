using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Numbers;

/// <summary>Real numbers at four nodes of a grid side by side.</summary>
public readonly struct Lanes : IPacked<Lanes, Real>
{
    private const int Count = 4;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector256<double> _values;

    /// <summary>Four numbers.</summary>
    [MethodImpl(Inline)]
    public Lanes(Vector256<double> values) => _values = values;

    /// <summary>The numbers.</summary>
    public Vector256<double> Values => _values;

    private static readonly Vector256<double> Places = Vector256.Create(0.0, 1, 2, 3);

    /// <summary>Whether the processor has fused multiply-add on 256 bits, which the functions over lanes rest on.</summary>
    public static bool IsSupported => Fma.IsSupported;

    /// <inheritdoc/>
    public static bool HasTangents => false;

    /// <inheritdoc/>
    public static int Width => Count;

    /// <inheritdoc/>
    public static Vector512<double> Tangent(Lanes x) => Vector512<double>.Zero;

    /// <inheritdoc/>
    public static Lanes Pi => new(Vector256.Create(Math.PI));

    /// <inheritdoc/>
    public static Lanes Create(double value, Vector512<double> slope) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static implicit operator Lanes(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static explicit operator double(Lanes x) => x._values[0];

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator +(Lanes a, Lanes b) => new(a._values + b._values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator +(double a, Lanes b) => new(Vector256.Create(a) + b._values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator +(Lanes a, double b) => new(a._values + Vector256.Create(b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator -(Lanes a, Lanes b) => new(a._values - b._values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator -(double a, Lanes b) => new(Vector256.Create(a) - b._values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator -(Lanes a, double b) => new(a._values - Vector256.Create(b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator *(Lanes a, Lanes b) => new(a._values * b._values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator *(double a, Lanes b) => new(Vector256.Create(a) * b._values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator *(Lanes a, double b) => new(a._values * Vector256.Create(b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator -(Lanes a) => new(-a._values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator /(Lanes a, Lanes b) => new(a._values / b._values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator /(double a, Lanes b) => new(Vector256.Create(a) / b._values);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes operator /(Lanes a, double b) => new(a._values / Vector256.Create(b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes Sqrt(Lanes x) => new(Vector256.Sqrt(x._values));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes Min(Lanes a, Lanes b) => new(Vector256.Min(a._values, b._values));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes Max(Lanes a, Lanes b) => new(Vector256.Max(a._values, b._values));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes IfLess(Lanes a, Lanes b, Lanes then, Lanes otherwise) => new(Vector256.ConditionalSelect(Vector256.LessThan(a._values, b._values), then._values, otherwise._values));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes IfAtMost(Lanes a, Lanes b, Lanes then, Lanes otherwise) => new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(a._values, b._values), then._values, otherwise._values));

    /// <inheritdoc/>
    public static Lanes Pow(Lanes x, double exponent)
    {
        Span<double> values = stackalloc double[Count];
        x._values.CopyTo(values);
        for (int i = 0; i < Count; i++)
        {
            values[i] = Math.Pow(values[i], exponent);
        }

        return new(Vector256.Create<double>(values));
    }

    /// <inheritdoc/>
    public static Lanes Pow(Lanes x, Lanes exponent)
    {
        Span<double> values = stackalloc double[Count];
        x._values.CopyTo(values);
        for (int i = 0; i < Count; i++)
        {
            values[i] = Math.Pow(values[i], exponent._values[i]);
        }

        return new(Vector256.Create<double>(values));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes Apply<TFunction>(Lanes x)
        where TFunction : IFunction => new(TFunction.HasValues ? TFunction.Values(x._values) : OneByOne<TFunction>(x._values));

    /// <inheritdoc/>
    public static Lanes Apply<TFunction>(params ReadOnlySpan<Lanes> x)
        where TFunction : IFunctionOfSeveral
    {
        if (TFunction.HasValues)
        {
            return new(TFunction.Values(MemoryMarshal.Cast<Lanes, Vector256<double>>(x)));
        }

        Span<double> values = stackalloc double[Count];
        Span<double> arguments = stackalloc double[x.Length];
        for (int i = 0; i < Count; i++)
        {
            for (int k = 0; k < x.Length; k++)
            {
                arguments[k] = x[k]._values[i];
            }

            values[i] = TFunction.Value(arguments);
        }

        return new(Vector256.Create<double>(values));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes Of(Real x) => new(Vector256.Create(x.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes Load(GridFunction function, int index) => Load(function.Values, index);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes Load(ReadOnlySpan<double> values, int index) =>
        index + Count <= values.Length ? new(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index)) : new(Rest(values, index));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes Coordinate(EquispacedGrid grid, int index) => new(((Vector256.Create((double)(grid.First + index)) + Places) * Vector256.Create(grid.Step)) + Vector256.Create(grid.Offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(GridFunction function, int index, int stop, Lanes x)
    {
        if (index + Count <= stop)
        {
            double[] values = function.Values;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(index + Count, values.Length);
            x._values.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)index);
        }
        else
        {
            StoreRest(function.Values, index, stop, x._values);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lanes Keep(Lanes x, int index, int stop) => index + Count <= stop
        ? x
        : new(Vector256.ConditionalSelect(Vector256.LessThan(Places, Vector256.Create((double)(stop - index))), x._values, Vector256<double>.Zero));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Real Sum(Lanes x) => new(Vector256.Sum(x._values));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> Rest(ReadOnlySpan<double> values, int index)
    {
        Span<double> padded = stackalloc double[Count];
        padded.Clear();
        values[index..].CopyTo(padded);
        return Vector256.Create<double>(padded);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreRest(double[] values, int index, int stop, Vector256<double> x)
    {
        for (int i = index; i < stop; i++)
        {
            values[i] = x[i - index];
        }
    }

    private static Vector256<double> OneByOne<TFunction>(Vector256<double> x)
        where TFunction : IFunction
    {
        Span<double> values = stackalloc double[Count];
        x.CopyTo(values);
        for (int i = 0; i < Count; i++)
        {
            values[i] = TFunction.Value(values[i]);
        }

        return Vector256.Create<double>(values);
    }
}
