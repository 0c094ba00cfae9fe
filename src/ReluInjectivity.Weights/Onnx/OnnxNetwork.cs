using ReluInjectivity.Weights.Formats;
using ReluInjectivity.Weights.Layers;
using ReluInjectivity.Weights.Onnx.Evaluation;
using ReluInjectivity.Weights.Onnx.Tracing;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>Follows the one path of data through a graph, from its input to its output.</summary>
internal sealed partial class OnnxNetwork
{
    private readonly SourceFile _file;
    private readonly OnnxGraph _graph;
    private readonly OnnxConstants _constants;
    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<OnnxNode>> _consumers = new(StringComparer.Ordinal);

    private bool _isNoChain;
    private bool _readsImages;

    private OnnxNetwork(SourceFile file)
    {
        _file = file;
        _graph = OnnxGraph.Read(file);
        foreach (OnnxNode node in _graph.Nodes)
        {
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                if (!_producers.TryAdd(output, node))
                {
                    throw node.Error($"'{Names.Short(output)}' is the output of another node too", "export the model again");
                }
            }

            // The shape of the data is no data: exporters compute the target of a Reshape from it.
            foreach (string input in node.Inputs.Where(input => input.Length > 0 && node.Operation is not ("Shape" or "Size")).Distinct(StringComparer.Ordinal))
            {
                if (!_consumers.TryGetValue(input, out List<OnnxNode>? readers))
                {
                    _consumers.Add(input, readers = []);
                }

                readers.Add(node);
            }
        }

        _constants = new OnnxConstants(_graph, _producers);
    }

    /// <exception cref="WeightFileException">The file is no ONNX model, or its graph is not a chain of supported operations.</exception>
    public static Network Read(SourceFile file, IReadOnlyList<int>? inputShape)
    {
        OnnxNetwork graph = new(file);
        if (inputShape is not null)
        {
            OnnxInput input = graph.TheInput();
            graph._graph.Inputs[graph._graph.Inputs.IndexOf(input)] = input.With(inputShape, file);
        }

        Network network = graph.Whole();
        return network with { IsInvertedByNodes = graph._isNoChain && graph.Follows() };
    }

    private OnnxInput TheInput()
    {
        OnnxInput[] inputs = [.. _graph.Inputs.Where(input => !_constants.Contains(input.Name))];
        return inputs.Length == 1 ? inputs[0] : throw _file.Error(
            string.Empty,
            inputs.Length == 0 ? "the graph has no input" : "the graph has several inputs: " + string.Join(", ", inputs.Take(10).Select(input => Names.Short(input.Name))),
            "a network of layers has one");
    }

    private bool IsRead(OnnxNode node) => OnnxOperations.IsRead(node) || (_readsImages && OnnxOperations.IsOfImages(node));

    private Network Walk()
    {
        OnnxInput start = TheInput();
        string tensor = start.Name;
        OnnxOperations operations = new(_file, _constants, new OnnxDataType(_file, start), start.Shape);
        HashSet<string> passed = new(StringComparer.Ordinal) { tensor };
        List<PathPoint> path = [];
        string? unread = null;
        OnnxNode? last = null;
        while (_consumers.TryGetValue(tensor, out List<OnnxNode>? readers))
        {
            if (operations.HasLayers && (readers.Count > 1 || !IsRead(readers[0])))
            {
                // All paths to the output go through this tensor, so what stands before it is still decided.
                unread = readers.Count > 1
                    ? $"the graph branches before nodes '{Names.Printable(readers[0].Name)}' and '{Names.Printable(readers[1].Name)}'"
                    : $"node '{Names.Printable(readers[0].Name)}' ({Names.Printable(readers[0].Operation)}) is not read";
                break;
            }

            bool isRead = readers.Count == 1 && IsRead(readers[0]);
            if (!isRead && Traced([], start, start.Name, mayBeEmpty: true) is { } whole)
            {
                return whole;
            }

            if (readers.Count > 1)
            {
                throw readers[1].Error(
                    $"it reads '{Names.Short(tensor)}', and so does node '{Names.Short(readers[0].Name)}': the graph branches",
                    "layers in a chain are read, without skip connections");
            }

            OnnxNode node = readers[0];
            if (node.Outputs.Count == 0 || node.Outputs[0].Length == 0)
            {
                throw node.Error("it has no output", "export the model again");
            }

            if (Applied(operations, node, tensor, start) is { } numbers)
            {
                return numbers;
            }

            tensor = node.Outputs[0];
            if (OnnxOperations.EndsLayer(node))
            {
                path.Add(new PathPoint(node, tensor, operations.Layers));
            }

            last = node;
            if (!passed.Add(tensor))
            {
                throw node.Error("the graph has a cycle", "export the model again");
            }
        }

        CheckOutputs(tensor, passed, unread is not null);
        Network network = Finished(operations, start, out bool isTraced);
        if (isTraced)
        {
            return network;
        }

        OnnxForwardCheck check = new(_graph, _producers, start);
        path.Add(new PathPoint(last!, tensor, network.Stages.Count));
        string? uncompared = check.Run(network.Stages, path, operations.PointsAreColumns);
        if (unread is not null && uncompared is null && !operations.PointsAreColumns && Traced(network.Stages, start, tensor) is { } all)
        {
            return all with { Notes = [.. network.Notes, .. all.Notes] };
        }

        if (_readsImages && uncompared is not null)
        {
            throw _file.Error(string.Empty, $"its layers cannot be compared with the graph's own forward pass: {uncompared}", "give the extents of the input with the model");
        }

        string[] notes = uncompared is null ? [] : [$"The layers were not compared with the graph's own forward pass: {uncompared}."];
        return network with { Notes = [.. network.Notes, .. notes], Unread = unread, Dimensions = check.Dimensions(_graph.Outputs) };
    }

    // What is no chain, from a tensor on: the layers before it and those read behind it. Null where nothing more is read.
    // The whole network where a chain of layers does not take the node: slopes for each number behind a convolution, say, are no map of its channels.
    private Network? Applied(OnnxOperations operations, OnnxNode node, string tensor, OnnxInput input)
    {
        try
        {
            operations.Apply(node, tensor);
            return null;
        }
        catch (WeightFileException) when (OnnxOperations.TransposesData(node, tensor) || node.Operation is "BatchNormalization" or "Cast" or "Dropout" or "PRelu" or "Add" or "Sub" or "Mul" or "Div" or "Neg" or "Relu" or "LeakyRelu" or "Elu" or "Sigmoid" or "Tanh" or "Softplus")
        {
            // A node that reads the data twice is a branch too.
            if (Traced([], input, input.Name, mayBeEmpty: node.Inputs.Count(name => string.Equals(name, tensor, StringComparison.Ordinal)) > 1) is { } whole)
            {
                return whole;
            }

            throw;
        }
    }

    // The chain; where the last of its maps fits no layer of it, the whole read node by node if that can be.
    private Network Finished(OnnxOperations operations, OnnxInput input, out bool isTraced)
    {
        isTraced = false;
        try
        {
            return operations.Finish();
        }
        catch (WeightFileException)
        {
            isTraced = true;
            if (Traced([], input, input.Name) is { } whole)
            {
                return whole;
            }

            throw;
        }
    }

    private void CheckOutputs(string tensor, HashSet<string> passed, bool isPart)
    {
        if (isPart)
        {
            // An output that does not go through the end of the layers tells more of the input than they do.
            if (_graph.Outputs.FirstOrDefault(output => passed.Contains(output)) is { } early)
            {
                throw _file.Error($"output '{Names.Short(early)}'", "the graph gives it out, and goes on from there with operations that are not read", "export the model with one output");
            }

            return;
        }

        string? missed = _graph.Outputs.FirstOrDefault(output => !passed.Contains(output));
        if (missed is not null || !_graph.Outputs.Contains(tensor, StringComparer.Ordinal))
        {
            throw _file.Error(
                $"output '{Names.Short(missed ?? tensor)}'",
                missed is null ? "the data end here, but this is no output of the graph" : "the path of the data from the input does not pass it",
                "a network of layers has one output at its end");
        }

        if (_graph.Outputs.Count > 1)
        {
            // A second output tells more of the input than the first: what the first confuses it may tell apart.
            throw _file.Error(
                $"output '{Names.Short(_graph.Outputs.First(output => !string.Equals(output, tensor, StringComparison.Ordinal)))}'",
                "the graph gives it out beside its last tensor",
                "a network of layers has one output at its end; export the model without the others");
        }
    }
}
