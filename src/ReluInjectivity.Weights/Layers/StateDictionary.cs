using System.Globalization;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Layers;

/// <summary>Reads a network from a PyTorch state dictionary, which names its arrays but stores neither graph nor activations.</summary>
internal static class StateDictionary
{
    // torch.nn.BatchNorm's default; a state dictionary does not hold it.
    private const double Epsilon = 1e-5;

    /// <exception cref="WeightFileException">The arrays are of no known layers, or no order of them fits.</exception>
    public static Network Read(SourceFile file, bool? reluAfterLast)
    {
        using ArrayContainer container = ArrayContainer.Open(file);
        IReadOnlyList<StateModule> modules = StateModule.Group(container);
        StateModule[] layers = [.. modules.Where(module => !module.IsNormalization)];
        if (layers.Length == 0)
        {
            throw container.Error(string.Empty, "the file holds no layer", "PyTorch names are prefix.weight and prefix.bias");
        }

        IReadOnlyList<StateModule> ordered = Order(container, modules, layers);
        LayerChain chain = new(file);
        bool last = reluAfterLast ?? layers.Length == 1;
        chain.Note(
            "The file stores no graph. Order taken: " + string.Join(", ", ordered.Take(20).Select(Name)) + (ordered.Count > 20 ? " and so on" : string.Empty)
            + $"; a ReLU after every layer{(last ? string.Empty : " but the last")}.");
        int? channels = null;
        StateModule? before = null;
        foreach (StateModule module in ordered)
        {
            if (module.IsNormalization)
            {
                AddNormalization(container, chain, before, module);
            }
            else
            {
                if (chain.Open is not null)
                {
                    chain.AddReLU(Name(module));
                }

                Stage layer = module.Layer(container, channels);
                channels = layer.IsConvolution ? layer.Layer.Outputs : null;
                chain.Flatten();
                chain.Add(layer);
            }

            before = module;
        }

        if (last && chain.Open is not null)
        {
            chain.AddReLU(Name(ordered[^1]));
        }

        AddNotes(chain, modules);
        return chain.Finish();
    }

    private static string Name(StateModule module) => module.Prefix.Length > 0 ? "'" + Names.Short(module.Prefix) + "'" : "'weight'";

    private static void AddNotes(LayerChain chain, IReadOnlyList<StateModule> modules)
    {
        if (modules.Any(module => module.IsNormalization))
        {
            chain.Note("The epsilon of batch normalisation is not stored; PyTorch's default 1e-5 is taken.");
        }

        if (modules.Any(module => module.IsConvolution))
        {
            chain.Note("Strides, padding and dilation of convolutions are not stored; groups are those that the channels before imply.");
        }
    }

    // In a Sequential, a gap in the numbers between a layer and its normalisation is where the ReLU stands.
    private static void AddNormalization(ArrayContainer container, LayerChain chain, StateModule? before, StateModule module)
    {
        if (chain.Open is not null && before is not null
            && int.TryParse(NaturalOrder.LastNumber(before.Prefix), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(NaturalOrder.LastNumber(module.Prefix), NumberStyles.None, CultureInfo.InvariantCulture, out int next)
            && next > index + 1
            && string.Equals(NaturalOrder.Pattern(before.Prefix), NaturalOrder.Pattern(module.Prefix), StringComparison.Ordinal))
        {
            chain.AddReLU(Name(module));
            chain.Note($"A ReLU is taken before the batch normalisation {Name(module)}, since the numbers leave room for one.");
        }

        chain.Add(module.Prefix, module.Normalization(container, Epsilon));
    }

    private static IReadOnlyList<StateModule> Order(ArrayContainer container, IReadOnlyList<StateModule> modules, StateModule[] layers)
    {
        if (IsNumbered(modules))
        {
            return [.. modules.OrderBy(module => module.Prefix, NaturalOrder.Instance)];
        }

        // Names that differ in more than numbers say nothing of the order, so that of the file goes first.
        StateModule[] natural = [.. layers.OrderBy(module => module.Prefix, NaturalOrder.Instance)];
        StateModule[][] candidates = IsNumbered(layers) ? [natural, layers] : [layers, natural];
        StateModule[] chosen = candidates.FirstOrDefault(Chains) ?? throw container.Error(
            string.Empty,
            "neither the order of the file nor that of the names makes a chain: " + string.Join(", ", layers.Take(20).Select(layer => $"{Name(layer)} {layer.Outputs} x {layer.Inputs}")),
            "number the layers in the order of the data, or export the model to ONNX");
        List<StateModule> ordered = [.. chosen];
        foreach (StateModule normalization in modules.Where(module => module.IsNormalization))
        {
            string number = NaturalOrder.LastNumber(normalization.Prefix);
            StateModule[] fitting = [.. layers.Where(layer =>
                layer.Outputs == normalization.Outputs && string.Equals(NaturalOrder.LastNumber(layer.Prefix), number, StringComparison.Ordinal))];
            if (fitting.Length != 1)
            {
                throw container.Error($"layer {Name(normalization)}", "it is not clear which layer the batch normalisation follows", "give it the number of its layer, or export the model to ONNX");
            }

            ordered.Insert(ordered.IndexOf(fitting[0]) + 1, normalization);
        }

        return ordered;
    }

    private static bool IsNumbered(IReadOnlyList<StateModule> modules) =>
        modules.Select(module => NaturalOrder.Pattern(module.Prefix)).Distinct(StringComparer.Ordinal).Take(2).Count() == 1;

    private static bool Chains(StateModule[] layers) => layers.Zip(layers.Skip(1)).All(pair =>
        pair.First.IsConvolution == pair.Second.IsConvolution
            ? pair.First.Outputs % pair.Second.Inputs == 0 && (pair.First.IsConvolution || pair.First.Outputs == pair.Second.Inputs)
            : pair.First.IsConvolution ? pair.Second.Inputs % pair.First.Outputs == 0 : pair.First.Outputs % pair.Second.Inputs == 0);
}
