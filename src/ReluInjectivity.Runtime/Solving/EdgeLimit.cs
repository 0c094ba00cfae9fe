using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Solving.Strategies;
using ReluInjectivity.Runtime.Systems;
using Constants = ReluInjectivity.Runtime.Solving.SearchConstants.Approach;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// The value that an optimum approaches as one unknown goes to an end of its interval, where the goal itself cannot be computed so close to it: grids
/// become too large, or digits cancel. The optimum over the other unknowns is followed from where it can be computed, at distances from the end
/// in a geometric sequence, and the polynomial through these is taken to distance 0 (Neville's scheme).
/// </summary>
/// <param name="Value">The limit.</param>
/// <param name="Error">Three times what polynomials through fewer points make of it, and what the errors of the points do to it.</param>
/// <param name="Unknown">Which unknown.</param>
/// <param name="Point">The coordinates closest to the end.</param>
internal sealed record EdgeLimit(double Value, double Error, int Unknown, double[] Point)
{
    /// <summary>The limit from the point where a search for an optimum gave up; null where none of the unknowns leads to one.</summary>
    /// <param name="problem">What is minimised.</param>
    /// <param name="u">The point.</param>
    /// <param name="isAtEdge">Whether the search ended since beyond the point nothing has a value, so that it need not have gone far.</param>
    /// <param name="budget">What may be spent.</param>
    public static EdgeLimit? Of(Objective problem, double[] u, bool isAtEdge, SearchBudget budget)
    {
        if (problem.IsRoot)
        {
            return null;
        }

        Resolution inUse = problem.Resolution;
        problem.Resolution = budget.FirstResolution(problem);
        double least = isAtEdge ? Constants.OnTheWay : Constants.LeastOutermost;
        EdgeLimit? limit = Enumerable.Range(0, u.Length).Where(j => Math.Abs(u[j]) > least && problem.Coordinates.HasEnds(j))
            .Select(j => Along(problem, u, j, budget)).FirstOrDefault(static found => found is not null);
        if (limit is null)
        {
            // What was found otherwise stays on its own grids.
            problem.Resolution = inUse;
        }

        return limit;
    }

    private static EdgeLimit? Along(Objective problem, double[] u, int j, SearchBudget budget)
    {
        bool isAlone = IsAlone(problem, u, j);
        for (double outermost = Constants.Outermost; outermost >= Constants.LeastOutermost; outermost -= Constants.Inwards)
        {
            // What takes many nodes so close to the end is followed from a little further away.
            problem.IsThrifty = true;
            bool isSlow = problem.At([.. u[..j], Math.Sign(u[j]) * outermost, .. u[(j + 1)..]]) is null;
            problem.IsThrifty = false;
            if (isSlow && outermost > Constants.LeastOutermost)
            {
                continue;
            }

            var samples = new List<(double Distance, double Merit, double Error, double[] Point)>();
            double[] at = u;
            for (int k = 0; k < Constants.Points; k++)
            {
                double place = Math.Sign(u[j]) * (outermost - (k * Constants.Step));
                at = isAlone ? [.. u[..j], place, .. u[(j + 1)..]] : Optimum(problem, at, j, place, budget);
                double[] here = at;
                QuadratureCheck check = QuadratureCheck.Of(
                    r => problem.On(r, () => problem.Merit(here)), problem.Merit(here), problem.Resolution, Constants.Quadrature, problem.Kernel.HasOtherRules);
                double rounding = Math.Max(Constants.Rounding * Math.Abs(check.Value), problem.At(at)?.Rounding.Value ?? double.PositiveInfinity);
                if (!double.IsFinite(check.Error + rounding) || (k > 0 && check.Value < samples[^1].Merit - check.Error - rounding))
                {
                    break;
                }

                samples.Add((Math.Exp(-Math.Abs(at[j])), check.Value, check.Error + rounding, at));
            }

            if (samples.Count == Constants.Points)
            {
                double[] distances = [.. samples.Select(s => s.Distance)];
                double[] merits = [.. samples.Select(s => s.Merit)];

                // The more points, the further from the end the last of them is; as many are taken as agree best with fewer.
                double[] limits = [.. Enumerable.Range(1, Constants.Points).Select(n => AtZero(distances[..n], merits[..n]))];
                double Apart(int n) => Math.Abs(limits[n] - limits[n - 1]);
                (double value, double spread) = Enumerable.Range(Constants.FewestPoints - 1, Constants.Points - Constants.FewestPoints + 1)
                    .Select(n => (limits[n], Apart(n) + (Constants.ShareOfFewer * Apart(n - 1)))).MinBy(static c => c.Item2);
                double error = (Constants.Safety * spread) + (Constants.Amplification * samples.Max(static s => s.Error));

                // What is left to the end, and what is not known of it, is little beside what was gone: further out than where it was followed to the goal may turn.
                double gone = Math.Abs(merits[^1] - merits[0]);
                bool isSettled = Math.Abs(value - merits[0]) <= (Constants.LeftOver * gone) + error && error <= Constants.LeftOver * gone;
                bool isApproached = error <= Constants.LargestError * Math.Max(1, Math.Abs(value)) && value <= merits[0] + error && isSettled;
                return isApproached ? new(problem.Turned(value), error, j, samples[0].Point) : null;
            }
        }

        return null;
    }

    /// <summary>Whether the goal depends on one coordinate alone, to a share of it that is nothing beside what is extrapolated: the others may stay where they are.</summary>
    private static bool IsAlone(Objective problem, double[] u, int j)
    {
        double least = Constants.Independence * Math.Max(1, Math.Abs(problem.Merit(u)));
        Vector<double> slopes = problem.Residual(u);
        Matrix<double> curvatures = problem.Jacobian(u);
        return u.Length > 1 && Enumerable.Range(0, u.Length).Where(i => i != j)
            .All(i => Math.Abs(slopes[i]) <= least && Enumerable.Range(0, u.Length).Where(k => k != j).All(k => Math.Abs(curvatures[i, k]) <= least));
    }

    /// <summary>The optimum over the other coordinates, from where they are.</summary>
    private static double[] Optimum(Objective problem, double[] u, int j, double place, SearchBudget budget)
    {
        double[] at = [.. u[..j], place, .. u[(j + 1)..]];
        if (u.Length == 1)
        {
            return at;
        }

        double[] others = [.. at[..j], .. at[(j + 1)..]];
        double[] found = budget.Newton(new Others(problem, j, place), others).Point;
        return [.. found[..j], place, .. found[j..]];
    }

    /// <summary>The polynomial through some points, at 0.</summary>
    private static double AtZero(double[] x, double[] y)
    {
        double[] column = [.. y];
        for (int order = 1; order < x.Length; order++)
        {
            for (int i = 0; i < x.Length - order; i++)
            {
                column[i] = ((x[i] * column[i + 1]) - (x[i + order] * column[i])) / (x[i] - x[i + order]);
            }
        }

        return column[0];
    }

    /// <summary>The problem with one coordinate held.</summary>
    private sealed class Others(Objective problem, int held, double place) : INewtonProblem
    {
        public bool IsRoot => false;

        public double Merit(double[] u) => problem.Merit(Whole(u));

        public double Rounding(double[] u) => problem.Rounding(Whole(u));

        public Vector<double> Residual(double[] u)
        {
            Vector<double> all = problem.Residual(Whole(u));
            return Vector<double>.Build.Dense(u.Length, i => all[Index(i)]);
        }

        public Matrix<double> Jacobian(double[] u)
        {
            Matrix<double> all = problem.Jacobian(Whole(u));
            return Matrix<double>.Build.Dense(u.Length, u.Length, (i, k) => all[Index(i), Index(k)]);
        }

        private int Index(int i) => i < held ? i : i + 1;

        private double[] Whole(double[] u) => [.. u[..held], place, .. u[held..]];
    }
}
