using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>A routine applied to one set of arguments; its derivatives there share its buffers.</summary>
/// <param name="Routine">The routine's value.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Name">The instance's name.</param>
internal sealed record RoutineInstance(Routine Routine, IReadOnlyList<Expr> Arguments, Name Name)
{
    /// <summary>All instances of a schedule.</summary>
    public static IReadOnlyList<RoutineInstance> All(KernelInput input)
    {
        var all = new List<RoutineInstance>();
        foreach (Call call in input.Schedule.Nodes.OfType<Call>())
        {
            if (call.Function is Routine routine && !all.Any(i => i.Is(call)))
            {
                Name name = Name.Declared(routine.Definition.FullName);
                all.Add(new(routine.Value, call.Children, name with { Indices = name.Indices.Append(all.Count).ToEquatableArray() }));
            }
        }

        return all;
    }

    /// <summary>Whether a call applies the routine, or a derivative of it, to the arguments.</summary>
    public bool Is(Call call) => call.Function is Routine routine && routine.Value.Equals(Routine) && Arguments.SequenceEqual(call.Children);
}
