using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Scheduling;

/// <summary>
/// Everything an emitter needs: a numeric program with its derivatives, and where each node is computed. In each phase the roots of the
/// goals follow each other: value and residuals; gradient; Hessian column, or Jacobian column and the value's derivative.
/// </summary>
/// <param name="Program">The program.</param>
/// <param name="Direction">The symbols of the direction of a tangent, one for each unknown.</param>
/// <param name="Schedule">Where each node is computed.</param>
/// <param name="Names">Names that the equation file gives to nodes of the schedule.</param>
/// <param name="AsymptoticsTable">The shapes of the functions, which the routines need too.</param>
public sealed record KernelPlan(
    NumericProgram Program, IReadOnlyList<Symbol> Direction, Schedule Schedule, IReadOnlyDictionary<Expr, Definition> Names, AsymptoticsTable AsymptoticsTable)
{
    /// <summary>Differentiates and schedules a system.</summary>
    /// <exception cref="ExpectationException">An expectation does not exist or has a shape that is not supported.</exception>
    public static KernelPlan Of(EquationSystem system)
    {
        return Of(system, new AsymptoticsTable(Integrate.Apply(system)));
    }

    /// <summary>Differentiates and schedules a system that has been integrated.</summary>
    /// <param name="system">The system.</param>
    /// <param name="shapes">The shapes of its functions.</param>
    /// <exception cref="ExpectationException">An expectation has a shape that is not supported.</exception>
    public static KernelPlan Of(EquationSystem system, AsymptoticsTable shapes)
    {
        NumericProgram program = Discretise.Apply(system, shapes);
        Symbol[] unknowns = [.. system.Unknowns.Select(u => u.Symbol)];

        // ':' keeps them apart from whatever the file declares.
        Symbol[] direction = [.. unknowns.Select(u => system.Factory.Symbol("d_:" + u.Name))];
        IReadOnlyDictionary<Symbol, Symbol> along = unknowns.Zip(direction, (u, d) => (u, d)).ToDictionary(p => p.u, p => p.d);
        IReadOnlyList<Expr>[] gradients =
        [
            .. program.Goals.Select(g => g.Kind == GoalKind.Solve ? [] : ReverseAccumulate.Gradient(g.Value, unknowns)),
        ];

        // The Hessian's columns, or the Jacobian's; for a root also how the reported quantity moves with the unknowns.
        IReadOnlyList<Expr> tangents = HessianVectorProduct.Apply(
            [.. program.Goals.SelectMany((g, i) => g.Kind == GoalKind.Solve ? [.. g.Residuals, g.Value] : gradients[i])], along);

        Expr[] named = [.. program.Names.Keys];
        Expr[][] parts =
        [
            [.. program.Goals.SelectMany(g => g.Residuals.Prepend(g.Value))], [.. gradients.SelectMany(g => g)], [.. tangents], [.. program.Outputs], named,
        ];
        IReadOnlyList<Expr> grouped = Hoist.Apply([.. parts.SelectMany(p => p)], direction);
        int at = 0;
        IReadOnlyList<Expr>[] groups = [.. parts.Select(p => (IReadOnlyList<Expr>)[.. grouped.Skip((at += p.Length) - p.Length).Take(p.Length)])];
        var roots = new Dictionary<Phase, IReadOnlyList<Expr>>
        {
            [Phase.Evaluate] = groups[0],
            [Phase.Gradient] = groups[1],
            [Phase.HessianVectorProduct] = groups[2],
            [Phase.Outputs] = groups[3],
        };
        var names = new Dictionary<Expr, Definition>();
        for (int i = 0; i < named.Length; i++)
        {
            if (!names.ContainsKey(groups[4][i]))
            {
                names.Add(groups[4][i], program.Names[named[i]]);
            }
        }

        return new KernelPlan(program, direction, Schedule.Of(roots, direction), names, shapes);
    }
}
