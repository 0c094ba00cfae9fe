using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>A tensor whose value the file gives.</summary>
/// <param name="Values">Entries in row-major order.</param>
/// <param name="Shape">Extents.</param>
internal sealed record OnnxConstant(double[] Values, long[] Shape);

/// <summary>The tensors of a graph that do not depend on its input: stored tensors, Constant nodes, and what is worked out of these.</summary>
internal sealed class OnnxConstants
{
    // Exporters rearrange, scale or dequantise a weight in a few steps; a longer chain is not followed.
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
            && (node.Operation is "Constant" || (OnnxFolding.IsRead(node) && node.Inputs.Count > 0 && node.Inputs.TrueForAll(input => Contains(input, depth + 1)))));

    private OnnxConstant Evaluate(OnnxNode node) => node.Operation is "Constant" ? Constant(node) : OnnxFolding.Run(node, [.. node.Inputs.Select(Load)]);

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
}
