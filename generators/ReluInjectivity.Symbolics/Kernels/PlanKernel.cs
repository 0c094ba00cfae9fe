using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>The schedule of one goal to a kernel: name, write down, store, split.</summary>
public static class PlanKernel
{
    /// <summary>The kernel of a scheduled program.</summary>
    public static Kernel Run(KernelInput input) => Storage.Apply(SplitDeep.Apply(Written(input, Variables.Of(input))));

    /// <summary>The kernel in which every kept value is a field and no method says yet which it reads.</summary>
    private static Kernel Written(KernelInput input, Variables variables)
    {
        NumericProgram program = input.Program;
        var phases = new PhaseBody(input, variables);
        Method Phase(MethodKind kind, Phase phase, IEnumerable<Statement> end) => new(kind, phases.Of(phase).Concat(end).ToEquatableArray());
        return new Kernel(
            input.Title,
            variables.Inputs.Take(program.System.Unknowns.Count).ToEquatableArray(),
            variables.Inputs.Skip(program.System.Unknowns.Count).ToEquatableArray(),
            program.Outputs.Count,
            program.Grids.Select(g => new KernelGrid(g.Id, g.Kind, ProgramPrinter.Meaning(g, ExprPrinter.Print))).ToEquatableArray(),
            program.Grids.Where(g => g is { Parent: not null, IsAxis: false }).Select(g => Convolution(program, g)).ToEquatableArray(),
            variables.Routines.Select(r => Routine(program, r)).ToEquatableArray(),
            input.Schedule.Nodes.Where(variables.Values.ContainsKey).Select(n => variables.Values[n]).ToEquatableArray(),
            input.Arrays(variables).ToEquatableArray(),
            new(
            [
                new Method(MethodKind.Load, Frame.Load(input, variables).ToEquatableArray()),
                new Method(MethodKind.Plan, Frame.Plan(input, variables).ToEquatableArray()),
                Phase(MethodKind.Evaluate, Scheduling.Phase.Evaluate, [Value(input, phases)]),
                Phase(MethodKind.Gradient, Scheduling.Phase.Gradient, Assigned(input, Scheduling.Phase.Gradient, phases, i => new ResidualResult(i))),
                Phase(MethodKind.Outputs, Scheduling.Phase.Outputs, Assigned(input, Scheduling.Phase.Outputs, phases, i => new ComponentResult(i))),
                new Method(MethodKind.FirstNonFinite, Frame.FirstNonFinite(input, variables).ToEquatableArray()),
            ]));
    }

    private static Convolution Convolution(NumericProgram program, Grid source)
    {
        int target = source.Parent!.Value;
        return source.Axes is { } axes
            ? new(source.Id, target, program.Grids[axes.Moving].Kind == GridKind.Split, new(axes.Along, axes.Moving, program.Grids[target].Axes![axes.Along]))
            : new(source.Id, target, source.Kind == GridKind.Split);
    }

    private static KernelRoutine Routine(NumericProgram program, RoutineInstance instance) => new(
        instance.Name,
        program.Routines.TakeWhile(r => !r.Routine.Equals(instance.Routine)).Count(),
        $"{instance.Routine.Name}({string.Join(", ", instance.Arguments)})");

    private static Section Value(KernelInput input, PhaseBody phases)
    {
        IReadOnlyList<Expr> roots = input.Schedule.Roots[Phase.Evaluate];
        EquatableArray<Residual> residuals = input.Program.System.Goals[0].Residuals;
        IEnumerable<Statement> body = roots.Skip(1).Select((root, i) =>
            new Assign(new ResidualResult(i), phases.Use(root), $"{residuals[i].Label}: {residuals[i].Written}"));
        return new Section(residuals.Count > 0 ? "Value and residuals." : "Value.", body.Prepend(new Assign(new ValueResult(), phases.Use(roots[0]))).ToEquatableArray());
    }

    private static IEnumerable<Statement> Assigned(KernelInput input, Phase phase, PhaseBody phases, Func<int, Place> target) =>
        phases.WithSharedProducts(phase, [.. input.Schedule.Roots[phase].Select((root, i) => new Assign(target(i), phases.Use(root)))]);
}
