using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Differentiation;

/// <summary>A numeric program with its derivatives.</summary>
/// <param name="Program">The program.</param>
/// <param name="Gradients">The gradient of each goal; empty for a root problem.</param>
public sealed record DifferentiatedProgram(NumericProgram Program, EquatableArray<EquatableArray<Expr>> Gradients);

/// <summary>First derivatives by reverse accumulation. Second ones are those of the emitted code, evaluated over jets.</summary>
public static class Differentiate
{
    /// <summary>Differentiates a program by its unknowns.</summary>
    public static DifferentiatedProgram Run(NumericProgram input)
    {
        NumericProgram program = input with
        {
            Goals = input.Goals.Select(g => g with { Value = WideProducts.Split(g.Value), Residuals = g.Residuals.Select(WideProducts.Split).ToEquatableArray() }).ToEquatableArray(),
        };
        Symbol[] unknowns = [.. program.System.Unknowns.Select(u => u.Symbol)];
        return new(
            program,
            program.Goals.Select(g => g.Kind == GoalKind.Solve ? [] : ReverseAccumulate.Gradient(g.Value, unknowns, program.System.Facts).ToEquatableArray()).ToEquatableArray());
    }
}
