using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Generators.Tests.Numbers;

/// <summary>
/// A number known to lie between two others: a type for kernels other than <c>double</c>. Every end is rounded outwards, so the exact result
/// of an operation lies in the interval, and so does what the same operation on doubles inside gives.
/// </summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct Interval(double Lower, double Upper) : IPacked<Interval, Interval>
{
    /// <summary>How far functions may be off, in units in the last place: more than was measured of any of them.</summary>
    private const int Ulps = 5;

    /// <summary>A double, as it is.</summary>
    public Interval(double value)
        : this(value, value)
    {
    }

    public static bool HasTangents => false;

    public static int Width => 1;

    public static Interval Pi => Hull([Math.PI], 1);

    public double Size => Upper - Lower;

    public static Vector512<double> Tangent(Interval x) => throw new NotSupportedException();

    public static Interval Create(double value, Vector512<double> slope) => new(value);

    public static implicit operator Interval(double value) => new(value);

    public static explicit operator double(Interval x) => 0.5 * (x.Lower + x.Upper);

    public bool Contains(double value) => Lower <= value && value <= Upper;

    public static Interval operator -(Interval a) => new(-a.Upper, -a.Lower);

    public static Interval operator +(Interval a, Interval b) => Hull([a.Lower + b.Lower, a.Upper + b.Upper], 1);

    public static Interval operator +(double a, Interval b) => (Interval)a + b;

    public static Interval operator +(Interval a, double b) => a + (Interval)b;

    public static Interval operator -(Interval a, Interval b) => a + -b;

    public static Interval operator -(double a, Interval b) => (Interval)a - b;

    public static Interval operator -(Interval a, double b) => a - (Interval)b;

    public static Interval operator *(Interval a, Interval b) => Hull([a.Lower * b.Lower, a.Lower * b.Upper, a.Upper * b.Lower, a.Upper * b.Upper], 1);

    public static Interval operator *(double a, Interval b) => (Interval)a * b;

    public static Interval operator *(Interval a, double b) => a * (Interval)b;

    public static Interval operator /(Interval a, Interval b) =>
        b.Contains(0) ? new(double.NaN) : Hull([a.Lower / b.Lower, a.Lower / b.Upper, a.Upper / b.Lower, a.Upper / b.Upper], 1);

    public static Interval operator /(double a, Interval b) => (Interval)a / b;

    public static Interval operator /(Interval a, double b) => a / (Interval)b;

    /// <summary>Both values where the condition is not decided.</summary>
    public static Interval IfLess(Interval a, Interval b, Interval then, Interval otherwise) => Choose(a.Upper < b.Lower, a.Lower >= b.Upper, then, otherwise);

    public static Interval IfAtMost(Interval a, Interval b, Interval then, Interval otherwise) => Choose(a.Upper <= b.Lower, a.Lower > b.Upper, then, otherwise);

    public static Interval Min(Interval a, Interval b) => new(Math.Min(a.Lower, b.Lower), Math.Min(a.Upper, b.Upper));

    public static Interval Max(Interval a, Interval b) => new(Math.Max(a.Lower, b.Lower), Math.Max(a.Upper, b.Upper));

    public static Interval Sqrt(Interval x) => Hull([Math.Sqrt(x.Lower), Math.Sqrt(x.Upper)], Ulps);

    public static Interval Pow(Interval x, double exponent) => Pow(x, (Interval)exponent);

    /// <summary>x^y of a positive x: monotone by each.</summary>
    public static Interval Pow(Interval x, Interval exponent) => x.Lower > 0
        ? Hull([Math.Pow(x.Lower, exponent.Lower), Math.Pow(x.Lower, exponent.Upper), Math.Pow(x.Upper, exponent.Lower), Math.Pow(x.Upper, exponent.Upper)], Ulps)
        : new(double.NaN);

    /// <summary>The values at the ends, for functions that are monotone between them: the slope there has one sign.</summary>
    public static Interval Apply<TFunction>(Interval x)
        where TFunction : IFunction
    {
        (double low, double high) = (TFunction.Value(x.Lower), TFunction.Value(x.Upper));
        return TFunction.Slope(x.Lower, low) * TFunction.Slope(x.Upper, high) >= 0 ? Hull([low, high], Ulps) : new(double.NaN);
    }

    /// <summary>The values at the corners, for functions that are monotone in each argument.</summary>
    public static Interval Apply<TFunction>(params ReadOnlySpan<Interval> x)
        where TFunction : IFunctionOfSeveral
    {
        double[] values = new double[1 << x.Length];
        double[] corner = new double[x.Length];
        for (int c = 0; c < values.Length; c++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                corner[i] = ((c >> i) & 1) == 0 ? x[i].Lower : x[i].Upper;
            }

            values[c] = TFunction.Value(corner);
        }

        return Hull(values, Ulps);
    }

    public static Interval Of(Interval x) => x;

    public static Interval Load(GridFunction function, int index) => throw new NotSupportedException();

    public static Interval Load(ReadOnlySpan<double> values, int index) => throw new NotSupportedException();

    public static Interval Coordinate(EquispacedGrid grid, int index) => throw new NotSupportedException();

    public static void Store(GridFunction function, int index, int stop, Interval x) => throw new NotSupportedException();

    public static Interval Keep(Interval x, int index, int stop) => throw new NotSupportedException();

    public static Interval Sum(Interval x) => throw new NotSupportedException();

    private static Interval Choose(bool isTrue, bool isFalse, Interval then, Interval otherwise) =>
        isTrue ? then : isFalse ? otherwise : Hull([then.Lower, then.Upper, otherwise.Lower, otherwise.Upper], 0);

    /// <summary>From the smallest to the largest of some values, each end moved outwards; none where a value is no number.</summary>
    private static Interval Hull(ReadOnlySpan<double> values, int ulps)
    {
        (double lower, double upper) = (values[0], values[0]);
        foreach (double value in values)
        {
            (lower, upper) = (Math.Min(lower, value), Math.Max(upper, value));
        }

        for (int i = 0; i < ulps; i++)
        {
            (lower, upper) = (Math.BitDecrement(lower), Math.BitIncrement(upper));
        }

        return new(lower, upper);
    }
}
