using ReluInjectivity.Runtime.Quadrature;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving;

/// <content>The grids that a value is compared on, and those that it is looked for on next.</content>
internal static partial class Evidence
{
    /// <summary>
    /// The value on other grids. A root moves with the grids, to first order by one Newton step; an optimum's value does not.
    /// </summary>
    private static double Moved(Objective problem, double[] u, Local local, Resolution resolution) => problem.On(resolution, () =>
    {
        double value = problem.At(u)?.Value ?? double.NaN;
        return problem.IsRoot && double.IsFinite(value) ? value - (local.Sensitivity * problem.Residual(u)) : value;
    });

    private static Resolution WithFinerWhereItMatters(Objective problem, double[] u, Local local, double allowed)
    {
        Resolution resolution = problem.Resolution;
        for (int grid = 0; grid < problem.Resolution.Count; grid++)
        {
            if (!(Math.Abs(Moved(problem, u, local, problem.Resolution.RefineOne(grid, Confirmation.Finer)) - local.Value) <= allowed))
            {
                resolution = resolution.RefineOne(grid, Confirmation.Refined);
            }
        }

        // Where no single grid shows it, the reach does, or several together.
        return ReferenceEquals(resolution, problem.Resolution) ? problem.Resolution.Refine(Confirmation.SlightlyFiner, Confirmation.FurtherOut) : resolution;
    }

    /// <summary>The Gaussians of those grids cut off further out where that moves the value; of all where no single grid shows it.</summary>
    private static Resolution WithWiderWhereItMatters(Objective problem, double[] u, Local local, double allowed)
    {
        Resolution resolution = problem.Resolution;
        for (int grid = 0; grid < problem.Resolution.Count; grid++)
        {
            if (!(Math.Abs(Moved(problem, u, local, problem.Resolution.WidenOne(grid, Confirmation.Wider)) - local.Value) <= allowed))
            {
                resolution = resolution.WidenOne(grid, Confirmation.Wider);
            }
        }

        return ReferenceEquals(resolution, problem.Resolution) ? problem.Resolution.Widen(Confirmation.Wider) : resolution;
    }
}
