using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>A schedule to a kernel: name, write down, store, split.</summary>
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
            program.System.Goals.Select(g => g.Name).ToEquatableArray(),
            variables.Inputs.Take(program.System.Unknowns.Count).ToEquatableArray(),
            variables.Inputs.Skip(program.System.Unknowns.Count).ToEquatableArray(),
            program.Outputs.Count,
            variables.Direction.ToEquatableArray(),
            program.Grids.Select(g => new KernelGrid(g.Id, g.Kind, ProgramPrinter.Meaning(g, ExprPrinter.Print))).ToEquatableArray(),
            program.Grids.Where(g => g.Parent is not null).Select(g => new Convolution(g.Id, g.Parent!.Value, g.Kind == GridKind.Split)).ToEquatableArray(),
            variables.Routines.Select(r => Routine(program, r)).ToEquatableArray(),
            input.Schedule.Nodes.Where(variables.Values.ContainsKey).Select(n => variables.Values[n]).ToEquatableArray(),
            input.Arrays(variables).ToEquatableArray(),
            new(
            [
                new Method(MethodKind.Load, Frame.Load(input, variables).ToEquatableArray()),
                new Method(MethodKind.Plan, Frame.Plan(input, variables).ToEquatableArray()),
                Phase(MethodKind.Evaluate, Scheduling.Phase.Evaluate, [Value(input, phases)]),
                Phase(MethodKind.Gradient, Scheduling.Phase.Gradient, Gradient(input, phases)),
                Phase(MethodKind.PrepareHessian, Scheduling.Phase.HessianPreparation, []),
                Phase(MethodKind.HessianVectorProduct, Scheduling.Phase.HessianVectorProduct, [HessianVectorProduct(input, phases)]),
                Phase(MethodKind.Outputs, Scheduling.Phase.Outputs, Assigned(input.Schedule.Roots[Scheduling.Phase.Outputs], phases, i => new ComponentResult(i))),
                new Method(MethodKind.FirstNonFinite, Frame.FirstNonFinite(input, variables).ToEquatableArray()),
            ]));
    }

    private static KernelRoutine Routine(NumericProgram program, RoutineInstance instance) => new(
        instance.Name,
        program.Routines.TakeWhile(r => !r.Routine.Equals(instance.Routine)).Count(),
        $"{instance.Routine.Name}({string.Join(", ", instance.Arguments)})");

    private static Section Value(KernelInput input, PhaseBody phases)
    {
        EquationSystem system = input.Program.System;
        IEnumerable<Statement> OfGoal(int index)
        {
            IReadOnlyList<Expr> roots = Roots(input, Phase.Evaluate, index, g => 1 + g.Residuals.Count);
            yield return new Assign(new ValueResult(), phases.Use(roots[0]));
            for (int i = 1; i < roots.Count; i++)
            {
                Residual residual = system.Goals[index].Residuals[i - 1];
                string written = $"{residual.Label}: {residual.Written}";
                yield return new Assign(new ResidualResult(i - 1), phases.Use(roots[i]), written);
            }
        }

        string title = "Value" + (system.Goals.Any(g => g.Residuals.Count > 0) ? " and residuals." : ".");
        return new Section(title, Frame.ForEachGoal(system, OfGoal).ToEquatableArray());
    }

    private static IEnumerable<Statement> Gradient(KernelInput input, PhaseBody phases)
    {
        EquationSystem system = input.Program.System;
        return Frame.ForEachGoal(system, index => Assigned(
            Roots(input, Phase.Gradient, index, g => g.Kind == GoalKind.Solve ? 0 : system.Unknowns.Count), phases, i => new ResidualResult(i)));
    }

    private static Section HessianVectorProduct(KernelInput input, PhaseBody phases)
    {
        EquationSystem system = input.Program.System;
        int n = system.Unknowns.Count;
        var ofValue = new Local(Name.Temporary("ofValue"));
        IEnumerable<Statement> OfGoal(int index)
        {
            IReadOnlyList<Expr> roots = Roots(input, Phase.HessianVectorProduct, index, g => g.Kind == GoalKind.Solve ? n + 1 : n);
            IEnumerable<Statement> column = Assigned([.. roots.Take(n)], phases, i => new ComponentResult(i));
            return roots.Count > n ? column.Append(new Assign(ofValue, phases.Use(roots[n]))) : column;
        }

        return new Section(
            "Hessian, or Jacobian, times direction.",
            new([new Declare(ofValue, null, new Undefined()), .. Frame.ForEachGoal(system, OfGoal), new Return(ofValue)]));
    }

    private static IEnumerable<Statement> Assigned(IReadOnlyList<Expr> roots, PhaseBody phases, Func<int, Place> target) =>
        roots.Select((root, i) => new Assign(target(i), phases.Use(root)));

    /// <summary>The roots of one goal in a phase, where the goals' roots follow each other.</summary>
    private static IReadOnlyList<Expr> Roots(KernelInput input, Phase phase, int goal, Func<SystemGoal, int> count)
    {
        IReadOnlyList<SystemGoal> goals = input.Program.System.Goals;
        return [.. input.Schedule.Roots[phase].Skip(goals.Take(goal).Sum(count)).Take(count(goals[goal]))];
    }
}
