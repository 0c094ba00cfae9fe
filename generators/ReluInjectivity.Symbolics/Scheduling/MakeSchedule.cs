using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Scheduling;

/// <summary>Groups the operands of sums and products by how often they change, and decides where every node is computed.</summary>
public static class MakeSchedule
{
    /// <summary>Schedules a program.</summary>
    public static ScheduledProgram Run(DifferentiatedProgram input)
    {
        NumericProgram program = input.Program;
        Expr[] named = [.. program.Names.Keys];
        Expr[][] parts =
        [
            [.. program.Goals.SelectMany(g => g.Residuals.Prepend(g.Value))], [.. input.Gradients.SelectMany(g => g)],
            [.. input.HessianVectorProducts.SelectMany(p => p)], [.. program.Outputs], named,
        ];
        IReadOnlyList<Expr> grouped = Hoist.Apply([.. parts.SelectMany(p => p)], input.Direction);
        int at = 0;
        EquatableArray<Expr>[] groups = [.. parts.Select(p => grouped.Skip((at += p.Length) - p.Length).Take(p.Length).ToEquatableArray())];
        var roots = new Dictionary<Phase, EquatableArray<Expr>>
        {
            [Phase.Evaluate] = groups[0],
            [Phase.Gradient] = groups[1],
            [Phase.HessianVectorProduct] = groups[2],
            [Phase.Outputs] = groups[3],
        };
        IEnumerable<KeyValuePair<Expr, Definition>> names = named.Select((e, i) => new KeyValuePair<Expr, Definition>(groups[4][i], program.Names[e]));
        return new(program, input.Direction, Scheduler.Schedule(roots, input.Direction), EquatableMap.Of(names));
    }
}
