using System.Numerics.Tensors;

namespace ReluInjectivity.Weights.Layers;

/// <summary>What the layers of a network compute, from their own matrices: the other side of the comparison with the graph.</summary>
internal static class LayersForward
{
    /// <summary>The outputs for one input; null where the input's size does not fit the layers.</summary>
    /// <param name="layers">The layers in order.</param>
    /// <param name="x">The input, images channel after channel.</param>
    /// <param name="extents">The extents of an image, null for points; then those of the output.</param>
    /// <param name="largest">The greatest number met on the way, for the error that rounding may make.</param>
    public static double[]? Run(IEnumerable<Stage> layers, double[] x, ref int[]? extents, ref double largest)
    {
        double[] current = x;
        foreach (Stage layer in layers)
        {
            double[]? next = layer.Convolution is { } shape ? Convolve(layer, shape, current, ref extents) : Multiply(layer, current);
            extents = layer.Convolution is null ? null : extents;
            if (next is null)
            {
                return null;
            }

            for (int i = 0; i < next.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(next[i]));
                next[i] = layer.HasReLU ? Math.Max(next[i], 0) : layer.Pointwise is { } map ? map.At(next[i], i / (next.Length / layer.Layer.Outputs)) : next[i];
            }

            current = next;
        }

        return current;
    }

    private static double[]? Multiply(Stage layer, double[] x)
    {
        if (x.Length != layer.Layer.Inputs)
        {
            return null;
        }

        double[] y = layer.Layer.Bias;
        for (int i = 0; i < y.Length; i++)
        {
            y[i] += TensorPrimitives.Dot<double>(layer.Layer.Row(i), x);
        }

        return y;
    }

    // By windows of the input, the kernel's rows taken from the matrix.
    private static double[]? Convolve(Stage layer, ConvolutionShape shape, double[] x, ref int[]? extents)
    {
        int[]? size = extents ?? (shape.InputSize is { } known ? [.. known] : null);
        if (size is null || size.Length != shape.Kernel.Count || shape.Strides is null || x.Length != shape.InputChannels * size.Aggregate(1L, (p, e) => p * e))
        {
            return null;
        }

        int[] places = [.. size.Select((extent, axis) => (int)ConvolutionWindows.Count(shape, axis, extent))];
        int outputs = places.Aggregate(1, (p, e) => p * e);
        int positions = x.Length / shape.InputChannels;
        int channels = shape.InputChannels / shape.Groups;
        int kernels = shape.OutputChannels / shape.Groups;
        int points = shape.Points;
        double[] y = [.. layer.Layer.Bias.SelectMany(b => Enumerable.Repeat(b, outputs))];
        for (int output = 0; output < outputs; output++)
        {
            for (int point = 0; point < points; point++)
            {
                (long position, long step, int o, int p) = (0, 1, output, point);
                for (int axis = size.Length - 1; axis >= 0; axis--)
                {
                    (o, int place) = Math.DivRem(o, places[axis]);
                    (p, int tap) = Math.DivRem(p, shape.Kernel[axis]);
                    long at = ConvolutionWindows.Position(shape, axis, place, tap, size[axis]);
                    position = at < 0 || position < 0 ? -1 : position + (at * step);
                    step *= size[axis];
                }

                for (int row = 0; position >= 0 && row < shape.OutputChannels; row++)
                {
                    int first = row / kernels * channels;
                    for (int channel = 0; channel < channels; channel++)
                    {
                        y[(row * outputs) + output] += layer.Layer.Rows[row][(channel * points) + point] * x[((first + channel) * positions) + position];
                    }
                }
            }
        }

        extents = places;
        return y;
    }
}
