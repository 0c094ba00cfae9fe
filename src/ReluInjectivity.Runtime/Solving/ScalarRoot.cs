using MathNet.Numerics.RootFinding;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>One equation in one unknown: the sign changes over the whole interval, then Brent's method, then Newton's.</summary>
internal static class ScalarRoot
{
    private const double Extent = 14;
    private const double Step = 0.125;

    /// <summary>Solves; where there are several roots, reports the first and names the others.</summary>
    public static Solved Solve(Objective problem, SolveOptions options, CancellationToken cancellation)
    {
        problem.Resolution = problem.Kernel.Resolution(4.5);

        // Where nothing could be evaluated, the kernel still holds what it had before.
        List<double> roots = Find(u => double.IsNaN(problem.Merit([u])) ? double.NaN : problem.Kernel.Residual[0], cancellation);
        if (roots.Count == 0)
        {
            string interval = Format(problem);
            return new Solved(problem, [0], Evidence.Failed(problem, SolveStatus.NoRoot, 0, $"the residual does not change sign on {interval}"));
        }

        NewtonResult newton = Newton.Run(problem, [roots[0]], options.MaximumIterations, cancellation);
        Solved solved = Evidence.Finish(problem, newton, newton.Iterations, null, options, cancellation);
        if (roots.Count == 1)
        {
            return solved;
        }

        string others = string.Join(", ", roots.Skip(1).Select(r => problem.Coordinates.ToUnknowns([r])[0].ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        return solved with { Result = solved.Result with { Message = $"the first of {roots.Count} roots; the others are near {others}" } };
    }

    /// <summary>The roots where the residual changes sign, ascending in the coordinate.</summary>
    public static List<double> Find(Func<double, double> residual, CancellationToken cancellation)
    {
        var roots = new List<double>();
        double previous = double.NaN;
        for (double u = -Extent; u <= Extent; u += Step)
        {
            cancellation.ThrowIfCancellationRequested();
            double value = residual(u);
            if (value == 0)
            {
                roots.Add(u);
            }
            else if (previous * value < 0 && Brent.TryFindRoot(residual, u - Step, u, 1e-13, 200, out double root) && Math.Abs(residual(root)) < 1e-6)
            {
                roots.Add(root);
            }

            previous = value;
        }

        return roots;
    }

    private static string Format(Objective problem)
    {
        var unknown = problem.System.Unknowns[0];
        return FormattableString.Invariant($"({unknown.Lower}, {unknown.Upper})");
    }
}
