namespace ReluInjectivity.Weights.Onnx.Evaluation;

/// <summary>Transposed convolutions, straight from their definition: each input adds its multiple of the kernel to the output.</summary>
internal static class OnnxTransposed
{
    private const long MostWork = 1L << 31;

    /// <summary>The convolution of a node.</summary>
    /// <exception cref="EvaluationException">Its shapes do not fit.</exception>
    public static OnnxValue Convolution(OnnxNode node, OnnxValue x, OnnxValue kernels, OnnxValue? bias)
    {
        int rank = x.Shape.Length - 2;
        int groups = (int)node.Int("group", 1);
        if (rank < 1 || kernels.Shape.Length != rank + 2 || groups < 1 || x.Shape[1] != kernels.Shape[0] || x.Shape[1] % groups != 0 || node.Has("output_shape") || node.Text("auto_pad", "NOTSET") is not "NOTSET")
        {
            throw new EvaluationException("the shapes of a transposed convolution do not fit, or are of another kind");
        }

        int[] Each(string attribute, int fallback, int count) => node.Ints(attribute) is not { } given ? [.. Enumerable.Repeat(fallback, count)]
            : given.Length == count && given.All(v => v is >= 0 and <= 1 << 20) ? [.. given.Select(v => (int)v)] : throw new EvaluationException($"the attribute {attribute} is of another length");
        int[] strides = Each("strides", 1, rank);
        int[] dilations = Each("dilations", 1, rank);
        int[] pads = Each("pads", 0, 2 * rank);
        int[] more = Each("output_padding", 0, rank);
        int[] kernel = kernels.Shape[2..];
        int perGroup = kernels.Shape[1];
        int[] size = [.. Enumerable.Range(0, rank).Select(a => (int)Math.Min((strides[a] * (x.Shape[a + 2] - 1L)) + more[a] + ((kernel[a] - 1L) * dilations[a]) + 1 - pads[a] - pads[a + rank], int.MaxValue))];
        OnnxValue y = OnnxValue.Of([x.Shape[0], perGroup * groups, .. size]);
        int places = size.Aggregate(1, (p, e) => p * e);
        int positions = x.Shape[2..].Aggregate(1, (p, e) => p * e);
        int points = kernel.Aggregate(1, (p, e) => p * e);
        if ((long)x.Values.Length * perGroup * points > MostWork || (bias is not null && bias.Values.Length != perGroup * groups))
        {
            throw new EvaluationException("a transposed convolution takes too long, or its bias does not fit");
        }

        for (int i = 0; i < y.Values.Length && bias is not null; i++)
        {
            y.Values[i] = bias.Values[i / places % (perGroup * groups)];
        }

        for (int i = 0; i < x.Values.Length; i++)
        {
            (int image, int channel, int position) = (i / positions / x.Shape[1], i / positions % x.Shape[1], i % positions);
            int group = channel / (x.Shape[1] / groups);
            for (int point = 0; point < points; point++)
            {
                int to = Target(x.Shape, size, kernel, strides, dilations, pads, position, point);
                for (int k = 0; to >= 0 && k < perGroup; k++)
                {
                    y.Values[(((image * perGroup * groups) + (group * perGroup) + k) * places) + to] += x.Values[i] * kernels.Values[(((channel * perGroup) + k) * points) + point];
                }
            }
        }

        return y;
    }

    private static int Target(int[] shape, int[] size, int[] kernel, int[] strides, int[] dilations, int[] pads, int position, int point)
    {
        (int target, int step) = (0, 1);
        for (int axis = size.Length - 1; axis >= 0; axis--)
        {
            (position, int at) = Math.DivRem(position, shape[axis + 2]);
            (point, int tap) = Math.DivRem(point, kernel[axis]);
            int to = (at * strides[axis]) + (tap * dilations[axis]) - pads[axis];
            if (to < 0 || to >= size[axis])
            {
                return -1;
            }

            target += to * step;
            step *= size[axis];
        }

        return target;
    }
}
