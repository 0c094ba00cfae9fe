using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>How fast a positive quantity g(x) grows or falls: log g(x) ~ c |x|^n as x goes to an end.</summary>
/// <param name="Degree">n; 0 for what grows and falls no faster than powers do.</param>
/// <param name="Coefficient">c; 0 where the degree is.</param>
public readonly record struct GrowthRate(int Degree, Rational Coefficient)
{
    /// <summary>No faster than a power.</summary>
    public static GrowthRate Algebraic { get; } = new(0, Rational.Zero);
}

/// <summary>What a function does as one argument goes to infinity or minus infinity.</summary>
public sealed record EndBehaviour
{
    private EndBehaviour()
    {
    }

    /// <summary>The rate of |f|.</summary>
    public GrowthRate Growth { get; private init; }

    /// <summary>The finite limit, from all arguments (the one that moves is not used); null where there is none.</summary>
    public Func<ExprFactory, IReadOnlyList<Expr>, Expr>? Limit { get; private init; }

    /// <summary>The rate of |f - limit|; null where there is no limit.</summary>
    public GrowthRate? Approach { get; private init; }

    /// <summary>It stays finite or grows like a power or slower, without a limit.</summary>
    public static EndBehaviour Moderate { get; } = new() { Growth = GrowthRate.Algebraic };

    /// <summary>It grows exponentially: log|f| ~ coefficient |x|^degree.</summary>
    public static EndBehaviour Grows(int degree, Rational coefficient) => new() { Growth = new(degree, coefficient) };

    /// <summary>It vanishes like exp(-rate |x|^degree); like a power for degree 0.</summary>
    public static EndBehaviour Vanishes(int degree, Rational rate) => new()
    {
        Growth = new(degree, -rate), Limit = static (f, _) => f.Zero, Approach = new GrowthRate(degree, -rate),
    };

    /// <summary>It tends to a limit other than 0, and the difference falls like exp(-rate |x|^degree); like a power for degree 0.</summary>
    public static EndBehaviour TendsTo(Func<ExprFactory, IReadOnlyList<Expr>, Expr> limit, int degree, Rational rate) => new()
    {
        Growth = GrowthRate.Algebraic, Limit = limit, Approach = new GrowthRate(degree, -rate),
    };
}
