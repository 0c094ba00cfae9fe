using ReluInjectivity.Weights.Layers;

namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>Convolutions, transposed ones and pooling on inputs of known size, by the windows of the layers.</summary>
internal static class WindowLayers
{
    private const double MostSteps = 1 << 23;

    /// <summary>The convolution of a node; of a transposed one the convolution that takes its outputs to its inputs.</summary>
    /// <exception cref="UntracedException">Its shapes do not fit.</exception>
    public static Stage Convolution(OnnxNode node, TracedTensor kernels, int[] from, int[] to, bool isTransposed)
    {
        if (from.Length < 3 || kernels.Shape.Length != from.Length)
        {
            throw new UntracedException("its input is no image");
        }

        int[] kernel = kernels.Shape[2..];
        (int[] narrow, int[] wide) = isTransposed ? (from[2..], to[2..]) : (to[2..], from[2..]);
        RequireShort(narrow, kernel);
        int outputs = kernels.Shape[0];
        int groups = (int)node.Int("group", 1);
        if (groups < 1 || kernels.Shape[1] * groups != (isTransposed ? to[1] : from[1]) || outputs != (isTransposed ? from[1] : to[1]) || outputs % groups != 0)
        {
            throw new UntracedException("its channels do not fit");
        }

        (int[] strides, int[] dilations, int[] before, int[] after) = Geometry(node, kernel, wide, narrow);
        ConvolutionShape shape = new(kernels.Shape[1] * groups, outputs, groups, kernel, strides, dilations, before, after, wide);
        int patch = kernels.Forms.Length / outputs;
        double[] weights = [.. kernels.Forms.Select(form => form.Constant)];
        return weights.All(double.IsFinite)
            ? new Stage(node.Name, new Layer(outputs, patch, weights), HasReLU: false, shape)
            : throw new UntracedException("its kernels overflow");
    }

    /// <summary>A convolution, or its transpose, of forms.</summary>
    public static LinearForm?[] Apply(Stage layer, TracedTensor data, int[] size, double[]? bias, bool isTransposed, long mostEntries)
    {
        int groups = layer.Convolution!.Groups;
        int perGroup = data.Forms.Length / groups / size[0];
        int inner = size[2..].Aggregate(1, (p, e) => p * e);
        List<LinearForm?> result = [];
        for (int part = 0; part < groups * size[0]; part++)
        {
            Layer matrix = UnrolledConvolution.Of(layer, part % groups, mostEntries) ?? throw new UntracedException("it is too large to be written as a matrix");
            (int rows, int columns) = isTransposed ? (matrix.Inputs, matrix.Outputs) : (matrix.Outputs, matrix.Inputs);
            if (columns != perGroup)
            {
                throw new UntracedException("its padding does not fit its sizes");
            }

            for (int row = 0; row < rows; row++)
            {
                LinearForm.Sum sum = new();
                for (int column = 0; column < perGroup; column++)
                {
                    double factor = isTransposed ? matrix.Rows[column][row] : matrix.Rows[row][column];
                    if (factor != 0)
                    {
                        sum.Add(data.Forms[(part * perGroup) + column], factor);
                    }
                }

                result.Add(sum.Add(bias?[result.Count / inner % size[1]] ?? 0).Form());
            }
        }

        return result.Count == size.Aggregate(1, (p, e) => p * e) ? [.. result] : throw new UntracedException("its sizes do not fit");
    }

    /// <summary>The entries of the data in each window of a pool, in the order of the outputs.</summary>
    public static IEnumerable<List<LinearForm>> Windows(OnnxNode node, TracedTensor data, int[] size)
    {
        int[] kernel = [.. (node.Ints("kernel_shape") ?? throw new UntracedException("it has no kernel")).Select(extent => (int)extent)];
        if (data.Shape.Length != kernel.Length + 2 || node.Outputs.Skip(1).Any(output => output.Length > 0))
        {
            throw new UntracedException("its input is no image, or it gives indices too");
        }

        RequireShort(size, kernel);
        (int[] strides, int[] dilations, int[] before, _) = Geometry(node, kernel, data.Shape[2..], size[2..]);
        foreach (int[] place in TracedTensor.Places(size))
        {
            List<LinearForm> window = [];
            foreach (int[] point in TracedTensor.Places(kernel))
            {
                int[] at = [place[0], place[1], .. point.Select((k, axis) => (place[axis + 2] * strides[axis]) + (k * dilations[axis]) - before[axis])];
                if (at.Zip(data.Shape).All(pair => pair.First >= 0 && pair.First < pair.Second))
                {
                    window.Add(data.Forms[TracedTensor.Index(at, data.Shape)]);
                }
            }

            yield return window.Count > 0 ? window : throw new UntracedException("a window lies in the padding");
        }
    }

    private static void RequireShort(int[] places, int[] kernel)
    {
        if (places.Concat(kernel).Aggregate(1.0, (product, extent) => product * extent) > MostSteps)
        {
            throw new UntracedException("it has too many windows to be written as a matrix");
        }
    }

    // Pads that are not given follow from the sizes.
    private static (int[] Strides, int[] Dilations, int[] Before, int[] After) Geometry(OnnxNode node, int[] kernel, int[] wide, int[] narrow)
    {
        int rank = kernel.Length;
        int[] Each(string attribute, int fallback, int count) => node.Ints(attribute) is not { } given ? [.. Enumerable.Repeat(fallback, count)]
            : given.Length == count && given.All(v => v is >= 0 and <= 1 << 20) ? [.. given.Select(v => (int)v)] : throw new UntracedException($"the attribute {attribute} is of another length");
        int[] strides = Each("strides", 1, rank);
        int[] dilations = Each("dilations", 1, rank);
        int[] pads = Each("pads", 0, 2 * rank);
        string auto = node.Text("auto_pad", "NOTSET");
        if (auto is "SAME_UPPER" or "SAME_LOWER" && node.Operation is "ConvTranspose")
        {
            throw new UntracedException("its padding depends on the size");
        }

        for (int axis = 0; axis < rank; axis++)
        {
            int reach = ((narrow[axis] - 1) * strides[axis]) + ((kernel[axis] - 1) * dilations[axis]) + 1;
            if (auto is "SAME_UPPER" or "SAME_LOWER")
            {
                int all = Math.Max(reach - wide[axis], 0);
                pads[axis] = auto is "SAME_UPPER" ? all / 2 : all - (all / 2);
            }

            // What the last window reaches beyond is padding too: rounding up, output_padding and uneven strides all end here.
            pads[axis + rank] = Math.Max(reach - wide[axis] - pads[axis], 0);
        }

        return (strides, dilations, pads[..rank], pads[rank..]);
    }
}
