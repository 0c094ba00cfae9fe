using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The arguments <c>MODEL</c> and <c>--goal</c>.</summary>
internal static class ModelLookup
{
    /// <summary>The families of a model: the one of a goal; where none was typed the first, or all if <paramref name="allGoals"/>.</summary>
    /// <exception cref="BadArgumentException">There is no such model, or the model has no such goal.</exception>
    public static IReadOnlyList<EquationFamily> Find(IReadOnlyList<IEquationSystem> systems, string model, string? goal, bool allGoals = false)
    {
        IReadOnlyList<EquationFamily> all = EquationFamily.Group(systems);
        IReadOnlyList<EquationFamily> families = [.. all.Where(f => string.Equals(f.Model, model, StringComparison.Ordinal))];
        if (families.Count == 0)
        {
            IReadOnlyList<string> models = [.. all.Select(f => f.Model).Distinct(StringComparer.Ordinal)];
            throw new BadArgumentException($"MODEL: there is no model '{model}'{Suggestion.For(model, models)}\nmodels: {string.Join(", ", models)}");
        }

        if (goal is null or "all")
        {
            return goal is null && !allGoals ? [families[0]] : families;
        }

        EquationFamily? family = families.FirstOrDefault(f => string.Equals(f.Goal, goal, StringComparison.Ordinal));
        IReadOnlyList<string> goals = [.. families.Select(f => f.Goal)];
        return family is not null
            ? [family]
            : throw new BadArgumentException($"--goal: {model} has no goal '{goal}'{Suggestion.For(goal, goals)} (it has {string.Join(", ", goals)})");
    }
}
