using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>An interval of the real line; an end that is not attained is open.</summary>
/// <param name="Lower">The lower end, or minus infinity.</param>
/// <param name="Upper">The upper end, or infinity.</param>
/// <param name="IsLowerAttained">Whether the lower end belongs to it.</param>
/// <param name="IsUpperAttained">Whether the upper end belongs to it.</param>
public sealed record RealInterval(double Lower, double Upper, bool IsLowerAttained = false, bool IsUpperAttained = false)
{
    /// <summary>Every real number.</summary>
    public static RealInterval Line { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Every number &gt; 0.</summary>
    public static RealInterval Positive { get; } = new(0, double.PositiveInfinity);

    /// <summary>Whether both ends are finite.</summary>
    public bool IsBounded => !double.IsInfinity(Lower) && !double.IsInfinity(Upper);

    /// <summary>Whether it is the whole line.</summary>
    public bool IsLine => double.IsNegativeInfinity(Lower) && double.IsPositiveInfinity(Upper);

    /// <summary>The sign of all its numbers.</summary>
    public Sign Sign =>
        Lower > 0 || (Lower == 0 && !IsLowerAttained) ? Sign.Positive
        : Upper < 0 || (Upper == 0 && !IsUpperAttained) ? Sign.Negative
        : Lower == 0 ? Sign.NonNegative
        : Upper == 0 ? Sign.NonPositive
        : Sign.Unknown;

    /// <summary>Both ends, attained.</summary>
    public static RealInterval Closed(double lower, double upper) => new(lower, upper, IsLowerAttained: true, IsUpperAttained: true);

    /// <summary>Every number above a bound that is not attained.</summary>
    public static RealInterval Above(double lower) => new(lower, double.PositiveInfinity);

    /// <summary>Every number from a bound on.</summary>
    public static RealInterval From(double lower) => new(lower, double.PositiveInfinity, IsLowerAttained: true);

    /// <summary>The condition that a variable lies in it, as in <c>x &gt; -1</c>.</summary>
    public string Describe(string variable)
    {
        string lower = IsLowerAttained ? "=" : string.Empty;
        string upper = IsUpperAttained ? "=" : string.Empty;
        return (double.IsInfinity(Lower), double.IsInfinity(Upper)) switch
        {
            (true, true) => "every real " + variable,
            (false, true) => $"{variable} >{lower} {Text(Lower)}",
            (true, false) => $"{variable} <{upper} {Text(Upper)}",
            _ => $"{Text(Lower)} <{lower} {variable} <{upper} {Text(Upper)}",
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Describe("x");

    private static string Text(double end) => end.ToString("R", CultureInfo.InvariantCulture);
}
