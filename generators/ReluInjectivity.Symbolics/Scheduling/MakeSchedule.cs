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
        Expr[] adjoints = [.. input.Adjoints.Keys];
        Expr[][] parts =
        [
            [.. program.Goal.Residuals.Prepend(program.Goal.Value)], [.. input.Gradient],
            [.. program.Outputs], named, adjoints,
        ];
        IReadOnlyList<Expr> grouped = Hoist.Apply([.. parts.SelectMany(p => p)]);
        int at = 0;
        EquatableArray<Expr>[] groups = [.. parts.Select(p => grouped.Skip((at += p.Length) - p.Length).Take(p.Length).ToEquatableArray())];
        var roots = new Dictionary<Phase, EquatableArray<Expr>>
        {
            [Phase.Evaluate] = groups[0],
            [Phase.Gradient] = groups[1],
            [Phase.Outputs] = groups[2],
        };
        return new(program, Scheduler.Schedule(roots), Grouped(named, groups[3], program.Names), Grouped(adjoints, groups[4], input.Adjoints));
    }

    /// <summary>What is said of expressions, of these as they are grouped.</summary>
    private static EquatableMap<Expr, Definition> Grouped(Expr[] expressions, EquatableArray<Expr> grouped, EquatableMap<Expr, Definition> of) =>
        EquatableMap.Of(expressions.Select((e, i) => new KeyValuePair<Expr, Definition>(grouped[i], of[e])));
}
