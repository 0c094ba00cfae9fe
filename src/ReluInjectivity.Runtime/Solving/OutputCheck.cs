using System.Globalization;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>What other grids say of the outputs, which have no part in the refinement of the goal's value.</summary>
internal static class OutputCheck
{
    /// <summary>Names the outputs that move by more than the tolerance, relative where they are large, on finer grids that reach further; null where none does.</summary>
    public static string? Of(Objective problem, double[] u, double tolerance)
    {
        IReadOnlyList<OutputInfo> outputs = problem.System.Outputs;
        if (outputs.Count == 0 || problem.Kernel.GridCount == 0 || problem.At(u) is not { } here)
        {
            return null;
        }

        double[] reported = [.. here.Outputs.Take(outputs.Count)];
        Resolution inUse = problem.Resolution;
        problem.Resolution = inUse.Refine(Confirmation.Finest, 0).Widen(Confirmation.Wider).Shifted(Confirmation.OtherShift);
        double[] finer = problem.At(u) is { } there ? [.. there.Outputs.Take(outputs.Count)] : [.. reported.Select(_ => double.NaN)];
        problem.Resolution = inUse;
        string[] moved =
        [
            .. Enumerable.Range(0, outputs.Count)
                .Where(i => double.IsFinite(reported[i]) && !(Math.Abs(finer[i] - reported[i]) <= tolerance * Math.Max(1, Math.Abs(reported[i]))))
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"{outputs[i].Name} by {Math.Abs(finer[i] - reported[i]):0.#e0}")),
        ];
        return moved.Length == 0 ? null : "on finer grids outputs move, which are not confirmed: " + string.Join(", ", moved);
    }
}
