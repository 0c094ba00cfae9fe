using ReluInjectivity.Cli.Arguments;

namespace ReluInjectivity.Cli.Drawings;

/// <summary>The argument <c>--log</c>: which axes of a picture are logarithmic.</summary>
/// <param name="X">The axis to the right.</param>
/// <param name="Y">The axis upwards.</param>
internal readonly record struct LogAxes(bool X, bool Y)
{
    /// <summary>The words.</summary>
    public static IReadOnlyList<string> Choices { get; } = ["none", "x", "y", "xy"];

    /// <summary>What was typed; where nothing was, the axis to the right is as its range.</summary>
    /// <exception cref="BadArgumentException">It is none of the words.</exception>
    public static LogAxes Parse(string? typed, bool isLogarithmicRange) => typed is null ? new(isLogarithmicRange, Y: false)
        : Choice.Parse("--log", typed, Choices) is var word ? new(word.Contains('x', StringComparison.Ordinal), word.Contains('y', StringComparison.Ordinal)) : default;
}
