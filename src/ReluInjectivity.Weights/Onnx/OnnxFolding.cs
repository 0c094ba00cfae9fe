using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>Operations on stored tensors alone, as exporters and quantisers leave them before a weight: worked out in doubles, apart from the evaluator that they are compared with.</summary>
internal static class OnnxFolding
{
    /// <summary>Whether a node is worked out where all that it reads is stored.</summary>
    public static bool IsRead(OnnxNode node) => node.Operation is
        "Identity" or "Transpose" or "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Cast" or "DequantizeLinear" or "Mul" or "Add" or "Sub" or "Div" or "Neg";

    /// <summary>The value of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">What it reads.</param>
    /// <exception cref="WeightFileException">Its shapes do not fit, or it is of a kind that is not read.</exception>
    public static OnnxConstant Run(OnnxNode node, IReadOnlyList<OnnxConstant> inputs)
    {
        OnnxConstant data = inputs.Count > 0 ? inputs[0] : throw node.Error("it has no input", "export the model again");
        return node.Operation switch
        {
            "Identity" => data,
            "Transpose" => Transposed(node, data),
            "Reshape" => Reshaped(node, data, inputs.Count > 1 ? [.. inputs[1].Values.Select(extent => (long)extent)] : node.Ints("shape") ?? []),
            "Flatten" => Flattened(node, data),
            "Squeeze" or "Unsqueeze" => Squeezed(node, data, inputs.Count > 1 ? [.. inputs[1].Values.Select(axis => (long)axis)] : node.Ints("axes")),
            "Cast" => Cast(node, data),
            "DequantizeLinear" => Dequantized(node, inputs),
            "Neg" => data with { Values = Array.ConvertAll(data.Values, v => 0 - v) },
            "Mul" => Zipped(node, inputs, static (a, b) => a * b),
            "Add" => Zipped(node, inputs, static (a, b) => a + b),
            "Sub" => Zipped(node, inputs, static (a, b) => a - b),
            _ => Zipped(node, inputs, static (a, b) => a / b),
        };
    }

    private static OnnxConstant Transposed(OnnxNode node, OnnxConstant data)
    {
        int rank = data.Shape.Length;
        long[] order = node.Ints("perm") ?? [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)];
        if (order.Length != rank || !order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis)))
        {
            throw node.Error("perm is not a permutation of the axes", "export the model again");
        }

        long[] steps = Steps(data.Shape);
        return Gathered(data, [.. order.Select(axis => data.Shape[axis])], [.. order.Select(axis => steps[axis])]);
    }

    private static OnnxConstant Reshaped(OnnxNode node, OnnxConstant data, long[] target)
    {
        bool zeroIsZero = node.Int("allowzero", 0) != 0;
        long[] shape = [.. target.Select((extent, axis) => extent == 0 && !zeroIsZero && axis < data.Shape.Length ? data.Shape[axis] : extent)];
        int open = Array.IndexOf(shape, -1L);
        double known = shape.Where(extent => extent != -1).Aggregate(1.0, (product, extent) => product * extent);
        if (open >= 0 && known > 0)
        {
            shape[open] = (long)(data.Values.Length / known);
        }

        return Shaped(node, data, shape);
    }

    private static OnnxConstant Flattened(OnnxNode node, OnnxConstant data)
    {
        long axis = node.Int("axis", 1);
        axis = axis < 0 ? axis + data.Shape.Length : axis;
        long rows = data.Shape.Take((int)Math.Clamp(axis, 0, data.Shape.Length)).Aggregate(1L, (product, extent) => product * extent);
        return Shaped(node, data, [rows, rows > 0 ? data.Values.Length / rows : 0]);
    }

    private static OnnxConstant Squeezed(OnnxNode node, OnnxConstant data, long[]? axes)
    {
        bool adds = node.Operation is "Unsqueeze";
        int rank = data.Shape.Length + (adds ? axes?.Length ?? 0 : 0);
        HashSet<long>? wanted = axes is null ? null : [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];
        if (adds)
        {
            Queue<long> rest = new(data.Shape);
            return Shaped(node, data, [.. Enumerable.Range(0, rank).Select(axis => wanted?.Contains(axis) is true || rest.Count == 0 ? 1 : rest.Dequeue())]);
        }

        return Shaped(node, data, [.. data.Shape.Where((extent, axis) => wanted is null ? extent != 1 : !wanted.Contains(axis))]);
    }

    private static OnnxConstant Shaped(OnnxNode node, OnnxConstant data, long[] shape) =>
        shape.All(extent => extent >= 0) && shape.Aggregate(1.0, (product, extent) => product * extent) == data.Values.Length
            ? data with { Shape = shape }
            : throw node.Error($"a tensor of shape {ShapeText.Of(data.Shape)} has not the entries of shape {ShapeText.Of(shape)}", "export a model whose shapes agree");

    // What a narrower type does not hold is rounded, as the cast does.
    private static OnnxConstant Cast(OnnxNode node, OnnxConstant data)
    {
        Func<double, double> rounded = node.Int("to", 0) switch
        {
            1 => static v => (float)v,
            6 or 7 => Math.Truncate,
            10 => static v => (double)(Half)v,
            11 => static v => v,
            _ => throw node.Error("it casts to a type that is not read", "float32, float64, float16 and integers are read"),
        };
        return data with { Values = Array.ConvertAll(data.Values, v => rounded(v)) };
    }

    // (x - zero) scale, one scale for all or one along an axis; integers of a byte or two times a float are no more than a double holds.
    private static OnnxConstant Dequantized(OnnxNode node, IReadOnlyList<OnnxConstant> inputs)
    {
        OnnxConstant data = inputs[0];
        double[] scale = inputs.Count > 1 ? inputs[1].Values : [];
        double[] zero = inputs.Count > 2 ? inputs[2].Values : new double[scale.Length];
        long axis = node.Int("axis", 1);
        axis = axis < 0 ? axis + data.Shape.Length : axis;
        bool isWhole = scale.Length == 1;
        if (node.Int("block_size", 0) != 0 || scale.Length == 0 || zero.Length != scale.Length || (!isWhole && (axis < 0 || axis >= data.Shape.Length || data.Shape[axis] != scale.Length)))
        {
            throw node.Error("its scales and zero points do not fit its axis, or are of blocks", "quantise tensors, or along one axis");
        }

        long step = isWhole ? 1 : Steps(data.Shape)[axis];
        double[] values = new double[data.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            long k = isWhole ? 0 : i / step % scale.Length;
            values[i] = (data.Values[i] - zero[k]) * scale[k];
        }

        return data with { Values = values };
    }

    private static OnnxConstant Zipped(OnnxNode node, IReadOnlyList<OnnxConstant> inputs, Func<double, double, double> function)
    {
        if (inputs is not [var left, var right])
        {
            throw node.Error("it does not have two inputs", "export the model again");
        }

        int rank = Math.Max(left.Shape.Length, right.Shape.Length);
        long[] a = [.. Enumerable.Repeat(1L, rank - left.Shape.Length), .. left.Shape];
        long[] b = [.. Enumerable.Repeat(1L, rank - right.Shape.Length), .. right.Shape];
        long[] shape = [.. a.Zip(b, (x, y) => x == y || y == 1 ? x : x == 1 ? y : -1)];
        double count = shape.Aggregate(1.0, (product, extent) => product * extent);
        if (shape.Contains(-1) || count > WeightFileLimits.MaxElements)
        {
            throw node.Error($"shapes {ShapeText.Of(left.Shape)} and {ShapeText.Of(right.Shape)} do not broadcast", "export a model whose shapes agree");
        }

        static long[] Repeating(long[] extents) => [.. Steps(extents).Zip(extents, (step, extent) => extent == 1 ? 0 : step)];
        double[] first = Gathered(left with { Shape = a }, shape, Repeating(a)).Values;
        double[] second = Gathered(right with { Shape = b }, shape, Repeating(b)).Values;
        double[] values = new double[first.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = function(first[i], second[i]);
            if (!double.IsFinite(values[i]))
            {
                throw node.Error("an entry of the folded tensor is not finite", "divisors are not zero, and numbers of ordinary size");
            }
        }

        return new OnnxConstant(values, shape);
    }

    // The entries of a shape, each by its steps in another tensor.
    private static OnnxConstant Gathered(OnnxConstant data, long[] shape, long[] steps)
    {
        double[] values = new double[shape.Aggregate(1L, (product, extent) => product * extent)];
        long[] index = new long[shape.Length];
        long from = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = data.Values[from];
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += steps[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                from -= steps[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return new OnnxConstant(values, shape);
    }

    private static long[] Steps(long[] shape)
    {
        long[] steps = new long[shape.Length];
        long step = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (steps[axis], step) = (step, step * shape[axis]);
        }

        return steps;
    }
}
