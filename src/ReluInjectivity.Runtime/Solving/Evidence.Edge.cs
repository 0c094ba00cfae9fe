using ReluInjectivity.Runtime.Solving.Strategies;

namespace ReluInjectivity.Runtime.Solving;

/// <content>Optima that are approached at an end of an interval.</content>
internal static partial class Evidence
{
    /// <summary>The point refined; where a search gave up on the way to an end of an interval, the limit there.</summary>
    private static Solved Found(Candidate candidate, int iterations, SearchBudget budget)
    {
        // Beside where nothing has a value finer grids have none either, after much work; and far out where digits cancel the search follows rounding.
        bool isLost = candidate.Newton is { Status: SolveStatus.Stalled or SolveStatus.IterationLimit } && PointFault.IsFarOut(candidate.Objective, candidate.Newton.Point);
        if ((candidate.Newton.IsAtEdge || isLost) && AtLimit(candidate, iterations, budget) is { } early)
        {
            return early;
        }

        if (candidate.Newton.IsAtEdge)
        {
            // The search was told to spare nodes: where that was what ended it, it goes on.
            NewtonResult further = budget.Polish(candidate.Objective, candidate.Newton.Point);
            candidate = candidate with { Newton = further };
            iterations += further.Iterations;
            if (further.IsAtEdge && AtLimit(candidate, iterations, budget) is { } late)
            {
                return late;
            }
        }

        Solved finished = Finish(candidate, iterations, budget);
        return !candidate.Newton.IsAtEdge && finished.Result.Status is SolveStatus.Stalled or SolveStatus.NonFinite or SolveStatus.IterationLimit or SolveStatus.NotAnOptimum
            && EdgeLimit.Of(candidate.Objective, candidate.Newton.Point, isAtEdge: false, budget) is { } limit ? Approached(finished, limit) : finished;
    }

    /// <summary>The limit of an optimum on the way to an end of an interval; null where there is none.</summary>
    private static Solved? AtLimit(Candidate candidate, int iterations, SearchBudget budget) =>
        EdgeLimit.Of(candidate.Objective, candidate.Newton.Point, candidate.Newton.IsAtEdge, budget) is { } limit
            ? Approached(new(candidate.Objective, limit.Point, Failed(candidate.Objective, SolveStatus.AtBoundary, iterations)), limit)
            : null;

    private static Solved Approached(Solved finished, EdgeLimit limit)
    {
        double[] closest = limit.Point;
        string where = PointFault.Towards(finished.Objective, limit.Point, limit.Unknown);
        SolveResult result = finished.Result with
        {
            Status = SolveStatus.AtBoundary,
            Value = limit.Value,
            ErrorEstimate = limit.Error,
            Unknowns = finished.Objective.Coordinates.ToUnknowns(limit.Point),
            Outputs = Local.At(finished.Objective, ref closest).Outputs,
            Message = $"the optimum is approached at the boundary, as {where}; the value is extrapolated to there, unknowns and outputs are those of the closest place computed",
        };
        return finished with { Point = limit.Point, Result = result };
    }
}
