using ReluInjectivity.Runtime.Quadrature;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>What several strategies share: Newton's method from the best of many starts.</summary>
internal static class MultiStart
{
    /// <summary>Iterates from the best of the starts until the best point, those of earlier strategies included, is what was asked for.</summary>
    public static StrategyOutcome Run(Search search, IEnumerable<double[]> starts, SearchBudget budget)
    {
        search.Problem.IsThrifty = search.FileStarts is null;
        StrategyOutcome outcome = FromStarts(search, starts, budget);
        search.Problem.IsThrifty = false;
        return outcome;
    }

    private static StrategyOutcome FromStarts(Search search, IEnumerable<double[]> starts, SearchBudget budget)
    {
        Objective problem = search.Problem;
        problem.Resolution = problem.Kernel.Resolution(Resolution.CoarseNodesPerWidth);
        (double[] Point, double Merit)[] ranked =
        [
            .. starts.Select(u => (Point: u, Merit: problem.Merit(u))).Where(s => double.IsFinite(s.Merit)).OrderBy(s => s.Merit),
        ];

        // Coarse grids tell good starts from bad ones; a minimum of each of the best few, then the best of these.
        problem.Resolution = budget.FirstResolution(problem);
        NewtonResult? best = search.Best;
        int iterations = 0;
        int tried = 0;
        int atEdge = 0;
        int atFloor = 0;
        foreach (double[] start in Spread(ranked))
        {
            NewtonResult result = budget.Newton(problem, start);
            iterations += result.Iterations;
            tried++;
            if (best is null || IsBetter(search, result, best))
            {
                best = result;
            }

            bool isGood = best.Status == SolveStatus.Solved
                && best.IsPositive && (!problem.IsRoot || problem.IsAtRoot(best))
                && PointFault.Of(problem, best.Point, best.Condition, isSolved: true) is null && (search.Bound is null || best.Merit < search.Bound);
            atEdge += result.IsAtEdge ? 1 : 0;
            atFloor += result.IsAtFloor ? 1 : 0;
            if (atEdge == SearchConstants.MultiStart.AtEdge * problem.Coordinates.Count * problem.Coordinates.Count || atFloor == SearchConstants.MultiStart.AtFloor)
            {
                break;
            }

            if (isGood && (search.Before is not null || problem.IsRoot || tried >= SearchConstants.MultiStart.Tried))
            {
                return StrategyOutcome.Found(new Candidate(problem, best, search.Bound), iterations);
            }
        }

        string reason = ranked.Length == 0 ? "nothing is finite at any start" : $"none of {tried} starts led to what was asked for beyond doubt";
        return StrategyOutcome.Lost(best is null ? null : new Candidate(problem, best, search.Bound), iterations, reason);
    }

    /// <summary>The best starts, leaving out those close to one already taken.</summary>
    private static IEnumerable<double[]> Spread((double[] Point, double Merit)[] ranked)
    {
        var chosen = new List<(double[] Point, double Merit)>();
        foreach ((double[] Point, double Merit) start in ranked)
        {
            if (chosen.All(c => c.Point.Zip(start.Point, (a, b) => Math.Abs(a - b)).Max() > SearchConstants.MultiStart.Apart))
            {
                chosen.Add(start);
            }

            if (chosen.Count == SearchConstants.MultiStart.TriedAtMost)
            {
                break;
            }
        }

        return chosen.Select(c => c.Point);
    }

    /// <summary>Optima are better than other points where they are below what the level before has, and then the lower the better.</summary>
    private static bool IsBetter(Search search, NewtonResult a, NewtonResult b)
    {
        bool IsFound(NewtonResult r) => r.Status == SolveStatus.Solved && r.IsPositive && !(r.Merit >= search.Bound) && PointFault.Of(search.Problem, r.Point, r.Condition, isSolved: true) is null;
        return IsFound(a) != IsFound(b) ? IsFound(a) : a.Merit < b.Merit || double.IsNaN(b.Merit);
    }
}
