using ReluInjectivity.Runtime.Solving.Strategies;

namespace ReluInjectivity.Runtime.Solving;

/// <content>Optima that are approached at an end of an interval.</content>
internal static partial class Evidence
{
    /// <summary>The point refined; where a search gave up on the way to an end of an interval, the limit there.</summary>
    private static Solved Found(Candidate candidate, int iterations, SearchBudget budget)
    {
        // Beside where nothing has a value finer grids have none either, after much work.
        if (candidate.Newton.IsAtEdge && EdgeLimit.Of(candidate.Objective, candidate.Newton.Point, budget) is { } early)
        {
            return Approached(new(candidate.Objective, early.Point, Failed(candidate.Objective, SolveStatus.AtBoundary, iterations)), early);
        }

        Solved finished = Finish(candidate, iterations, budget);
        return !candidate.Newton.IsAtEdge && finished.Result.Status is SolveStatus.Stalled or SolveStatus.NonFinite or SolveStatus.IterationLimit or SolveStatus.NotAnOptimum
            && EdgeLimit.Of(candidate.Objective, candidate.Newton.Point, budget) is { } limit ? Approached(finished, limit) : finished;
    }

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
