using System.Globalization;

namespace ReluInjectivity.Frames.Biases;

/// <summary>Where a bias is to be safe.</summary>
public enum BiasDomainKind
{
    /// <summary>|x| = outer radius.</summary>
    Sphere,

    /// <summary>|x| at most the outer radius.</summary>
    Ball,

    /// <summary>The part of the ball without negative entries.</summary>
    NonNegativeBall,

    /// <summary>|x| from the inner to the outer radius.</summary>
    Shell,
}

/// <summary>Where a bias is to be safe, with its radii.</summary>
/// <param name="Kind">The shape.</param>
/// <param name="Inner">The inner radius of a shell; otherwise not used.</param>
/// <param name="Outer">The radius.</param>
public sealed record BiasDomain(BiasDomainKind Kind, double Inner, double Outer)
{
    /// <summary>What <see cref="Parse"/> reads.</summary>
    public const string Forms = "sphere, ball:R, nonneg-ball:R or shell:INNER,OUTER";

    /// <summary>Reads a domain such as <c>shell:1,2</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says what would be right.</exception>
    public static BiasDomain Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith("shell:", StringComparison.Ordinal))
        {
            return text is "ball" or "nonneg-ball" ? Parse(text + ":1") : Of(text);
        }

        string[] radii = text["shell:".Length..].Split(',');
        double outer = 0;
        bool isShell = radii.Length == 2
            & double.TryParse(radii[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double inner)
            && double.TryParse(radii[1], NumberStyles.Float, CultureInfo.InvariantCulture, out outer)
            && inner > 0 && outer > inner && double.IsFinite(outer);
        return isShell
            ? new BiasDomain(BiasDomainKind.Shell, inner, outer)
            : throw new FormatException($"'{text}' is no shell; write two radii, 0 < INNER < OUTER, as in shell:1,2");
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        BiasDomainKind.Sphere => "sphere",
        BiasDomainKind.Ball => new BallDomain(Outer).ToString(),
        BiasDomainKind.NonNegativeBall => new NonNegativeBallDomain(Outer).ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"shell:{Inner:R},{Outer:R}"),
    };

    /// <summary>
    /// From a threshold of a unit row on the unit sphere to the domain: on smaller inputs a positive threshold needs scaling by the
    /// smallest radius, a negative one by the largest; a ball's smallest is 0.
    /// </summary>
    internal double Scaled(double normalised)
    {
        double inner = Kind switch
        {
            BiasDomainKind.Sphere => Outer,
            BiasDomainKind.Shell => Inner,
            _ => 0,
        };
        return double.IsPositiveInfinity(normalised) ? normalised : normalised >= 0 ? inner * normalised : Outer * normalised;
    }

    private static BiasDomain Of(string text)
    {
        try
        {
            return Domain.Parse(text) switch
            {
                SphereDomain => new BiasDomain(BiasDomainKind.Sphere, 1, 1),
                BallDomain ball => new BiasDomain(BiasDomainKind.Ball, 0, ball.Radius),
                NonNegativeBallDomain ball => new BiasDomain(BiasDomainKind.NonNegativeBall, 0, ball.Radius),
                _ => throw new FormatException($"a safe bias is not estimated on '{text}'; write {Forms}"),
            };
        }
        catch (FormatException problem) when (problem.Message.Contains(Domain.Forms, StringComparison.Ordinal))
        {
            throw new FormatException($"'{text}' is no domain; write {Forms}", problem);
        }
    }
}
