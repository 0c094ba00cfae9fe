using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Scheduling;

/// <summary>The methods of a kernel, in the order they are called.</summary>
public enum Phase
{
    /// <summary>The value, and the residuals of a root problem.</summary>
    Evaluate,

    /// <summary>The gradient of an extremum.</summary>
    Gradient,

    /// <summary>The outputs; called after the phases before.</summary>
    Outputs,
}

/// <summary>A loop over one stretch of a grid.</summary>
/// <param name="Phase">The method it stands in.</param>
/// <param name="Stage">Its place there; it needs the totals and convolutions of the stages before.</param>
/// <param name="Domain">The stretch.</param>
public sealed record Loop(Phase Phase, int Stage, Domain Domain)
{
    /// <summary>The order in which loops run.</summary>
    public static IComparer<Loop> Order { get; } = Comparer<Loop>.Create((a, b) =>
        (a.Phase, a.Stage, a.Domain.Grid, a.Domain.Region).CompareTo((b.Phase, b.Stage, b.Domain.Grid, b.Domain.Region)));
}

/// <summary>Where every node of a program is computed.</summary>
/// <param name="Roots">What each phase computes.</param>
/// <param name="Nodes">All nodes, operands first.</param>
/// <param name="Stored">The expressions on a grid that are stored, and the loop that computes each.</param>
/// <param name="Loops">What each loop leaves behind, in the order they run: expressions to store, reductions to add up, stretches of convolution sources to fill.</param>
/// <param name="Phases">The phase in which each scalar or loop result is computed.</param>
/// <param name="Stages">The stage, in its phase, of each scalar or loop result.</param>
public sealed record Schedule(
    EquatableMap<Phase, EquatableArray<Expr>> Roots,
    EquatableArray<Expr> Nodes,
    EquatableMap<Expr, Loop> Stored,
    EquatableMap<Loop, EquatableArray<Expr>> Loops,
    EquatableMap<Expr, Phase> Phases,
    EquatableMap<Expr, int> Stages)
{
    /// <summary>The phase a scalar or loop result is computed in.</summary>
    public Phase PhaseOf(Expr node) => Phases[node];

    /// <summary>The stage of a scalar or loop result in a phase; 0 where it comes from another one.</summary>
    public int StageOf(Expr node, Phase phase) => Phases[node] == phase && Stages.TryGetValue(node, out int stage) ? stage : 0;

    /// <summary>Whether a node is computed once only: a scalar or a loop result.</summary>
    public static bool IsUnique(Expr node) => node.Domain is null || Derivatives.IsBarrier(node);
}

/// <summary>A program with its derivatives, and where each node is computed.</summary>
/// <param name="Program">The program.</param>
/// <param name="Schedule">Where each node is computed. The roots of its phases: value, then residuals; gradient; outputs, then margins.</param>
/// <param name="Names">Names that the equation file gives to nodes of the schedule.</param>
/// <param name="Adjoints">Nodes of the schedule that are the goal's derivative by something the equation file names.</param>
public sealed record ScheduledProgram(NumericProgram Program, Schedule Schedule, EquatableMap<Expr, Definition> Names, EquatableMap<Expr, Definition> Adjoints);
