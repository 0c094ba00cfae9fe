using System.Globalization;
using MathNet.Numerics.RootFinding;
using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>One equation in one unknown: the sign changes over the whole interval, then Brent's method, then Newton's. Of several roots it takes the first and names the others.</summary>
internal sealed class SignChanges : IStrategy
{
    /// <inheritdoc/>
    public string Name => "sign-changes";

    /// <inheritdoc/>
    public Applicability Applies(Search search) => search.IsSolvedFromNothing && search.Problem.Coordinates.Count == 1
        ? Applicability.Yes("one equation in one unknown")
        : Applicability.No("not one equation in one unknown");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget)
    {
        Objective problem = search.Problem;
        problem.Resolution = problem.Kernel.Resolution(FirstNodesPerWidth);

        // Where nothing could be evaluated, the kernel still holds what it had before.
        List<double> roots = Find(u => double.IsNaN(problem.Merit([u])) ? double.NaN : problem.At([u])!.Residual[0], budget.Cancellation);
        if (roots.Count == 0)
        {
            UnknownInfo unknown = problem.System.Unknowns[0];
            string reason = FormattableString.Invariant($"the residual does not change sign on ({unknown.Lower}, {unknown.Upper})");
            return StrategyOutcome.Ended(problem, [0], Evidence.Failed(problem, SolveStatus.NoRoot, 0, reason));
        }

        NewtonResult newton = budget.Newton(problem, [roots[0]]);
        string others = string.Join(", ", roots.Skip(1).Select(r => problem.Coordinates.ToUnknowns([r])[0].ToString("R", CultureInfo.InvariantCulture)));
        string? message = roots.Count == 1 ? null : $"the first of {roots.Count} roots; the others are near {others}";
        return StrategyOutcome.Found(new Candidate(problem, newton, null, message), newton.Iterations);
    }

    /// <summary>The roots where the residual changes sign, ascending in the coordinate.</summary>
    public static List<double> Find(Func<double, double> residual, CancellationToken cancellation)
    {
        var roots = new List<double>();
        double previous = double.NaN;
        for (double u = -Scan.Extent; u <= Scan.Extent; u += Scan.Step)
        {
            cancellation.ThrowIfCancellationRequested();
            double value = residual(u);
            if (value == 0)
            {
                roots.Add(u);
            }
            else if (previous * value < 0
                && Brent.TryFindRoot(residual, u - Scan.Step, u, Scan.Accuracy, Scan.Iterations, out double root) && Math.Abs(residual(root)) < Scan.Pole)
            {
                roots.Add(root);
            }

            previous = value;
        }

        return roots;
    }
}
