using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// Continuation in the givens: from a solution at the file's defaults, near the starts that the file states, along a path to the values
/// asked for. The path is straight, in the logarithm where a given is positive; steps are halved where Newton's method fails.
/// </summary>
internal static class GivenPath
{
    private const int MostSteps = 64;
    private const double ShortestStep = 1.0 / 256;

    /// <summary>The end of the path, or null where the way there is lost.</summary>
    public static (Objective Objective, NewtonResult Newton)? Follow(
        IEquationSystem system, IReadOnlyList<double> given, double[] start, double nodesPerWidth, SolveOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<GivenInfo> infos = system.Description.Givens;
        (Objective, NewtonResult) At(double t, double[] from)
        {
            var problem = new Objective(system, [.. infos.Zip(given, (g, to) => Between(g, to, t))]);
            problem.Resolution = problem.Kernel.Resolution(nodesPerWidth);
            return (problem, Newton.Run(problem, from, options.MaximumIterations, cancellation));
        }

        double[] point = start;
        double reached = -1;
        double step = 1;
        for (int i = 0; i < MostSteps && step >= ShortestStep; i++)
        {
            double next = reached < 0 ? 0 : Math.Min(1, reached + step);
            (Objective problem, NewtonResult result) = At(next, point);
            if (result.Status != SolveStatus.Solved || (problem.IsRoot && result.Merit > 1e-9))
            {
                if (reached < 0)
                {
                    return null;
                }

                step /= 2;
                continue;
            }

            if (next >= 1)
            {
                return (problem, result);
            }

            (reached, point, step) = (next, result.Point, reached < 0 ? step / 2 : 1.5 * step);
        }

        return null;
    }

    private static double Between(GivenInfo given, double to, double t) => t >= 1 ? to
        : given.Lower >= 0 ? given.Default * Math.Pow(to / given.Default, t)
        : given.Default + (t * (to - given.Default));
}
