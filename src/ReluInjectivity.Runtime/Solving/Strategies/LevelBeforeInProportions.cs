using ReluInjectivity.Runtime.SpecialFunctions;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>
/// As <see cref="LevelBefore"/>, where two chains grow that relations tie to each other: their new links belong together, though neither
/// at one place nor in one proportion, and most pairs imply unknowns out of order, which costs little to see. Every place of each, three
/// proportions of the one, and a fine range of the other's.
/// </summary>
internal sealed class LevelBeforeInProportions : IStrategy
{
    /// <inheritdoc/>
    public string Name => "level-before-in-proportions";

    /// <inheritdoc/>
    public Applicability Applies(Search search) =>
        search.IsSolvedFromNothing ? Applicability.No("the equations are solved from nothing")
        : search.Before is null ? Applicability.No("there is no solution of a level before")
        : search.Problem.System.Relations is null ? Applicability.No("no relations tie chains to each other")
        : search.IsConvinced ? Applicability.No("a start led to what was asked for")
        : Applicability.Yes("relations tie the chains that grow, and no equal proportions led to what was asked for");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget) => MultiStart.Run(search, Points(search.Before!, search.Problem), budget);

    private static IEnumerable<double[]> Points(Solved before, Objective problem)
    {
        (OrderedCoordinates Chain, OrderedCoordinates Before)[] growing =
        [
            .. problem.Coordinates.Chains.Select(c => (Chain: c, Before: ChainGrowth.Match(before.Objective, problem, c)))
                .Where(c => c.Before is { } b && b.Count == c.Chain.Count - 1).Select(c => (c.Chain, c.Before!)),
        ];
        if (growing.Length != 2)
        {
            return [];
        }

        double[] fine = [.. Enumerable.Range(-Growth.FineSteps, (2 * Growth.FineSteps) + 1).Select(t => ElementaryFunctions.Logistic(Growth.FineStep * t))];
        IEnumerable<double[]> starts = [ChainGrowth.Extend(before, problem, int.MaxValue, 0, 0)];
        starts = Split(starts, before.Point, growing[0], Growth.Proportions);
        return Split(starts, before.Point, growing[1], fine);
    }

    private static IEnumerable<double[]> Split(
        IEnumerable<double[]> starts, double[] solution, (OrderedCoordinates Chain, OrderedCoordinates Before) growing, double[] proportions)
    {
        (OrderedCoordinates chain, OrderedCoordinates before) = growing;
        double[] links = [.. Enumerable.Range(0, before.Count).Select(k => solution[before.At(k)])];
        return starts.SelectMany(start => Enumerable.Range(0, links.Length).SelectMany(place => proportions.Select(proportion =>
        {
            double[] u = [.. start];
            double[] split = ChainGrowth.Split(chain.Kind, links, place, proportion);
            for (int k = 0; k < chain.Count; k++)
            {
                u[chain.At(k)] = split[k];
            }

            return u;
        })));
    }
}
