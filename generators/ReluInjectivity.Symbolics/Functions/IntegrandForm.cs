using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>The functions of which Gaussian integrals are worked out directly.</summary>
public enum GaussianPrimitive
{
    /// <summary>None of them.</summary>
    None,

    /// <summary>The exponential, of a quadratic in the integration variable.</summary>
    Exponential,

    /// <summary>The normal distribution function, of a multiple of the integration variable.</summary>
    NormalDistribution,
}

/// <summary>How the Gaussian integrator reads a function.</summary>
public sealed record IntegrandForm
{
    private IntegrandForm()
    {
    }

    /// <summary>Which primitive the function is.</summary>
    public GaussianPrimitive Primitive { get; private init; }

    /// <summary>The function's value at its arguments written in the primitives; null for a primitive and where there is no such form.</summary>
    public Func<ExprFactory, IReadOnlyList<Expr>, Expr>? Equivalent { get; private init; }

    /// <summary>No expression in the primitives equals it: its expectations take quadrature.</summary>
    public static IntegrandForm Opaque { get; } = new();

    /// <summary>It is a primitive.</summary>
    public static IntegrandForm Is(GaussianPrimitive primitive) => new() { Primitive = primitive };

    /// <summary>It equals an expression in the primitives.</summary>
    public static IntegrandForm WrittenAs(Func<ExprFactory, IReadOnlyList<Expr>, Expr> equivalent) => new() { Equivalent = equivalent };
}
