using System.Globalization;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>A number as an argument: a decimal point, no thousands separators, whatever the culture.</summary>
internal static class NumberArgument
{
    /// <summary>The number.</summary>
    /// <exception cref="BadArgumentException">It is none, or it is not finite.</exception>
    public static double Parse(string argument, string typed)
    {
        bool isNumber = double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return isNumber && double.IsFinite(value)
            ? value
            : throw new BadArgumentException($"{argument}: '{typed}' is not a finite number; write it like 2, 0.5 or 1e-10");
    }
}
