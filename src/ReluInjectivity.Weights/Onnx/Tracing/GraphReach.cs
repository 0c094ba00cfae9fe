namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>What lies between one tensor and the outputs of a graph.</summary>
internal sealed class GraphReach
{
    private const int MaxDepth = 2048;
    private readonly Dictionary<string, OnnxNode> _producers;
    private readonly string _input;
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    private GraphReach(Dictionary<string, OnnxNode> producers, string start, string input) => (_producers, Start, _input) = (producers, start, input);

    /// <summary>The tensor.</summary>
    public string Start { get; }

    /// <summary>The tensors that depend on it, itself included.</summary>
    public HashSet<string> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>The nodes whose inputs depend on it and that outputs need.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Follows the graph from its outputs back; null where the input reaches them past the tensor, or the graph is too deep.</summary>
    public static GraphReach? From(OnnxGraph graph, Dictionary<string, OnnxNode> producers, string start, string input)
    {
        GraphReach reach = new(producers, start, input);
        try
        {
            foreach (string output in graph.Outputs)
            {
                reach.Depends(output, 0);
            }
        }
        catch (UntracedException)
        {
            return null;
        }

        reach.Tensors.UnionWith(reach._known.Where(tensor => tensor.Value).Select(tensor => tensor.Key));
        reach.Tensors.Add(start);
        reach.Nodes.AddRange(graph.Nodes.Where(node => node.Operation is not ("Shape" or "Size") && node.Outputs.Exists(reach.Tensors.Contains) && node.Inputs.Exists(reach.Tensors.Contains)));
        foreach (string output in reach.Nodes.SelectMany(node => node.Outputs).Where(output => output.Length > 0))
        {
            reach.Tensors.Add(output);
        }

        return reach;
    }

    private bool Depends(string name, int depth)
    {
        if (string.Equals(name, Start, StringComparison.Ordinal))
        {
            return true;
        }

        if (string.Equals(name, _input, StringComparison.Ordinal) || depth > MaxDepth)
        {
            throw new UntracedException("the input reaches the output past it");
        }

        if (_known.TryGetValue(name, out bool known))
        {
            return known;
        }

        // The shape of the data is no data.
        bool depends = false;
        _known[name] = false;
        if (_producers.TryGetValue(name, out OnnxNode? node) && node.Operation is not ("Shape" or "Size"))
        {
            foreach (string from in node.Inputs.Where(from => from.Length > 0))
            {
                depends |= Depends(from, depth + 1);
            }
        }

        return _known[name] = depends;
    }
}
