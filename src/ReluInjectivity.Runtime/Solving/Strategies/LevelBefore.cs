using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>
/// From the lower level's solution with one link more in each chain that has grown, at every place where a link can go; scalars as they
/// were or shifted together, since they follow the new link.
/// </summary>
internal sealed class LevelBefore : IStrategy
{
    /// <inheritdoc/>
    public string Name => "level-before";

    /// <inheritdoc/>
    public Applicability Applies(Search search) =>
        search.IsSolvedFromNothing ? Applicability.No("the equations are solved from nothing")
        : search.FileStarts is not null ? Applicability.No("the file says where to start")
        : search.Before is null ? Applicability.No("there is no solution of a level before")
        : search.IsConvinced ? Applicability.No("a start led to what was asked for")
        : Applicability.Yes("the level before is solved");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget)
    {
        StrategyOutcome outcome = MultiStart.Run(search, Points(search.Before!, search.Problem), budget);

        // Where the level before has added nothing, its unknowns are no start to find much from; but one where there is a value.
        return outcome.Candidate is { Newton.Status: not SolveStatus.NonFinite } || search.AtEdge is not { } edge ? outcome
            : MultiStart.Run(search, Points(edge, search.Problem), budget) is var other && other.Candidate is not null ? other with { Iterations = outcome.Iterations + other.Iterations } : outcome;
    }

    private static IEnumerable<double[]> Points(Solved before, Objective problem)
    {
        int places = problem.Coordinates.Chains.Max(c => c.Count);
        double[] firstLinks = problem.Coordinates.Chains.Any(c => ChainGrowth.Match(before.Objective, problem, c) is null) ? Growth.FirstLinks : Growth.FirstLinks[..1];
        foreach (double shift in Growth.Shifts)
        {
            for (int place = 0; place < places; place++)
            {
                foreach (double first in firstLinks)
                {
                    yield return ChainGrowth.Extend(before, problem, place, first, shift);
                }
            }
        }
    }
}
