using System.Globalization;
using ReluInjectivity.Weights.Onnx.Evaluation;

namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>Operations that are affine in the data: each entry of the output as a form, from the forms of the input. Apart from the evaluator, which they are compared with.</summary>
/// <param name="input">The tensor that an input names; null for one that depends on no data.</param>
/// <param name="constant">The value of an input that depends on no data.</param>
/// <param name="shape">The shape of a tensor.</param>
/// <param name="isDouble">Whether the data may be in double precision, which a cast to single would round.</param>
internal sealed class LinearOperations(Func<string, TracedTensor?> input, Func<string, OnnxValue> constant, Func<string, int[]> shape, bool isDouble)
{
    private const long MostTerms = 1L << 23;

    /// <summary>Whether an operation is affine in the data where its other inputs are constant.</summary>
    public static bool IsRead(OnnxNode node) => node.Operation is "Gemm" or "MatMul" or "Conv" or "ConvTranspose" or "BatchNormalization" or "Add" or "Sub" or "Mul" or "Div" or "Neg" or "Sum"
        or "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze" or "Identity" or "Dropout" or "Cast" or "Transpose" or "Concat" or "Slice" or "Split" or "Pad"
        or "AveragePool" or "GlobalAveragePool" or "Resize" or "Upsample";

    /// <summary>The entries of one output of a node; null for an entry that doubles do not hold.</summary>
    /// <exception cref="UntracedException">It is not affine in the data, or of a kind that is not read.</exception>
    public LinearForm?[] Run(OnnxNode node, int output)
    {
        int[] size = shape(node.Outputs[output]);
        return node.Operation switch
        {
            "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze" or "Identity" => Data(node, 0).Forms,
            "Dropout" => node.Inputs.Count > 2 && node.Inputs[2].Length > 0 && constant(node.Inputs[2]).Values[0] != 0 ? throw new UntracedException("it drops entries at random") : Data(node, 0).Forms,
            "Cast" => Widens(node) ? Data(node, 0).Forms : throw new UntracedException("it casts to another type"),
            "Neg" => [.. Data(node, 0).Forms.Select(form => new LinearForm.Sum().Add(form, -1).Form())],
            "Add" or "Sum" => Elementwise(size, [.. Enumerable.Range(0, node.Inputs.Count).Select(i => (Any(node, i), 1.0))]),
            "Sub" => Elementwise(size, [(Any(node, 0), 1), (Any(node, 1), -1)]),
            "Mul" or "Div" => Scaled(node, size),
            "Gemm" => Gemm(node, size),
            "MatMul" => Product(Any(node, 0), Any(node, 1), size),
            "Transpose" => Transposed(node, size),
            "Concat" => Joined(node, size),
            "Slice" or "Split" => Part(node, output, size),
            "Pad" => Padded(node, size),
            "BatchNormalization" => Normalised(node, size),
            "Conv" or "ConvTranspose" => Convolved(node, size),
            "GlobalAveragePool" => Mean(node),
            "Resize" or "Upsample" => ResizedForms.Of(node, Data(node, 0), size, Scales(node)),
            "AveragePool" => Pooled(node, size),
            _ => throw new UntracedException("it is not read"),
        };
    }

    private bool Widens(OnnxNode node) => node.Int("to", 0) == 11 || (node.Int("to", 0) == 1 && !isDouble);

    private TracedTensor Data(OnnxNode node, int place) => (place < node.Inputs.Count ? input(node.Inputs[place]) : null) ?? throw new UntracedException("its first input is no data");

    private TracedTensor Any(OnnxNode node, int place) => input(node.Inputs[place]) ?? Constant(node, place);

    private TracedTensor Constant(OnnxNode node, int place)
    {
        if (place >= node.Inputs.Count || node.Inputs[place].Length == 0 || input(node.Inputs[place]) is not null)
        {
            throw new UntracedException(string.Create(CultureInfo.InvariantCulture, $"its input {place} is not a constant"));
        }

        OnnxValue value = constant(node.Inputs[place]);
        return new([.. value.Values.Select(LinearForm.Of)], value.Shape);
    }

    private long[]? Integers(OnnxNode node, string attribute, int place) => node.Ints(attribute)
        ?? (place < node.Inputs.Count && node.Inputs[place].Length > 0 ? [.. Constant(node, place).Forms.Select(form => (long)form.Constant)] : null);

    private static LinearForm?[] Elementwise(int[] size, (TracedTensor Tensor, double Factor)[] parts) =>
        [.. TracedTensor.Places(size).Select(place => parts.Aggregate(new LinearForm.Sum(), (sum, part) => sum.Add(part.Tensor.Broadcast(place), part.Factor)).Form())];

    private LinearForm?[] Scaled(OnnxNode node, int[] size)
    {
        bool divides = node.Operation is "Div";
        TracedTensor left = Any(node, 0);
        TracedTensor right = Any(node, 1);
        bool isScale = input(node.Inputs[1]) is null;
        if ((divides && !isScale) || (!isScale && input(node.Inputs[0]) is not null))
        {
            throw new UntracedException(divides ? "it divides by data" : "it multiplies data by data");
        }

        (TracedTensor data, TracedTensor scale) = isScale ? (left, right) : (right, left);
        return [.. TracedTensor.Places(size).Select(place => new LinearForm.Sum().Add(data.Broadcast(place), divides ? 1 / scale.Broadcast(place).Constant : scale.Broadcast(place).Constant).Form())];
    }

    private LinearForm?[] Gemm(OnnxNode node, int[] size)
    {
        TracedTensor Turned(TracedTensor tensor, string attribute) => node.Int(attribute, 0) == 0 ? tensor : tensor.Shape is [var rows, var columns]
            ? new([.. TracedTensor.Places([columns, rows]).Select(place => tensor.Forms[(place[1] * columns) + place[0]])], [columns, rows])
            : throw new UntracedException("it multiplies no matrices");
        LinearForm?[] product = Product(Turned(Any(node, 0), "transA"), Turned(Any(node, 1), "transB"), size, node.Float("alpha", 1));
        if (node.Inputs.Count < 3 || node.Inputs[2].Length == 0)
        {
            return product;
        }

        TracedTensor bias = Any(node, 2);
        double beta = node.Float("beta", 1);
        return [.. TracedTensor.Places(size).Select((place, i) => product[i] is { } form ? new LinearForm.Sum().Add(form).Add(bias.Broadcast(place), beta).Form() : null)];
    }

    // Sums over the last axis of one and the last but one of the other, of which one is constant; axes before them are broadcast.
    private static LinearForm?[] Product(TracedTensor a, TracedTensor b, int[] size, double factor = 1)
    {
        int[] left = a.Shape.Length == 1 ? [1, .. a.Shape] : a.Shape;
        int[] right = b.Shape.Length == 1 ? [.. b.Shape, 1] : b.Shape;
        bool leftIsData = a.Forms.Any(form => !form.IsConstant);
        if (leftIsData && b.Forms.Any(form => !form.IsConstant))
        {
            throw new UntracedException("it multiplies data by data");
        }

        int[] full = a.Shape.Length == 1 ? (b.Shape.Length == 1 ? [1, 1] : [.. size[..^1], 1, size[^1]]) : b.Shape.Length == 1 ? [.. size, 1] : size;
        if (left[^1] != right[^2] || full.Length < 2 || (long)left[^1] * full.Aggregate(1L, (p, e) => p * e) > MostTerms)
        {
            throw new UntracedException("its shapes do not fit, or it is too large to be written as a matrix");
        }

        if ((leftIsData ? a : b).Forms.Sum(form => (long)form.Count) * (leftIsData ? right[^1] : left[^2]) > MostTerms)
        {
            // Long sums of long sums: of the numbers of a layer they are short.
            return new LinearForm?[full.Aggregate(1, (p, e) => p * e)];
        }

        TracedTensor first = new(a.Forms, left);
        TracedTensor second = new(b.Forms, right);
        return [.. TracedTensor.Places(full).Select(place =>
        {
            LinearForm.Sum sum = new();
            int[] at = [.. place];
            int[] from = [.. place];
            for (int k = 0; k < left[^1]; k++)
            {
                (at[^1], from[^2]) = (k, k);
                (LinearForm x, LinearForm w) = leftIsData ? (first.Broadcast(at), second.Broadcast(from)) : (second.Broadcast(from), first.Broadcast(at));
                if (factor == 1)
                {
                    sum.Add(x, w.Constant);
                }
                else if (w.Constant != 0)
                {
                    // A product of two singles is a double; of doubles it need not be.
                    double scaled = factor * w.Constant;
                    sum.Add(x, Math.FusedMultiplyAdd(factor, w.Constant, -scaled) == 0 ? scaled : throw new UntracedException("doubles do not hold its scaled weights"));
                }
            }

            return sum.Form();
        })];
    }

    private LinearForm?[] Transposed(OnnxNode node, int[] size)
    {
        TracedTensor data = Data(node, 0);
        int rank = size.Length;
        int[] order = node.Ints("perm") is { } given ? [.. given.Select(axis => (int)axis)] : [.. Enumerable.Range(0, rank).Reverse()];
        return [.. TracedTensor.Places(size).Select(place =>
        {
            int[] from = new int[rank];
            for (int axis = 0; axis < rank; axis++)
            {
                from[order[axis]] = place[axis];
            }

            return data.Forms[TracedTensor.Index(from, data.Shape)];
        })];
    }

    private LinearForm?[] Joined(OnnxNode node, int[] size)
    {
        TracedTensor[] parts = [.. Enumerable.Range(0, node.Inputs.Count).Select(i => Any(node, i))];
        int axis = Axis((int)node.Int("axis", 0), size.Length);
        return [.. TracedTensor.Places(size).Select(place =>
        {
            int[] from = [.. place];
            int part = 0;
            while (from[axis] >= parts[part].Shape[axis])
            {
                from[axis] -= parts[part].Shape[axis];
                part++;
            }

            return parts[part].Forms[TracedTensor.Index(from, parts[part].Shape)];
        })];
    }

    private LinearForm?[] Part(OnnxNode node, int output, int[] size)
    {
        TracedTensor data = Data(node, 0);
        int rank = size.Length;
        int[] starts = new int[rank];
        if (node.Operation is "Split")
        {
            int axis = Axis((int)node.Int("axis", 0), rank);
            starts[axis] = node.Outputs.Take(output).Sum(before => shape(before)[axis]);
        }
        else
        {
            long[] from = Integers(node, "starts", 1) ?? throw new UntracedException("its starts are not known");
            long[] axes = Integers(node, "axes", 3) ?? [.. Enumerable.Range(0, from.Length).Select(axis => (long)axis)];
            if (Integers(node, "steps", 4) is { } steps && steps.Any(step => step != 1))
            {
                throw new UntracedException("it takes steps");
            }

            for (int k = 0; k < from.Length; k++)
            {
                int axis = Axis((int)axes[k], rank);
                starts[axis] = (int)Math.Clamp(from[k] < 0 ? from[k] + data.Shape[axis] : from[k], 0, data.Shape[axis]);
            }
        }

        return [.. TracedTensor.Places(size).Select(place => data.Forms[TracedTensor.Index([.. place.Select((p, axis) => p + starts[axis])], data.Shape)])];
    }

    private LinearForm?[] Padded(OnnxNode node, int[] size)
    {
        TracedTensor data = Data(node, 0);
        long[] pads = Integers(node, "pads", 1) ?? [];
        string mode = node.Text("mode", "constant");
        if (mode is not ("constant" or "edge" or "reflect" or "wrap") || pads.Length != 2 * size.Length || (node.Inputs.Count > 3 && node.Inputs[3].Length > 0))
        {
            throw new UntracedException("it pads in another way than with a constant, the edge, the image mirrored or the image again");
        }

        LinearForm filling = LinearForm.Of(node.Inputs.Count > 2 && node.Inputs[2].Length > 0 ? Constant(node, 2).Forms[0].Constant : node.Float("value", 0));
        return [.. TracedTensor.Places(size).Select(place =>
        {
            int[] from = [.. place.Select((p, axis) => p - (int)pads[axis])];
            from = mode is "constant" ? from : [.. from.Zip(data.Shape, (at, extent) => Inside(mode, at, extent))];
            return from.Zip(data.Shape).All(pair => pair.First >= 0 && pair.First < pair.Second) ? data.Forms[TracedTensor.Index(from, data.Shape)] : filling;
        })];
    }

    // Null where the sizes are given in their place.
    private double[]? Scales(OnnxNode node)
    {
        int place = node.Inputs.Count > 2 ? 2 : 1;
        return place < node.Inputs.Count && node.Inputs[place].Length > 0 && Constant(node, place).Forms is { Length: > 0 } given ? [.. given.Select(form => form.Constant)] : null;
    }

    private static int Inside(string mode, int at, int extent)
    {
        int inside = mode switch
        {
            "edge" => Math.Clamp(at, 0, extent - 1),
            "wrap" => ((at % extent) + extent) % extent,
            _ => at < 0 ? -at : at < extent ? at : (2 * (extent - 1)) - at,
        };
        return inside >= 0 && inside < extent ? inside : throw new UntracedException("it mirrors more than the image has");
    }

    private LinearForm?[] Normalised(OnnxNode node, int[] size)
    {
        TracedTensor data = Data(node, 0);
        double[][] p = [.. Enumerable.Range(1, 4).Select(k => Constant(node, k).Forms.Select(form => form.Constant).ToArray())];
        if (node.Int("training_mode", 0) != 0 || node.Int("spatial", 1) == 0 || p.Any(vector => vector.Length != size[1]))
        {
            throw new UntracedException("it depends on the batch");
        }

        Layers.Diagonal map = Layers.Diagonal.BatchNormalization(p[0], p[1], p[2], p[3], node.Float("epsilon", 1e-5f));
        return [.. TracedTensor.Places(size).Select((place, i) => new LinearForm.Sum().Add(data.Forms[i], map.ScaleAt(place[1])).Add(map.ShiftAt(place[1])).Form())];
    }

    private LinearForm?[] Convolved(OnnxNode node, int[] size)
    {
        TracedTensor data = Data(node, 0);
        TracedTensor kernels = Constant(node, 1);
        double[]? bias = node.Inputs.Count > 2 && node.Inputs[2].Length > 0 ? [.. Constant(node, 2).Forms.Select(form => form.Constant)] : null;
        bool isTransposed = node.Operation is "ConvTranspose";
        Stage layer = WindowLayers.Convolution(node, kernels, data.Shape, size, isTransposed);
        return WindowLayers.Apply(layer, data, size, bias, isTransposed, MostTerms);
    }

    private LinearForm?[] Mean(OnnxNode node)
    {
        TracedTensor data = Data(node, 0);
        int inner = data.Shape[2..].Aggregate(1, (p, e) => p * e);
        return [.. data.Forms.Chunk(inner).Select(channel => channel.Aggregate(new LinearForm.Sum(), (sum, form) => sum.Add(form, 1.0 / inner)).Form())];
    }

    private LinearForm?[] Pooled(OnnxNode node, int[] size)
    {
        TracedTensor data = Data(node, 0);
        bool countsPadding = node.Int("count_include_pad", 0) != 0;
        if (countsPadding && node.Int("ceil_mode", 0) != 0)
        {
            throw new UntracedException("programs differ in what they count at the border (ceil_mode with count_include_pad)");
        }

        int points = (node.Ints("kernel_shape") ?? []).Aggregate(1, (p, e) => p * (int)e);
        return [.. WindowLayers.Windows(node, data, size).Select(window =>
            window.Aggregate(new LinearForm.Sum(), (sum, form) => sum.Add(form, 1.0 / (countsPadding ? points : Math.Max(window.Count, 1)))).Form())];
    }

    private static int Axis(int axis, int rank) => axis < 0 ? axis + rank : axis;
}
