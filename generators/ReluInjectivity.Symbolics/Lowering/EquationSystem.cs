using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>A model at one member of its family as expressions: the definitions and all goals that share them. Immutable.</summary>
/// <param name="Factory">The factory its expressions live in.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Member">The place in the family.</param>
/// <param name="Facts">What intervals and orders say of signs.</param>
/// <param name="Unknowns">The unknowns, indexed ones in index order.</param>
/// <param name="Givens">The parameters of every goal.</param>
/// <param name="Definitions">The definitions in use, each after those it uses.</param>
/// <param name="Goals">The goals.</param>
/// <param name="Outputs">The quantities reported beside the goal.</param>
/// <param name="Outcomes">The outcomes without a value.</param>
/// <param name="References">The reference values.</param>
/// <param name="Targets">What is to be expressed by the other unknowns; null where the file asks for no relations.</param>
/// <param name="Relations">The relations that stand in the place of unknowns; null before they are derived, or where the file asks for none.</param>
/// <param name="Origins">The syntax node of each expectation and derivative, for messages.</param>
public sealed record EquationSystem(
    ExprFactory Factory,
    string Model,
    FamilyMember Member,
    Facts Facts,
    EquatableArray<Unknown> Unknowns,
    EquatableArray<Given> Givens,
    EquatableArray<Definition> Definitions,
    EquatableArray<SystemGoal> Goals,
    EquatableArray<Output> Outputs,
    EquatableArray<Outcome> Outcomes,
    EquatableArray<ReferenceValue> References,
    RelationTargets? Targets,
    DerivedRelations? Relations,
    EquatableMap<Expr, int> Origins);

/// <summary>One goal of a system.</summary>
/// <param name="Statement">The statement it comes from.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Name">The name of the quantity reported.</param>
/// <param name="Value">The quantity reported; for an extremum also what is made stationary.</param>
/// <param name="Residuals">The residuals to be brought to zero, for <see cref="GoalKind.Solve"/>.</param>
/// <param name="Givens">The parameters of this goal alone.</param>
/// <param name="Asked">Where what is written for the value is a number.</param>
public sealed record SystemGoal(
    int Statement, GoalKind Kind, string Name, Expr Value, EquatableArray<Residual> Residuals, EquatableArray<Given> Givens, EquatableArray<Requirement> Asked);

/// <summary>An unknown.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Statement">The statement that declares it.</param>
/// <param name="Lower">The lower end of its interval; null: unbounded.</param>
/// <param name="Upper">The upper end; null: unbounded.</param>
/// <param name="Ordering">The order it stands in with its family.</param>
/// <param name="Text">The description.</param>
/// <param name="Start">Where a search may start; null: anywhere.</param>
public sealed record Unknown(Symbol Symbol, int Statement, Expr? Lower, Expr? Upper, Ordering Ordering, string? Text, double? Start)
{
    /// <summary>Its name.</summary>
    public IndexedName Name => Symbol.Name;
}

/// <summary>A parameter.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Default">Its default value.</param>
/// <param name="Lower">The lower end of its interval, or minus infinity.</param>
/// <param name="Upper">The upper end of its interval, or infinity.</param>
/// <param name="Text">The description.</param>
public sealed record Given(Symbol Symbol, double Default, double Lower, double Upper, string? Text)
{
    /// <summary>Its name.</summary>
    public IndexedName Name => Symbol.Name;
}

/// <summary>A definition at fixed indices.</summary>
/// <param name="Statement">The statement it comes from.</param>
/// <param name="Name">What is defined.</param>
/// <param name="Function">The function defined; null for a quantity.</param>
/// <param name="Value">The quantity's value, or the function's body.</param>
/// <param name="Written">The equation as its reader knows it.</param>
public sealed record Definition(int Statement, IndexedName Name, DefinedFunction? Function, Expr Value, string Written);

/// <summary>An equation, as the expression that must vanish.</summary>
/// <param name="Statement">The statement it comes from.</param>
/// <param name="Label">Its label.</param>
/// <param name="Expression">Left minus right.</param>
/// <param name="Written">The equation as its reader knows it.</param>
/// <param name="Asked">Where both sides, as written, are numbers.</param>
public sealed record Residual(int Statement, string Label, Expr Expression, string Written, EquatableArray<Requirement> Asked);

/// <summary>An output.</summary>
/// <param name="Statement">The statement it comes from.</param>
/// <param name="Name">Its name.</param>
/// <param name="Expression">Its value.</param>
/// <param name="Text">The description.</param>
/// <param name="Asked">Where what is written for it is a number.</param>
public sealed record Output(int Statement, string Name, Expr Expression, string? Text, EquatableArray<Requirement> Asked);

/// <summary>Where its margin is not negative there is no value.</summary>
/// <param name="Statement">The statement it comes from.</param>
/// <param name="Text">What the reader is told.</param>
/// <param name="Margin">How far the condition is from failing.</param>
/// <param name="IsRequirement">Whether it is that a requirement fails: then points where it applies are refused.</param>
public sealed record Outcome(int Statement, string Text, Expr Margin, bool IsRequirement);

/// <summary>A reference value, as constant expressions.</summary>
/// <param name="Name">The goal, output or unknown expected.</param>
/// <param name="Value">The expected value.</param>
/// <param name="Tolerance">The absolute tolerance.</param>
/// <param name="At">The givens it holds at.</param>
/// <param name="Citation">Where the value stands; null: our own.</param>
public sealed record ReferenceValue(IndexedName Name, ConstantExpr Value, ConstantExpr Tolerance, EquatableArray<Setting> At, string? Citation);

/// <summary>A given and its value.</summary>
public sealed record Setting(IndexedName Name, ConstantExpr Value);

/// <summary>An expression that must be a number.</summary>
/// <param name="Node">The syntax node it is written in.</param>
/// <param name="Expression">The expression.</param>
/// <param name="Written">As its reader knows it.</param>
public sealed record ConstantExpr(int Node, Expr Expression, string Written);

/// <summary>What relations are asked for.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Unknowns">The members of the families named, as symbols: unknowns, and what definitions fix beyond their ranges.</param>
/// <param name="Definitions">The definitions of those that have one.</param>
/// <param name="Objective">The name of what is stationary.</param>
/// <param name="Value">Its expression.</param>
/// <param name="Over">The unknowns in which it is stationary.</param>
/// <param name="Own">The parameters of the objective alone.</param>
/// <param name="Positive">What intervals and orders make positive, definitions of unknowns beyond their ranges included.</param>
/// <param name="Fixed">The members of families that a definition fixes at a number; a family of unknowns may have no other at a level.</param>
public sealed record RelationTargets(
    int Statement,
    EquatableArray<Unknown> Unknowns,
    EquatableMap<Symbol, Expr> Definitions,
    string Objective,
    Expr Value,
    EquatableArray<Symbol> Over,
    EquatableArray<Symbol> Own,
    EquatableArray<Expr> Positive,
    EquatableMap<string, Algebra.Rational> Fixed);
