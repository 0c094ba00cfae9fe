using System.Globalization;

namespace ReluInjectivity.Networks;

/// <summary>The inputs whose entries each lie between two numbers of their own; a bound may be infinite.</summary>
public sealed record BoundsDomain : Domain
{
    private const string Name = "bounds:";

    /// <summary>Bounds, a pair for each input.</summary>
    /// <param name="lower">The lower ends; negative infinity for none.</param>
    /// <param name="upper">The upper ends, each above the lower; infinity for none.</param>
    /// <exception cref="ArgumentException">They are of different length, or one is not below the other.</exception>
    public BoundsDomain(IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        if (lower.Count == 0 || lower.Count != upper.Count)
        {
            throw new ArgumentException("there must be a lower and an upper bound for each input", nameof(upper));
        }

        int bad = Enumerable.Range(0, lower.Count).FirstOrDefault(j => !(lower[j] < upper[j]) || double.IsPositiveInfinity(lower[j]) || double.IsNegativeInfinity(upper[j]), -1);
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"input {bad.ToString(CultureInfo.InvariantCulture)} lies between {Text(lower[bad])} and {Text(upper[bad])}, which leaves no room; an input that is fixed is none", nameof(lower));
        }

        Lower = [.. lower];
        Upper = [.. upper];
    }

    /// <summary>The lower ends.</summary>
    public IReadOnlyList<double> Lower { get; }

    /// <summary>The upper ends.</summary>
    public IReadOnlyList<double> Upper { get; }

    /// <inheritdoc/>
    public override int? Inputs => Lower.Count;

    /// <summary>A number well inside the bounds of an input, for a number u from -1 to 1.</summary>
    internal double Inside(int input, double u)
    {
        (double low, double high) = (Lower[input], Upper[input]);
        return (double.IsFinite(low), double.IsFinite(high)) switch
        {
            (true, true) => low + ((high - low) * (1 + u) / 2),
            (true, false) => low + ((1 + u) / 2),
            (false, true) => high - ((1 + u) / 2),
            _ => u,
        };
    }

    /// <inheritdoc/>
    public bool Equals(BoundsDomain? other) => other is not null && Lower.SequenceEqual(other.Lower) && Upper.SequenceEqual(other.Upper);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Lower.Count, Lower[0], Upper[^1]);

    /// <inheritdoc/>
    public override string ToString() => Name + string.Join(';', Lower.Zip(Upper, (low, high) => $"{End(low)},{End(high)}"));

    /// <summary>Reads what <see cref="ToString"/> writes; null for other domains.</summary>
    internal static BoundsDomain? Read(string text)
    {
        if (!text.StartsWith(Name, StringComparison.Ordinal))
        {
            return null;
        }

        string[][] pairs = [.. text[Name.Length..].Split(';').Select(pair => pair.Split(','))];
        if (!Array.TrueForAll(pairs, pair => pair.Length == 2))
        {
            throw new FormatException($"'{text}' is no domain; write bounds:LO,HI;LO,HI with a pair for each input");
        }

        try
        {
            return new([.. pairs.Select(pair => Number(pair[0]))], [.. pairs.Select(pair => Number(pair[1]))]);
        }
        catch (ArgumentException problem)
        {
            throw new FormatException(problem.Message.Split(" (Parameter", 2)[0], problem);
        }
    }

    private static string End(double value) => double.IsFinite(value) ? Text(value) : value < 0 ? "-inf" : "inf";

    private static double Number(string text) => text.Trim() switch
    {
        "-inf" => double.NegativeInfinity,
        "inf" => double.PositiveInfinity,
        var typed => double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new FormatException($"'{typed}' is not a number, inf or -inf"),
    };
}
