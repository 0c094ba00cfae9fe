using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving;

/// <content>The grids that a value is compared on, and those that it is looked for on next.</content>
internal static partial class Evidence
{
    /// <summary>
    /// The value on other grids. A root moves with the grids, to first order by one Newton step; the value at a stationary point does not.
    /// </summary>
    private static double Moved(Objective problem, double[] u, Local local, Resolution resolution) => problem.On(resolution, () =>
    {
        double value = problem.ValueAt(u);
        return problem.System.Kind == GoalKind.Solve && local.Sensitivity is { } sensitivity && double.IsFinite(value) ? value - (sensitivity * problem.Residual(u)) : value;
    });

    /// <summary>
    /// Those grids finer where that moves the value; further out instead where that moves it by more, since on other grids Gaussians are cut off a part of a step elsewhere. No single grid
    /// that shows it means that the reach does, or several together.
    /// </summary>
    private static Resolution WithFinerWhereItMatters(Objective problem, double[] u, Local local, double allowed)
    {
        Resolution inUse = problem.Resolution;
        double Change(Resolution resolution) => Math.Abs(Moved(problem, u, local, resolution) - local.Value);
        var wider = new HashSet<int>();
        bool Matters(int grid)
        {
            double finer = Change(inUse.RefineOne(grid, Confirmation.Finer));
            bool matters = !(finer <= allowed);
            if (matters && Change(inUse.WidenOne(grid, Confirmation.Wider)) > finer)
            {
                wider.Add(grid);
            }

            return matters;
        }

        Resolution changed = problem.ChangedWhere(Matters, (r, grid) => wider.Contains(grid) ? r.WidenOne(grid, Confirmation.Wider) : r.RefineOne(grid, Confirmation.Refined));
        return ReferenceEquals(changed, inUse) ? inUse.Refine(Confirmation.SlightlyFiner, Confirmation.FurtherOut) : changed;
    }

    /// <summary>The Gaussians of those grids cut off further out where that moves the value; of all where no single grid shows it.</summary>
    private static Resolution WithWiderWhereItMatters(Objective problem, double[] u, Local local, double allowed)
    {
        Resolution resolution = problem.ChangedWhere(
            grid => IsOff(problem, u, local, problem.Resolution.WidenOne(grid, Confirmation.Wider), allowed), static (r, grid) => r.WidenOne(grid, Confirmation.Wider));
        return ReferenceEquals(resolution, problem.Resolution) ? problem.Resolution.Widen(Confirmation.Wider) : resolution;
    }

    /// <summary>Whether the value on other grids is none, or further off than allowed.</summary>
    private static bool IsOff(Objective problem, double[] u, Local local, Resolution resolution, double allowed) =>
        !(Math.Abs(Moved(problem, u, local, resolution) - local.Value) <= allowed);
}
