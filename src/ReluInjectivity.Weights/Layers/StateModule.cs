using System.Globalization;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Layers;

/// <summary>The arrays of a state dictionary that share a prefix: a layer or a batch normalisation.</summary>
internal sealed class StateModule(string prefix)
{
    private readonly Dictionary<string, ArrayEntry> _arrays = new(StringComparer.Ordinal);

    public string Prefix { get; } = prefix;

    public bool IsNormalization => _arrays.ContainsKey("running_mean");

    /// <summary>Outputs, output channels, or normalised features.</summary>
    public long Outputs => (IsNormalization ? _arrays["running_mean"] : _arrays["weight"]).Shape[0];

    /// <summary>Inputs, or input channels of a group.</summary>
    public long Inputs => _arrays["weight"].Shape[1];

    public bool IsConvolution => !IsNormalization && _arrays["weight"].Shape.Length > 2;

    /// <summary>Groups the arrays of a file by prefix, in stored order.</summary>
    /// <exception cref="WeightFileException">An array is of no known layer.</exception>
    public static IReadOnlyList<StateModule> Group(ArrayContainer container)
    {
        Dictionary<string, StateModule> modules = new(StringComparer.Ordinal);
        List<StateModule> ordered = [];
        foreach (ArrayEntry entry in container.Entries)
        {
            int dot = entry.Name.LastIndexOf('.');
            string prefix = dot < 0 ? string.Empty : entry.Name[..dot];
            string part = entry.Name[(dot + 1)..];
            if (part is "num_batches_tracked")
            {
                continue;
            }

            if (part is not ("weight" or "bias" or "running_mean" or "running_var"))
            {
                throw container.Error(
                    container.Where(entry),
                    "its name is not that of a layer's parameter",
                    "PyTorch names are prefix.weight, prefix.bias, prefix.running_mean and prefix.running_var; export other networks to ONNX, or name one array as FILE#NAME");
            }

            if (!modules.TryGetValue(prefix, out StateModule? module))
            {
                modules.Add(prefix, module = new StateModule(prefix));
                ordered.Add(module);
            }

            module._arrays.Add(part, entry);
        }

        ordered.ForEach(module => module.Check(container));
        return ordered;
    }

    /// <summary>The layer, with the groups of channels that the layer before implies.</summary>
    /// <param name="container">The file.</param>
    /// <param name="channelsBefore">Output channels of the convolution before, or null.</param>
    /// <exception cref="WeightFileException">The arrays are malformed.</exception>
    public Stage Layer(ArrayContainer container, int? channelsBefore)
    {
        WeightArray weight = container.Read(_arrays["weight"]);
        int outputs = weight.Shape[0];
        int columns = weight.Values.Length / outputs;
        double[] bias = _arrays.TryGetValue("bias", out ArrayEntry? entry) ? container.Read(entry).Values : new double[outputs];
        string name = Prefix.Length > 0 ? Names.Printable(Prefix) : "weight";
        if (!IsConvolution)
        {
            return new Stage(name, new Layer(weight.ToRows(outputs, columns), bias), HasReLU: false) { Tensor = weight.Name };
        }

        int perGroup = weight.Shape[1];
        int groups = channelsBefore is { } channels && channels % perGroup == 0 && outputs % (channels / perGroup) == 0 ? channels / perGroup : 1;
        ConvolutionShape shape = new(perGroup * groups, outputs, groups, [.. weight.Shape.Skip(2)], null, null, null, null);
        return new Stage(name, new Layer(weight.ToRows(outputs, columns), bias), HasReLU: false, shape) { Tensor = weight.Name };
    }

    /// <summary>The elementwise map of a batch normalisation.</summary>
    /// <exception cref="WeightFileException">The arrays are malformed.</exception>
    public Diagonal Normalization(ArrayContainer container, double epsilon)
    {
        double[]? Values(string part) => _arrays.TryGetValue(part, out ArrayEntry? entry) ? container.Read(entry).Values : null;
        return Diagonal.BatchNormalization(Values("weight"), Values("bias"), Values("running_mean")!, Values("running_var")!, epsilon);
    }

    private void Check(ArrayContainer container)
    {
        WeightFileException Error(string problem, string advice) => container.Error($"layer '{Names.Short(Prefix)}'", problem, advice);
        bool fits;
        if (IsNormalization)
        {
            fits = _arrays.ContainsKey("running_var") && _arrays.Values.All(array => array.Shape is [> 0 and var size] && size == Outputs);
            if (!fits)
            {
                throw Error("the arrays of the batch normalisation do not fit one another", "they are vectors of one length, running_mean and running_var among them");
            }

            return;
        }

        if (!_arrays.TryGetValue("weight", out ArrayEntry? weight) || weight.Shape.Length is < 2 or > 5 || weight.Shape.Contains(0))
        {
            throw Error(
                weight is null ? "it has no weight" : $"the weight has shape {ShapeText.Of(weight.Shape)}",
                "Linear has outputs x inputs and Conv output channels x input channels x kernel; export other layers to ONNX");
        }

        fits = !_arrays.ContainsKey("running_var") && (!_arrays.TryGetValue("bias", out ArrayEntry? bias) || (bias.Shape is [var length] && length == weight.Shape[0]));
        if (!fits)
        {
            throw Error(string.Create(CultureInfo.InvariantCulture, $"the bias does not fit the {weight.Shape[0]} outputs"), "it is a vector with one number for each output");
        }
    }
}
