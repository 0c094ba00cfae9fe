using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>The systems of one model and goal, by level.</summary>
public sealed class EquationFamily
{
    private EquationFamily(IReadOnlyList<IEquationSystem> systems)
    {
        Systems = systems;
    }

    /// <summary>The systems, in ascending order of level; one for a model without levels.</summary>
    public IReadOnlyList<IEquationSystem> Systems { get; }

    /// <summary>The model's name.</summary>
    public string Model => Systems[0].Description.Model;

    /// <summary>The goal's name.</summary>
    public string Goal => Systems[0].Description.Goal;

    /// <summary>The levels; empty for a model without.</summary>
    public IReadOnlyList<int> Levels => [.. Systems.Select(s => s.Description.Level).OfType<int>()];

    /// <summary>Sorts systems into families, ordered by model; within a model in the order given.</summary>
    public static IReadOnlyList<EquationFamily> Group(IEnumerable<IEquationSystem> systems) =>
    [
        .. systems.GroupBy(s => (s.Description.Model, s.Description.Goal))
            .OrderBy(g => g.Key.Model, StringComparer.Ordinal)
            .Select(g => new EquationFamily([.. g.OrderBy(s => s.Description.Level)])),
    ];
}
