using System.Globalization;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>The graph of an ONNX model: its operations, the tensors stored in it, its inputs and outputs.</summary>
internal sealed class OnnxGraph
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private OnnxGraph(ProtoMessage graph)
    {
        Cancellation = graph.File.Cancellation;
        foreach (ProtoField field in graph.Fields())
        {
            switch (field)
            {
                case { Number: 1, Payload: { } node }:
                    Nodes.Add(new OnnxNode(node, Nodes.Count));
                    break;
                case { Number: 5, Payload: { } tensor }:
                    AddInitializer(new OnnxTensor(tensor), graph.File);
                    break;
                case { Number: 11, Payload: { } input }:
                    Inputs.Add(OnnxInput.Read(input));
                    break;
                case { Number: 12, Payload: { } output }:
                    Outputs.Add(OnnxInput.Read(output).Name);
                    break;
                case { Number: 15 }:
                    throw graph.File.Error(string.Empty, "the graph holds sparse tensors", "export dense tensors");
            }

            if (Nodes.Count > WeightFileLimits.MaxNodes || Initializers.Count + Inputs.Count + Outputs.Count > WeightFileLimits.MaxEntries)
            {
                throw graph.File.Error(
                    string.Empty,
                    "the graph is too large",
                    string.Create(CultureInfo.InvariantCulture, $"at most {WeightFileLimits.MaxNodes} nodes and {WeightFileLimits.MaxEntries} tensors are read"));
            }
        }
    }

    /// <summary>Stops what works on it.</summary>
    public CancellationToken Cancellation { get; }

    public List<OnnxNode> Nodes { get; } = [];

    public List<OnnxTensor> Initializers { get; } = [];

    public List<OnnxInput> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    /// <summary>Reads the file whole; tensors stay slices of it.</summary>
    /// <exception cref="WeightFileException">This is not an ONNX model, or it is hostile.</exception>
    public static OnnxGraph Read(SourceFile file)
    {
        if (file.Length > WeightFileLimits.MaxOnnxBytes)
        {
            throw file.Error(string.Empty, string.Create(CultureInfo.InvariantCulture, $"the file has {file.Length} bytes"), string.Create(CultureInfo.InvariantCulture, $"at most {WeightFileLimits.MaxOnnxBytes} are read"));
        }

        byte[] bytes = new byte[file.Length];
        file.ReadExactly(0, bytes);
        ProtoMessage model = new(file, bytes, 0, bytes.Length);
        ProtoMessage? graph = null;
        foreach (ProtoField field in model.Fields())
        {
            if (field is { Number: 7, Payload: { } payload })
            {
                graph = graph is null ? payload : throw file.Error(SourceFile.Byte(payload.Offset), "the model has two graphs", "export the model again");
            }
        }

        return new OnnxGraph(graph ?? throw file.Error(string.Empty, "the file holds no ONNX graph", "export the model again"));
    }

    private void AddInitializer(OnnxTensor tensor, SourceFile file)
    {
        if (!_names.Add(tensor.Name))
        {
            throw file.Error($"tensor '{Names.Short(tensor.Name)}'", "the name stands twice", "export the model again");
        }

        Initializers.Add(tensor);
    }
}
