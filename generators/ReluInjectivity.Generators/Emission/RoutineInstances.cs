using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Generators.Emission;

/// <summary>The applications of routines in a kernel: each to its own arguments, with a field that holds its buffers.</summary>
internal sealed class RoutineInstances
{
    private const string Systems = "global::ReluInjectivity.Runtime.Systems.";

    private readonly List<(Routine Routine, IReadOnlyList<Expr> Arguments, string Field)> _instances = [];

    /// <summary>Finds them in a plan's schedule.</summary>
    public RoutineInstances(KernelPlan plan, Identifiers identifiers)
    {
        foreach (Call call in plan.Schedule.Nodes.OfType<Call>())
        {
            if (call.Function is Routine routine && Find(call) is null)
            {
                _instances.Add((routine.Value, call.Children, identifiers.Named(routine.Name + "_" + _instances.Count.ToString(CultureInfo.InvariantCulture))));
            }
        }
    }

    /// <summary>The argument that tells a kernel's base class of them.</summary>
    public string SetupArgument => _instances.Count == 0 ? string.Empty : $", routines: [{string.Join(", ", _instances.Select(i => i.Field))}]";

    /// <summary>Whether a node applies a routine or a derivative of one.</summary>
    public static bool IsRoutine(Expr node) => node is Call { Function: Routine };

    /// <summary>The call that computes a node; null for other nodes.</summary>
    public string? Text(Expr node, Func<Expr, string> use)
    {
        if (node is not Call { Function: Routine routine } call)
        {
            return null;
        }

        string field = Find(call)!.Value.Field;
        string Places() => string.Join(", ", routine.By.Select(i => i.ToString(CultureInfo.InvariantCulture)));
        return routine.By.Count == 0 ? $"{field}.Value({string.Join(", ", call.Children.Select(use))})" : $"{field}.Derivative({Places()})";
    }

    /// <summary>Writes the fields.</summary>
    public void WriteFields(IndentedWriter writer, IReadOnlyDictionary<Routine, string> classes)
    {
        foreach ((Routine routine, IReadOnlyList<Expr> arguments, string field) in _instances)
        {
            writer.Line();
            writer.Line($"// {routine.Name}({string.Join(", ", arguments)}).");
            writer.Line($"private readonly {Systems}Routine {field} = new({classes[routine]});");
        }
    }

    private (Routine Routine, IReadOnlyList<Expr> Arguments, string Field)? Find(Call call)
    {
        foreach ((Routine Routine, IReadOnlyList<Expr> Arguments, string Field) instance in _instances)
        {
            if (ReferenceEquals(instance.Routine, ((Routine)call.Function).Value) && instance.Arguments.SequenceEqual(call.Children))
            {
                return instance;
            }
        }

        return null;
    }
}
