using ReluInjectivity.Weights.Formats;
using ReluInjectivity.Weights.Layers;

namespace ReluInjectivity.Weights.Onnx;

/// <content>Operations on each number by itself.</content>
internal sealed partial class OnnxOperations
{
    private void Pointwise(OnnxNode node, string data)
    {
        RequireData(node, data);
        double parameter = node.Float("alpha", node.Operation is "LeakyRelu" ? 0.01f : 1);
        double[]? slopes = node.Operation switch
        {
            "LeakyRelu" => [parameter],
            "PRelu" => Vector(node, Constant(node, 1)).Scale,
            _ => null,
        };
        if (slopes is [0])
        {
            _chain.AddReLU(node.Name);
            return;
        }

        if ((slopes ?? [parameter]).Any(slope => slope <= 0))
        {
            throw node.Error("a slope is not positive, so that it takes different numbers to one", "ReLU, and increasing maps of each number, are read");
        }

        if (_chain.Count == 0)
        {
            BeginWithIdentity(node.Name);
        }

        _chain.Add(node.Name, new PointwiseMap(node.Operation, slopes) { Parameter = parameter });
    }

    private void Elementwise(OnnxNode node, string data)
    {
        if (node.Inputs.Count != 2)
        {
            throw node.Error("it does not have two inputs", "export the model again");
        }

        int dataInput = node.Inputs.IndexOf(data);
        RequireData(node, data, dataInput);
        Diagonal vector = Vector(node, Constant(node, 1 - dataInput));
        double[] c = vector.Scale;
        if (node.Operation is "Div" && dataInput == 1)
        {
            throw node.Error("it divides by the data", Supported);
        }

        double[] negated = [.. c.Select(value => -value)];
        (double[] Scale, double[] Shift) map = (node.Operation, dataInput) switch
        {
            ("Add", _) => (One, c),
            ("Sub", 0) => (One, negated),
            ("Sub", _) => ([-1.0], c),
            ("Mul", _) => (c, Zero),
            _ => ([.. c.Select(value => 1 / value)], Zero),
        };
        _chain.Add(node.Name, new Diagonal(map.Scale, map.Shift, vector.Axis));
    }

    // A tensor that broadcasts along one axis of a point: (n) or (1, n) on rows, (n, 1) on columns, (c, 1, 1) on images.
    private Diagonal Vector(OnnxNode node, OnnxConstant constant)
    {
        if (constant.Values.Length == 1)
        {
            return new Diagonal(constant.Values, Zero, Axis.Any);
        }

        long[] shape = [.. constant.Shape.SkipWhile(extent => extent == 1)];
        bool isRow = shape.Length == 1;
        bool isChannels = shape.Length > 1 && shape.Skip(1).All(extent => extent == 1);
        Axis? axis = _layout switch
        {
            Layout.Rows => isRow ? Axis.Features : null,
            Layout.Columns => isChannels && shape.Length == 2 ? Axis.Features : null,
            Layout.Images => isChannels ? Axis.Channels : null,
            _ => isRow ? Axis.Features : isChannels ? Axis.Channels : null,
        };
        return constant.Values.Length > 0 && axis is { } found
            ? new Diagonal(constant.Values, Zero, found)
            : throw node.Error(
                $"a tensor of shape {ShapeText.Of(constant.Shape)} does not act along the features or the channels",
                "it has shape (n) where points stand in rows, (n, 1) where in columns, (channels, 1, 1) on images");
    }

    // A network that begins with maps of each number has the identity before them: on points a matrix, on images one kernel of one entry for each channel.
    private void BeginWithIdentity(string name)
    {
        const int Most = 4096;
        if (inputShape is not [_, { } extent and <= Most, ..] || _layout is not Layout.Unknown)
        {
            return;
        }

        int n = (int)extent;
        if (inputShape.Length == 2)
        {
            _layout = Layout.Rows;
            _chain.Add(new Stage(name, IdentityLayer.Of(n), HasReLU: false));
            return;
        }

        int rank = inputShape.Length - 2;
        int[] ones = [.. Enumerable.Repeat(1, rank)];
        int[] zeros = new int[rank];
        int[]? size = inputShape.Skip(2).All(e => e is not null) ? [.. inputShape.Skip(2).Select(e => (int)e!)] : null;
        ConvolutionShape shape = new(n, n, n, ones, ones, ones, zeros, zeros, size);
        _layout = Layout.Images;
        _chain.Add(new Stage(name, new Layer([.. Enumerable.Range(0, n).Select(_ => (double[])[1])], new double[n]), HasReLU: false, shape));
    }
}
