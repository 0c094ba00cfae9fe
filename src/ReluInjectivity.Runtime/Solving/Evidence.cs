using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>A solved problem, kept as the start of the next level.</summary>
/// <param name="Objective">The problem.</param>
/// <param name="Point">The coordinates of the solution.</param>
/// <param name="Result">The result reported.</param>
internal sealed record Solved(Objective Objective, double[] Point, SolveResult Result);

/// <summary>Confirms a solution by refinement and writes down the evidence.</summary>
internal static class Evidence
{
    private const double Finer = 1.5;
    private const double FurtherOut = 1;
    private const int Refinements = 8;

    /// <summary>Refines the grids until the value stands still to the tolerance, polishing the solution on the way.</summary>
    public static Solved Finish(
        Objective problem, NewtonResult newton, int iterations, double? bound, SolveOptions options, CancellationToken cancellation)
    {
        double[] u = newton.Point;
        if (newton.Status == SolveStatus.NonFinite)
        {
            problem.Merit(u);
            return new Solved(problem, u, Failed(problem, SolveStatus.NonFinite, iterations));
        }

        double quadrature = double.PositiveInfinity;
        Local local = Local.At(problem, u);
        for (int refinement = 0; refinement <= Refinements; refinement++)
        {
            Resolution current = problem.Resolution;
            Resolution finer = current.Refine(Finer, FurtherOut);
            double refined = Moved(problem, u, local, finer);
            quadrature = Math.Abs(refined - local.Value);
            if (quadrature <= 0.25 * options.Tolerance || refinement == Refinements || current.Count == 0)
            {
                local = local with { Value = refined };
                break;
            }

            problem.Resolution = WithFinerWhereItMatters(problem, u, local, 0.25 * options.Tolerance / current.Count);
            NewtonResult polished = Newton.Run(problem, u, options.MaximumIterations, cancellation);
            iterations += polished.Iterations;
            newton = polished.Status is SolveStatus.Solved or SolveStatus.Stalled ? polished : newton;
            u = newton.Point;
            local = Local.At(problem, u);
        }

        return new Solved(problem, u, Report(problem, u, newton, local, quadrature, iterations, bound, options));
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
        Message = message ?? (status == SolveStatus.NonFinite && problem.Kernel.FirstNonFinite() is { } name ? $"the first quantity that is not finite is {name}" : null),
    };

    private static SolveResult Report(
        Objective problem, double[] u, NewtonResult newton, Local local, double quadrature, int iterations, double? bound, SolveOptions options)
    {
        double rounding = 16 * double.BitIncrement(Math.Abs(local.Value)) * 2.2e-16;
        double error = quadrature + local.OptimiserError + rounding;
        double signed = problem.System.Kind == GoalKind.Maximise ? -local.Value : local.Value;
        (SolveStatus status, string? message) = newton.Status switch
        {
            _ when !double.IsFinite(local.Value) && problem.Kernel.FirstNonFinite() is { } name => (SolveStatus.NonFinite, $"the first quantity that is not finite is {name}"),
            _ when !double.IsFinite(local.Value) => (SolveStatus.Stalled, "the equations are singular at the point found"),
            not SolveStatus.Solved => (newton.Status, null),
            _ when problem.IsRoot && newton.Merit > 1e-6 => (SolveStatus.Stalled, "the residuals do not vanish where no step reduces them"),
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
            ErrorEstimate = error,
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
            ConditionNumber = newton.Condition,
            Nodes = problem.Kernel.Nodes,
            Message = message,
        };
    }

    /// <summary>
    /// The value on other grids. A root moves with the grids, to first order by one Newton step; an optimum's value does not.
    /// </summary>
    private static double Moved(Objective problem, double[] u, Local local, Resolution resolution)
    {
        Resolution before = problem.Resolution;
        problem.Resolution = resolution;
        problem.Merit(u);
        double value = problem.Kernel.Value;
        if (problem.IsRoot)
        {
            value -= local.Sensitivity * problem.Residual(u);
        }

        problem.Resolution = before;
        return value;
    }

    private static Resolution WithFinerWhereItMatters(Objective problem, double[] u, Local local, double allowed)
    {
        Resolution resolution = problem.Resolution;
        for (int grid = 0; grid < problem.Resolution.Count; grid++)
        {
            if (!(Math.Abs(Moved(problem, u, local, problem.Resolution.RefineOne(grid, Finer)) - local.Value) <= allowed))
            {
                resolution = resolution.RefineOne(grid, Finer);
            }
        }

        // Where no single grid shows it, the reach does, or several together.
        return ReferenceEquals(resolution, problem.Resolution) ? problem.Resolution.Refine(1.2, FurtherOut) : resolution;
    }

    /// <summary>What is known at a point.</summary>
    /// <param name="Value">The goal's value.</param>
    /// <param name="OptimiserError">How far it is from the solution's, by the Newton step from here.</param>
    /// <param name="GradientNorm">The largest component of gradient or residual.</param>
    /// <param name="Outputs">The outputs.</param>
    /// <param name="IsPositive">Whether the Hessian is positive definite.</param>
    /// <param name="Sensitivity">For a root: how the value moves with the residuals.</param>
    private sealed record Local(double Value, double OptimiserError, double GradientNorm, double[] Outputs, bool IsPositive, Vector<double> Sensitivity)
    {
        public static Local At(Objective problem, double[] u)
        {
            problem.Merit(u);
            double value = problem.Kernel.Value;
            Vector<double> residual = problem.Residual(u);
            (Matrix<double> derivative, Vector<double> valueGradient) = problem.Derivative(u);
            bool isFinite = derivative.Enumerate().All(double.IsFinite);
            double[] outputs = problem.Kernel.Outputs()[..problem.System.Outputs.Count];
            if (!isFinite)
            {
                return new(value, double.PositiveInfinity, residual.AbsoluteMaximum(), outputs, false, residual);
            }

            if (problem.IsRoot)
            {
                // dv/dr = (J^-1)^T grad v
                Vector<double> sensitivity = derivative.Transpose().Svd().Solve(valueGradient);
                return new(value, Math.Abs(sensitivity * residual), residual.AbsoluteMaximum(), outputs, true, sensitivity);
            }

            var eigen = derivative.Evd(Symmetricity.Symmetric);
            bool isPositive = eigen.EigenValues.Real().Minimum() > 0;
            Vector<double> inEigenbasis = eigen.EigenVectors.TransposeThisAndMultiply(residual);
            double decrement = inEigenbasis.PointwiseMultiply(inEigenbasis).PointwiseDivide(eigen.EigenValues.Real().PointwiseAbs()).Sum();
            return new(value, 0.5 * decrement, residual.AbsoluteMaximum(), outputs, isPositive, residual);
        }
    }
}
