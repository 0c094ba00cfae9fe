namespace ReluInjectivity.Weights.Onnx.Evaluation;

/// <summary>Runs a graph on numbers, node by node and apart from the layers that are read from it.</summary>
internal sealed class OnnxEvaluator
{
    private const int MaxDepth = 4096;
    private readonly Dictionary<string, OnnxTensor> _stored;
    private readonly Dictionary<string, OnnxNode> _producers;
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxValue> _constants;
    private readonly CancellationToken _ct;
    private int _depth;

    /// <summary>A pass with one input.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="producers">Which node gives a tensor.</param>
    /// <param name="input">The tensor that is given.</param>
    /// <param name="value">Its value.</param>
    /// <param name="before">A pass with another input, whose tensors that depend on none are taken over.</param>
    public OnnxEvaluator(OnnxGraph graph, Dictionary<string, OnnxNode> producers, string input, OnnxValue value, OnnxEvaluator? before = null)
    {
        (_constants, _ct) = (before?._constants ?? new(StringComparer.Ordinal), graph.Cancellation);
        _stored = graph.Initializers.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        _producers = producers;
        _values[input] = value;
    }

    /// <summary>Whether an operation is continuous in its data.</summary>
    public static bool IsContinuous(string operation) => operation is
        "Gemm" or "MatMul" or "Conv" or "BatchNormalization" or "Add" or "Sub" or "Mul" or "Relu" or "LeakyRelu" or "PRelu" or "Elu" or "Sigmoid" or "Tanh" or "Softplus"
        or "Exp" or "Abs" or "Neg" or "Clip" or "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze" or "Identity" or "Dropout" or "Transpose" or "Concat" or "Pad" or "Resize" or "Upsample"
        or "ConvTranspose" or "Max" or "Min" or "Sum" or "AveragePool" or "MaxPool" or "GlobalAveragePool" or "Slice" or "Split" or "Constant" or "Softmax";

    /// <summary>The value of a tensor.</summary>
    /// <exception cref="EvaluationException">It cannot be worked out.</exception>
    public OnnxValue Value(string name)
    {
        if (_values.TryGetValue(name, out OnnxValue? known) || _constants.TryGetValue(name, out known))
        {
            return known;
        }

        _ct.ThrowIfCancellationRequested();
        if (_stored.TryGetValue(name, out OnnxTensor? tensor))
        {
            return _constants[name] = Stored(tensor);
        }

        if (++_depth > MaxDepth || !_producers.TryGetValue(name, out OnnxNode? node))
        {
            throw new EvaluationException("a tensor has no producer, or the graph is too deep");
        }

        if (node.Operation is "Split")
        {
            Split(node);
        }
        else
        {
            OnnxValue value = Run(node);
            bool isConstant = node.Inputs.TrueForAll(input => input.Length == 0 || _constants.ContainsKey(input));
            (isConstant ? _constants : _values)[node.Outputs[0]] = value;
        }

        _depth--;
        return _values.TryGetValue(name, out OnnxValue? result) || _constants.TryGetValue(name, out result) ? result : throw new EvaluationException($"an output of {node.Operation} beside the first is read");
    }

    private static OnnxValue Stored(OnnxTensor tensor) => new(tensor.LoadPlaces(), [.. tensor.Shape.Select(extent => (int)extent)]);

    private OnnxValue? Optional(OnnxNode node, int input) => input < node.Inputs.Count && node.Inputs[input].Length > 0 ? Value(node.Inputs[input]) : null;

    private OnnxValue In(OnnxNode node, int input = 0) => Optional(node, input) ?? throw new EvaluationException($"{node.Operation} lacks an input");

    // Axes and the like are attributes in old models and inputs in new ones.
    private long[]? Integers(OnnxNode node, string attribute, int input) =>
        node.Ints(attribute) ?? (Optional(node, input) is { } value ? [.. value.Values.Select(v => (long)v)] : null);

    private OnnxValue Run(OnnxNode node) => node.Operation switch
    {
        "Gemm" => Gemm(node),
        "MatMul" => OnnxLinear.Product(In(node), In(node, 1)),
        "Conv" => OnnxLinear.Convolution(node, In(node), In(node, 1), Optional(node, 2)),
        "ConvTranspose" => OnnxTransposed.Convolution(node, In(node), In(node, 1), Optional(node, 2)),
        "BatchNormalization" => Normalised(node),
        "Add" => OnnxValue.Zip(In(node), In(node, 1), static (a, b) => a + b),
        "Sum" => Folded(node, static (a, b) => a + b),
        "Max" => Folded(node, Math.Max),
        "Min" => Folded(node, Math.Min),
        "Sub" => OnnxValue.Zip(In(node), In(node, 1), static (a, b) => a - b),
        "Mul" => OnnxValue.Zip(In(node), In(node, 1), static (a, b) => a * b),
        "Div" => OnnxValue.Zip(In(node), In(node, 1), static (a, b) => a / b),
        "Relu" => In(node).Map(static v => Math.Max(v, 0)),
        "LeakyRelu" => Leaky(node, node.Float("alpha", 0.01f)),
        "PRelu" => OnnxValue.Zip(In(node), In(node, 1), static (v, slope) => v < 0 ? slope * v : v),
        "Elu" => Elu(node, node.Float("alpha", 1)),
        "Sigmoid" => In(node).Map(static v => 1 / (1 + Math.Exp(-v))),
        "Tanh" => In(node).Map(Math.Tanh),
        "Softplus" => In(node).Map(static v => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)))),
        "Exp" => In(node).Map(Math.Exp),
        "Abs" => In(node).Map(Math.Abs),
        "Neg" => In(node).Map(static v => -v),
        "Clip" => Clip(node),
        "Flatten" => OnnxShapes.Flatten(In(node), (int)node.Int("axis", 1)),
        "Reshape" => OnnxShapes.Reshape(In(node), Integers(node, "shape", 1) ?? [], node.Int("allowzero", 0) != 0),
        "Squeeze" => OnnxShapes.Squeeze(In(node), Integers(node, "axes", 1)),
        "Unsqueeze" => OnnxShapes.Unsqueeze(In(node), Integers(node, "axes", 1) ?? []),
        "Transpose" => OnnxShapes.Transpose(In(node), node.Ints("perm")),
        "Concat" => OnnxShapes.Concat([.. node.Inputs.Select(Value)], (int)node.Int("axis", 0)),
        "Slice" => OnnxShapes.Slice(In(node), Integers(node, "starts", 1) ?? [], Integers(node, "ends", 2) ?? [], Integers(node, "axes", 3), Integers(node, "steps", 4)),
        "Pad" => Pad(node),
        "Resize" or "Upsample" => Resized(node),
        "MaxPool" => OnnxLinear.Pool(node, In(node), isMean: false),
        "AveragePool" => OnnxLinear.Pool(node, In(node), isMean: true),
        "GlobalAveragePool" => Mean(In(node)),
        "Identity" or "Dropout" => In(node),
        "Cast" => In(node).Map(Rounding(node.Int("to", 0))),
        "DequantizeLinear" => Dequantized(node),
        "Constant" => Constant(node),
        "Shape" => new OnnxValue([.. In(node).Shape.Select(extent => (double)extent)], [In(node).Shape.Length]),
        "Gather" => Gather(In(node), In(node, 1)),
        _ => throw new EvaluationException($"the operation {node.Operation} is not evaluated"),
    };

    private OnnxValue Folded(OnnxNode node, Func<double, double, double> function) => Enumerable.Range(1, node.Inputs.Count - 1).Aggregate(In(node), (sum, k) => OnnxValue.Zip(sum, In(node, k), function));

    private OnnxValue Leaky(OnnxNode node, double slope) => In(node).Map(v => v < 0 ? slope * v : v);

    private OnnxValue Elu(OnnxNode node, double alpha) => In(node).Map(v => v < 0 ? alpha * (Math.Exp(v) - 1) : v);

    private OnnxValue Gemm(OnnxNode node)
    {
        OnnxValue a = node.Int("transA", 0) != 0 ? OnnxShapes.Transpose(In(node), null) : In(node);
        OnnxValue b = In(node, 1);
        if (a.Shape.Length != 2 || b.Shape.Length != 2)
        {
            throw new EvaluationException("Gemm multiplies matrices");
        }

        double alpha = node.Float("alpha", 1);
        double beta = node.Float("beta", 1);
        OnnxValue product = (node.Int("transB", 0) != 0 ? OnnxLinear.ProductOfRows(a, b) : OnnxLinear.Product(a, b)).Map(v => alpha * v);
        return Optional(node, 2) is { } c ? OnnxValue.Zip(product, c, (p, v) => p + (beta * v)) : product;
    }

    private OnnxValue Normalised(OnnxNode node)
    {
        OnnxValue x = In(node);
        int channels = x.Shape.Length > 1 ? x.Shape[1] : throw new EvaluationException("BatchNormalization has no channels");
        OnnxValue[] p = [.. Enumerable.Range(1, 4).Select(k => In(node, k))];
        int inner = x.Values.Length / (x.Shape[0] * channels);
        double epsilon = node.Float("epsilon", 1e-5f);
        if (p.Any(vector => vector.Values.Length != channels))
        {
            throw new EvaluationException("the vectors of BatchNormalization do not fit");
        }

        OnnxValue y = OnnxValue.Of(x.Shape);
        for (int i = 0; i < y.Values.Length; i++)
        {
            int c = i / inner % channels;
            y.Values[i] = (p[0].Values[c] * (x.Values[i] - p[2].Values[c]) / Math.Sqrt(p[3].Values[c] + epsilon)) + p[1].Values[c];
        }

        return y;
    }

    private OnnxValue Clip(OnnxNode node)
    {
        double least = Optional(node, 1)?.Values[0] ?? node.Float("min", double.MinValue);
        double greatest = Optional(node, 2)?.Values[0] ?? node.Float("max", double.MaxValue);
        return In(node).Map(v => Math.Min(Math.Max(v, least), greatest));
    }

    private OnnxValue Pad(OnnxNode node)
    {
        OnnxValue x = In(node);
        long[] pads = Integers(node, "pads", 1) ?? [];
        double filling = Optional(node, 2)?.Values[0] ?? node.Float("value", 0);
        int rank = x.Shape.Length;
        string mode = node.Text("mode", "constant");
        return pads.Length != 2 * rank || Optional(node, 3) is not null ? throw new EvaluationException("Pad is of another kind")
            : mode is "constant" ? OnnxShapes.Moved(x, [.. x.Shape.Select((extent, k) => (int)(extent + pads[k] + pads[k + rank]))], [.. pads.Take(rank).Select(pad => (int)-pad)], filling)
            : Enumerable.Range(0, rank).Aggregate(x, (value, axis) => OnnxShapes.Extended(value, axis, (int)pads[axis], (int)pads[axis + rank], mode));
    }

    private OnnxValue Resized(OnnxNode node)
    {
        // From version 11 on a region stands between the data and the scales, and sizes behind them; an empty tensor stands for none.
        double[]? scales = Given(node.Inputs.Count > 2 ? 2 : 1);
        return OnnxResize.Of(node, In(node), scales, scales is null ? Given(3) : null);

        double[]? Given(int place) => Optional(node, place) is { Values.Length: > 0 } value ? value.Values : null;
    }

    private static Func<double, double> Rounding(long type) => type switch
    {
        1 => static v => (float)v,
        6 or 7 => Math.Truncate,
        9 => static v => v == 0 ? 0 : 1,
        10 => static v => (double)(Half)v,
        11 => static v => v,
        _ => throw new EvaluationException("a cast to its type is not evaluated"),
    };

    // Scales and zero points along one axis, which broadcast as columns of the axes behind it.
    private OnnxValue Dequantized(OnnxNode node)
    {
        OnnxValue x = In(node);
        int axis = (int)node.Int("axis", 1);
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        OnnxValue Along(OnnxValue vector) => vector.Values.Length == 1 ? vector.As([1]) : vector.As([vector.Values.Length, .. x.Shape.Skip(axis + 1).Select(_ => 1)]);
        OnnxValue shifted = Optional(node, 2) is { } zero ? OnnxValue.Zip(x, Along(zero), static (v, z) => v - z) : x;
        return node.Int("block_size", 0) != 0 ? throw new EvaluationException("DequantizeLinear is of blocks") : OnnxValue.Zip(shifted, Along(In(node, 1)), static (v, s) => v * s);
    }

    private static OnnxValue Mean(OnnxValue x)
    {
        int inner = x.Values.Length / (x.Shape[0] * x.Shape[1]);
        return new OnnxValue([.. x.Values.Chunk(inner).Select(channel => channel.Average())], [x.Shape[0], x.Shape[1], .. x.Shape.Skip(2).Select(_ => 1)]);
    }

    private static OnnxValue Constant(OnnxNode node) =>
        node.Tensor("value") is { } tensor ? Stored(tensor)
        : node.Has("value_float") ? new OnnxValue([node.Float("value_float", 0)], [])
        : node.Has("value_int") ? new OnnxValue([node.Int("value_int", 0)], [])
        : node.Ints("value_ints") is { } integers ? new OnnxValue([.. integers.Select(v => (double)v)], [integers.Length])
        : throw new EvaluationException("a constant is of another kind");

    private static OnnxValue Gather(OnnxValue x, OnnxValue index) =>
        x.Shape.Length == 1 && index.Values.All(i => i < x.Values.Length && i >= -x.Values.Length)
            ? new OnnxValue([.. index.Values.Select(i => x.Values[(int)(i < 0 ? i + x.Values.Length : i)])], index.Shape)
            : throw new EvaluationException("Gather is read for lists only");

    private void Split(OnnxNode node)
    {
        OnnxValue x = In(node);
        int axis = (int)node.Int("axis", 0);
        axis = axis < 0 ? axis + x.Shape.Length : axis;
        long[] sizes = Integers(node, "split", 1) ?? [.. Enumerable.Repeat((long)(x.Shape[axis] / node.Outputs.Count), node.Outputs.Count)];
        int from = 0;
        for (int k = 0; k < Math.Min(sizes.Length, node.Outputs.Count); k++)
        {
            _values[node.Outputs[k]] = OnnxShapes.Slice(x, [from], [from + sizes[k]], [axis], null);
            from += (int)sizes[k];
        }
    }
}
