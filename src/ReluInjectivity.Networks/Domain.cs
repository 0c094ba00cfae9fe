using System.Globalization;

namespace ReluInjectivity.Networks;

/// <summary>The set of inputs on which injectivity is asked.</summary>
public abstract record Domain
{
    /// <summary>What <see cref="Parse"/> reads.</summary>
    public const string Forms = "rn, orthant, ball:R, nonneg-ball:R, box:LO,HI or sphere";

    private protected Domain()
    {
    }

    /// <summary>How many inputs it is a set of; null for domains of any number.</summary>
    public virtual int? Inputs => null;

    /// <summary>All of R^n.</summary>
    public static Domain WholeSpace { get; } = new WholeSpaceDomain();

    /// <summary>The inputs without negative entries.</summary>
    public static Domain Orthant { get; } = new OrthantDomain();

    /// <summary>The unit sphere.</summary>
    public static Domain Sphere { get; } = new SphereDomain();

    /// <summary>Reads a domain such as <c>ball:2.5</c>.</summary>
    /// <param name="text">The text; the program writes the same with <see cref="object.ToString"/>.</param>
    /// <exception cref="FormatException">It is none; the message says what would be right.</exception>
    public static Domain Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (BoundsDomain.Read(text.Trim()) is { } bounds)
        {
            return bounds;
        }

        if (PolyhedronDomain.Read(text.Trim()) is { } polyhedron)
        {
            return polyhedron;
        }

        string[] parts = text.Trim().Split(':', 2);
        string name = parts[0];
        double[] numbers = parts.Length == 1 ? [] : Numbers(text, parts[1]);
        return (name, numbers.Length) switch
        {
            ("rn", 0) => WholeSpace,
            ("orthant", 0) => Orthant,
            ("sphere", 0) => Sphere,
            ("ball", 1) => new BallDomain(Positive(text, numbers[0])),
            ("nonneg-ball", 1) => new NonNegativeBallDomain(Positive(text, numbers[0])),
            ("box", 2) when numbers[0] < numbers[1] => new BoxDomain(numbers[0], numbers[1]),
            ("box", 2) => throw new FormatException($"'{text}' is empty; write the lower end first"),
            _ => throw new FormatException($"'{text}' is no domain; write {Forms}"),
        };
    }

    private protected static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double[] Numbers(string text, string list)
    {
        string[] parts = list.Split(',');
        double[] numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            bool isNumber = double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]);
            if (!isNumber || !double.IsFinite(numbers[i]))
            {
                throw new FormatException($"'{parts[i]}' in '{text}' is not a finite number; write {Forms}");
            }
        }

        return numbers;
    }

    private static double Positive(string text, double radius) =>
        radius > 0 ? radius : throw new FormatException($"the radius in '{text}' is not positive");
}

/// <summary>All of R^n.</summary>
public sealed record WholeSpaceDomain : Domain
{
    /// <inheritdoc/>
    public override string ToString() => "rn";
}

/// <summary>The inputs without negative entries.</summary>
public sealed record OrthantDomain : Domain
{
    /// <inheritdoc/>
    public override string ToString() => "orthant";
}

/// <summary>The unit sphere.</summary>
public sealed record SphereDomain : Domain
{
    /// <inheritdoc/>
    public override string ToString() => "sphere";
}

/// <summary>The ball about the origin.</summary>
/// <param name="Radius">Its radius, positive.</param>
public sealed record BallDomain(double Radius) : Domain
{
    /// <inheritdoc/>
    public override string ToString() => "ball:" + Text(Radius);
}

/// <summary>The inputs of the ball without negative entries.</summary>
/// <param name="Radius">Its radius, positive.</param>
public sealed record NonNegativeBallDomain(double Radius) : Domain
{
    /// <inheritdoc/>
    public override string ToString() => "nonneg-ball:" + Text(Radius);
}

/// <summary>The cube of inputs whose every entry lies between two numbers.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end, above the lower.</param>
public sealed record BoxDomain(double Lower, double Upper) : Domain
{
    /// <inheritdoc/>
    public override string ToString() => $"box:{Text(Lower)},{Text(Upper)}";
}
