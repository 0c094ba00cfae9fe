using ReluInjectivity.Runtime.Quadrature;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// How far out functions of two variables are taken into account. They grow without bound, and their exponentials with them, so that what an average leaves out
/// depends on where the unknowns are: it is found out there, before slopes are, which would lead away from what they should lead to.
/// </summary>
internal static class ReachOfPairs
{
    /// <summary>Lets grids reach further out, one by one, until none moves the value.</summary>
    /// <param name="problem">The problem, whose resolution is changed.</param>
    /// <param name="u">The coordinates.</param>
    public static void Settle(Objective problem, double[] u)
    {
        if (!problem.Kernel.HasPairs)
        {
            return;
        }

        int[] telling = [];
        for (int round = 0; round < Pairs.Rounds; round++)
        {
            Resolution inUse = problem.Resolution;
            double here = problem.ValueAt(u);
            double Moved(Resolution wider) => Math.Abs(problem.On(wider, () => problem.ValueAt(u)) - here);
            double allowed = Pairs.Allowed * Math.Abs(here);
            if (Moved(inUse.Widen(Confirmation.Wider)) is not (< double.PositiveInfinity and var moved) || moved <= allowed)
            {
                break;
            }

            double wider = moved > Pairs.Far * allowed ? Confirmation.Wider * Confirmation.Wider : Confirmation.Wider;

            // Those that told before tend to tell again.
            bool Tells(int grid) => Moved(inUse.WidenOne(grid, Confirmation.Wider)) > allowed / inUse.Count;
            int[] again = [.. telling.Where(Tells)];
            telling = again.Length > 0 ? again : [.. Enumerable.Range(0, inUse.Count).Where(grid => !problem.Kernel.IsOfPairs(grid) && Tells(grid))];
            if (telling.Length == 0)
            {
                break;
            }

            problem.Resolution = telling.Aggregate(inUse, (r, grid) => r.WidenOne(grid, wider));
        }
    }
}
