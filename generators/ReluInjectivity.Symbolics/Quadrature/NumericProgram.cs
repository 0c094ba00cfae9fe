using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>A system of one goal whose expectations are sums over grids: nothing but arithmetic is left.</summary>
/// <param name="System">The system it computes.</param>
/// <param name="Grids">The grids, parents first.</param>
/// <param name="Goal">The goal.</param>
/// <param name="Outputs">The outputs, then the margins of the outcomes.</param>
/// <param name="Names">Names that the equation file gives to sub-expressions.</param>
/// <param name="Routines">The functions worked out on their own, in the order of first use.</param>
public sealed record NumericProgram(
    EquationSystem System,
    EquatableArray<Grid> Grids,
    ProgramGoal Goal,
    EquatableArray<Expr> Outputs,
    EquatableMap<Expr, Definition> Names,
    EquatableArray<RoutineProgram> Routines);

/// <summary>A function worked out on its own.</summary>
/// <param name="Routine">The function.</param>
/// <param name="System">Its body as a system: the parameters are the unknowns, the value is to be made stationary.</param>
/// <param name="IsAveraged">Whether the last unknown is a standard normal variable over which the value is averaged.</param>
public sealed record RoutineProgram(Routine Routine, EquationSystem System, bool IsAveraged);

/// <summary>The goal of a numeric program.</summary>
/// <param name="Kind">What is asked for.</param>
/// <param name="Value">The quantity reported.</param>
/// <param name="Residuals">What must vanish, for <c>solve</c>.</param>
public sealed record ProgramGoal(Language.GoalKind Kind, Expr Value, EquatableArray<Expr> Residuals);
