using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>A way to search for a solution. It holds no state: what it needs to know of the search is handed to it.</summary>
internal interface IStrategy
{
    /// <summary>The name that results report.</summary>
    string Name { get; }

    /// <summary>Whether it is tried, and why.</summary>
    Applicability Applies(Search search);

    /// <summary>Searches, where it applies.</summary>
    StrategyOutcome Run(Search search, SearchBudget budget);
}

/// <summary>Whether a strategy is tried.</summary>
/// <param name="IsTried">Whether it is.</param>
/// <param name="Reason">Why, or why not.</param>
internal readonly record struct Applicability(bool IsTried, string Reason)
{
    /// <summary>It is tried.</summary>
    public static Applicability Yes(string reason) => new(true, reason);

    /// <summary>It is passed over.</summary>
    public static Applicability No(string reason) => new(false, reason);
}

/// <summary>What a strategy may spend.</summary>
/// <param name="Options">How to solve; the iterations allowed from one start among it.</param>
/// <param name="Cancellation">Stops between Newton iterations.</param>
internal sealed record SearchBudget(SolveOptions Options, CancellationToken Cancellation)
{
    /// <summary>
    /// The grids that a solution is looked for on: as fine as the tolerance needs where functions are analytic. <see cref="Evidence"/> refines them where they are not enough.
    /// </summary>
    public Resolution FirstResolution(Objective problem)
    {
        double toFine = Math.Clamp(Math.Log(Options.Tolerance / RoughTolerance) / Math.Log(FineTolerance / RoughTolerance), 0, 1);
        return new Resolution(
            problem.Resolution.Count, double.Lerp(RoughNodesPerWidth, Finest(problem), toFine), double.Lerp(RoughReach, Resolution.DefaultReach, toFine)).AsWideAs(problem.Resolution);
    }

    /// <summary>Nodes for each length scale to the finest of tolerances.</summary>
    private static double Finest(Objective problem) => problem.Kernel.HasPairs ? Pairs.FirstNodesPerWidth : FirstNodesPerWidth;

    /// <summary>Grids that are enough to tell which of several points is best, and for Newton's method to come close to a solution: those in use where they are as rough.</summary>
    public static Resolution Rough(Objective problem) =>
        problem.Resolution.Count == 0 || problem.Resolution.NodesPerWidth(0) <= RoughNodesPerWidth ? problem.Resolution
            : new Resolution(problem.Resolution.Count, RoughNodesPerWidth, RoughReach).AsWideAs(problem.Resolution);

    /// <summary>Grids that are enough for a Hessian over pairs of nodes.</summary>
    public static Resolution ForCurvature(Objective problem) => new Resolution(problem.Resolution.Count, Pairs.CurvatureNodesPerWidth, RoughReach).AsWideAs(problem.Resolution);

    /// <summary>Newton's method from one start: to the solution on rough grids where those in use are finer, and from there on these.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">The start.</param>
    /// <param name="near">The Hessian of an optimum close by, which makes it a start from which rough grids are of no use; null where none is known.</param>
    public NewtonResult Newton(INewtonProblem problem, double[] start, Matrix<double>? near = null)
    {
        if (near is not null)
        {
            return Run(problem, start, near, LastStepLeft(problem));
        }

        if (problem is not Objective { Resolution.Count: > 0, System.Kind: not GoalKind.Solve } objective)
        {
            return Polish(problem, start);
        }

        // A tolerance that rough grids are enough for asks for no more: confirmation takes the last step.
        Resolution rough = Rough(objective);
        Negligible negligible = rough == objective.Resolution ? Negligible.For(Options.Tolerance) : Negligible.OnTheWay;
        Resolution wide = rough;
        NewtonResult there = objective.On(rough, () =>
        {
            ReachOfPairs.Settle(objective, start);
            NewtonResult result = Run(objective, Ordered(objective, start), negligible: negligible);
            wide = objective.Resolution;
            return result;
        });
        objective.Resolution = objective.Resolution.AsWideAs(wide);
        bool isFound = there.Status == SolveStatus.Solved && HasRightInertia(objective, there);
        if (rough == objective.Resolution)
        {
            if (isFound)
            {
                return Judged(objective, there);
            }

            // What comes to nothing on rough grids is looked for on fine ones, from here on.
            objective.Resolution = objective.Kernel.Resolution(Finest(objective)).AsWideAs(wide);
        }

        if (!isFound)
        {
            return Polish(problem, start);
        }

        NewtonResult found = Run(objective, there.Point, near: objective.IsRoot ? null : there.Derivative, LastStepLeft(objective));
        return Judged(objective, found with { Iterations = there.Iterations + found.Iterations });
    }

    /// <summary>Newton's method on the grids in use; nothing where nothing varies.</summary>
    public NewtonResult Polish(INewtonProblem problem, double[] start) => start.Length == 0 ? NewtonResult.OfNothing(problem.Merit(start))
        : problem is Objective objective ? Judged(objective, Run(objective, Ordered(objective, start), negligible: LastStepLeft(objective))) : Run(problem, start);

    /// <summary>What is not worth another iteration on the grids that a value is confirmed on: of an optimum the confirmation takes the last step.</summary>
    private Negligible? LastStepLeft(INewtonProblem problem) => problem.IsRoot ? null : Negligible.For(Options.Tolerance);

    private NewtonResult Run(INewtonProblem problem, double[] start, Matrix<double>? near = null, Negligible? negligible = null) =>
        Solving.Newton.Run(problem, start, Options.MaximumIterations, Cancellation, near, negligible);

    /// <summary>The norm of the gradient leads to any stationary point: the declared order leads to where the right one is.</summary>
    private double[] Ordered(Objective problem, double[] start) =>
        problem.System.Maximised is null ? start : SaddleSearch.Run(problem, start, Options.MaximumIterations, Cancellation);

    private static NewtonResult Judged(Objective problem, NewtonResult found) => problem.System.Maximised is null ? found
        : found with { IsPositive = found.Status == SolveStatus.Solved && Inertia.IsRight(problem.System, problem.Jacobian(found.Point)) };

    /// <summary>Whether a point is what is looked for, as far as the derivative last used tells.</summary>
    private static bool HasRightInertia(Objective problem, NewtonResult found) =>
        problem.System.Maximised is null ? found.IsPositive : found.Derivative is { } hessian && Inertia.IsRight(problem.System, hessian);
}

/// <summary>A point that a strategy has come to, to be confirmed by refinement.</summary>
/// <param name="Objective">The problem.</param>
/// <param name="Newton">Where Newton's method ended.</param>
/// <param name="Bound">What the value may not exceed, turned so that it is minimised; null: anything.</param>
/// <param name="Message">What a reader should know of it; null where there is nothing to say.</param>
/// <param name="Bracket">For one equation in one unknown: between which points the root lies, beyond rounding.</param>
internal sealed record Candidate(Objective Objective, NewtonResult Newton, double? Bound, string? Message = null, Bracket? Bracket = null);

/// <summary>The last solution on a path through the givens that was lost.</summary>
/// <param name="Given">The givens there.</param>
/// <param name="Merit">The value there, turned so that it is minimised.</param>
internal sealed record LostPath(double[] Given, double Merit);

/// <summary>What a strategy came to.</summary>
/// <param name="Candidate">The best point known; null where there is none.</param>
/// <param name="Iterations">The Newton iterations spent.</param>
/// <param name="GaveUp">Why it gave up; null where the point is what it looked for.</param>
/// <param name="Final">Where no other strategy is to be asked: the result without a value, and where the search stood.</param>
internal sealed record StrategyOutcome(Candidate? Candidate, int Iterations, string? GaveUp, Solved? Final = null)
{
    /// <summary>Where a path through the givens was lost; null where none was followed.</summary>
    public LostPath? LostPath { get; init; }

    /// <summary>It found what it looked for.</summary>
    public static StrategyOutcome Found(Candidate candidate, int iterations) => new(candidate, iterations, null);

    /// <summary>It gave up, with the best point there is by now.</summary>
    public static StrategyOutcome Lost(Candidate? candidate, int iterations, string reason) => new(candidate, iterations, reason);

    /// <summary>There is no value, whoever looks for it.</summary>
    public static StrategyOutcome Ended(Objective problem, double[] at, SolveResult result) =>
        new(null, result.Iterations, result.Message ?? "there is no value", new Solved(problem, at, result));
}
