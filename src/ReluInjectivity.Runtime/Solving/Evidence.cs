using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Solving.Strategies;
using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>A solved problem, kept as the start of the next level.</summary>
/// <param name="Objective">The problem.</param>
/// <param name="Point">The coordinates of the solution.</param>
/// <param name="Result">The result reported.</param>
internal sealed record Solved(Objective Objective, double[] Point, SolveResult Result)
{
    /// <summary>The solutions that it started from, and these in turn: nearest first, as many as are of use to a next level.</summary>
    public IReadOnlyList<Solved> History { get; init; } = [];

    /// <summary>The systems of its family that were solved on the way, lowest first, its own last.</summary>
    public IReadOnlyList<IEquationSystem> Members { get; init; } = [];

    /// <summary>The Hessian of an optimum there, in coordinates; null for a root, and where there is none.</summary>
    public Matrix<double>? Hessian { get; init; }
}

/// <summary>Confirms a solution by refinement and writes down the evidence.</summary>
internal static partial class Evidence
{
    /// <summary>
    /// Refines the grids until the value stands still to the tolerance, polishing the solution on the way. Where that is in a place without
    /// a value, the result says so.
    /// </summary>
    /// <param name="candidate">The point.</param>
    /// <param name="iterations">The Newton iterations that it took.</param>
    /// <param name="budget">What may be spent.</param>
    public static Solved Confirm(Candidate candidate, int iterations, SearchBudget budget)
    {
        Solved finished = Found(candidate, iterations, budget);
        int[] all = [.. Enumerable.Range(0, finished.Point.Length)];
        return finished.Result.Status != SolveStatus.NonFinite && Outcomes.Applying(finished.Objective, finished.Point, all) is { } outcome
            ? finished with { Result = outcome with { Iterations = finished.Result.Iterations } }
            : finished with { Result = finished.Result with { Message = finished.Result.Message ?? Remarks.Joined(candidate.Message, OutputCheck.Of(finished.Objective, finished.Point, finished.Result.Outputs, budget.Options.Tolerance)) } };
    }

    private static Solved Finish(Candidate candidate, int iterations, SearchBudget budget)
    {
        (Objective problem, NewtonResult newton, double? bound, _, Bracket? bracket) = candidate;
        SolveOptions options = budget.Options;
        double[] u = newton.Point;
        if (newton.Status == SolveStatus.NonFinite)
        {
            return new Solved(problem, u, Failed(problem, SolveStatus.NonFinite, iterations, NonFinite(problem, u)));
        }

        double quadrature = double.PositiveInfinity;
        int standstills = 0;
        int unsolved = 0;
        Local local = Local.At(problem, ref u);
        (Local Local, double[] At, Resolution Resolution) best = (local, u, problem.Resolution);
        for (int refinement = 0; refinement <= Confirmation.Refinements; refinement++)
        {
            Local here = local;
            double allowed = Confirmation.ShareOfTolerance * options.Tolerance;
            QuadratureCheck check = problem.Kernel.HasPairs
                ? QuadratureCheck.OfPairs(r => Moved(problem, u, here, r), here.Value, problem.Resolution, allowed, problem.Kernel.HasOtherRules)
                : QuadratureCheck.Of(r => Moved(problem, u, here, r), here.Value, problem.Resolution, allowed, problem.Kernel.HasOtherRules);
            standstills = check.Error > 0.5 * quadrature && check.Error <= Confirmation.RoundingLike * (1 + Math.Abs(local.Value)) ? standstills + 1 : 0;
            if (!(check.Error > quadrature))
            {
                (quadrature, best) = (check.Error, (local with { Value = check.Value }, u, problem.Resolution));
            }

            if (check.Error <= allowed || refinement == Confirmation.Refinements || standstills == Confirmation.Standstills || unsolved == Confirmation.Unsolved || problem.Resolution.Count == 0)
            {
                break;
            }

            problem.Resolution = check.IsReach ? WithWiderWhereItMatters(problem, u, local, allowed / problem.Resolution.Count) : WithFinerWhereItMatters(problem, u, local, allowed / problem.Resolution.Count);
            NewtonResult polished = budget.Polish(problem, u);
            iterations += polished.Iterations;
            if (polished.Status == SolveStatus.NonFinite)
            {
                break;
            }

            unsolved = polished.Status == SolveStatus.Solved ? 0 : unsolved + 1;
            newton = polished.Status is SolveStatus.Solved or SolveStatus.Stalled ? polished : newton;
            u = newton.Point;
            local = Local.At(problem, ref u);
        }

        (local, u, problem.Resolution) = best;
        if (bracket is { } around && problem.Kernel.GridCount == 0)
        {
            local = Between(problem, u, local, around);
        }

        return new Solved(problem, u, Report(problem, u, newton, local, quadrature, iterations, bound, options)) { Hessian = local.Hessian };
    }

    /// <summary>The result of a solve that found no point to report.</summary>
    public static SolveResult Failed(Objective problem, SolveStatus status, int iterations, string? message = null) => new()
    {
        System = problem.System,
        Status = status,
        Value = double.NaN,
        ErrorEstimate = double.PositiveInfinity,
        QuadratureError = double.PositiveInfinity,
        OptimiserError = double.PositiveInfinity,
        Given = problem.Given,
        Unknowns = [.. Enumerable.Repeat(double.NaN, problem.Coordinates.Count)],
        Outputs = [.. Enumerable.Repeat(double.NaN, problem.System.Outputs.Count)],
        Iterations = iterations,
        ValueEvaluations = problem.Kernel.ValueEvaluations,
        GradientEvaluations = problem.Kernel.GradientEvaluations,
        HessianVectorProducts = problem.Kernel.HessianVectorProducts,
        GradientNorm = double.NaN,
        LastStep = double.NaN,
        ConditionNumber = double.NaN,
        Nodes = problem.Kernel.Nodes,
        Message = message,
    };

    /// <summary>Says what is not finite at some coordinates; null where everything is.</summary>
    public static string? NonFinite(Objective problem, double[] u) =>
        problem.FirstNonFinite(u) is { } name ? $"the first quantity that is not finite is {name}" : null;

    private static SolveResult Report(
        Objective problem, double[] u, NewtonResult newton, Local local, double quadrature, int iterations, double? bound, SolveOptions options)
    {
        double condition = double.IsNaN(local.Condition) ? newton.Condition : local.Condition;
        PointFault? fault = PointFault.Of(problem, u, condition, newton.Status == SolveStatus.Solved);
        if (fault is { Status: SolveStatus.Unbounded })
        {
            return Failed(problem, SolveStatus.Unbounded, iterations, fault.Message);
        }

        double error = quadrature + local.OptimiserError + local.Rounding + (fault?.Remaining ?? 0);
        double signed = problem.Turned(local.Value);
        (SolveStatus status, string? message) = newton.Status switch
        {
            _ when !double.IsFinite(local.Value) && NonFinite(problem, u) is { } quantity => (SolveStatus.NonFinite, quantity),
            _ when !double.IsFinite(local.Value) => (SolveStatus.Stalled, "the equations are singular at the point found"),
            SolveStatus.Solved or SolveStatus.Stalled or SolveStatus.IterationLimit when fault is not null => (fault.Status, fault.Message),
            not SolveStatus.Solved => (newton.Status, Ended(problem, newton, local, options)),
            _ when problem.IsRoot && !(local.Step <= Confirmation.LargestStep) => (SolveStatus.Stalled, "the residuals do not vanish where no step reduces them"),
            _ when problem.IsRoot && !local.IsPositive => (SolveStatus.NotAnOptimum, "the stationary point found is not the minimum over some unknowns of the maximum over others that is declared"),
            _ when !problem.IsRoot && !local.IsPositive => (SolveStatus.NotAnOptimum, "the Hessian is not definite at the stationary point found"),
            _ when bound is { } b && signed > b + error => (SolveStatus.WorseThanLevelBefore, "every start led to a worse optimum than the level before has"),
            _ when !(error <= options.Tolerance) => (SolveStatus.Imprecise, (string?)null),
            _ => (SolveStatus.Solved, null),
        };
        return new SolveResult
        {
            System = problem.System,
            Status = status,
            Value = local.Value,
            ErrorEstimate = status is SolveStatus.Solved or SolveStatus.Imprecise or SolveStatus.AtBoundary or SolveStatus.Flat ? error : double.PositiveInfinity,
            QuadratureError = quadrature,
            OptimiserError = local.OptimiserError,
            Given = problem.Given,
            Unknowns = problem.Coordinates.ToUnknowns(u),
            Outputs = local.Outputs,
            Iterations = iterations,
            ValueEvaluations = problem.Kernel.ValueEvaluations,
            GradientEvaluations = problem.Kernel.GradientEvaluations,
            HessianVectorProducts = problem.Kernel.HessianVectorProducts,
            GradientNorm = local.GradientNorm,
            LastStep = newton.LastStep,
            ConditionNumber = condition,
            Nodes = problem.Kernel.Nodes,
            Message = message,
        };
    }

    /// <summary>Why Newton's method ended where there is no solution.</summary>
    private static string Ended(Objective problem, NewtonResult newton, Local local, SolveOptions options)
    {
        string what = problem.System.Kind == GoalKind.Solve ? "residuals" : "slopes";
        return newton.Status == SolveStatus.IterationLimit
            ? string.Create(CultureInfo.InvariantCulture, $"{options.MaximumIterations} iterations from one start were spent")
            : string.Create(CultureInfo.InvariantCulture, $"no step {(problem.IsRoot ? "reduces the " + what : "improves the goal")} at the point found, where the largest of the {what} is {local.GradientNorm:0.#e0}{Outcomes.Nearest(problem, newton.Point)}");
    }

    /// <summary>
    /// A root lies in its bracket, so the value is as far off as it moves there: sharper than first order at a multiple root, where the Jacobian vanishes.
    /// </summary>
    private static Local Between(Objective problem, double[] u, Local local, Bracket bracket)
    {
        double rounding = problem.At(u)?.Rounding.Value ?? double.PositiveInfinity;
        double Distance(double end) => Math.Abs(problem.ValueAt([end]) - local.Value);
        double spread = Math.Max(Distance(bracket.Left), Distance(bracket.Right));
        return local with { OptimiserError = Math.Min(local.OptimiserError, spread), Rounding = Math.Max(Local.LeastRounding(local.Value), rounding + spread) };
    }

    /// <summary>What is known at a point.</summary>
    /// <param name="Value">The goal's value.</param>
    /// <param name="OptimiserError">How far it is from the solution's, by the Newton step from here.</param>
    /// <param name="GradientNorm">The largest component of gradient or residual.</param>
    /// <param name="Outputs">The outputs.</param>
    /// <param name="IsPositive">Whether the Hessian has the inertia asked for.</param>
    /// <param name="Sensitivity">For a root: how the value moves with the residuals; null where nothing varies.</param>
    /// <param name="Step">For a root: the largest component of the Newton step from here.</param>
    /// <param name="Rounding">A bound on what rounding has done to the value.</param>
    /// <param name="Condition">The ratio of largest to smallest singular value of the Hessian or Jacobian.</param>
    private sealed record Local(
        double Value, double OptimiserError, double GradientNorm, double[] Outputs, bool IsPositive, Vector<double>? Sensitivity, double Step, double Rounding, double Condition)
    {
        /// <summary>The Hessian of an optimum.</summary>
        public Matrix<double>? Hessian { get; init; }

        /// <summary>What is known at a point; a minimum is moved by the Newton step that is left, where that is negligible and does no harm.</summary>
        public static Local At(Objective problem, ref double[] u)
        {
            if (u.Length == 0)
            {
                double only = problem.ValueAt(u);
                return new(only, 0, 0, OutputsAt(problem, u), true, null, 0, RoundingOf(problem, u, only, null), 1);
            }

            Vector<double> residual = problem.Residual(u);
            (Matrix<double> derivative, Vector<double> valueGradient) = problem.Derivative(u);
            double value = problem.ValueAt(u);
            if (problem.IsRoot && Decompositions.Singular(derivative) is { } singular && Decompositions.Singular(derivative.Transpose()) is { } transposed)
            {
                // dv/dr = (J^-1)^T grad v
                Vector<double> sensitivity = transposed.Solve(valueGradient);
                double step = singular.Solve(residual).AbsoluteMaximum();
                return new(value, Math.Abs(sensitivity * residual), residual.AbsoluteMaximum(), OutputsAt(problem, u), Inertia.IsRight(problem.System, derivative), sensitivity, step, RoundingOf(problem, u, value, sensitivity), singular.Condition);
            }

            if (problem.IsRoot || Decompositions.Symmetric(derivative) is not var (curvatures, vectors))
            {
                return new(value, double.PositiveInfinity, residual.AbsoluteMaximum(), OutputsAt(problem, u), false, residual, double.NaN, double.PositiveInfinity, double.NaN);
            }

            double condition = curvatures.AbsoluteMaximum() / Math.Max(curvatures.AbsoluteMinimum(), double.Epsilon);
            bool isPositive = curvatures.Minimum() > 0;
            if (isPositive && Moved(problem, u, -(vectors * vectors.TransposeThisAndMultiply(residual).PointwiseDivide(curvatures)), value) is { } moved)
            {
                (u, value, residual) = (moved, problem.ValueAt(moved), problem.Residual(moved));
            }

            Vector<double> inEigenbasis = vectors.TransposeThisAndMultiply(residual);
            double decrement = inEigenbasis.Zip(curvatures, static (slope, curvature) => slope == 0 ? 0 : slope * slope / Math.Abs(curvature)).Sum();
            return new(value, Confirmation.HigherOrder * 0.5 * decrement, residual.AbsoluteMaximum(), OutputsAt(problem, u), isPositive, residual, double.NaN, RoundingOf(problem, u, value, null), condition) { Hessian = derivative };
        }

        private static double[] OutputsAt(Objective problem, double[] u) =>
            problem.At(u) is { } here ? [.. here.Outputs.Take(problem.System.Outputs.Count)] : [.. Enumerable.Repeat(double.NaN, problem.System.Outputs.Count)];

        private static double[]? Moved(Objective problem, double[] u, Vector<double> step, double value)
        {
            if (!(step.AbsoluteMaximum() is > 0 and < Rough.NegligibleStep))
            {
                return null;
            }

            double[] moved = Newton.Add(u, step, 1);
            return problem.Merit(moved) <= problem.Turned(value) + (SearchConstants.Newton.LastStepRounding * Math.Abs(value)) ? moved : null;
        }

        /// <summary>The rounding of some operations on a value.</summary>
        public static double LeastRounding(double value) => Confirmation.RoundingOperations * double.BitIncrement(Math.Abs(value)) * Confirmation.UnitRoundoff;

        /// <summary>The running error of the value, and of the residuals by how the value moves with them; of an optimum over chains of grids, where sums of sums make
        /// it pessimistic, a share. No less than the rounding of some operations. Over pairs of nodes it is that on rough grids, since a convolution rounds once whatever it sums.</summary>
        private static double RoundingOf(Objective problem, double[] u, double value, Vector<double>? sensitivity)
        {
            double least = LeastRounding(value) * (problem.Kernel.GridCount > problem.Kernel.Grids ? Confirmation.RoundingOfRoutines : 1);
            Resolution grids = problem.Kernel.HasPairs ? SearchBudget.Rough(problem) : problem.Resolution;
            if (problem.On(grids, () => problem.At(u)?.Rounding) is not { } bounds)
            {
                return least;
            }

            bool isOfEquations = problem.System.Kind == GoalKind.Solve;
            double rounding = bounds.Value;
            for (int i = 0; isOfEquations && i < bounds.Residual.Count; i++)
            {
                rounding += bounds.Residual[i] == 0 ? 0 : Math.Abs(sensitivity![i]) * bounds.Residual[i];
            }

            bool isPessimistic = !isOfEquations && problem.Kernel.IsChained;
            return !isPessimistic ? Math.Max(least, rounding) : double.IsFinite(rounding) ? Math.Max(least, Confirmation.ShareOfChains * rounding) : least;
        }
    }
}
