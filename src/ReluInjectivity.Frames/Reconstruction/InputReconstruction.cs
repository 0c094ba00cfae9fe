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
/// <param name="NoiseGain">1 / sigma_min of the active rows: how much noise in y is amplified; infinite where they do not span, not a number where there was no time to tell.</param>
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
    /// <summary>Finds the input that gives an output, and says how far it is determined.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="output">y, one an output; no negative entries.</param>
    /// <param name="isNonNegative">Whether only inputs without negative entries count.</param>
    /// <param name="tolerance">The largest miss, relative to the largest entry of y + alpha, that passes for rounding.</param>
    /// <param name="ct">Ends the search for ranges, those that are not known being not a number; before one is known it stops with an <see cref="OperationCanceledException"/>.</param>
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
        RecoveredInput result = new InputSearch(layer, scaled, [.. output], factor, isNonNegative, tolerance, ct).Run();
        return result with { Residual = factor * result.Residual, NoiseGain = result.NoiseGain / factor };
    }
}
