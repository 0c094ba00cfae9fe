using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Differentiation;

/// <summary>A numeric program with its derivatives.</summary>
/// <param name="Program">The program.</param>
/// <param name="Gradient">The gradient of its goal; empty for a root problem.</param>
public sealed record DifferentiatedProgram(NumericProgram Program, EquatableArray<Expr> Gradient);

/// <summary>First derivatives by reverse accumulation. Second ones are those of the emitted code, evaluated over jets.</summary>
public static class Differentiate
{
    /// <summary>Differentiates a program by its unknowns.</summary>
    public static DifferentiatedProgram Run(NumericProgram input)
    {
        NumericProgram program = input with
        {
            Goal = input.Goal with { Value = WideProducts.Split(input.Goal.Value), Residuals = input.Goal.Residuals.Select(WideProducts.Split).ToEquatableArray() },
        };
        Symbol[] unknowns = [.. program.System.Unknowns.Select(u => u.Symbol)];
        return new(
            program,
            program.Goal.Kind == GoalKind.Solve ? [] : ReverseAccumulate.Gradient(program.Goal.Value, unknowns, program.System.Facts).ToEquatableArray());
    }
}
