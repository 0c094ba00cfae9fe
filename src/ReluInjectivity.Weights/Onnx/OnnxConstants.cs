using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>A tensor whose value the file gives.</summary>
/// <param name="Values">Entries in row-major order.</param>
/// <param name="Shape">Extents.</param>
internal sealed record OnnxConstant(double[] Values, long[] Shape);

/// <summary>The tensors of a graph that do not depend on its input: stored tensors, Constant nodes, and rearrangements of these.</summary>
internal sealed class OnnxConstants
{
    // Exporters rearrange a weight once or twice; a longer chain is not followed.
    private const int MaxDepth = 16;

    // Large ones become rows of layers, which are kept; a second copy of them would be kept for nothing.
    private const int MostKept = 1 << 16;
    private readonly Dictionary<string, OnnxTensor> _stored;
    private readonly Dictionary<string, OnnxNode> _producers;
    private readonly Dictionary<string, OnnxConstant> _loaded = new(StringComparer.Ordinal);

    public OnnxConstants(OnnxGraph graph, Dictionary<string, OnnxNode> producers)
    {
        _stored = graph.Initializers.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        _producers = producers;
    }

    public bool Contains(string name) => Contains(name, 0);

    /// <summary>The value of a tensor for which <see cref="Contains(string)"/> holds.</summary>
    /// <exception cref="WeightFileException">The tensor is malformed.</exception>
    public OnnxConstant Load(string name)
    {
        if (!_loaded.TryGetValue(name, out OnnxConstant? value))
        {
            value = _stored.TryGetValue(name, out OnnxTensor? tensor) ? Load(tensor) : Evaluate(_producers[name]);
            if (value.Values.Length <= MostKept)
            {
                _loaded.Add(name, value);
            }
        }

        return value;
    }

    private static OnnxConstant Load(OnnxTensor tensor) => new(tensor.Load(), tensor.Shape);

    private bool Contains(string name, int depth) =>
        _stored.ContainsKey(name)
        || (depth < MaxDepth
            && _producers.TryGetValue(name, out OnnxNode? node)
            && (node.Operation is "Constant" || (node.Operation is "Identity" or "Transpose" && node.Inputs.Count == 1 && Contains(node.Inputs[0], depth + 1))));

    private OnnxConstant Evaluate(OnnxNode node) => node.Operation switch
    {
        "Constant" => Constant(node),
        "Identity" => Load(node.Inputs[0]),
        _ => Transpose(node, Load(node.Inputs[0])),
    };

    private static OnnxConstant Constant(OnnxNode node)
    {
        if (node.Tensor("value") is { } tensor)
        {
            return Load(tensor);
        }

        if (node.Has("value_float"))
        {
            return new OnnxConstant([node.Float("value_float", 0)], []);
        }

        return node.Has("value_int")
            ? new OnnxConstant([node.Int("value_int", 0)], [])
            : throw node.Error("the constant is not a tensor or a number", "export constants as tensors");
    }

    private static OnnxConstant Transpose(OnnxNode node, OnnxConstant constant)
    {
        if (constant.Shape is not [var rows, var columns])
        {
            throw node.Error($"a tensor of shape {ShapeText.Of(constant.Shape)} is transposed", "matrices may be transposed");
        }

        long[] order = node.Ints("perm") ?? [1, 0];
        if (order is [0, 1])
        {
            return constant;
        }

        if (order is not [1, 0])
        {
            throw node.Error("perm is not a permutation of the two axes", "export the model again");
        }

        double[] values = new double[constant.Values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                values[(column * (int)rows) + row] = constant.Values[(row * (int)columns) + column];
            }
        }

        return new OnnxConstant(values, [columns, rows]);
    }
}
