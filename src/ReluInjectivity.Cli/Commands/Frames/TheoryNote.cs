using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Cli.Simulations;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>
/// What the equation files say of Gaussian weights of a ratio: the model that declares <c>report "check" "threshold"</c> has the ratio from which on layers are
/// injective, the one of <c>report "check" "active"</c> the fewest active rows for each input.
/// </summary>
internal static class TheoryNote
{
    /// <summary>A sentence; null where no file declares a threshold, or it has no value.</summary>
    /// <param name="around">What there is.</param>
    /// <param name="ratio">Outputs for each input.</param>
    public static string? Of(CommandContext around, double ratio)
    {
        if (Asked(around, "threshold", []) is not { } threshold)
        {
            return null;
        }

        bool isAbove = ratio > threshold.Value.Value;
        string fewest = Asked(around, "active", [ratio]) is { } active && active.Value.Value > 0
            ? $", the fewest active rows some {Notation.Brief(active.Value.Value)} for each input"
            : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"for independent Gaussian weights of many inputs the theory ({threshold.Model}) says injective from {Notation.Brief(threshold.Value.Value)} outputs an input on: this layer's {Notation.Brief(ratio)} are {(isAbove ? "above" : "below")} it{fewest}. Of these weights that proves nothing");
    }

    private static (string Model, TheoryValue Value)? Asked(CommandContext around, string key, IReadOnlyList<double> ratios)
    {
        ReportEntry? entry = Reports.Of(around.Systems, "check").FirstOrDefault(e => e.Info.Keys.Contains(key, StringComparer.Ordinal));
        if (entry is null)
        {
            return null;
        }

        var query = TheoryQuery.Create(around, entry.Model, entry.Info.Quantity, entry.Info, null, []);
        return query.At(ratios, around.Cancellation, out _) is { } value ? (string.Join(' ', [entry.Model, .. value.Indices.Select(i => $"{Notation.CamelCase(i.Kind)} {i.Value.ToString(CultureInfo.InvariantCulture)}")]), value) : null;
    }
}
