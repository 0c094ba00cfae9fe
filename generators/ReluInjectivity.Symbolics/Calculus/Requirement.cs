using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Calculus;

/// <summary>What an expression must be for an operation on it to give a number.</summary>
public enum Demand
{
    /// <summary>Not 0, as a divisor.</summary>
    NotZero,

    /// <summary>&gt;= 0, as under a root.</summary>
    NotNegative,

    /// <summary>&gt; 0, as in a logarithm.</summary>
    Positive,
}

/// <summary>What must hold for what is written to be a number.</summary>
/// <param name="Value">An expression.</param>
/// <param name="Demand">What it must be.</param>
public readonly record struct Requirement(Expr Value, Demand Demand);
