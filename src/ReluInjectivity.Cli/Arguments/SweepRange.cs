using System.Globalization;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The argument <c>--over name=from:to:count[:log]</c>: equally spaced values of one given, or equal ratios with <c>:log</c>.</summary>
/// <param name="Name">The given.</param>
/// <param name="Values">Its values.</param>
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

        return new(name, [.. Enumerable.Range(0, count).Select(i => At(from, to, i, count, isLogarithmic))]);
    }

    private static double At(double from, double to, int i, int count, bool isLogarithmic)
    {
        if (i == 0 || i == count - 1)
        {
            return i == 0 ? from : to;
        }

        double t = (double)i / (count - 1);
        return isLogarithmic ? from * Math.Pow(to / from, t) : from + (t * (to - from));
    }
}
