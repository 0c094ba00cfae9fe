using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>What a kernel is made from.</summary>
/// <param name="Title">What it computes, for readers.</param>
/// <param name="Scheduled">The program, and where each node of it is computed.</param>
public sealed record KernelInput(string Title, ScheduledProgram Scheduled)
{
    /// <summary>The program.</summary>
    public NumericProgram Program => Scheduled.Program;

    /// <summary>Where each node is computed.</summary>
    public Schedule Schedule => Scheduled.Schedule;

    /// <summary>Names that the equation file gives to nodes of the schedule.</summary>
    public EquatableMap<Expr, Definition> Names => Scheduled.Names;

    /// <summary>Nodes of the schedule that are the goal's derivative by something the equation file names.</summary>
    public EquatableMap<Expr, Definition> Adjoints => Scheduled.Adjoints;
}
