using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>
/// Continuation in the givens: from a solution at the file's defaults, near the starts that the file states or that of the family there, along a path to the
/// values asked for. The path is straight, in the logarithm where a given is positive; steps are halved where Newton's method fails.
/// </summary>
internal sealed class GivenPath : IStrategy
{
    /// <inheritdoc/>
    public string Name => "given-path";

    /// <inheritdoc/>
    public Applicability Applies(Search search) =>
        search.IsSolvedFromNothing ? Applicability.No("the equations are solved from nothing")
        : search.FileStarts is null ? FromFamily(search)
        : Search.IsAnswer(search.Confirmed()) ? Applicability.No("the point found is confirmed")
        : Applicability.Yes("no start led to a solution at the givens asked for");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget)
    {
        IReadOnlyList<GivenInfo> infos = search.System.Description.Givens;
        double[]? point = search.FileStarts is { } starts ? starts[^1] : AtDefaults(search, budget);
        if (point is null)
        {
            return StrategyOutcome.Lost(null, 0, "the family has no solution at the defaults");
        }

        double reached = -1;
        double step = 1;
        LostPath? last = null;
        bool isMerged = false;
        for (int i = 0; i < Continuation.MostSteps && step >= Continuation.ShortestStep; i++)
        {
            double next = reached < 0 ? 0 : Math.Min(1, reached + step);
            var problem = new Objective(search.System, [.. infos.Zip(search.Problem.Given, (g, to) => Between(g, to, next))]) { Cancellation = budget.Cancellation, IsThrifty = search.FileStarts is null };
            problem.Resolution = budget.FirstResolution(problem);
            NewtonResult result = budget.Newton(problem, point);
            problem.IsThrifty = false;
            SolveStatus? fault = problem.IsRoot ? null : PointFault.Of(problem, result.Point, result.Condition, isSolved: result.Status == SolveStatus.Solved)?.Status;
            if (result.Status != SolveStatus.Solved || (problem.IsRoot ? !problem.IsAtRoot(result) : !result.IsPositive || fault is not null))
            {
                isMerged = !result.IsAtEdge && fault is SolveStatus.AtBoundary or SolveStatus.Flat;
                if (reached < 0)
                {
                    return StrategyOutcome.Lost(null, 0, "there is no solution at the defaults near the file's start");
                }

                step /= Continuation.Shrink;
                continue;
            }

            if (next >= 1)
            {
                return StrategyOutcome.Found(new Candidate(problem, result, search.Bound), result.Iterations);
            }

            (reached, point, step) = (next, result.Point, reached < 0 ? Continuation.FirstStep : Continuation.Grow * step);
            last = new([.. problem.Given], result.Merit);
        }

        return StrategyOutcome.Lost(null, 0, FormattableString.Invariant($"the path from the defaults was lost at {reached:P0} of its way")) with
        {
            // What goes to the edge where it could still be computed has become the level before.
            LostPath = isMerged ? null : last,
        };
    }

    private static Applicability FromFamily(Search search) =>
        search.LowerLevel is null ? Applicability.No("the file does not say where to start")
        : search.IsConvinced ? Applicability.No("a start led to what was asked for")
        : search.System.Description.Givens.Select(static g => g.Default).SequenceEqual(search.Problem.Given) ? Applicability.No("the givens are the defaults")
        : Applicability.Yes("no start led below the level before");

    /// <summary>The solution at the defaults, the levels before solved on the way; null where there is none.</summary>
    private static double[]? AtDefaults(Search search, SearchBudget budget)
    {
        Solved? solved = Search.Family([.. search.Members, search.System], static given => given.Default, budget);
        return solved is not null && Search.IsAnswer(solved) ? solved.Point : null;
    }

    private static double Between(GivenInfo given, double to, double t) => t >= 1 ? to
        : given.Lower >= 0 ? given.Default * Math.Pow(to / given.Default, t)
        : given.Default + (t * (to - given.Default));
}
