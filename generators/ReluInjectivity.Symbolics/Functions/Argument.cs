namespace ReluInjectivity.Symbolics.Functions;

/// <summary>How a built-in function depends on one of its arguments, the others fixed.</summary>
/// <param name="Name">The argument's name in documentation.</param>
public sealed record Argument(string Name)
{
    /// <summary>Where the argument may lie.</summary>
    public required RealInterval Domain { get; init; }

    /// <summary>Whether it takes whole numbers only, so that there is no derivative by it.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The domain in words where <see cref="Domain"/> does not say it all.</summary>
    public string? DomainNote { get; init; }

    /// <summary>The domain in words.</summary>
    public string DomainText => DomainNote ?? Domain.Describe(Name);

    /// <summary>What the function does as the argument goes to minus infinity; null where the domain ends before or nothing is known.</summary>
    public required EndBehaviour? Left { get; init; }

    /// <summary>What the function does as the argument goes to infinity; null where the domain ends before or nothing is known.</summary>
    public required EndBehaviour? Right { get; init; }

    /// <summary>The length over which the function changes; null where a polynomial argument gives it none that a grid should resolve.</summary>
    public required LengthScaleRule? LengthScale { get; init; }
}
