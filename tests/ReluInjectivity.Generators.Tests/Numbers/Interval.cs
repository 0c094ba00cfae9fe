using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Generators.Tests.Numbers;

/// <summary>
/// A number known to lie between two others: a type for kernels other than <c>double</c>. Every end is rounded outwards, so the exact result
/// of an operation lies in the interval, and so does what the same operation on doubles inside gives.
/// </summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>How far functions may be off, in units in the last place: more than was measured of any of them.</summary>
    private const int Ulps = 5;

    /// <summary>A double, as it is.</summary>
    public Interval(double value)
        : this(value, value)
    {
    }

    /// <summary>No number.</summary>
    public static Interval None => new(double.NaN);

    public static Interval Pi => Around(Math.PI);

    public double Width => Upper - Lower;

    /// <summary>The neighbours of a double, and so all that it may be the nearest to.</summary>
    public static Interval Around(double value) => Hull([value], 1);

    public static bool IsFinite(Interval x) => double.IsFinite(x.Lower) && double.IsFinite(x.Upper);

    public bool Contains(double value) => Lower <= value && value <= Upper;

    public static Interval operator -(Interval x) => new(-x.Upper, -x.Lower);

    public static Interval operator +(Interval x, Interval y) => Hull([x.Lower + y.Lower, x.Upper + y.Upper], 1);

    public static Interval operator -(Interval x, Interval y) => x + -y;

    public static Interval operator *(Interval x, Interval y) => Hull([x.Lower * y.Lower, x.Lower * y.Upper, x.Upper * y.Lower, x.Upper * y.Upper], 1);

    public static Interval operator /(Interval x, Interval y) => y.Contains(0) ? None : Hull([x.Lower / y.Lower, x.Lower / y.Upper, x.Upper / y.Lower, x.Upper / y.Upper], 1);

    /// <summary>Null where it is not decided.</summary>
    public static bool? operator <(Interval x, Interval y) => x.Upper < y.Lower ? true : x.Lower >= y.Upper ? false : null;

    public static bool? operator >(Interval x, Interval y) => y < x;

    public static bool? operator <=(Interval x, Interval y) => x.Upper <= y.Lower ? true : x.Lower > y.Upper ? false : null;

    public static bool? operator >=(Interval x, Interval y) => y <= x;

    /// <summary>Both values where the condition is not decided.</summary>
    public static Interval Choose(bool? condition, Interval then, Interval otherwise) => condition switch
    {
        true => then,
        false => otherwise,
        null => Hull([then.Lower, then.Upper, otherwise.Lower, otherwise.Upper], 0),
    };

    public static Interval Min(Interval x, Interval y) => new(Math.Min(x.Lower, y.Lower), Math.Min(x.Upper, y.Upper));

    public static Interval Max(Interval x, Interval y) => new(Math.Max(x.Lower, y.Lower), Math.Max(x.Upper, y.Upper));

    /// <summary>x^y of a positive x: monotone by each.</summary>
    public static Interval Pow(Interval x, Interval y) => x.Lower > 0
        ? Hull([Math.Pow(x.Lower, y.Lower), Math.Pow(x.Lower, y.Upper), Math.Pow(x.Upper, y.Lower), Math.Pow(x.Upper, y.Upper)], Ulps)
        : None;

    public static Interval Sqrt(Interval x) => Monotone(Math.Sqrt, x);

    public static Interval Exp(Interval x) => Monotone(Math.Exp, x);

    public static Interval Log(Interval x) => Monotone(Math.Log, x);

    public static Interval Atan(Interval x) => Monotone(Math.Atan, x);

    public static Interval Cdf(Interval x) => Monotone(NormalDistribution.Cdf, x);

    /// <summary>Falls by the first, grows by the second.</summary>
    public static Interval CdfDifference(Interval a, Interval b) => Hull([NormalDistribution.CdfDifference(a.Upper, b.Lower), NormalDistribution.CdfDifference(a.Lower, b.Upper)], Ulps);

    /// <summary>Largest at 0.</summary>
    public static Interval Pdf(Interval x) => Hull([NormalDistribution.Pdf(x.Lower), NormalDistribution.Pdf(x.Upper), NormalDistribution.Pdf(x.Contains(0) ? 0 : x.Lower)], Ulps);

    private static Interval Monotone(Func<double, double> f, Interval x) => Hull([f(x.Lower), f(x.Upper)], Ulps);

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
