using System.Globalization;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>What other grids say of the outputs, which have no part in the refinement of the goal's value.</summary>
internal static class OutputCheck
{
    /// <summary>Names the outputs that move by more than the tolerance, relative where they are large, on finer grids that reach further; null where none does.</summary>
    public static string? Of(Objective problem, double[] u, IReadOnlyList<double> reported, double tolerance)
    {
        IReadOnlyList<OutputInfo> outputs = problem.System.Outputs;
        if (outputs.Count == 0 || problem.Kernel.GridCount == 0 || reported.All(double.IsNaN))
        {
            return null;
        }

        IReadOnlyList<double> finer = problem.On(QuadratureCheck.Finest(problem.Resolution, problem.Kernel.HasPairs), () => problem.At(u)?.Outputs) ?? [.. reported.Select(_ => double.NaN)];
        string[] moved =
        [
            .. Enumerable.Range(0, outputs.Count)
                .Where(i => double.IsFinite(reported[i]) && !(Math.Abs(finer[i] - reported[i]) <= tolerance * Math.Max(1, Math.Abs(reported[i]))))
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"{outputs[i].Name} by {Math.Abs(finer[i] - reported[i]):0.#e0}")),
        ];
        return moved.Length == 0 ? null : "on finer grids outputs move, which are not confirmed: " + string.Join(", ", moved);
    }
}
