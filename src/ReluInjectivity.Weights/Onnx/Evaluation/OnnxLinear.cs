using System.Numerics.Tensors;

namespace ReluInjectivity.Weights.Onnx.Evaluation;

/// <summary>Operations that multiply: products of matrices, convolutions and pooling.</summary>
internal static class OnnxLinear
{
    private const long MostWork = 1L << 31;

    /// <summary>The product of matrices in the last two axes, others broadcast; vectors count as a row or a column.</summary>
    public static OnnxValue Product(OnnxValue a, OnnxValue b)
    {
        int[] left = a.Shape.Length == 1 ? [1, .. a.Shape] : a.Shape;
        int[] right = b.Shape.Length == 1 ? [.. b.Shape, 1] : b.Shape;
        if (left.Length < 2 || right.Length < 2 || left[^1] != right[^2])
        {
            throw new EvaluationException("the shapes of a product do not fit");
        }

        (int rows, int inner, int columns) = (left[^2], left[^1], right[^1]);
        int[] batch = OnnxValue.Broadcast(left[..^2], right[..^2]);
        OnnxValue result = OnnxValue.Of([.. batch, rows, columns]);
        Require((long)result.Values.Length * inner);
        int[] leftSteps = OnnxValue.Steps(left[..^2], batch.Length);
        int[] rightSteps = OnnxValue.Steps(right[..^2], batch.Length);
        for (int matrix = 0; matrix < result.Values.Length / (rows * columns); matrix++)
        {
            (int rest, int l, int r) = (matrix, 0, 0);
            for (int axis = batch.Length - 1; axis >= 0; axis--)
            {
                (rest, int at) = Math.DivRem(rest, batch[axis]);
                l += at * leftSteps[axis];
                r += at * rightSteps[axis];
            }

            for (int i = 0; i < rows; i++)
            {
                for (int k = 0; k < inner; k++)
                {
                    double factor = a.Values[(l * rows * inner) + (i * inner) + k];
                    if (factor != 0)
                    {
                        Span<double> sums = result.Values.AsSpan((matrix * rows * columns) + (i * columns), columns);
                        TensorPrimitives.MultiplyAdd(b.Values.AsSpan((r * inner * columns) + (k * columns), columns), factor, sums, sums);
                    }
                }
            }
        }

        int[] shape = [.. batch, .. a.Shape.Length == 1 ? Array.Empty<int>() : [rows], .. b.Shape.Length == 1 ? Array.Empty<int>() : [columns]];
        return result.As(shape);
    }

    /// <summary>A B' of two matrices: each entry is the product of a row of one with a row of the other.</summary>
    public static OnnxValue ProductOfRows(OnnxValue a, OnnxValue b)
    {
        if (a.Shape[1] != b.Shape[1])
        {
            throw new EvaluationException("the shapes of a product do not fit");
        }

        (int rows, int inner, int columns) = (a.Shape[0], a.Shape[1], b.Shape[0]);
        OnnxValue result = OnnxValue.Of([rows, columns]);
        Require((long)result.Values.Length * inner);
        for (int i = 0; i < result.Values.Length; i++)
        {
            result.Values[i] = TensorPrimitives.Dot<double>(a.Values.AsSpan(i / columns * inner, inner), b.Values.AsSpan(i % columns * inner, inner));
        }

        return result;
    }

    /// <summary>A convolution, straight from its definition.</summary>
    public static OnnxValue Convolution(OnnxNode node, OnnxValue x, OnnxValue kernels, OnnxValue? bias)
    {
        int rank = kernels.Shape.Length - 2;
        int groups = (int)node.Int("group", 1);
        int[] kernel = kernels.Shape[2..];
        (int[] strides, int[] dilations, int[] before, int[] size) = Windows(node, x, kernel, roundsUp: false);
        int channels = kernels.Shape[1];
        int outputs = kernels.Shape[0];
        if (x.Shape.Length != rank + 2 || groups < 1 || x.Shape[1] != channels * groups || outputs % groups != 0)
        {
            throw new EvaluationException("the shapes of a convolution do not fit");
        }

        OnnxValue y = OnnxValue.Of([x.Shape[0], outputs, .. size]);
        int places = size.Aggregate(1, (product, extent) => product * extent);
        int positions = x.Shape[2..].Aggregate(1, (product, extent) => product * extent);
        int points = kernel.Aggregate(1, (product, extent) => product * extent);
        Require((long)y.Values.Length * channels * points);
        for (int i = 0; i < y.Values.Length; i++)
        {
            (int image, int output, int place) = (i / places / outputs, i / places % outputs, i % places);
            double sum = bias?.Values[output] ?? 0;
            for (int point = 0; point < points; point++)
            {
                int at = Position(x.Shape, size, kernel, strides, dilations, before, place, point);
                for (int channel = 0; at >= 0 && channel < channels; channel++)
                {
                    int from = (image * x.Shape[1]) + (output / (outputs / groups) * channels) + channel;
                    sum += kernels.Values[(((output * channels) + channel) * points) + point] * x.Values[(from * positions) + at];
                }
            }

            y.Values[i] = sum;
        }

        return y;
    }

    /// <summary>The greatest or the mean of each window.</summary>
    public static OnnxValue Pool(OnnxNode node, OnnxValue x, bool isMean)
    {
        int[] kernel = [.. (node.Ints("kernel_shape") ?? throw new EvaluationException("a pool has no kernel")).Select(extent => (int)extent)];
        (int[] strides, int[] dilations, int[] before, int[] size) = Windows(node, x, kernel, node.Int("ceil_mode", 0) != 0);
        bool countsPadding = node.Int("count_include_pad", 0) != 0;
        OnnxValue y = OnnxValue.Of([.. x.Shape[..2], .. size]);
        int places = size.Aggregate(1, (product, extent) => product * extent);
        int positions = x.Values.Length / (x.Shape[0] * x.Shape[1]);
        int points = kernel.Aggregate(1, (product, extent) => product * extent);
        Require((long)y.Values.Length * points);
        for (int i = 0; i < y.Values.Length; i++)
        {
            (double sum, double greatest, int seen) = (0, double.NegativeInfinity, 0);
            for (int point = 0; point < points; point++)
            {
                int at = Position(x.Shape, size, kernel, strides, dilations, before, i % places, point);
                if (at >= 0)
                {
                    double value = x.Values[(i / places * positions) + at];
                    (sum, greatest, seen) = (sum + value, Math.Max(greatest, value), seen + 1);
                }
            }

            y.Values[i] = isMean ? sum / (countsPadding ? points : Math.Max(seen, 1)) : greatest;
        }

        return y;
    }

    private static (int[] Strides, int[] Dilations, int[] Before, int[] Size) Windows(OnnxNode node, OnnxValue x, int[] kernel, bool roundsUp)
    {
        int rank = kernel.Length;
        int[] Each(string attribute, long fallback, int count) => node.Ints(attribute) is { } given && given.Length == count && given.All(v => v is >= 0 and <= 1 << 20)
            ? [.. given.Select(v => (int)v)]
            : node.Has(attribute) ? throw new EvaluationException($"the attribute {attribute} is of another length") : [.. Enumerable.Repeat((int)fallback, count)];
        int[] strides = Each("strides", 1, rank);
        int[] dilations = Each("dilations", 1, rank);
        int[] pads = Each("pads", 0, 2 * rank);
        int[] size = new int[rank];
        string auto = node.Text("auto_pad", "NOTSET");
        if (x.Shape.Length != rank + 2 || strides.Contains(0) || dilations.Contains(0))
        {
            throw new EvaluationException("the shapes of a window do not fit");
        }

        for (int axis = 0; axis < rank; axis++)
        {
            int reach = (dilations[axis] * (kernel[axis] - 1)) + 1;
            if (auto is "SAME_UPPER" or "SAME_LOWER")
            {
                int all = Math.Max(((((x.Shape[axis + 2] + strides[axis] - 1) / strides[axis]) - 1) * strides[axis]) + reach - x.Shape[axis + 2], 0);
                pads[axis] = auto is "SAME_UPPER" ? all / 2 : all - (all / 2);
                pads[axis + rank] = all - pads[axis];
            }

            int free = x.Shape[axis + 2] + pads[axis] + pads[axis + rank] - reach;
            size[axis] = free < 0 ? throw new EvaluationException("a kernel is longer than the padded input") : ((free + (roundsUp ? strides[axis] - 1 : 0)) / strides[axis]) + 1;
        }

        return (strides, dilations, pads[..rank], size);
    }

    private static int Position(int[] shape, int[] size, int[] kernel, int[] strides, int[] dilations, int[] before, int place, int point)
    {
        (int position, int step) = (0, 1);
        for (int axis = size.Length - 1; axis >= 0; axis--)
        {
            (place, int output) = Math.DivRem(place, size[axis]);
            (point, int tap) = Math.DivRem(point, kernel[axis]);
            int at = (output * strides[axis]) + (tap * dilations[axis]) - before[axis];
            if (at < 0 || at >= shape[axis + 2])
            {
                return -1;
            }

            position += at * step;
            step *= shape[axis + 2];
        }

        return position;
    }

    private static void Require(long work)
    {
        if (work > MostWork)
        {
            throw new EvaluationException("it takes too long");
        }
    }
}
