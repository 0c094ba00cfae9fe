using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>The values that an index takes in a family.</summary>
/// <param name="Kind">What it counts.</param>
/// <param name="Name">Its name in the equation file, such as <c>r</c>.</param>
/// <param name="Values">The values, ascending.</param>
public sealed record FamilyRange(FamilyIndexKind Kind, string Name, IReadOnlyList<int> Values);

/// <summary>The systems of one model and goal. A model with a depth and a level has every level at every depth.</summary>
public sealed class EquationFamily
{
    private EquationFamily(IReadOnlyList<IEquationSystem> systems)
    {
        Systems = systems;
        Indices =
        [
            .. systems.SelectMany(s => s.Name.Indices).GroupBy(i => (i.Kind, i.Name)).OrderBy(g => g.Key.Kind)
                .Select(g => new FamilyRange(g.Key.Kind, g.Key.Name, [.. g.Select(i => i.Value).Distinct().Order()])),
        ];
    }

    /// <summary>The systems in ascending order, the outermost index first; one for a model that is one system.</summary>
    public IReadOnlyList<IEquationSystem> Systems { get; }

    /// <summary>The indices it runs over, outermost first; empty for a model that is one system.</summary>
    public IReadOnlyList<FamilyRange> Indices { get; }

    /// <summary>The model's name.</summary>
    public string Model => Systems[0].Name.Model;

    /// <summary>The goal's name.</summary>
    public string Goal => Systems[0].Name.Goal;

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

    /// <summary>In a line: the model, the goal, and the values of its indices that there are.</summary>
    public override string ToString() =>
        $"{Model}: {Goal}{string.Concat(Indices.Select(i => $", {i.Kind.ToString().ToLowerInvariant()} {string.Join(", ", i.Values)}"))}";

    /// <summary>Sorts systems into families, ordered by model; within a model in the order given.</summary>
    public static IReadOnlyList<EquationFamily> Group(IEnumerable<IEquationSystem> systems) =>
    [
        .. systems.Select(s => (System: s, s.Name)).GroupBy(s => (s.Name.Model, s.Name.Goal))
            .OrderBy(g => g.Key.Model, StringComparer.Ordinal)
            .Select(g => new EquationFamily(
                [.. g.OrderBy(s => s.Name.Indices.ValueOf(FamilyIndexKind.Depth)).ThenBy(s => s.Name.Indices.ValueOf(FamilyIndexKind.Level)).Select(s => s.System)])),
    ];

    /// <summary>The values of the index of a kind; empty where the family has none.</summary>
    public IReadOnlyList<int> Values(FamilyIndexKind kind) => Indices.FirstOrDefault(i => i.Kind == kind)?.Values ?? [];

    /// <summary>
    /// The member before one: the nearest lower one that differs in one index alone, the innermost that has such a member. It is the level
    /// before at the same depth and, at the lowest level, the same level at the depth before.
    /// </summary>
    /// <returns>The member; null where there is none.</returns>
    public IEquationSystem? Before(IEquationSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        IReadOnlyList<FamilyIndex> own = system.Name.Indices;
        for (int varied = own.Count - 1; varied >= 0; varied--)
        {
            IEquationSystem? before = Systems.LastOrDefault(s => Enumerable.Range(0, own.Count).All(i =>
                i == varied ? s.Name.Indices[i].Value < own[i].Value : s.Name.Indices[i].Value == own[i].Value));
            if (before is not null)
            {
                return before;
            }
        }

        return null;
    }
}
