using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>Stationarity conditions as polynomial equations in numbered variables: the targets first, then what they are expressed by.</summary>
/// <param name="Names">The variables' names, such as <c>q[1]</c>.</param>
/// <param name="TargetCount">How many of them are to be expressed by the others.</param>
/// <param name="Equations">The stationarity conditions.</param>
/// <param name="Definitions">The conditions that define targets by other targets.</param>
/// <param name="Positive">Polynomials known to be positive: variables, and differences of ordered ones.</param>
public sealed record RelationSystem(
    EquatableArray<string> Names,
    int TargetCount,
    EquatableArray<AlgebraicEquation> Equations,
    EquatableArray<AlgebraicEquation> Definitions,
    EquatableArray<Polynomial> Positive);

/// <summary>An equation <c>numerator = 0</c>.</summary>
/// <param name="Label">What is called so in messages, such as <c>d psi/d q[1] = 0</c>.</param>
/// <param name="Numerator">The numerator of its left side; null where there is an obstacle.</param>
/// <param name="Obstacle">Why algebra cannot use it; null where it can.</param>
public sealed record AlgebraicEquation(string Label, Polynomial? Numerator, string? Obstacle);

/// <summary>A target in terms of what stands before it in a list of solutions: the root of a quotient.</summary>
/// <param name="Target">The variable.</param>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator.</param>
/// <param name="Root">1 for the quotient itself, 2 for its square root, and so on.</param>
/// <param name="Equation">The label of the equation it comes from.</param>
public sealed record Solution(int Target, Polynomial Numerator, Polynomial Denominator, int Root, string Equation);
