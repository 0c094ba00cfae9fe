using System.Globalization;
using ReluInjectivity.Weights.Formats;
using ReluInjectivity.Weights.Layers;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>What each operation on the path of the data does to the layers read so far. See github.com/onnx/onnx, docs/Operators.md.</summary>
internal sealed partial class OnnxOperations(SourceFile file, OnnxConstants constants, OnnxDataType type, long?[]? inputShape)
{
    private const string Supported =
        "Gemm, MatMul, Add, Sub, Mul, Div, Neg, Conv, BatchNormalization, Relu, LeakyRelu, PRelu, Elu, Sigmoid, Tanh, Softplus, Flatten, Reshape, Squeeze, Unsqueeze, Identity, Dropout and Cast are read";
    private const string ReexportShapes = "export a model whose shapes agree";

    private static readonly double[] One = [1];
    private static readonly double[] Zero = [0];

    // What one point of the data is: a row, a column (W x), or an image with channels; unknown before the first layer.
    private enum Layout
    {
        Unknown,
        Rows,
        Columns,
        Images,
    }

    private readonly LayerChain _chain = new(file);
    private readonly List<string> _passed = [];
    private readonly Dictionary<(string Name, bool Transposed, double Factor), double[][]> _matrices = [];
    private readonly OnnxImageSize _size = new(inputShape);
    private Layout _layout;

    /// <summary>Whether there is a layer already.</summary>
    public bool HasLayers => _chain.Count > 0 && !_chain.IsWaiting;

    /// <summary>The layers so far.</summary>
    public int Layers => _chain.Count;

    /// <summary>Whether points stand in columns.</summary>
    public bool PointsAreColumns => _layout is Layout.Columns;

    /// <summary>Whether an operation is read besides where all numbers of a graph are too many for matrices: as a layer of kernels.</summary>
    public static bool IsOfImages(OnnxNode node) => node.Operation is "ConvTranspose" or "Resize" or "Upsample" || (node.Operation is "Pad" && node.Text("mode", "constant") is "wrap");

    /// <summary>Whether an operation is read at all.</summary>
    public static bool IsRead(OnnxNode node) => node.Operation is "Gemm" or "MatMul" or "Conv" or "BatchNormalization" or "Add" or "Sub" or "Mul" or "Div" or "Relu"
        or "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze" or "Identity" or "Dropout" or "Cast" or "LeakyRelu" or "PRelu" or "Elu" or "Sigmoid" or "Tanh" or "Softplus" or "Neg";

    /// <summary>Whether a Gemm takes its data the other way round.</summary>
    public static bool TransposesData(OnnxNode node, string data) => node.Operation is "Gemm" && node.Inputs.IndexOf(data) is 0 or 1 && node.Int(node.Inputs.IndexOf(data) == 0 ? "transA" : "transB", 0) != 0;

    /// <summary>Whether the layers so far end at a node: nothing behind it is folded into them.</summary>
    public static bool EndsLayer(OnnxNode node) => node.Operation is "Relu" or "LeakyRelu" or "PRelu" or "Elu" or "Sigmoid" or "Tanh" or "Softplus";

    /// <summary>Appends the operation of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="data">The one of its inputs that carries the data.</param>
    /// <exception cref="WeightFileException">The operation is not supported, or its shapes do not fit.</exception>
    public void Apply(OnnxNode node, string data)
    {
        if (_around is not null && node.Operation is not "Conv")
        {
            throw node.Error("it follows a circular padding", "a convolution follows it");
        }

        switch (node.Operation)
        {
            case "Gemm":
                Gemm(node, data);
                break;
            case "MatMul":
                MatMul(node, data);
                break;
            case "Conv" or "ConvTranspose":
                Convolve(node, data);
                break;
            case "Pad":
                PadAround(node, data);
                break;
            case "Resize" or "Upsample":
                Repeat(node, data);
                break;
            case "BatchNormalization":
                BatchNormalization(node, data);
                break;
            case "Add" or "Sub" or "Mul" or "Div":
                Elementwise(node, data);
                break;
            case "Relu":
                _chain.AddReLU(node.Name);
                break;
            case "LeakyRelu" or "PRelu" or "Elu" or "Sigmoid" or "Tanh" or "Softplus":
                Pointwise(node, data);
                break;
            case "Neg":
                RequireData(node, data);
                _chain.Add(node.Name, new Diagonal([-1.0], Zero, Axis.Any));
                break;
            case "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze":
                Reshape(node, data);
                break;
            case "Identity" or "Dropout" or "Cast":
                Pass(node, data);
                break;
            default:
                throw node.Error("this operation is not supported", Supported);
        }
    }

    public Network Finish()
    {
        if (_around is not null)
        {
            throw file.Error(string.Empty, "the network ends with a circular padding", "a convolution follows it");
        }

        if (_passed.Count > 0)
        {
            _chain.Note("Passed through without effect on the layers: " + string.Join(", ", _passed.Take(20)) + (_passed.Count > 20 ? " and others." : "."));
        }

        if (_chain is { Count: 0, IsWaiting: true } && inputShape is { Length: > 2 })
        {
            BeginWithIdentity("identity");
        }

        return _chain.Finish();
    }

    private static void RequireData(OnnxNode node, string data, int input = 0)
    {
        if (node.Inputs.Count <= input || !string.Equals(node.Inputs[input], data, StringComparison.Ordinal)
            || node.Inputs.Where((name, i) => i != input && string.Equals(name, data, StringComparison.Ordinal)).Any())
        {
            throw node.Error("the data are not its first input alone", ReexportShapes);
        }
    }

    private OnnxConstant Constant(OnnxNode node, int input)
    {
        string name = input < node.Inputs.Count ? node.Inputs[input] : string.Empty;
        return constants.Contains(name)
            ? constants.Load(name)
            : throw node.Error(
                string.Create(CultureInfo.InvariantCulture, $"input {input} ('{Names.Short(name)}') is not a tensor stored in the model"),
                "weights are initialisers or constants; layers of a chain have one input of data");
    }

    // The matrix as outputs x inputs; layers that share a tensor share the rows.
    private double[][] Weight(OnnxNode node, int input, bool transpose, double factor)
    {
        OnnxConstant constant = Constant(node, input);
        if (constant.Shape is not [> 0 and var rows, > 0 and var columns])
        {
            throw node.Error($"the weight has shape {ShapeText.Of(constant.Shape)}", "it has two dimensions of at least 1");
        }

        if (!_matrices.TryGetValue((node.Inputs[input], transpose, factor), out double[][]? matrix))
        {
            matrix = transpose
                ? [.. Enumerable.Range(0, (int)columns).Select(column => (double[])[.. Enumerable.Range(0, (int)rows).Select(row => constant.Values[(row * (int)columns) + column])])]
                : new WeightArray(string.Empty, [(int)rows, (int)columns], constant.Values, string.Empty).ToRows((int)rows, (int)columns);
            matrix = factor == 1 ? matrix : [.. matrix.Select(row => (double[])[.. row.Select(v => v * factor)])];
            _matrices.Add((node.Inputs[input], transpose, factor), matrix);
        }

        return matrix;
    }

    // Y = alpha A' B' + beta C with the data as A (points in rows) or as B (points in columns).
    private void Gemm(OnnxNode node, string data)
    {
        double alpha = node.Float("alpha", 1);
        double beta = node.Float("beta", 1);
        int dataInput = node.Inputs.IndexOf(data);
        RequireData(node, data, Math.Min(dataInput, 1));
        bool rows = dataInput == 0;
        bool transposeData = node.Int(rows ? "transA" : "transB", 0) != 0;
        bool transposeWeight = node.Int(rows ? "transB" : "transA", 0) != 0;
        if (transposeData)
        {
            throw node.Error("it transposes the data", "points stand in rows of A or in columns of B");
        }

        // rows: Y = X B', W = B'^T. columns: Y = A' X, W = A'.
        AddLinear(node, Weight(node, rows ? 1 : 0, rows != transposeWeight, alpha), rows, node.Inputs[rows ? 1 : 0]);
        if (node.Inputs.Count > 2 && node.Inputs[2].Length > 0)
        {
            Diagonal bias = Vector(node, Constant(node, 2));
            _chain.Add(node.Name, new Diagonal(One, [.. bias.Scale.Select(c => beta * c)], bias.Axis));
        }
    }

    private void MatMul(OnnxNode node, string data)
    {
        int dataInput = node.Inputs.IndexOf(data);
        RequireData(node, data, Math.Min(dataInput, 1));
        AddLinear(node, Weight(node, 1 - dataInput, dataInput == 0, 1), dataInput == 0, node.Inputs[1 - dataInput]);
    }

    private void AddLinear(OnnxNode node, double[][] weight, bool rows, string tensor)
    {
        if (_layout is Layout.Images)
        {
            throw node.Error("it acts on the last axis of images", "flatten images before a linear layer");
        }

        Layout layout = rows ? Layout.Rows : Layout.Columns;
        if ((_layout is Layout.Columns) != (layout is Layout.Columns) && _layout is not Layout.Unknown)
        {
            throw node.Error("points stand in columns for some layers and in rows for others", "multiply all weights from the same side");
        }

        _layout = layout;
        _chain.Add(new Stage(node.Name, _chain.Layer(node.Name, weight, new double[weight.Length]), HasReLU: false) { Tensor = tensor });
    }

    private void BatchNormalization(OnnxNode node, string data)
    {
        RequireData(node, data);
        if (node.Int("training_mode", 0) != 0 || node.Int("spatial", 1) == 0)
        {
            throw node.Error("it depends on the batch, or on the position", "export the model in evaluation mode: model.eval()");
        }

        double[][] parameters = [.. Enumerable.Range(1, 4).Select(input => Constant(node, input).Values)];
        if (parameters[0].Length == 0 || parameters.Any(values => values.Length != parameters[0].Length) || _layout is Layout.Columns)
        {
            throw node.Error("scale, offset, mean and variance have different lengths, or points stand in columns", ReexportShapes);
        }

        Diagonal map = Diagonal.BatchNormalization(parameters[0], parameters[1], parameters[2], parameters[3], node.Float("epsilon", 1e-5f));

        // Points that are reshaped to channels of several positions: one number of the vectors for all of these.
        bool isOfImages = _layout is Layout.Unknown && _chain.Open is { IsConvolution: false } open && _size.Extents is [_, var channels, .. var positions] && channels == map.Length
            && positions.Aggregate((long?)map.Length, (product, extent) => product * extent) == open.Layer.Outputs;
        _chain.Add(node.Name, isOfImages ? map.Flatten(_chain.Open!.Layer.Outputs) : map);
    }

    private void Reshape(OnnxNode node, string data)
    {
        RequireData(node, data);
        if (_layout is Layout.Columns)
        {
            throw node.Error("points in columns are reshaped", "put points in rows");
        }

        // A point keeps its entries in their order. What it is now, the next layer tells.
        _passed.Add($"{node.Operation} '{Names.Short(node.Name)}'");
        _chain.Flatten();
        _layout = Layout.Unknown;
        _size.Reshape(node.Operation is "Reshape" && node.Inputs.Count > 1 && constants.Contains(node.Inputs[1]) ? constants.Load(node.Inputs[1]).Values : null);
    }

    private void Pass(OnnxNode node, string data)
    {
        RequireData(node, data);
        if (node.Operation is "Cast")
        {
            type.Cast(node);
        }

        if (node.Operation is "Dropout" && node.Inputs.Count > 2 && node.Inputs[2].Length > 0 && Constant(node, 2).Values is not [0])
        {
            throw node.Error("it drops entries at random", "export the model in evaluation mode: model.eval()");
        }

        _passed.Add($"{node.Operation} '{Names.Short(node.Name)}'");
    }
}
