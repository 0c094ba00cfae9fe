using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>Reads a Conv node as a kernel matrix and its geometry.</summary>
internal static class OnnxConvolution
{
    /// <summary>The layer of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernels">Output channels x input channels of a group x kernel.</param>
    /// <param name="bias">One number for each output channel, or null.</param>
    /// <exception cref="WeightFileException">Shapes and attributes contradict each other.</exception>
    public static Stage Layer(OnnxNode node, OnnxConstant kernels, OnnxConstant? bias)
    {
        if (kernels.Shape.Length < 3 || kernels.Values.Length == 0)
        {
            throw node.Error($"the kernels have shape {ShapeText.Of(kernels.Shape)}", "it is output channels x input channels of a group x kernel");
        }

        int outputs = (int)kernels.Shape[0];
        int[] kernel = [.. kernels.Shape.Skip(2).Select(extent => (int)extent)];
        long groups = node.Int("group", 1);
        if (groups < 1 || outputs % groups != 0 || kernels.Shape[1] * groups > int.MaxValue)
        {
            throw node.Error($"the {outputs} output channels are not divisible into its groups", "export a model whose shapes agree");
        }

        if (bias is not null && bias.Values.Length != outputs)
        {
            throw node.Error($"the bias has shape {ShapeText.Of(bias.Shape)} for {outputs} output channels", "it has one number for each");
        }

        int[] strides = Positive(node, "strides", kernel.Length);
        int[] dilations = Positive(node, "dilations", kernel.Length);
        if (node.Ints("kernel_shape") is { } declared && !declared.SequenceEqual(kernel.Select(extent => (long)extent)))
        {
            throw node.Error("kernel_shape is not that of the kernels", "export a model whose shapes agree");
        }

        (int[] before, int[] after) = Pads(node, kernel, strides, dilations);
        ConvolutionShape shape = new((int)(kernels.Shape[1] * groups), outputs, (int)groups, kernel, strides, dilations, before, after);
        int patch = kernels.Values.Length / outputs;
        double[][] rows = new WeightArray(string.Empty, [outputs, patch], kernels.Values, string.Empty).ToRows(outputs, patch);
        return new Stage(node.Name, new Layer(rows, bias is null ? new double[outputs] : bias.Values), HasReLU: false, shape) { Tensor = node.Inputs[1] };
    }

    /// <summary>The layer of a transposed convolution: a row for each output channel, as of a convolution.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernels">Input channels x output channels of a group x kernel.</param>
    /// <param name="bias">One number for each output channel, or null.</param>
    /// <exception cref="WeightFileException">Shapes and attributes contradict each other.</exception>
    public static Stage Transposed(OnnxNode node, OnnxConstant kernels, OnnxConstant? bias)
    {
        if (kernels.Shape.Length < 3 || kernels.Values.Length == 0)
        {
            throw node.Error($"the kernels have shape {ShapeText.Of(kernels.Shape)}", "it is input channels x output channels of a group x kernel");
        }

        int inputs = (int)kernels.Shape[0];
        int[] kernel = [.. kernels.Shape.Skip(2).Select(extent => (int)extent)];
        long groups = node.Int("group", 1);
        if (groups < 1 || inputs % groups != 0 || kernels.Shape[1] * groups > int.MaxValue || node.Has("output_shape") || node.Text("auto_pad", "NOTSET") is not "NOTSET")
        {
            throw node.Error("its channels do not fit its groups, or its padding depends on the size", "export a model with explicit pads whose shapes agree");
        }

        int perGroup = (int)kernels.Shape[1];
        int outputs = perGroup * (int)groups;
        if (bias is not null && bias.Values.Length != outputs)
        {
            throw node.Error($"the bias has shape {ShapeText.Of(bias.Shape)} for {outputs} output channels", "it has one number for each");
        }

        int[] strides = Positive(node, "strides", kernel.Length);
        int[] dilations = Positive(node, "dilations", kernel.Length);
        (int[] before, int[] after) = Pads(node, kernel, strides, dilations);
        long[] more = node.Ints("output_padding") ?? new long[kernel.Length];
        if (more.Length != kernel.Length || more.Any(extent => extent is < 0 or > 1 << 20))
        {
            throw node.Error($"output_padding is not {kernel.Length} integers", "export the model again");
        }

        int points = kernel.Aggregate(1, (product, extent) => product * extent);
        int channels = inputs / (int)groups;
        double[][] rows = [.. Enumerable.Range(0, outputs).Select(output => (double[])[.. Enumerable.Range(0, channels * points).Select(k =>
            kernels.Values[(((((output / perGroup * channels) + (k / points)) * perGroup) + (output % perGroup)) * points) + (k % points)])])];
        ConvolutionShape shape = new(inputs, outputs, (int)groups, kernel, strides, dilations, before, [.. after.Zip(more, (pad, extent) => pad - (int)extent)]) { IsTransposed = true };
        return new Stage(node.Name, new Layer(rows, bias is null ? new double[outputs] : bias.Values), HasReLU: false, shape);
    }

    /// <summary>An image in whole multiples of its extents, each entry repeated: the transposed convolution with a kernel of ones.</summary>
    public static Stage Repeated(OnnxNode node, int channels, int[] factors)
    {
        int points = factors.Aggregate(1, (product, extent) => product * extent);
        int[] ones = [.. Enumerable.Repeat(1, factors.Length)];
        double[][] rows = [.. Enumerable.Range(0, channels).Select(row => (double[])[.. Enumerable.Range(0, channels * points).Select(k => k / points == row ? 1.0 : 0)])];
        ConvolutionShape shape = new(channels, channels, 1, factors, factors, ones, new int[factors.Length], new int[factors.Length]) { IsTransposed = true };
        return new Stage(node.Name, new Layer(rows, new double[channels]), HasReLU: false, shape);
    }

    private static int[] Positive(OnnxNode node, string attribute, int rank)
    {
        long[] values = node.Ints(attribute) ?? [.. Enumerable.Repeat(1L, rank)];
        return values.Length == rank && values.All(value => value is > 0 and <= int.MaxValue)
            ? [.. values.Select(value => (int)value)]
            : throw node.Error($"the attribute {attribute} is not {rank} positive integers", "export the model again");
    }

    private static (int[] Before, int[] After) Pads(OnnxNode node, int[] kernel, int[] strides, int[] dilations)
    {
        int rank = kernel.Length;
        string auto = node.Text("auto_pad", "NOTSET");
        if (auto is "VALID")
        {
            return (new int[rank], new int[rank]);
        }

        if (auto is "SAME_UPPER" or "SAME_LOWER")
        {
            if (strides.Any(stride => stride != 1))
            {
                throw node.Error("the padding depends on the size of the input (auto_pad with a stride)", "export the model with explicit pads");
            }

            // With stride 1 the output has the input's size if dilation (kernel - 1) zeros are put around.
            long[] total = [.. kernel.Select((extent, axis) => (long)dilations[axis] * (extent - 1))];
            if (total.Any(zeros => zeros > int.MaxValue))
            {
                throw node.Error("its dilations are huge", "export the model again");
            }

            int[] less = [.. total.Select(zeros => (int)(zeros / 2))];
            int[] more = [.. total.Select(zeros => (int)(zeros - (zeros / 2)))];
            return auto is "SAME_UPPER" ? (less, more) : (more, less);
        }

        long[] pads = node.Ints("pads") ?? new long[2 * rank];
        return auto is "NOTSET" && pads.Length == 2 * rank && pads.All(pad => pad is >= 0 and <= int.MaxValue)
            ? ([.. pads.Take(rank).Select(pad => (int)pad)], [.. pads.Skip(rank).Select(pad => (int)pad)])
            : throw node.Error($"pads are not {2 * rank} integers of at least 0, or auto_pad is unknown", "export the model with explicit pads");
    }
}
