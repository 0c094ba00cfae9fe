using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>From a model file to the network that is checked.</summary>
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

    /// <summary>Reads a network, a convolution's groups side by side, with a note where its layers end before it does.</summary>
    public static Network Read(string path)
    {
        Network network = NetworkFile.Read(path).ByGroups();
        return network.Unread is { } unread ? network with { Notes = [.. network.Notes, $"The layers end where {unread}."] } : network;
    }
}
