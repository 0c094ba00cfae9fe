using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>A system without unknowns: a closed form, or the member of a family that has none. Its goal is worked out, and compared on other grids as any other.</summary>
internal sealed class NothingToVary : IStrategy
{
    /// <inheritdoc/>
    public string Name => "nothing-to-vary";

    /// <inheritdoc/>
    public Applicability Applies(Search search) =>
        search.Problem.Coordinates.Count == 0 ? Applicability.Yes("there are no unknowns") : Applicability.No("there are unknowns");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget)
    {
        Objective problem = search.Problem;
        problem.Resolution = budget.FirstResolution(problem);
        ReachOfPairs.Settle(problem, []);
        string? message = problem.System is { Kind: not GoalKind.Solve, Indices.Count: 0 } ? "there are no unknowns: the value is that of the goal as it stands" : null;
        Solved solved = Evidence.Confirm(new Candidate(problem, budget.Polish(problem, []), search.Bound, message), 0, budget);
        return new StrategyOutcome(null, 0, null, solved with { Result = solved.Result with { Strategy = Name } });
    }
}
