using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>The systems of one model and goal, by level or depth.</summary>
public sealed class EquationFamily
{
    private EquationFamily(IReadOnlyList<IEquationSystem> systems)
    {
        Systems = systems;
    }

    /// <summary>The systems, in ascending order of level or depth; one for a model without either.</summary>
    public IReadOnlyList<IEquationSystem> Systems { get; }

    /// <summary>The model's name.</summary>
    public string Model => Systems[0].Description.Model;

    /// <summary>The goal's name.</summary>
    public string Goal => Systems[0].Description.Goal;

    /// <summary>The levels, or the depths where the model has those instead; empty for a model without either.</summary>
    public IReadOnlyList<int> Levels => [.. Systems.Select(s => s.Description.Member).OfType<int>()];

    /// <summary>What <see cref="Levels"/> counts: <c>level</c> or <c>depth</c>.</summary>
    public string IndexName => Systems[0].Description.Depth is null ? "level" : "depth";

    /// <summary>Sorts systems into families, ordered by model; within a model in the order given.</summary>
    public static IReadOnlyList<EquationFamily> Group(IEnumerable<IEquationSystem> systems) =>
    [
        .. systems.GroupBy(s => (s.Description.Model, s.Description.Goal))
            .OrderBy(g => g.Key.Model, StringComparer.Ordinal)
            .Select(g => new EquationFamily([.. g.OrderBy(s => s.Description.Member)])),
    ];
}
