using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.Numbers;

/// <summary>
/// Jets at four nodes of a grid side by side, with the first three of their eight directions: for systems of at most three unknowns, whose
/// functions are then computed four at a time.
/// </summary>
public readonly partial struct JetLanes : IPacked<JetLanes, Jet>
{
    /// <summary>The number of directions.</summary>
    public const int Directions = 3;

    private const int Count = 4;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // Four fields: the just-in-time compiler keeps structs of up to four in registers.
    private readonly Vector256<double> _values;
    private readonly Vector256<double> _first;
    private readonly Vector256<double> _second;
    private readonly Vector256<double> _third;

    /// <summary>Four numbers with their derivatives.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="first">The derivatives of the four along the first direction.</param>
    /// <param name="second">The same along the second.</param>
    /// <param name="third">The same along the third.</param>
    [MethodImpl(Inline)]
    public JetLanes(Vector256<double> values, Vector256<double> first, Vector256<double> second, Vector256<double> third)
    {
        _values = values;
        _first = first;
        _second = second;
        _third = third;
    }

    [MethodImpl(Inline)]
    private JetLanes(Vector256<double> values)
        : this(values, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero)
    {
    }

    /// <summary>The numbers.</summary>
    public Vector256<double> Values => _values;

    /// <summary>Whether the processor has what functions of four numbers rest on.</summary>
    public static bool IsSupported => Lanes.IsSupported;

    /// <inheritdoc/>
    public static bool HasTangents => true;

    /// <inheritdoc/>
    public static int Width => Count;

    /// <inheritdoc/>
    public static JetLanes Pi => new(Vector256.Create(Math.PI));

    /// <summary>The derivatives at the first node.</summary>
    public static Vector512<double> Tangent(JetLanes x) => x.At(0).Slope;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Create(double value, Vector512<double> slope) => new(
        Vector256.Create(value), Vector256.Create(slope[0]), Vector256.Create(slope[1]), Vector256.Create(slope[2]));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static implicit operator JetLanes(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static explicit operator double(JetLanes x) => x._values[0];

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator +(JetLanes a, JetLanes b) => new(a._values + b._values, a._first + b._first, a._second + b._second, a._third + b._third);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator +(double a, JetLanes b) => new(Vector256.Create(a) + b._values, b._first, b._second, b._third);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator +(JetLanes a, double b) => new(a._values + Vector256.Create(b), a._first, a._second, a._third);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator -(JetLanes a, JetLanes b) => new(a._values - b._values, a._first - b._first, a._second - b._second, a._third - b._third);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator -(double a, JetLanes b) => new(Vector256.Create(a) - b._values, -b._first, -b._second, -b._third);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator -(JetLanes a, double b) => new(a._values - Vector256.Create(b), a._first, a._second, a._third);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator -(JetLanes a) => new(-a._values, -a._first, -a._second, -a._third);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator *(JetLanes a, JetLanes b) => new(
        a._values * b._values,
        (a._values * b._first) + (b._values * a._first),
        (a._values * b._second) + (b._values * a._second),
        (a._values * b._third) + (b._values * a._third));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator *(double a, JetLanes b) => new(a * b._values, a * b._first, a * b._second, a * b._third);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator *(JetLanes a, double b) => b * a;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator /(JetLanes a, JetLanes b)
    {
        Vector256<double> quotient = a._values / b._values;
        return new JetLanes(quotient, a._first - (quotient * b._first), a._second - (quotient * b._second), a._third - (quotient * b._third)).Along(quotient, Vector256<double>.One / b._values);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator /(double a, JetLanes b)
    {
        Vector256<double> quotient = Vector256.Create(a) / b._values;
        return b.Along(quotient, -quotient / b._values);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes operator /(JetLanes a, double b) => new(a._values / b, a._first / b, a._second / b, a._third / b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Sqrt(JetLanes x)
    {
        Vector256<double> root = Vector256.Sqrt(x._values);
        return x.Along(root, Vector256.Create(0.5) / root);
    }

    /// <inheritdoc/>
    public static JetLanes Pow(JetLanes x, double exponent) => OneByOne(x, x, (a, _) => Jet.Pow(a, exponent));

    /// <inheritdoc/>
    public static JetLanes Pow(JetLanes x, JetLanes exponent) => OneByOne(x, exponent, Jet.Pow);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Min(JetLanes a, JetLanes b) => Choose(Vector256.LessThan(b._values, a._values) | ~Vector256.Equals(b._values, b._values), b, a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Max(JetLanes a, JetLanes b) => Choose(Vector256.GreaterThan(b._values, a._values) | ~Vector256.Equals(b._values, b._values), b, a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes IfLess(JetLanes a, JetLanes b, JetLanes then, JetLanes otherwise) => Choose(Vector256.LessThan(a._values, b._values), then, otherwise);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes IfAtMost(JetLanes a, JetLanes b, JetLanes then, JetLanes otherwise) => Choose(Vector256.LessThanOrEqual(a._values, b._values), then, otherwise);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static JetLanes Apply<TFunction>(JetLanes x)
        where TFunction : IFunction
    {
        if (!TFunction.HasValues)
        {
            return OneByOne(x, x, static (a, _) => Jet.Apply<TFunction>(a));
        }

        Vector256<double> values = TFunction.Values(x._values);
        return x.Along(values, TFunction.Slope(new Lanes(x._values), new Lanes(values)).Values);
    }

    /// <inheritdoc/>
    public static JetLanes Apply<TFunction>(params ReadOnlySpan<JetLanes> x)
        where TFunction : IFunctionOfSeveral
    {
        if (!TFunction.HasValues)
        {
            Span<Jet> results = stackalloc Jet[Count];
            Span<Jet> arguments = stackalloc Jet[x.Length];
            for (int node = 0; node < Count; node++)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    arguments[i] = x[i].At(node);
                }

                results[node] = Jet.Apply<TFunction>(arguments);
            }

            return Of(results);
        }

        Span<Lanes> at = stackalloc Lanes[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            at[i] = new(x[i]._values);
        }

        Vector256<double> values = TFunction.Values(MemoryMarshal.Cast<Lanes, Vector256<double>>(at));
        JetLanes result = new(values);
        for (int i = 0; i < x.Length; i++)
        {
            if ((x[i]._first | x[i]._second | x[i]._third) != Vector256<double>.Zero)
            {
                JetLanes part = x[i].Along(values, TFunction.Slope(at, new Lanes(values), i).Values);
                result = new(values, result._first + part._first, result._second + part._second, result._third + part._third);
            }
        }

        return result;
    }

    /// <summary>The value and the derivatives of a function of these numbers, by its own derivatives; where a slope is 0 so is the product.</summary>
    [MethodImpl(Inline)]
    private JetLanes Along(Vector256<double> values, Vector256<double> derivatives)
    {
        JetLanes result = new(values, derivatives * _first, derivatives * _second, derivatives * _third);
        return Vector256.EqualsAll(derivatives - derivatives, Vector256<double>.Zero) ? result : Guarded(this, result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JetLanes Guarded(JetLanes x, JetLanes result)
    {
        static Vector256<double> Zeroed(Vector256<double> slope, Vector256<double> product) =>
            Vector256.ConditionalSelect(Vector256.Equals(slope, Vector256<double>.Zero), Vector256<double>.Zero, product);
        return new(result._values, Zeroed(x._first, result._first), Zeroed(x._second, result._second), Zeroed(x._third, result._third));
    }

    [MethodImpl(Inline)]
    private static JetLanes Choose(Vector256<double> isFirst, JetLanes a, JetLanes b) => new(
        Vector256.ConditionalSelect(isFirst, a._values, b._values),
        Vector256.ConditionalSelect(isFirst, a._first, b._first),
        Vector256.ConditionalSelect(isFirst, a._second, b._second),
        Vector256.ConditionalSelect(isFirst, a._third, b._third));

    private static JetLanes OneByOne(JetLanes x, JetLanes y, Func<Jet, Jet, Jet> function)
    {
        Span<Jet> results = stackalloc Jet[Count];
        for (int node = 0; node < Count; node++)
        {
            results[node] = function(x.At(node), y.At(node));
        }

        return Of(results);
    }
}
