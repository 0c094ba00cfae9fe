using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Differentiation;

/// <summary>A numeric program with its derivatives.</summary>
/// <param name="Program">The program.</param>
/// <param name="Gradient">The gradient of its goal; empty for a root problem.</param>
/// <param name="Adjoints">Of the sub-expressions of the gradient, those that are the goal's derivative by something the equation file names.</param>
public sealed record DifferentiatedProgram(NumericProgram Program, EquatableArray<Expr> Gradient, EquatableMap<Expr, Definition> Adjoints);

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
        if (program.Goal.Kind == GoalKind.Solve)
        {
            return new(program, [], EquatableMap.Of<Expr, Definition>([]));
        }

        var adjoints = new Dictionary<Expr, Definition>();
        void Note(Expr node, Expr adjoint)
        {
            if (program.Names.TryGetValue(node, out Definition? definition) && adjoint.Children.Count > 0 && !program.Names.ContainsKey(adjoint) && !adjoints.ContainsKey(adjoint))
            {
                adjoints.Add(adjoint, definition);
            }
        }

        Symbol[] unknowns = [.. program.System.Unknowns.Select(u => u.Symbol)];
        IReadOnlyList<Expr> gradient = ReverseAccumulate.Gradient(program.Goal.Value, unknowns, program.System.Facts, Note);
        return new(program, gradient.ToEquatableArray(), EquatableMap.Of(adjoints));
    }
}
