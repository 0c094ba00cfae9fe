using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>
/// A model at one member of its family, in the file's own syntax: every range is unrolled and every index is a number, so nothing refers to
/// the level, the depth or an index variable any more. What is shown to readers, as text, LaTeX or comment, is this. Expressions keep the
/// <see cref="SyntaxNode.Id"/>s of the file, so that whatever is said of them later has a place.
/// </summary>
/// <param name="Header">The model statement.</param>
/// <param name="Sources">The citations.</param>
/// <param name="Member">The place in the family.</param>
/// <param name="Givens">The parameters of every goal.</param>
/// <param name="Unknowns">The unknowns, families in file order, members in index order.</param>
/// <param name="Definitions">The definitions in use, each after those it uses, otherwise in file order.</param>
/// <param name="Relations">The relations asked for; null where there are none.</param>
/// <param name="Goals">The goals.</param>
/// <param name="Outputs">The quantities reported beside a goal.</param>
/// <param name="Outcomes">Where there is no value.</param>
/// <param name="Profiles">The step functions.</param>
/// <param name="Bounds">The bounds by other models.</param>
/// <param name="Expectations">The reference values that hold for this member.</param>
public sealed record FlatModel(
    ModelSyntax Header,
    EquatableArray<string> Sources,
    FamilyMember Member,
    EquatableArray<FlatGiven> Givens,
    EquatableArray<FlatUnknown> Unknowns,
    EquatableArray<FlatDefinition> Definitions,
    FlatRelations? Relations,
    EquatableArray<FlatGoal> Goals,
    EquatableArray<FlatOutput> Outputs,
    EquatableArray<FlatOutcome> Outcomes,
    EquatableArray<ProfileSyntax> Profiles,
    EquatableArray<BoundSyntax> Bounds,
    EquatableArray<FlatExpectation> Expectations);

/// <summary>A parameter.</summary>
/// <param name="Id">The statement.</param>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its default value, a constant.</param>
/// <param name="Interval">Its open interval; null for the whole line.</param>
/// <param name="Text">The description.</param>
/// <param name="Variables">The index variables of its statement, by which the description may call the indices; empty for a scalar.</param>
public sealed record FlatGiven(int Id, IndexedName Name, ExpressionSyntax Default, IntervalSyntax? Interval, string? Text, EquatableArray<string> Variables = default);

/// <summary>An unknown.</summary>
/// <param name="Id">The statement.</param>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where a search may start; null: anywhere.</param>
/// <param name="Interval">Its open interval; null for the whole line.</param>
/// <param name="Ordering">The order it stands in with the members of its family.</param>
/// <param name="Text">The description.</param>
/// <param name="Variables">The index variables of its statement, by which the description may call the indices; empty for a scalar.</param>
public sealed record FlatUnknown(
    int Id, IndexedName Name, ExpressionSyntax? Start, IntervalSyntax? Interval, Ordering Ordering, string? Text, EquatableArray<string> Variables = default);

/// <summary>A definition.</summary>
/// <param name="Id">The statement.</param>
/// <param name="Name">What is defined.</param>
/// <param name="Parameters">The parameters; null for a quantity.</param>
/// <param name="Body">The right side.</param>
/// <param name="IsUsed">
/// Whether a goal, output, outcome, relation or used definition refers to it. One that is not used stands here only where it fixes a member
/// of a family of unknowns beyond its range, or is used by one that does.
/// </param>
public sealed record FlatDefinition(int Id, IndexedName Name, EquatableArray<ParameterSyntax>? Parameters, ExpressionSyntax Body, bool IsUsed = true);

/// <summary>The relations asked for.</summary>
/// <param name="Id">The statement.</param>
/// <param name="Names">The families of unknowns to be expressed by the others.</param>
/// <param name="Objective">The name of what is stationary.</param>
/// <param name="Value">Its expression.</param>
/// <param name="Over">The unknowns in which it is stationary.</param>
/// <param name="Givens">Parameters of the objective alone.</param>
public sealed record FlatRelations(
    int Id, EquatableArray<string> Names, string Objective, ExpressionSyntax Value, EquatableArray<IndexedName> Over, EquatableArray<FlatGiven> Givens);

/// <summary>A goal.</summary>
/// <param name="Id">The statement.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Name">The name of the quantity reported.</param>
/// <param name="Value">Its expression; a reference where the name is defined elsewhere.</param>
/// <param name="Equations">What must hold, for <see cref="GoalKind.Solve"/>.</param>
/// <param name="Givens">Parameters of this goal alone.</param>
/// <param name="Order">Which families of unknowns are minimised and which maximised, those without members here left out; null where that is open.</param>
public sealed record FlatGoal(
    int Id, GoalKind Kind, string Name, ExpressionSyntax Value, EquatableArray<FlatEquation> Equations, EquatableArray<FlatGiven> Givens, OrderSyntax? Order = null);

/// <summary>An equation.</summary>
/// <param name="Id">The statement.</param>
/// <param name="Label">Its label, with its index.</param>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
public sealed record FlatEquation(int Id, IndexedName Label, ExpressionSyntax Left, ExpressionSyntax Right);

/// <summary>A quantity reported beside a goal.</summary>
/// <param name="Id">The statement.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its expression; a reference where the name is defined elsewhere.</param>
/// <param name="Text">The description.</param>
public sealed record FlatOutput(int Id, string Name, ExpressionSyntax Value, string? Text);

/// <summary>Where the condition holds there is no value, for the reason in the text.</summary>
public sealed record FlatOutcome(int Id, string? Text, ConditionSyntax Condition);

/// <summary>A reference value.</summary>
/// <param name="Id">The statement.</param>
/// <param name="Name">The goal, output or unknown expected.</param>
/// <param name="Value">The expected value, a constant expression.</param>
/// <param name="Tolerance">The absolute tolerance, a constant expression.</param>
/// <param name="At">The givens it holds at, with constant expressions; level and depth are settled.</param>
/// <param name="Citation">Where the value stands; null: our own.</param>
public sealed record FlatExpectation(
    int Id, IndexedName Name, ExpressionSyntax Value, ExpressionSyntax Tolerance, EquatableArray<FlatSetting> At, string? Citation);

/// <summary>A given and its value.</summary>
public sealed record FlatSetting(int Id, IndexedName Name, ExpressionSyntax Value);

/// <summary>A sum or product over a range, unrolled: <c>a + b + c</c> or <c>a*b*c</c>; without parts 0 or 1.</summary>
/// <param name="Id">Ordinal of the fold in its file.</param>
/// <param name="IsProduct">Whether it is a product.</param>
/// <param name="Parts">The terms or factors.</param>
public sealed record UnrolledSyntax(int Id, bool IsProduct, EquatableArray<ExpressionSyntax> Parts) : ExpressionSyntax(Id);
