using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Networks;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>From a model file to the stages that are checked.</summary>
internal static class NetworkSource
{
    /// <summary>Whether a file is taken as a network: a model format, no array named, no bias beside it, and not just one matrix.</summary>
    public static bool IsNetwork(string typed, string? bias)
    {
        (string path, string? name) = LayerArguments.Split(typed);
        if (name is not null || bias is not null)
        {
            return false;
        }

        string extension = Path.GetExtension(path).ToLowerInvariant();
        return extension is ".onnx" || (extension is ".safetensors" or ".npz" && WeightFile.ListArrays(path).Count > 1);
    }

    /// <summary>Reads a network; a convolution becomes one stage for each group.</summary>
    public static (IReadOnlyList<NetworkStage> Stages, IReadOnlyList<string> Notes) Read(string path)
    {
        Network network = NetworkFile.Read(path);
        return ([.. network.Layers.SelectMany(Stages)], network.Notes);
    }

    private static IEnumerable<NetworkStage> Stages(NetworkLayer layer)
    {
        if (layer.Convolution is not { } convolution)
        {
            yield return new NetworkStage(layer.Name, LayerArguments.Layer(layer.Weight, layer.Bias), layer.HasReLU);
            yield break;
        }

        bool? covers = Covers(convolution);
        int kernels = layer.Weight.RowCount / convolution.Groups;
        for (int group = 0; group < convolution.Groups; group++)
        {
            string name = convolution.Groups == 1 ? layer.Name : FormattableString.Invariant($"{layer.Name} (group {group})");
            ReluLayer part = LayerArguments.Layer(layer.Weight.SubMatrix(group * kernels, kernels, 0, layer.Weight.ColumnCount), layer.Bias[(group * kernels)..((group + 1) * kernels)]);
            yield return new NetworkStage(name, part, layer.HasReLU, IsConvolution: true, covers);
        }
    }

    /// <summary>Steps of one cover everything; steps longer than the kernel do not; others may leave a rest at the border.</summary>
    private static bool? Covers(ConvolutionShape convolution)
    {
        if (convolution.Strides is not { } strides)
        {
            return null;
        }

        bool isDense = strides.All(s => s == 1) && (convolution.Dilations?.All(d => d == 1) ?? false);
        bool hasGaps = strides.Zip(convolution.Kernel).Any(p => p.First > p.Second);
        return isDense ? true : hasGaps ? false : null;
    }
}
