using System.Globalization;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The argument <c>--time-limit</c> of commands that solve.</summary>
internal static class TimeLimits
{
    private const string Argument = "--time-limit";
    private const double Longest = 1e6;

    /// <summary>A limit that counts from now; null where none was typed, or 'none'.</summary>
    /// <exception cref="BadArgumentException">It is no number, or out of range.</exception>
    public static TimeLimit? Start(string? typed) => Parse(typed) is { } span ? new TimeLimit(span) : null;

    /// <summary>What ends with a token, or when a time is over from now; null: no time.</summary>
    public static CancellationTokenSource Within(TimeSpan? limit, CancellationToken cancellation)
    {
        var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limit <= TimeSpan.Zero)
        {
            limited.Cancel();
        }

        limited.CancelAfter(limit ?? Timeout.InfiniteTimeSpan);
        return limited;
    }

    /// <summary>The time typed; null where none was, or 'none'.</summary>
    /// <exception cref="BadArgumentException">It is no number, or out of range.</exception>
    public static TimeSpan? Parse(string? typed)
    {
        if (typed is null or "none")
        {
            return null;
        }

        double seconds = NumberArgument.Parse(Argument, typed);
        return seconds is > 0 and <= Longest
            ? TimeSpan.FromSeconds(seconds)
            : throw new BadArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Argument}: {typed} is out of range; write seconds, more than 0 and at most {Longest}, or none"));
    }
}
