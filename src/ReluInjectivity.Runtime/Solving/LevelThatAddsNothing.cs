using System.Globalization;
using ReluInjectivity.Runtime.Solving.Strategies;
using ReluInjectivity.Runtime.Systems;
using Constants = ReluInjectivity.Runtime.Solving.SearchConstants.Nested;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// A nested level whose optimum is that of the level before: where unknowns coincide or vanish the one is the other, and no start led below. Such a
/// point lies at the edge of the domain, where digits cancel, so the value of the level before is the better one.
/// </summary>
internal static class LevelThatAddsNothing
{
    /// <summary>How close to the optimum of the level before a merit is not below it.</summary>
    public static double Slack(SolveResult lower) => Math.Max(Constants.Same * Math.Max(1, Math.Abs(lower.Value)), 2 * lower.ErrorEstimate);

    /// <summary>
    /// The value of the level before, where the best point found is no better and no optimum; null otherwise. Where a path through the givens led below the
    /// level before and was lost, the bar has what the level gained at the last point of it; where the search was lost far from there, there is no value.
    /// </summary>
    /// <param name="search">The search.</param>
    /// <param name="candidate">The best point.</param>
    /// <param name="lower">The level before.</param>
    /// <param name="iterations">The Newton iterations spent.</param>
    /// <param name="budget">What may be spent.</param>
    public static Solved? Of(Search search, Candidate candidate, SolveResult lower, int iterations, SearchBudget budget)
    {
        (Objective problem, NewtonResult newton, _, _, _) = candidate;
        double bound = problem.Turned(lower.Value);
        bool isOptimum = newton is { Status: SolveStatus.Solved, IsPositive: true } && PointFault.Of(problem, newton.Point, newton.Condition, isSolved: true) is null;
        if (isOptimum || IsBelow(problem, newton, bound - lower.ErrorEstimate))
        {
            return null;
        }

        int furthest = Enumerable.Range(0, newton.Point.Length).MaxBy(j => problem.Coordinates.HasEnds(j) ? Math.Abs(newton.Point[j]) : -1);
        string towards = PointFault.Towards(problem, newton.Point, furthest);
        double gain = GainAt(search, budget);
        if (!double.IsFinite(gain) || !(Math.Abs(newton.Merit - bound) <= (Constants.Beside * Math.Max(1, Math.Abs(bound))) + lower.ErrorEstimate))
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"no start led to a better value than that of the level before, {lower.Value}, and the search was lost on the way towards {towards}");
            return new Solved(problem, newton.Point, Evidence.Failed(problem, SolveStatus.Stalled, iterations, where));
        }

        return Given(problem, newton, lower, gain, iterations, $"the best went towards {towards}", budget);
    }

    /// <summary>The same in the place of a boundary where the value of the level before is approached, as far as it is known; what a point on the way there gained, and a path, is in the bar.</summary>
    public static Solved Instead(Search search, Solved atBoundary, NewtonResult found, SolveResult lower, SearchBudget budget)
    {
        if (atBoundary.Result.Status != SolveStatus.AtBoundary || !(Math.Abs(atBoundary.Result.Value - lower.Value) <= atBoundary.Result.ErrorEstimate + lower.ErrorEstimate))
        {
            return atBoundary;
        }

        double gain = Math.Max(GainAt(search, budget), Math.Max(0, atBoundary.Objective.Turned(lower.Value) - found.Merit));
        return !(lower.ErrorEstimate + gain < atBoundary.Result.ErrorEstimate) ? atBoundary
            : Given(atBoundary.Objective, found with { Point = atBoundary.Point }, lower, gain, atBoundary.Result.Iterations, "the best went there where unknowns reach an end of their intervals", budget);
    }

    private static Solved Given(Objective problem, NewtonResult newton, SolveResult lower, double gain, int iterations, string best, SearchBudget budget)
    {
        double error = lower.ErrorEstimate + gain;
        bool isPrecise = lower.Status != SolveStatus.Imprecise && error <= Math.Max(lower.ErrorEstimate, budget.Options.Tolerance * Math.Max(1, Math.Abs(lower.Value)));
        string message = gain == 0 ? $"the level adds nothing: no start led to a better value than that of the level before, which is given here; {best}"
            : string.Create(CultureInfo.InvariantCulture, $"the level adds at most what the bound on the error has: no start led to an optimum with a better value than that of the level before, which is given here; where it could last be solved or evaluated the level gained {gain:0.#e0}");
        SolveResult result = Evidence.Failed(problem, isPrecise ? SolveStatus.AtBoundary : SolveStatus.Imprecise, iterations, message) with
        {
            Value = lower.Value,
            ErrorEstimate = error,
            QuadratureError = lower.QuadratureError,
            OptimiserError = lower.OptimiserError + gain,
            Unknowns = problem.Coordinates.ToUnknowns(newton.Point),
            Outputs = problem.At(newton.Point) is { } here ? [.. here.Outputs.Take(problem.System.Outputs.Count)] : [.. Enumerable.Repeat(double.NaN, problem.System.Outputs.Count)],
            GradientNorm = newton.GradientNorm,
            LastStep = newton.LastStep,
            ConditionNumber = newton.Condition,
        };
        return new Solved(problem, newton.Point, result);
    }

    /// <summary>What the level gained at the last point of a path; 0 without a path, NaN where the level before has no value there.</summary>
    private static double GainAt(Search search, SearchBudget budget)
    {
        if (search.Lost is not { } lost)
        {
            return 0;
        }

        Dictionary<string, double> given = search.System.Description.Givens.Zip(lost.Given).ToDictionary(static g => g.First.Name, static g => g.Second, StringComparer.Ordinal);
        Solved? there = Search.Family(search.Members, g => given.GetValueOrDefault(g.Name, g.Default), budget);
        return there is null || !Search.IsAnswer(there) ? double.NaN : Math.Max(0, there.Objective.Turned(there.Result.Value) - lost.Merit) + there.Result.ErrorEstimate;
    }

    /// <summary>Whether a point is below a bound by more than other grids and rounding make of it.</summary>
    private static bool IsBelow(Objective problem, NewtonResult newton, double bound)
    {
        if (newton.Merit >= bound)
        {
            return false;
        }

        QuadratureCheck check = QuadratureCheck.Of(
            r => problem.On(r, () => problem.Merit(newton.Point)), newton.Merit, problem.Resolution, Constants.Same * Math.Abs(bound), problem.Kernel.HasOtherRules);
        return check.Value < bound - (Constants.Safety * check.Error) - (problem.At(newton.Point)?.Rounding.Value ?? 0);
    }
}
