using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>What a kernel is made from.</summary>
/// <param name="Title">What it computes, for readers.</param>
/// <param name="Program">The program.</param>
/// <param name="Direction">The symbols of the direction of a derivative, one for each unknown.</param>
/// <param name="Schedule">Where each node is computed.</param>
/// <param name="Names">Names that the equation file gives to nodes of the schedule.</param>
public sealed record KernelInput(
    string Title, NumericProgram Program, IReadOnlyList<Symbol> Direction, Schedule Schedule, IReadOnlyDictionary<Expr, Definition> Names);
