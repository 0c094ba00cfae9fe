using System.Globalization;
using System.Numerics.Tensors;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Layers;

/// <summary>Joins affine maps, elementwise affine maps and ReLUs, met in the order of the data, into layers <c>ReLU(Wx + b)</c>.</summary>
/// <remarks>
/// An elementwise map after a layer is folded into its rows; one before the first layer or after a ReLU waits and is folded into the columns of the next,
/// or becomes a diagonal layer where no layer takes it.
/// </remarks>
internal sealed class LayerChain(SourceFile file)
{
    // A layer that a vector alone makes may not cost much more than the vector: 4096 squared doubles are 128 MiB.
    private const int MaxDiagonal = 4096;
    private const int FoldsPerElement = 8;
    private readonly List<Stage> _layers = [];
    private readonly List<string> _notes = [];

    // Layers may share a tensor, so that a short file could ask for much. What compresses is bounded where it is decompressed.
    private long Limit => file.Format is FileFormat.Npz
        ? WeightFileLimits.MaxElements
        : Math.Min(WeightFileLimits.MaxElements, WeightFileLimits.FreeLayerElements + (WeightFileLimits.LayerElementsPerByte * (file.Length + file.BytesBeside)));

    private Stage? _open;
    private Diagonal? _waiting;
    private string _waitingName = string.Empty;
    private bool _waitingFlattened;
    private long _elements;
    private long _folded;

    /// <summary>The layer that no ReLU has closed, if any.</summary>
    public Stage? Open => _open;

    public void Note(string sentence) => _notes.Add(Names.Printable(sentence));

    /// <summary>Appends a layer.</summary>
    /// <exception cref="WeightFileException">It does not fit the layer before, or the limit.</exception>
    public void Add(Stage layer)
    {
        file.Cancellation.ThrowIfCancellationRequested();
        Close(relu: false);
        _elements += (long)layer.Layer.Outputs * layer.Layer.Inputs;
        if (_elements > Limit)
        {
            throw Error(layer.Name, "the layers are together too large", string.Create(CultureInfo.InvariantCulture, $"at most {Limit} weights are read from this file"));
        }

        CheckFit(layer);
        _open = _waiting is { } waiting ? FoldBefore(layer, waiting) : layer;
        _waiting = null;
    }

    /// <summary>Appends an elementwise affine map.</summary>
    /// <param name="name">What errors name.</param>
    /// <param name="map">The map.</param>
    /// <exception cref="WeightFileException">It does not fit the layer before.</exception>
    public void Add(string name, Diagonal map)
    {
        if (!map.Scale.All(double.IsFinite) || !map.Shift.All(double.IsFinite))
        {
            throw Error(name, "the elementwise map overflows, or divides by zero or by the root of a negative variance", "divisors and variance + epsilon must be positive");
        }

        if (_open is { } layer)
        {
            _open = FoldAfter(layer, name, map);
            return;
        }

        Diagonal? joined = _waiting is null ? map : _waiting.Then(map);
        _waitingFlattened &= _waiting is not null;
        _waiting = joined ?? throw Error(name, $"its vectors do not fit those of '{_waitingName}' before it", "export a model whose shapes agree");
        _waitingName = name;
    }

    /// <summary>Appends a ReLU.</summary>
    /// <exception cref="WeightFileException">No layer stands before it.</exception>
    public void AddReLU(string name)
    {
        if (_open is null && _waiting is null)
        {
            if (_layers.Count == 0)
            {
                throw Error(name, "a ReLU stands before the first layer", "a network begins with a layer; clip the data instead");
            }

            if (_layers[^1].Pointwise is null)
            {
                Note($"The ReLU '{name}' follows a ReLU and changes nothing.");
                return;
            }

            WaitForNothing(name);
        }

        OpenWaiting();
        Close(relu: true);
    }

    /// <summary>Appends a strictly increasing map of each number by itself.</summary>
    /// <exception cref="WeightFileException">No layer stands before it, or its slopes do not fit.</exception>
    public void Add(string name, PointwiseMap map)
    {
        if (_open is null && _waiting is null && _layers.Count > 0)
        {
            WaitForNothing(name);
        }

        OpenWaiting();
        if (_open is not { } layer)
        {
            throw Error(name, "no layer stands before it whose outputs it could act on", "a network begins with a layer");
        }

        if (map.NegativeSlopes is { Count: not 1 } slopes && slopes.Count != layer.Layer.Outputs)
        {
            throw Error(name, string.Create(CultureInfo.InvariantCulture, $"its {slopes.Count} slopes do not fit the {layer.Layer.Outputs} outputs"), "it has one, or one for each output or channel");
        }

        _open = layer with { Pointwise = map };
        Close(relu: false);
    }

    /// <summary>Layers that are closed, or would be if the network ended here.</summary>
    public int Count => _layers.Count + (_open is null ? 0 : 1);

    /// <summary>Whether an elementwise map waits for a layer.</summary>
    public bool IsWaiting => _waiting is not null;

    /// <summary>Says that images are flattened, channel after channel.</summary>
    public void Flatten() => _waitingFlattened = _waiting is not null;

    /// <summary>Ends the network.</summary>
    /// <exception cref="WeightFileException">There is no layer.</exception>
    public Network Finish()
    {
        OpenWaiting();
        Close(relu: false);
        return _layers.Count > 0
            ? new Network([.. _layers], [.. _notes])
            : throw file.Error(string.Empty, "the network has no layer", "it has Linear, Gemm, MatMul or Conv layers");
    }

    /// <summary>The weights of a layer.</summary>
    /// <exception cref="WeightFileException">A number is not finite: something was multiplied into it that overflows.</exception>
    public Layer Layer(string name, IReadOnlyList<double[]> rows, IReadOnlyList<double> bias) =>
        bias.All(double.IsFinite) && rows.All(row => double.IsFinite(TensorPrimitives.MaxMagnitude<double>(row))) ? new(rows, bias) : throw Error(name, "folding normalisation into it overflows", "use numbers of ordinary size");

    private WeightFileException Error(string name, string problem, string advice) => file.Error($"layer '{Names.Short(name)}'", problem, advice);

    private void Close(bool relu)
    {
        if (_open is not { } layer)
        {
            return;
        }

        _layers.Add(layer with { HasReLU = relu });
        _open = null;
    }

    // A map of each number right behind another: the identity stands between them.
    private void WaitForNothing(string name) => (_waiting, _waitingName, _waitingFlattened) = (new Diagonal([1.0], [0.0], Axis.Any), name, false);

    // A map that no layer took becomes a diagonal layer.
    private void OpenWaiting()
    {
        if (_waiting is not { } map)
        {
            return;
        }

        _waiting = null;
        int size = map.Length > 1 ? map.Length : _layers.Count > 0 && !_layers[^1].IsConvolution ? _layers[^1].Layer.Outputs : 0;
        if (map.Axis == Axis.Channels || size is 0 or > MaxDiagonal || (_layers.Count > 0 && _layers[^1].IsConvolution))
        {
            throw Error(_waitingName, "no layer follows into which the elementwise map could be folded", "export the model with the map next to a layer");
        }

        int[] places = [.. Enumerable.Range(0, size)];
        Add(new Stage(_waitingName, Layer(_waitingName, [.. places.Select(i => (double[])[.. places.Select(j => i == j ? map.ScaleAt(i) : 0)])], [.. places.Select(map.ShiftAt)]), HasReLU: false));
    }

    private void CheckFit(Stage layer)
    {
        if (_layers.Count == 0)
        {
            return;
        }

        Stage before = _layers[^1];
        int outputs = before.Layer.Outputs;
        int inputs = layer.Convolution?.InputChannels ?? layer.Layer.Inputs;
        bool fits = before.IsConvolution == layer.IsConvolution
            ? inputs == outputs
            : before.IsConvolution ? inputs % outputs == 0 : outputs % inputs == 0;
        if (!fits)
        {
            throw Error(
                layer.Name,
                string.Create(CultureInfo.InvariantCulture, $"it takes {inputs} inputs, but '{Names.Short(before.Name)}' before it gives {outputs}"),
                "each layer takes what the one before gives; weights are outputs x inputs");
        }
    }

    // diag(s) (W x + b) + t = (diag(s) W) x + (s b + t)
    private Stage FoldAfter(Stage layer, string name, Diagonal map)
    {
        int outputs = layer.Layer.Outputs;
        bool axisFits = map.Axis == Axis.Any || (map.Axis == Axis.Channels) == layer.IsConvolution;
        if (map.Length != 1 && (map.Length != outputs || !axisFits))
        {
            throw Error(
                name,
                string.Create(CultureInfo.InvariantCulture, $"its {map.Length} numbers do not fit the {outputs} outputs of '{Names.Short(layer.Name)}'"),
                "it has one number, or one for each output or output channel");
        }

        double[] bias = [.. layer.Layer.Bias.Select((b, i) => (map.ScaleAt(i) * b) + map.ShiftAt(i))];
        return layer with { Layer = Layer(layer.Name, map.Scale.All(s => s == 1) ? layer.Layer.Rows : Fold(name, layer.Layer, (i, _) => map.ScaleAt(i)), bias) };
    }

    // W (diag(s) x + t) + b = (W diag(s)) x + (W t + b)
    private Stage FoldBefore(Stage layer, Diagonal map)
    {
        int inputs = layer.Convolution?.InputChannels ?? layer.Layer.Inputs;
        if (_waitingFlattened && map.Axis != Axis.Features && !layer.IsConvolution && inputs % map.Length == 0)
        {
            map = map.Flatten(inputs);
        }

        bool axisFits = map.Axis == Axis.Any || (map.Axis == Axis.Channels) == layer.IsConvolution;
        if (map.Length != 1 && (map.Length != inputs || !axisFits))
        {
            throw Error(
                _waitingName,
                string.Create(CultureInfo.InvariantCulture, $"its {map.Length} numbers do not fit the {inputs} inputs of '{Names.Short(layer.Name)}'"),
                "it has one number, or one for each input or input channel");
        }

        bool shifts = map.Shift.Any(t => t != 0);
        if (shifts && layer.Convolution is { IsCircular: false } shape && (shape.IsTransposed || shape.PadsBefore is null || shape.PadsBefore.Concat(shape.PadsAfter!).Any(pad => pad != 0)))
        {
            // The zeros of the padding, or between the entries, are not shifted, so no bias does what the map does.
            throw Error(_waitingName, $"a shift before the {(shape.IsTransposed ? "transposed" : "padded")} convolution '{Names.Short(layer.Name)}' cannot be folded", "put normalisation after the convolution, or use no padding");
        }

        Func<int, int, int> inputOf = InputOf(layer);
        double[] bias = layer.Layer.Bias;
        for (int i = 0; shifts && i < bias.Length; i++)
        {
            for (int j = 0; j < layer.Layer.Inputs; j++)
            {
                bias[i] += layer.Layer.Rows[i][j] * map.ShiftAt(inputOf(i, j));
            }
        }

        return layer with { Layer = Layer(layer.Name, map.Scale.All(s => s == 1) ? layer.Layer.Rows : Fold(layer.Name, layer.Layer, (i, j) => map.ScaleAt(inputOf(i, j))), bias) };
    }

    // The input, or input channel, that an entry of the matrix multiplies.
    private static Func<int, int, int> InputOf(Stage layer)
    {
        if (layer.Convolution is not { } shape)
        {
            return static (_, j) => j;
        }

        int channels = shape.InputChannels / shape.Groups;
        int kernel = layer.Layer.Inputs / channels;
        int rowsOfGroup = shape.OutputChannels / shape.Groups;
        return (i, j) => (i / rowsOfGroup * channels) + (j / kernel);
    }

    private double[][] Fold(string name, Layer layer, Func<int, int, double> factor)
    {
        _folded += (long)layer.Outputs * layer.Inputs;
        if (_folded > FoldsPerElement * Limit)
        {
            throw Error(name, "too many maps are folded into large layers", "fold them before export");
        }

        return [.. layer.Rows.Select((row, i) => (double[])[.. row.Select((v, j) => v * factor(i, j))])];
    }
}
