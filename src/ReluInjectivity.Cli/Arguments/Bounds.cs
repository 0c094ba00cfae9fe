using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The bounds by other models: those are found among the models of the command, and those built in.</summary>
internal static class Bounds
{
    /// <summary>Checks that the models and goals that bounds of some systems name are there, with what the bounds set.</summary>
    /// <exception cref="BadArgumentException">One is not.</exception>
    public static void Require(CommandContext around, IEnumerable<IEquationSystem> members)
    {
        foreach (IGrouping<string, SystemDescription> model in members.Select(m => m.Description).Where(d => d.Bounds.Count > 0).GroupBy(d => d.Model, StringComparer.Ordinal))
        {
            foreach (BoundInfo bound in model.SelectMany(d => d.Bounds))
            {
                Require(around, model.First().File, bound);
            }
        }
    }

    /// <summary>The results, held against their bounds.</summary>
    public static IReadOnlyList<SolveResult> Check(CommandContext around, IReadOnlyList<SolveResult> results, SolveOptions options) =>
        ModelBounds.Check(results, around.Catalog, options, around.Cancellation);

    private static void Require(CommandContext around, string file, BoundInfo bound)
    {
        IReadOnlyList<EquationFamily> all = EquationFamily.Group(around.Catalog);
        IReadOnlyList<EquationFamily> families = [.. all.Where(f => string.Equals(f.Model, bound.Model, StringComparison.Ordinal))];
        string where = $"{file}: bound by {bound}: ";
        if (families.Count == 0)
        {
            string[] models = [.. all.Select(f => f.Model).Distinct(StringComparer.Ordinal)];
            throw new BadArgumentException($"{where}there is no model '{bound.Model}'{Suggestion.For(bound.Model, models)}; name its file in the same command\nmodels: {string.Join(", ", models)}");
        }

        string[] goals = [.. families.Select(f => f.Goal)];
        if (families.FirstOrDefault(f => string.Equals(f.Goal, bound.Goal, StringComparison.Ordinal)) is not { } family)
        {
            throw new BadArgumentException($"{where}{bound.Model} has no goal '{bound.Goal}'{Suggestion.For(bound.Goal, goals)} (it has {string.Join(", ", goals)})");
        }

        foreach ((string name, double value) in bound.At)
        {
            if (family.Indices.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.Ordinal)) is { } index)
            {
                if (!index.Values.Any(v => v == value))
                {
                    throw new BadArgumentException($"{where}{bound.Model} has no {Notation.CamelCase(index.Kind)} {Notation.Shortest(value)}");
                }
            }
            else if (!family.Systems.Any(s => s.Description.Givens.Any(g => string.Equals(g.Name, name, StringComparison.Ordinal))))
            {
                throw new BadArgumentException($"{where}{bound.Model} has no index and no given '{name}'");
            }
        }
    }
}
