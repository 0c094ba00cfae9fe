using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>
/// Continuation in the givens: from a solution at the file's defaults, near the starts that the file states, along a path to the values
/// asked for. The path is straight, in the logarithm where a given is positive; steps are halved where Newton's method fails.
/// </summary>
internal sealed class GivenPath : IStrategy
{
    /// <inheritdoc/>
    public string Name => "given-path";

    /// <inheritdoc/>
    public Applicability Applies(Search search) =>
        search.IsSolvedFromNothing ? Applicability.No("the equations are solved from nothing")
        : search.FileStarts is null ? Applicability.No("the file does not say where to start")
        : Search.IsAnswer(search.Confirmed()) ? Applicability.No("the point found is confirmed")
        : Applicability.Yes("no start led to a solution at the givens asked for");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget)
    {
        IReadOnlyList<GivenInfo> infos = search.System.Description.Givens;
        double[] point = search.FileStarts![^1];
        double reached = -1;
        double step = 1;
        for (int i = 0; i < Continuation.MostSteps && step >= Continuation.ShortestStep; i++)
        {
            double next = reached < 0 ? 0 : Math.Min(1, reached + step);
            var problem = new Objective(search.System, [.. infos.Zip(search.Problem.Given, (g, to) => Between(g, to, next))]);
            problem.Resolution = budget.FirstResolution(problem);
            NewtonResult result = budget.Newton(problem, point);
            if (result.Status != SolveStatus.Solved || (problem.IsRoot && !problem.IsAtRoot(result)))
            {
                if (reached < 0)
                {
                    return StrategyOutcome.Lost(null, 0, "there is no solution at the defaults near the file's start");
                }

                step /= Continuation.Shrink;
                continue;
            }

            if (next >= 1)
            {
                return StrategyOutcome.Found(new Candidate(problem, result, null), result.Iterations);
            }

            (reached, point, step) = (next, result.Point, reached < 0 ? Continuation.FirstStep : Continuation.Grow * step);
        }

        return StrategyOutcome.Lost(null, 0, FormattableString.Invariant($"the path from the defaults was lost at {reached:P0} of its way"));
    }

    private static double Between(GivenInfo given, double to, double t) => t >= 1 ? to
        : given.Lower >= 0 ? given.Default * Math.Pow(to / given.Default, t)
        : given.Default + (t * (to - given.Default));
}
