using System.Globalization;
using ReluInjectivity.Cli.Reporting;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The argument <c>--over name=from:to:count[:log]</c>: equally spaced values of one given, or equal ratios with <c>:log</c>.</summary>
/// <param name="Name">The given.</param>
/// <param name="Values">Its values: equally spaced ones are the doubles next to the decimals meant (0.4, not 0.39999999999999997), those of equal ratios have 14 digits.</param>
internal sealed record SweepRange(string Name, IReadOnlyList<double> Values)
{
    private const string Argument = "--over";
    private const string Form = "write it like NAME=3:10:100, or NAME=0.1:10:50:log for equal ratios";
    private const int MostPoints = 100_000;

    /// <summary>Reads the argument.</summary>
    /// <exception cref="BadArgumentException">The text is no range.</exception>
    public static SweepRange Parse(string typed)
    {
        int equals = typed.IndexOf('=', StringComparison.Ordinal);
        string[] parts = equals < 0 ? [] : typed[(equals + 1)..].Split(':');
        bool isLogarithmic = parts.Length == 4 && string.Equals(parts[3].Trim(), "log", StringComparison.Ordinal);
        if (equals <= 0 || (parts.Length != 3 && !isLogarithmic))
        {
            throw new BadArgumentException($"{Argument}: cannot read '{typed}'; {Form}");
        }

        string name = typed[..equals].Trim();
        double from = NumberArgument.Parse($"{Argument} {name}", parts[0]);
        double to = NumberArgument.Parse($"{Argument} {name}", parts[1]);
        if (!int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1 || count > MostPoints)
        {
            throw new BadArgumentException($"{Argument} {name}: '{parts[2]}' is not a number of points from 1 to {MostPoints}");
        }

        if (isLogarithmic && !(from > 0 && to > 0))
        {
            throw new BadArgumentException($"{Argument} {name}: equal ratios need two positive ends");
        }

        DecimalNumber first = DecimalNumber.Of(from);
        DecimalNumber last = DecimalNumber.Of(to);
        return new(name, [.. Enumerable.Range(0, count).Select(i => i == 0 ? from : i == count - 1 ? to : isLogarithmic ? Between(from, to, i, count) : first.Towards(last, i, count - 1))])
        {
            IsLogarithmic = isLogarithmic,
            Text = string.Create(CultureInfo.InvariantCulture, $"{Notation.Shortest(from)}:{Notation.Shortest(to)}:{count}{(isLogarithmic ? ":log" : string.Empty)}"),
        };
    }

    /// <summary>Whether the values have equal ratios.</summary>
    public required bool IsLogarithmic { get; init; }

    /// <summary>The range as text, the same for all ways to write it.</summary>
    public required string Text { get; init; }

    /// <summary>A number between two, by its part of the ratio: whole powers of ten are exact, and the digits beyond the fourteenth are noise.</summary>
    private static double Between(double from, double to, int part, int count)
    {
        int last = count - 1;
        double value = Math.Pow(10, ((Math.Log10(from) * (last - part)) + (Math.Log10(to) * part)) / last);
        return double.Parse(value.ToString("G14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
