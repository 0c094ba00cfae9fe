using System.Globalization;

namespace ReluInjectivity.Frames.Activations;

/// <summary>What follows <c>Wx + b</c> in each output.</summary>
public abstract record Activation
{
    /// <summary>What <see cref="Parse"/> reads.</summary>
    public const string Forms = "relu, abs, saturation:L, relu6 or clip:LO,HI";

    private protected Activation()
    {
    }

    /// <summary>max(v, 0).</summary>
    public static Activation Relu { get; } = new ReluActivation();

    /// <summary>|v|, as in real phase retrieval.</summary>
    public static Activation Absolute { get; } = new AbsoluteActivation();

    /// <summary>Reads an activation such as <c>saturation:1.5</c>.</summary>
    /// <param name="text">The text; the program writes the same with <see cref="object.ToString"/>.</param>
    /// <exception cref="FormatException">It is none; the message says what would be right.</exception>
    public static Activation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Trim().Split(':', 2);
        double[] numbers = parts.Length == 1 ? [] : [.. parts[1].Split(',').Select(part => Number(text, part))];
        return (parts[0], numbers) switch
        {
            ("relu", []) => Relu,
            ("abs", []) => Absolute,
            ("relu6", []) => new ClipActivation(0, 6),
            ("saturation", [> 0 and var level]) => new ClipActivation(-level, level),
            ("clip", [var lower, var upper]) when lower < upper => new ClipActivation(lower, upper),
            _ => throw new FormatException($"'{text}' is no activation; write {Forms}, L positive and LO below HI"),
        };
    }

    private protected static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text, string part) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new FormatException($"'{part}' in '{text}' is not a finite number; write {Forms}");
}

/// <summary>max(v, 0).</summary>
public sealed record ReluActivation : Activation
{
    /// <inheritdoc/>
    public override string ToString() => "relu";
}

/// <summary>|v|.</summary>
public sealed record AbsoluteActivation : Activation
{
    /// <inheritdoc/>
    public override string ToString() => "abs";
}

/// <summary>v between two numbers, and the nearer of them elsewhere: saturation, ReLU6.</summary>
/// <param name="Lower">The lower, finite.</param>
/// <param name="Upper">The upper, finite, above the lower.</param>
public sealed record ClipActivation(double Lower, double Upper) : Activation
{
    /// <inheritdoc/>
    public override string ToString() => (Lower, Upper) switch
    {
        (0, 6) => "relu6",
        var (lower, upper) when lower == -upper => "saturation:" + Text(upper),
        _ => $"clip:{Text(Lower)},{Text(Upper)}",
    };
}
