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

    /// <summary>The family of a model.</summary>
    /// <param name="systems">Where to look, such as <c>Catalog.Systems</c>.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="goal">The goal's name; null: the first of the model.</param>
    /// <exception cref="ArgumentException">There is no such model or goal; the message says which there are.</exception>
    public static EquationFamily Of(IEnumerable<IEquationSystem> systems, string model, string? goal = null)
    {
        IReadOnlyList<EquationFamily> all = Group(systems);
        EquationFamily[] ofModel = [.. all.Where(f => string.Equals(f.Model, model, StringComparison.Ordinal))];
        if (ofModel.Length == 0)
        {
            throw new ArgumentException($"There is no model '{model}'; there are {string.Join(", ", all.Select(f => f.Model).Distinct(StringComparer.Ordinal))}.", nameof(model));
        }

        return ofModel.FirstOrDefault(f => goal is null || string.Equals(f.Goal, goal, StringComparison.Ordinal))
            ?? throw new ArgumentException($"{model} has no goal '{goal}'; it has {string.Join(", ", ofModel.Select(f => f.Goal))}.", nameof(goal));
    }

    /// <summary>In a line: the model, the goal, and the levels or depths that there are.</summary>
    public override string ToString() => $"{Model}: {Goal}{(Levels.Count == 0 ? string.Empty : $", {IndexName} {string.Join(", ", Levels)}")}";

    /// <summary>Sorts systems into families, ordered by model; within a model in the order given.</summary>
    public static IReadOnlyList<EquationFamily> Group(IEnumerable<IEquationSystem> systems) =>
    [
        .. systems.GroupBy(s => (s.Description.Model, s.Description.Goal))
            .OrderBy(g => g.Key.Model, StringComparer.Ordinal)
            .Select(g => new EquationFamily([.. g.OrderBy(s => s.Description.Member)])),
    ];
}
