using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Differentiation;

/// <summary>A numeric program with its derivatives.</summary>
/// <param name="Program">The program.</param>
/// <param name="Direction">The symbols of the direction of a Hessian-vector product, one for each unknown.</param>
/// <param name="Gradients">The gradient of each goal; empty for a root problem.</param>
/// <param name="HessianVectorProducts">
/// For each goal the Hessian times the direction; for a root problem the Jacobian times it, then the derivative of the quantity reported.
/// </param>
public sealed record DifferentiatedProgram(
    NumericProgram Program, EquatableArray<Symbol> Direction, EquatableArray<EquatableArray<Expr>> Gradients, EquatableArray<EquatableArray<Expr>> HessianVectorProducts);

/// <summary>First derivatives by reverse accumulation, second ones along a direction by forward accumulation over the first.</summary>
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
        Symbol[] direction = [.. unknowns.Select(u => u.Factory.Symbol(u.Identity with { Role = SymbolRole.Direction, Sign = Sign.Unknown }))];
        Dictionary<Symbol, Symbol> along = unknowns.Zip(direction, (u, d) => (u, d)).ToDictionary(p => p.u, p => p.d);
        EquatableArray<Expr>[] gradients =
        [
            .. program.Goals.Select(g => g.Kind == GoalKind.Solve ? [] : ReverseAccumulate.Gradient(g.Value, unknowns, program.System.Facts).ToEquatableArray()),
        ];
        Expr[][] first = [.. program.Goals.Select((g, i) => g.Kind == GoalKind.Solve ? [.. g.Residuals, g.Value] : (Expr[])[.. gradients[i]])];
        IReadOnlyList<Expr> second = HessianVectorProduct.Apply([.. first.SelectMany(f => f)], along);
        int at = 0;
        return new(
            program, direction.ToEquatableArray(), gradients.ToEquatableArray(),
            first.Select(f => second.Skip((at += f.Length) - f.Length).Take(f.Length).ToEquatableArray()).ToEquatableArray());
    }
}
