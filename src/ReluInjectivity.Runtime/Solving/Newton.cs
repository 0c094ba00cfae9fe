using MathNet.Numerics.LinearAlgebra;
using Constants = ReluInjectivity.Runtime.Solving.SearchConstants.Newton;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Where a Newton iteration ended.</summary>
/// <param name="Status">How it ended; <see cref="SolveStatus.Solved"/> says that the last step was negligible.</param>
/// <param name="Point">The coordinates.</param>
/// <param name="Merit">The value minimised, or the norm of the residual.</param>
/// <param name="Iterations">The steps taken.</param>
/// <param name="GradientNorm">The largest component of the gradient or residual at the last point it was computed.</param>
/// <param name="LastStep">The largest component of the last full Newton step.</param>
/// <param name="Condition">The ratio of largest to smallest singular value of the Hessian or Jacobian.</param>
/// <param name="IsPositive">Whether the Hessian was positive definite.</param>
/// <param name="Derivative">The Hessian or Jacobian last used; null where there is none.</param>
internal sealed record NewtonResult(
    SolveStatus Status, double[] Point, double Merit, int Iterations, double GradientNorm, double LastStep, double Condition, bool IsPositive, Matrix<double>? Derivative)
{
    /// <summary>Where nothing varies: the point without coordinates is the solution.</summary>
    /// <param name="merit">The merit there; NaN where it is not finite.</param>
    public static NewtonResult OfNothing(double merit) => new(double.IsFinite(merit) ? SolveStatus.Solved : SolveStatus.NonFinite, [], merit, 0, 0, 0, 1, IsPositive: true, null);

    /// <summary>Whether it stalled because beyond the point nothing has a value.</summary>
    public bool IsAtEdge { get; init; }

    /// <summary>Whether it was ended since it came ever closer to the floor of the problem, by long steps and not below.</summary>
    public bool IsAtFloor { get; init; }
}

/// <summary>What Newton's method needs of a problem, in unconstrained coordinates.</summary>
internal interface INewtonProblem
{
    /// <summary>Whether residuals are brought to zero, rather than a value to its minimum.</summary>
    bool IsRoot { get; }

    /// <summary>A merit that a minimum is of interest below only, and how close to it is not below; null where there is none.</summary>
    (double Merit, double Slack)? Floor => null;

    /// <summary>The value to be minimised; for a root the norm of the residual. NaN where it is not finite.</summary>
    double Merit(double[] u);

    /// <summary>The norm of the residuals that rounding alone may make.</summary>
    double Rounding(double[] u);

    /// <summary>The gradient of the value to be minimised, or the residual.</summary>
    Vector<double> Residual(double[] u);

    /// <summary>The Hessian, or the Jacobian of the residual.</summary>
    Matrix<double> Jacobian(double[] u);

    /// <summary>Forgets a Jacobian that was not computed at the last point; false where there is none.</summary>
    bool Forget() => false;
}

/// <summary>
/// Newton's method in unconstrained coordinates with exact second derivatives. For a minimum the Hessian's negative curvatures are
/// turned positive, so every step descends; steps are cut to a radius and halved until the merit falls. Close to a minimum the Hessian of the
/// step before, brought up to date by the gradients (Broyden, Fletcher, Goldfarb, Shanno 1970), serves as long as steps shrink by much.
/// </summary>
internal static class Newton
{
    /// <summary>Iterates from a point.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">The point.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="cancellation">Looked at before each.</param>
    /// <param name="near">The Hessian of a minimum close by; null where none is known.</param>
    /// <param name="negligible">What is not worth another iteration; null: <see cref="Negligible.OnFineGrids"/>.</param>
    public static NewtonResult Run(INewtonProblem problem, double[] start, int maximumIterations, CancellationToken cancellation, Matrix<double>? near = null, Negligible? negligible = null)
    {
        Negligible enough = negligible ?? Negligible.OnFineGrids;
        double[] u = [.. start];
        double merit = problem.Merit(u);
        (double gradientNorm, double step, double condition) = (double.NaN, double.NaN, double.NaN);
        bool isPositive = false;
        Matrix<double>? derivative = near;
        double longest = Constants.FirstInexact;
        var course = new Course();
        NewtonResult End(SolveStatus status, int iterations) => new(status, u, merit, iterations, gradientNorm, step, condition, isPositive, derivative);

        if (!double.IsFinite(merit))
        {
            return End(SolveStatus.NonFinite, 0);
        }

        for (int iteration = 1; iteration <= maximumIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            Vector<double> residual = problem.Residual(u);
            gradientNorm = residual.AbsoluteMaximum();
            (Vector<double>, double, bool)? inexact = derivative is null ? null : InexactStep(derivative, residual, s => s.AbsoluteMaximum() < Math.Max(longest, Constants.NegligibleStep) || enough.IsNoGain(s * residual, merit));
            derivative = inexact is null ? problem.Jacobian(u) : derivative;

            if (!double.IsFinite(gradientNorm) || (inexact ?? (problem.IsRoot ? RootStep(derivative!, residual) : DescentStep(derivative!, residual))) is not { } exact)
            {
                return End(SolveStatus.NonFinite, iteration);
            }

            (Vector<double> direction, condition, isPositive) = exact;
            step = direction.AbsoluteMaximum();
            bool isRounding = step < Constants.NegligibleInexactStep || step >= longest || gradientNorm < Constants.GradientRounding * Math.Max(1, Math.Abs(merit));
            double slope = problem.IsRoot ? -merit : direction.DotProduct(residual);
            if ((step < enough.Step && (inexact is null || isRounding || enough.AllowsInexact)) || (problem.IsRoot && course.Stands(step)) || (!problem.IsRoot && isPositive && enough.IsNoGain(slope, merit)))
            {
                // The quadratically convergent last step: taken unless it makes things worse.
                double[] last = Add(u, direction, 1);
                double lastMerit = problem.Merit(last);
                if (lastMerit <= merit + (Constants.LastStepRounding * Math.Abs(merit)))
                {
                    (u, merit) = (last, lastMerit);
                }

                return End(SolveStatus.Solved, iteration);
            }

            if (Search(problem, u, merit, direction, slope) is not { } found)
            {
                if (problem.Forget())
                {
                    derivative = null;
                    continue;
                }

                bool isNoise = problem.IsRoot ? merit <= problem.Rounding(u) : Math.Abs(slope) < Constants.SlopeRounding * Math.Abs(merit);
                return End(isNoise ? SolveStatus.Solved : SolveStatus.Stalled, iteration);
            }

            // What is known of the curvature is good for a full step only, and not where it is negative.
            derivative = problem.IsRoot || !isPositive || found.Scale < 1 ? null : Updated(derivative!, direction, problem.Residual(found.Point) - residual);
            longest = Constants.Contraction * step;
            (u, merit) = (found.Point, found.Merit);

            if (course.LeadsNowhere(problem.Floor, found.IsCut ? found.Scale : null, merit, step))
            {
                return End(SolveStatus.Stalled, iteration) with { IsAtEdge = course.IsAtEdge, IsAtFloor = course.IsAtFloor };
            }
        }

        return End(SolveStatus.IterationLimit, maximumIterations);
    }

    /// <summary>What steps in a row say of where they lead.</summary>
    private struct Course
    {
        private int _cuts;
        private int _creeps;
        private int _stands;
        private double _least;

        /// <summary>Steps that end where nothing has a value, one after the other, lead to the edge of where the problem can be computed, in ever smaller ones.</summary>
        public readonly bool IsAtEdge => _cuts >= Constants.MostCuts;

        /// <summary>Where the value is that of the floor to all digits that count, and the point still goes on and on, it goes to where the floor is.</summary>
        public readonly bool IsAtFloor => _creeps == Constants.MostCreeps;

        /// <summary>Whether short steps have long not become shorter: on grids that are laid anew for each point, which rough ones show, they go back and forth.</summary>
        public bool Stands(double step)
        {
            bool isShorter = _least == 0 || step < Constants.Shorter * _least;
            (_least, _stands) = isShorter ? (step, 0) : (_least, _stands + 1);
            return step < Constants.LongestStanding && _stands >= Constants.MostStands;
        }

        /// <summary>Whether there is no use in going on after a step.</summary>
        public bool LeadsNowhere((double Merit, double Slack)? floor, double? cut, double merit, double step)
        {
            _cuts = cut is { } scale ? _cuts + (scale < Constants.DeepCut ? Constants.MostCuts / 2 : 1) : 0;
            _creeps = floor is var (least, slack) && Math.Abs(merit - least) <= slack && step >= Constants.Creep ? _creeps + 1 : 0;
            return IsAtEdge || IsAtFloor;
        }
    }

    /// <summary>
    /// The first of 1, 1/2, 1/4, ... times the step, cut to the radius, that lowers the merit enough, and whether a longer one led to where it has no value; null
    /// where none does.
    /// </summary>
    private static (double[] Point, double Merit, double Scale, bool IsCut)? Search(INewtonProblem problem, double[] u, double merit, Vector<double> direction, double slope)
    {
        double longest = direction.AbsoluteMaximum();
        double scale = longest > Constants.Radius ? Constants.Radius / longest : 1;
        double noise = Constants.MeritRounding * Math.Abs(merit);
        bool isCut = false;
        for (int halvings = 0; halvings < Constants.Halvings; halvings++)
        {
            double[] trial = Add(u, direction, scale);
            double trialMerit = problem.Merit(trial);
            if (trialMerit <= merit + (Constants.SufficientDecrease * scale * slope) || (trialMerit <= merit + noise && Math.Abs(slope) < Constants.FlatSlope * Math.Abs(merit) && halvings == 0))
            {
                return (trial, trialMerit, scale, isCut);
            }

            isCut |= double.IsNaN(trialMerit);
            scale /= 2;
        }

        return null;
    }

    /// <summary>The step downhill; null where the Hessian is not finite.</summary>
    private static (Vector<double> Step, double Condition, bool IsPositive)? DescentStep(Matrix<double> hessian, Vector<double> gradient)
    {
        if (Decompositions.Symmetric(hessian) is not var (values, vectors))
        {
            return null;
        }

        double largest = values.AbsoluteMaximum();
        double floor = Math.Max(Constants.CurvatureFloor * largest, double.Epsilon);
        Vector<double> inEigenbasis = vectors.TransposeThisAndMultiply(gradient);
        Vector<double> scaled = inEigenbasis.PointwiseDivide(values.PointwiseAbs().PointwiseMaximum(floor));
        return (-(vectors * scaled), largest / Math.Max(values.AbsoluteMinimum(), double.Epsilon), values.Minimum() > 0);
    }

    /// <summary>The step by a Hessian that is not that of the point; null where it is not trusted: ill-conditioned, not definite, or the step not accepted.</summary>
    private static (Vector<double> Step, double Condition, bool IsPositive)? InexactStep(Matrix<double> hessian, Vector<double> gradient, Func<Vector<double>, bool> accepts) =>
        gradient.All(double.IsFinite) && Decompositions.SolveDefinite(hessian, gradient) is var (solution, condition) && condition < Constants.LargestInexactCondition && accepts(-solution)
            ? (-solution, condition, true) : null;

    /// <summary>The Hessian made to fit how the gradient changed along a step; null where it bent the other way.</summary>
    private static Matrix<double>? Updated(Matrix<double> hessian, Vector<double> step, Vector<double> change)
    {
        double along = step * change;
        Vector<double> expected = hessian * step;
        return along > 0 ? hessian + (change.OuterProduct(change) / along) - (expected.OuterProduct(expected) / (step * expected)) : null;
    }

    /// <summary>The step to the root of the linearised equations; null where the Jacobian is not finite.</summary>
    private static (Vector<double> Step, double Condition, bool IsPositive)? RootStep(Matrix<double> jacobian, Vector<double> residual)
    {
        if (Decompositions.Singular(jacobian) is not { } singular)
        {
            return null;
        }

        Vector<double> step = singular.Condition < Constants.SingularCondition ? singular.Solve(residual) : singular.ShortestSolution(residual);
        return (-step, singular.Condition, true);
    }

    /// <summary>A point moved along a direction.</summary>
    public static double[] Add(double[] u, Vector<double> direction, double scale)
    {
        double[] sum = new double[u.Length];
        for (int i = 0; i < u.Length; i++)
        {
            sum[i] = u[i] + (scale * direction[i]);
        }

        return sum;
    }
}
