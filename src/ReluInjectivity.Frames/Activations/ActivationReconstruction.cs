using ReluInjectivity.Frames.Reconstruction;

namespace ReluInjectivity.Frames.Activations;

/// <summary>Input from output for layers with other activations than ReLU.</summary>
/// <remarks>
/// Clipped: an output between its ends is an equation, one at an end an inequality; with rows turned and shifted that is a ReLU layer with outputs of zero. |Wx|:
/// signs are tried on n independent rows, pruned by what they leave of the others; the input is found up to a global sign.
/// </remarks>
public static class ActivationReconstruction
{
    /// <summary>Finds the input that gives an output, and says how far it is determined; for |.| up to a global sign.</summary>
    /// <param name="layer">The layer; for <see cref="AbsoluteActivation"/> without bias.</param>
    /// <param name="activation">What follows it.</param>
    /// <param name="output">y, one an output, each a number that the activation gives.</param>
    /// <param name="isNonNegative">Whether only inputs without negative entries count; not for <see cref="AbsoluteActivation"/>.</param>
    /// <param name="tolerance">The largest miss, relative to the outputs, that passes for rounding.</param>
    /// <param name="ct">Stops the search for signs.</param>
    /// <exception cref="ArgumentException">The output has the wrong length or an entry that the activation does not give, or a bias or domain does not go with it.</exception>
    public static RecoveredInput Of(
        Layer layer, Activation activation, IReadOnlyList<double> output, bool isNonNegative = false, double tolerance = 1e-9, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(output);
        if (output.Count != layer.Outputs)
        {
            throw new ArgumentException($"the output has {output.Count} entries, the layer {layer.Outputs} outputs", nameof(output));
        }

        if (activation is AbsoluteActivation)
        {
            ActivationCheck.Require(layer, activation, Domain.WholeSpace);
            return isNonNegative
                ? throw new ArgumentException("abs loses a global sign, which an orthant would fix; ask for rn", nameof(isNonNegative))
                : new SignSearch(layer, [.. output], tolerance, ct).Run();
        }

        return activation is ClipActivation clip ? Clipped(layer, clip, output, isNonNegative, tolerance, ct) : InputReconstruction.Of(layer, output, isNonNegative, tolerance, ct);
    }

    // y above the lower end: w x + b - LO is positive; at it, not; at the upper end: -(w x + b - HI) is not.
    private static RecoveredInput Clipped(Layer layer, ClipActivation clip, IReadOnlyList<double> output, bool isNonNegative, double tolerance, CancellationToken ct)
    {
        double room = tolerance * Math.Max(Math.Abs(clip.Lower), Math.Abs(clip.Upper));
        double[][] rows = new double[layer.Outputs][];
        double[] bias = new double[layer.Outputs];
        double[] values = new double[layer.Outputs];
        for (int i = 0; i < rows.Length; i++)
        {
            double y = output[i];
            if (!(y >= clip.Lower - room) || !(y <= clip.Upper + room))
            {
                throw new ArgumentException($"output {i} is {y:R}; {clip} gives numbers from {clip.Lower:R} to {clip.Upper:R}", nameof(output));
            }

            double b = 0 - layer.Thresholds[i];
            bool isTop = y >= clip.Upper - room;
            bool isBottom = y <= clip.Lower + room;
            rows[i] = isTop ? [.. layer.Rows[i].Select(v => 0 - v)] : layer.Rows[i];
            bias[i] = isTop ? clip.Upper - b : b - clip.Lower;
            values[i] = isTop || isBottom ? 0 : y - clip.Lower;
        }

        return InputReconstruction.Of(new Layer(rows, bias), values, isNonNegative, tolerance, ct);
    }
}
