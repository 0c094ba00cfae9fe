namespace ReluInjectivity.Networks;

/// <summary>A convolution on inputs of a known size: one group of its channels as a matrix, and which entries its patches see.</summary>
public static class UnrolledConvolution
{
    /// <summary>
    /// One group as a layer of its whole matrix: inputs in the order channel, then position; outputs likewise. Null where the file does not tell the input's size,
    /// or the matrix has more entries than allowed.
    /// </summary>
    /// <param name="stage">A convolution.</param>
    /// <param name="group">The group, from 0.</param>
    /// <param name="mostEntries">The most entries of the matrix.</param>
    public static Layer? Of(Stage stage, int group, long mostEntries)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.Convolution is not { InputSize: { } size, Strides: not null, Dilations: not null, PadsBefore: not null, PadsAfter: not null } shape)
        {
            return null;
        }

        int rank = size.Count;
        if (shape.IsCircular && Enumerable.Range(0, rank).Any(axis => ((long)shape.Dilations![axis] * (shape.Kernel[axis] - 1)) + 1 > size[axis]))
        {
            // An output sees an entry twice: the sum of two weights need not be a double.
            return null;
        }

        long[] places = [.. Enumerable.Range(0, rank).Select(axis => ConvolutionWindows.Count(shape, axis, size[axis]))];
        int channels = shape.InputChannels / shape.Groups;
        int kernels = shape.OutputChannels / shape.Groups;
        UInt128 entries = (UInt128)(channels * (long)kernels);
        foreach (long extent in size.Select(extent => (long)extent).Concat(places))
        {
            entries = UInt128.Min(entries * (UInt128)extent, (UInt128)long.MaxValue);
        }

        if (entries == 0 || entries > (UInt128)mostEntries)
        {
            return null;
        }

        int positions = (int)size.Aggregate(1L, (product, extent) => product * extent);
        int outputs = (int)places.Aggregate(1L, (product, extent) => product * extent);
        int points = shape.Points;
        double[][] matrix = [.. Enumerable.Range(0, kernels * outputs).Select(_ => new double[channels * positions])];
        for (int output = 0; output < outputs; output++)
        {
            for (int point = 0; point < points; point++)
            {
                if (Position(shape, size, places, output, point) is not { } position)
                {
                    continue;
                }

                for (int kernel = 0; kernel < kernels; kernel++)
                {
                    for (int channel = 0; channel < channels; channel++)
                    {
                        matrix[(kernel * outputs) + output][(channel * positions) + position] += stage.Layer.Rows[(group * kernels) + kernel][(channel * points) + point];
                    }
                }
            }
        }

        return new Layer(matrix, [.. Enumerable.Range(0, kernels * outputs).Select(row => 0 - stage.Layer.Thresholds[(group * kernels) + (row / outputs)])]);
    }

    /// <summary>Whether every entry of the input lies in some patch; null where that depends on a size that the file does not tell.</summary>
    public static bool? Covers(ConvolutionShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Strides is not { } strides || shape.Dilations is not { } dilations)
        {
            return null;
        }

        if (shape is { InputSize: { } size, PadsBefore: not null, PadsAfter: not null })
        {
            return Enumerable.Range(0, size.Count).All(axis => ConvolutionWindows.Covers(shape, axis, size[axis]));
        }

        // Steps of one cover everything; steps longer than the kernel do not; others may leave a rest at the border.
        return !shape.IsTransposed && strides.All(step => step == 1) && dilations.All(step => step == 1) ? true : null;
    }

    /// <summary>Whether no entry of the input lies in two patches and none sees padding: then what one patch confuses the whole layer confuses.</summary>
    public static bool HasDisjointPatches(ConvolutionShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape is { IsTransposed: false, Strides: { } strides, Dilations: { } dilations, PadsBefore: { } before, PadsAfter: { } after }
            && before.Concat(after).All(pad => pad == 0)
            && Enumerable.Range(0, strides.Count).All(axis => strides[axis] >= ((long)dilations[axis] * (shape.Kernel[axis] - 1)) + 1);
    }

    // The place in the input, in row-major order; null in the padding.
    internal static int? Position(ConvolutionShape shape, IReadOnlyList<int> size, IReadOnlyList<long> places, long output, int point)
    {
        long position = 0;
        long step = 1;
        for (int axis = size.Count - 1; axis >= 0; axis--)
        {
            (output, long place) = Math.DivRem(output, places[axis]);
            (point, int tap) = Math.DivRem(point, shape.Kernel[axis]);
            long at = ConvolutionWindows.Position(shape, axis, place, tap, size[axis]);
            if (at < 0)
            {
                return null;
            }

            position += at * step;
            step *= size[axis];
        }

        return (int)position;
    }
}
