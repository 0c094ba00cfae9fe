using System.Globalization;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>Numbers and names as text, the same in every culture.</summary>
internal static class Notation
{
    private const int SignificantDigits = 17;

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Shortest(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Six significant digits, for quantities that come without an error estimate.</summary>
    public static string Brief(double value) => double.IsFinite(value) ? value.ToString("G6", CultureInfo.InvariantCulture) : Shortest(value);

    /// <summary>An open interval as the equation files write it.</summary>
    public static string Interval(double lower, double upper) => $"({Shortest(lower)}, {Shortest(upper)})";

    /// <summary>A value and its error, with the digits that the error leaves: half a unit of the last one is no smaller.</summary>
    public static string WithError(double value, double error) => $"{Supported(value, error)} ± {Error(error)}";

    /// <summary>A value rounded to the digits that its error leaves.</summary>
    public static string Supported(double value, double error)
    {
        if (!double.IsFinite(value) || !(error > 0) || !double.IsFinite(error))
        {
            return Shortest(value);
        }

        int decimals = (int)Math.Floor(-Math.Log10(2 * error));
        int leading = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        int digits = Math.Clamp(leading + decimals, 0, SignificantDigits - 1);
        bool isPlain = leading is > -5 and < SignificantDigits;
        return isPlain
            ? value.ToString("F" + Math.Max(0, digits - leading).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value.ToString("0." + new string('0', digits) + "e-0", CultureInfo.InvariantCulture);
    }

    /// <summary>An error to one significant digit, rounded up.</summary>
    public static string Error(double error)
    {
        if (!(error > 0) || !double.IsFinite(error))
        {
            return Shortest(error);
        }

        double unit = Math.Pow(10, Math.Floor(Math.Log10(error)));
        double rounded = Math.Ceiling(error / unit * (1 - 1e-12)) * unit;
        return (rounded > 0 ? rounded : error).ToString("0e-0", CultureInfo.InvariantCulture);
    }

    /// <summary>A member of an enumeration in camel case.</summary>
    public static string CamelCase<T>(T member)
        where T : struct, Enum
    {
        string name = member.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
