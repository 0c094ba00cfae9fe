using MathNet.Numerics.LinearAlgebra;

namespace ReluInjectivity.Frames.Reconstruction;

/// <summary>What an output says about the input.</summary>
/// <param name="IsConsistent">Whether some input has this output, to the tolerance.</param>
/// <param name="Problem">Why not, or where consistent what is not known of the ranges; else null.</param>
/// <param name="IsUnique">Whether there is one such input: the active rows span, or the inactive ones leave no room.</param>
/// <param name="Input">The input, or one of them; null where inconsistent.</param>
/// <param name="Ranges">For each coordinate the least and greatest value among the inputs with this output, not a number where rounding hides it; null where inconsistent.</param>
/// <param name="Active">The rows with positive output.</param>
/// <param name="Rank">Their rank.</param>
/// <param name="Residual">The largest miss of an active row's equation.</param>
/// <param name="NoiseGain">1 / sigma_min of the active rows: how much noise in y is amplified; infinite where not unique.</param>
public sealed record RecoveredInput(
    bool IsConsistent,
    string? Problem,
    bool IsUnique,
    IReadOnlyList<double>? Input,
    IReadOnlyList<(double Least, double Greatest)>? Ranges,
    IReadOnlyList<int> Active,
    int Rank,
    double Residual,
    double NoiseGain);

/// <summary>
/// Input from output: <c>x = W_I^+ (y_I + alpha_I)</c> over the active rows I, the canonical dual of the active subframe. All active rows are used:
/// noise is amplified by 1 / sigma_min(W_I), never more than over fewer rows.
/// </summary>
public static class InputReconstruction
{
    private const double NoRoom = 1e-11;

    /// <summary>Finds the input that gives an output, and says how far it is determined.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="output">y, one an output; no negative entries.</param>
    /// <param name="isNonNegative">Whether only inputs without negative entries count.</param>
    /// <param name="tolerance">The largest miss, relative to the largest entry of y + alpha, that passes for rounding.</param>
    /// <param name="ct">Ends the search for ranges, those that are not known being not a number; before an input is known it stops with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The output has the wrong length or an entry that no ReLU gives.</exception>
    public static RecoveredInput Of(Layer layer, IReadOnlyList<double> output, bool isNonNegative = false, double tolerance = 1e-9, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(output);
        if (output.Count != layer.Outputs)
        {
            throw new ArgumentException($"the output has {output.Count} entries, the layer {layer.Outputs} outputs", nameof(output));
        }

        for (int i = 0; i < output.Count; i++)
        {
            if (!(output[i] >= 0) || !double.IsFinite(output[i]))
            {
                throw new ArgumentException($"output {i} is {output[i]:R}; a ReLU gives finite numbers of at least 0", nameof(output));
            }
        }

        Layer scaled = layer.Normalised(out double factor);
        RecoveredInput result = OfNormalised(scaled, [.. output.Select(y => y / factor)], isNonNegative, tolerance, active => ExactSolution.Of(layer, active, output), ct);
        return result with { Residual = factor * result.Residual, NoiseGain = result.NoiseGain / factor };
    }

    private static RecoveredInput OfNormalised(Layer layer, double[] output, bool isNonNegative, double tolerance, Func<int[], Vector<double>?> exactly, CancellationToken ct)
    {
        int[] active = [.. Enumerable.Range(0, output.Length).Where(i => output[i] > 0)];
        int n = layer.Inputs;
        var target = Vector<double>.Build.Dense(Math.Max(1, active.Length), k => k < active.Length ? output[active[k]] + layer.Thresholds[active[k]] : 0);
        var matrix = Matrix<double>.Build.Dense(Math.Max(1, active.Length), n, (k, j) => k < active.Length ? layer.Rows[active[k]][j] : 0);
        var solved = LeastSquares.Of(matrix, target, ct);
        (Vector<double> particular, int rank) = (solved.Solution, solved.Rank);

        // Doubles can show that rows span; that they do not takes exact arithmetic. Where only that shows it, the noise gain says what the input is worth.
        if (rank < n && active.Length >= n && exactly(active) is { } exact)
        {
            (rank, particular) = (n, exact);
        }

        double residual = active.Length == 0 ? 0 : ((matrix * particular) - target).InfinityNorm();
        double scale = Math.Max(target.InfinityNorm(), layer.Thresholds.Select(Math.Abs).DefaultIfEmpty(0).Max());
        double gain = rank == n ? 1 / solved.Smallest : double.PositiveInfinity;
        if (residual > tolerance * scale)
        {
            return Inconsistent($"the {active.Length} active rows' equations have no common solution: the best misses one by {residual / scale:G3} of their size");
        }

        Matrix<double>? kernel = rank == n ? null : solved.Kernel;
        var fibre = Fibre.Of(layer, Enumerable.Range(0, output.Length).Except(active), particular, kernel, isNonNegative);
        Vector<double>? point = fibre.Point(tolerance * Math.Max(scale, 1e-300), ct);
        if (point is null)
        {
            return Inconsistent(rank == n ? "the only input that fits the active rows makes an inactive row active" : "no input that fits the active rows leaves the inactive ones off");
        }

        // Outputs of exactly zero give inequalities, which may leave one point: least = greatest, to the rounding of the entries.
        IReadOnlyList<(double Least, double Greatest)> ranges = rank == n ? [.. point.Select(v => (v, v))] : fibre.Ranges(point, ct);
        double size = Math.Max(scale, point.InfinityNorm());
        bool isUnique = rank == n || ranges.All(range => range.Greatest - range.Least <= NoRoom * size);
        int unknown = ranges.Count(range => double.IsNaN(range.Least) || double.IsNaN(range.Greatest));
        string? doubt = unknown == 0 ? null
            : ct.IsCancellationRequested ? $"it was stopped before the ranges of {unknown} entries were known"
            : $"the ranges of {unknown} entries are not known: rounding kept their linear programs from an end";
        return new(true, doubt, isUnique, [.. point], ranges, active, rank, residual, gain);

        RecoveredInput Inconsistent(string problem) => new(false, problem, false, null, null, active, rank, residual, gain);
    }
}
