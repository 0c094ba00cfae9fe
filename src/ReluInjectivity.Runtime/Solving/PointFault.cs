using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Systems;
using Constants = ReluInjectivity.Runtime.Solving.SearchConstants.Edge;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Why a point where the search ended is not one inside the domain.</summary>
/// <param name="Status">What the result is instead.</param>
/// <param name="Message">Which unknown, and where it went.</param>
/// <param name="Remaining">How far the value is from that at the boundary.</param>
internal sealed record PointFault(SolveStatus Status, string Message, double Remaining = 0)
{
    /// <summary>The fault of a point; null where there is none.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="u">The coordinates.</param>
    /// <param name="condition">The ratio of the largest to the smallest singular value of the Hessian or Jacobian there.</param>
    /// <param name="isSolved">Whether Newton's method took the point for a solution.</param>
    public static PointFault? Of(Objective problem, double[] u, double condition, bool isSolved)
    {
        bool[] ends = [.. problem.Coordinates.ToUnknowns(u).Zip(problem.System.Unknowns, (x, unknown) => x == unknown.Lower || x == unknown.Upper)];
        int[] far = [.. Enumerable.Range(0, u.Length).Where(j => ends[j] || IsFar(problem, u, j))];
        bool isSingular = !(condition < Constants.NoDigits);
        if (problem.System.Kind is GoalKind.Minimise or GoalKind.Maximise && (isSingular || !isSolved) && Enumerable.Range(0, u.Length).Where(j => IsFlatOutwards(problem, u, j)).ToArray() is { Length: > 0 } drifting)
        {
            return drifting.FirstOrDefault(j => IsFlatEverywhere(problem, u, j), -1) is >= 0 and var flat
                ? new(SolveStatus.Flat, $"the goal does not depend on {problem.System.Unknowns[flat].Name}, which may be anything in its interval")
                : AtEdge(problem, u, drifting);
        }

        if (far.Length == 0 && !isSingular)
        {
            return null;
        }

        int[] gone = [.. far.Where(j => ends[j] || isSingular || condition > Constants.Ridge || !IsHeld(problem, u, j))];
        if (gone.Length > 0)
        {
            return AtEdge(problem, u, gone);
        }

        return isSingular ? new(SolveStatus.Stalled, string.Create(CultureInfo.InvariantCulture, $"the condition number {condition:0.#e0} leaves no digits at the point found")) : null;
    }

    /// <summary>Whether an unknown is so close to an end of its interval that the optimum may be there.</summary>
    public static bool IsFarOut(Objective problem, double[] u) => Enumerable.Range(0, u.Length).Any(j => IsFar(problem, u, j));

    /// <summary>An unknown and the end of its interval that it is on the way to.</summary>
    public static string Towards(Objective problem, double[] u, int j) => $"{problem.System.Unknowns[j].Name} -> {End(problem, u, j)}";

    private static PointFault AtEdge(Objective problem, double[] u, int[] gone)
    {
        string where = string.Join(", ", gone.Select(j => Towards(problem, u, j)));
        if (problem.IsRoot)
        {
            return new(SolveStatus.Stalled, $"the search ran to the edge of the domain, where everything is stationary: {where}");
        }

        Vector<double> gradient = problem.Residual(u);
        double remaining = gone.Sum(j => Math.Abs(gradient[j]));
        double value = problem.ValueAt(u);
        return remaining <= Constants.Settled * Math.Max(1, Math.Abs(value)) ? new(SolveStatus.AtBoundary, $"the optimum is approached at the boundary, as {where}", remaining)
            : ImprovesFurther(problem, u, gone) ? new(SolveStatus.Unbounded, $"the goal improves as far as it was followed, as {where}")
            : new(SolveStatus.Stalled, $"the search ran to the edge of the domain, where the goal still changes: {where}");
    }

    /// <summary>Whether the goal improves by no less each time the unknowns go further by as much again.</summary>
    private static bool ImprovesFurther(Objective problem, double[] u, int[] gone)
    {
        double[] merits = [.. Enumerable.Range(0, Constants.Followed).Select(k => problem.Merit([.. u.Select((x, j) => gone.Contains(j) ? x * (1 + (Constants.Further * k)) : x)]))];
        double[] gains = [.. merits.Zip(merits.Skip(1), (a, b) => a - b)];
        return gains.All(g => g > 0) && gains.Zip(gains.Skip(1), (a, b) => b >= Constants.NoLess * a).All(holds => holds);
    }

    private static bool IsFar(Objective problem, double[] u, int j) => Math.Abs(u[j]) > Constants.Far && problem.Coordinates.HasEnds(j);

    /// <summary>Whether the goal, or the residuals, hold an unknown where it is: the gradient changes sign there.</summary>
    private static bool IsHeld(Objective problem, double[] u, int j)
    {
        double[] Moved(double by) => With(u, j, u[j] + by);
        if (problem.System.Kind == GoalKind.Solve)
        {
            return new[] { -Constants.Displacement, Constants.Displacement }.Select(Moved).Any(m => problem.Merit(m) > Constants.Noticed * problem.Rounding(m));
        }

        Vector<double> below = problem.Residual(Moved(-Constants.Displacement));
        Vector<double> above = problem.Residual(Moved(Constants.Displacement));
        return double.IsNaN(below[j]) || double.IsNaN(above[j]) || below[j] * above[j] < 0;
    }

    /// <summary>Whether the goal stays the same, to rounding, as an unknown goes on towards the end of its interval that is nearer.</summary>
    private static bool IsFlatOutwards(Objective problem, double[] u, int j) => IsSame(problem, u, j, Constants.Outwards.Select(by => u[j] + (Outwards(u[j]) * by)));

    /// <summary>The way to the nearer end; in the middle the upper one.</summary>
    private static int Outwards(double u) => u < 0 ? -1 : 1;

    /// <summary>Whether the goal stays the same, to rounding, all over the interval of an unknown.</summary>
    private static bool IsFlatEverywhere(Objective problem, double[] u, int j) => IsSame(problem, u, j, Constants.Everywhere);

    private static bool IsSame(Objective problem, double[] u, int j, IEnumerable<double> places)
    {
        double here = problem.Merit(u);
        return places.All(place => Math.Abs(problem.Merit(With(u, j, place)) - here) <= Constants.Same * Math.Max(1e-300, Math.Abs(here)));
    }

    private static double[] With(double[] u, int j, double place) => [.. u[..j], place, .. u[(j + 1)..]];

    /// <summary>The end of its interval that an unknown is on the way to.</summary>
    private static string End(Objective problem, double[] u, int j)
    {
        double x = problem.Coordinates.ToUnknowns(u)[j];
        double further = problem.Coordinates.ToUnknowns(With(u, j, u[j] + Outwards(u[j])))[j];
        UnknownInfo unknown = problem.System.Unknowns[j];
        double end = further > x || (further == x && Math.Abs(unknown.Upper - x) < Math.Abs(x - unknown.Lower)) ? unknown.Upper : unknown.Lower;
        return double.IsInfinity(end) ? (end > 0 ? "inf" : "-inf") : end.ToString("R", CultureInfo.InvariantCulture);
    }
}
