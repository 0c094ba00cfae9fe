using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Networks;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>From a model file to the stages that are checked.</summary>
internal static class NetworkSource
{
    // A matrix of this size is checked in seconds where it can be decided at all.
    private const long MostUnrolledEntries = 1 << 18;

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
    public static (IReadOnlyList<NetworkStage> Stages, NetworkRest Behind, IReadOnlyList<string> Notes) Read(string path)
    {
        Network network = NetworkFile.Read(path);
        string[] ends = network.Unread is { } unread ? [$"The layers end where {unread}."] : [];
        return ([.. network.Layers.SelectMany(Stages)], new NetworkRest(network.Unread, network.Dimensions, network.IsInvertedByNodes), [.. network.Notes, .. ends]);
    }

    /// <summary>The stages of a layer: one, or for a convolution one for each group.</summary>
    public static IEnumerable<NetworkStage> Stages(NetworkLayer layer)
    {
        (double least, double greatest) = layer.Pointwise?.Slopes ?? (0, double.PositiveInfinity);
        if (layer.Convolution is not { } convolution)
        {
            yield return new NetworkStage(layer.Name, LayerArguments.Layer(layer.Weight, layer.Bias), layer.HasReLU) { IsFollowedByMap = layer.Pointwise is not null, Map = Map(layer.Pointwise, i => i), LeastSlope = least, GreatestSlope = greatest };
            yield break;
        }

        int kernels = layer.Weight.RowCount / convolution.Groups;
        for (int group = 0; group < convolution.Groups; group++)
        {
            string name = convolution.Groups == 1 ? layer.Name : FormattableString.Invariant($"{layer.Name} (group {group})");
            ReluLayer part = LayerArguments.Layer(layer.Weight.SubMatrix(group * kernels, kernels, 0, layer.Weight.ColumnCount), layer.Bias[(group * kernels)..((group + 1) * kernels)]);
            ReluLayer? unrolled = UnrolledConvolution.Of(layer, group, MostUnrolledEntries) is { } whole ? LayerArguments.Layer(whole.Weight, whole.Bias) : null;

            // Of an output of the unrolled group; outputs of a channel stand together.
            int first = group * kernels;
            int Channel(int output) => unrolled is null ? first + output : first + (output / (unrolled.Outputs / kernels));
            yield return new NetworkStage(
                name,
                part,
                layer.HasReLU,
                IsConvolution: true,
                UnrolledConvolution.Covers(convolution),
                IsBeside: group > 0,
                UnrolledConvolution.HasDisjointPatches(convolution),
                unrolled) { IsFollowedByMap = layer.Pointwise is not null, Map = Map(layer.Pointwise, Channel), LeastSlope = least, GreatestSlope = greatest };
        }
    }

    private static IncreasingMap? Map(PointwiseMap? map, Func<int, int> row) => map is null ? null
        : new(map.Operation, map.Range, (v, i) => map.At(v, row(i)), (v, i) => map.Slope(v, row(i)), (y, i) => map.Inverse(y, row(i)))
        { NegativeSlope = map.NegativeSlopes is { } slopes ? i => slopes[slopes.Count == 1 ? 0 : row(i)] : null };
}
