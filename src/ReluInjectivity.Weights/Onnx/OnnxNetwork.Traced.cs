using ReluInjectivity.Weights.Layers;
using ReluInjectivity.Weights.Onnx.Evaluation;
using ReluInjectivity.Weights.Onnx.Tracing;

namespace ReluInjectivity.Weights.Onnx;

/// <content>What is no chain of layers, written as matrices.</content>
internal sealed partial class OnnxNetwork
{
    // Graphs of images with other layers than convolutions are written as matrices, and where these are too large as layers of kernels.
    private Network Whole()
    {
        if (!_graph.Nodes.Exists(OnnxOperations.IsOfImages))
        {
            return Walk();
        }

        OnnxInput input = TheInput();
        Network? traced = Traced([], input, input.Name);
        if (traced is { Unread: null })
        {
            return traced;
        }

        try
        {
            _readsImages = true;
            return Walk();
        }
        catch (WeightFileException)
        {
            _readsImages = false;
            if ((WithoutImages() ?? traced) is { } part)
            {
                return part;
            }

            throw;
        }
    }

    private Network? WithoutImages()
    {
        try
        {
            return Walk();
        }
        catch (WeightFileException)
        {
            return null;
        }
    }

    private Network? Traced(IReadOnlyList<Stage> before, OnnxInput input, string start, bool mayBeEmpty = false)
    {
        _isNoChain = true;
        if (GraphReach.From(_graph, _producers, start, input.Name) is not { } reach || InputShape(before, input) is not { } shape)
        {
            return null;
        }

        try
        {
            OnnxForwardCheck check = new(_graph, _producers, input);
            OnnxEvaluator values = new(_graph, _producers, input.Name, OnnxForwardCheck.Draw(shape, new Random(3)));
            OnnxTrace trace = new OnnxTracer(_graph, reach, values, input.ElementType == 11, before.Select(layer => layer.Name)).Run();
            if (trace.Layers.Count == 0 && before.Count == 0 && ((mayBeEmpty && trace.Unread is not null) || Follows()))
            {
                // Not a single layer: the numbers before the first node that is not read are the input's.
                int size = shape.Aggregate(1, (product, extent) => product * extent);
                Stage identity = new("identity", IdentityLayer.Of(size), HasReLU: false);
                return new Network([identity], []) { Unread = trace.Unread, Dimensions = check.Dimensions(_graph.Outputs) };
            }

            if (trace.Layers.Count == 0 ? before.Count == 0 : check.Run(trace, shape) is not null)
            {
                return null;
            }

            return new Network([.. before, .. trace.Layers], []) { Unread = trace.Unread, Dimensions = check.Dimensions(_graph.Outputs) };
        }
        catch (Exception problem) when (problem is EvaluationException or UntracedException)
        {
            return null;
        }
    }

    private bool Follows()
    {
        OnnxInput input = _graph.Inputs.Single(input => !_constants.Contains(input.Name));
        return GraphReach.From(_graph, _producers, input.Name, input.Name) is { } reach && InputShape([], input) is { } shape
            && GraphInverse.Follows(_graph, reach, new OnnxEvaluator(_graph, _producers, input.Name, OnnxForwardCheck.Draw(shape, new Random(5))));
    }

    // One point, or one image; null where its size is not known.
    private static int[]? InputShape(IReadOnlyList<Stage> before, OnnxInput input)
    {
        if (input.Shape is not { Length: > 0 } given)
        {
            return null;
        }

        int?[] known = [.. given.Select((extent, axis) => (int?)extent ?? (axis == 0 && given.Length > 1 ? 1 : null))];
        if (known is [var batch, null] && before is [{ IsConvolution: false } first, ..])
        {
            known = [batch, first.Layer.Inputs];
        }

        if (known.Any(extent => extent is null))
        {
            return null;
        }

        int[] shape = [.. known.Select(extent => extent!.Value)];
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        long? inputs = before.Count == 0 ? count
            : before[0].Convolution is { } convolution ? convolution.InputSize?.Aggregate((long)convolution.InputChannels, (product, extent) => product * extent) : before[0].Layer.Inputs;
        return inputs == count ? shape : null;
    }
}
