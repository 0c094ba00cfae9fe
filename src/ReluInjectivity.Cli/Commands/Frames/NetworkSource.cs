using System.CommandLine;
using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>From a model file to the network that is checked.</summary>
internal static class NetworkSource
{
    /// <summary>The option for the extents of an input that a file leaves free.</summary>
    public static Option<string?> InputShape() => new("--input-shape")
    {
        Description = "For .onnx files whose input has free extents: those of one input, as 3x32x32 (channels, height, width) [default: the file's]",
        HelpName = "SHAPE",
    };

    /// <summary>Refuses --input-shape where no network is read.</summary>
    /// <exception cref="BadArgumentException">It was typed.</exception>
    public static void RequireNone(string? inputShape)
    {
        if (inputShape is not null)
        {
            throw new BadArgumentException("--input-shape is for networks in .onnx files, and their layers FILE#NAME");
        }
    }

    private static int[] Shape(string typed)
    {
        int[] extents = [.. typed.Split('x', ',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int extent) ? extent : 0)];
        return extents.Contains(0) ? throw new BadArgumentException($"--input-shape: '{typed}' is no shape; write extents as 3x32x32") : extents;
    }

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
    /// <param name="path">The file.</param>
    /// <param name="how">How it is read.</param>
    public static Network Read(string path, FileReading how)
    {
        Network network = NetworkFile.Read(path, inputShape: how.InputShape is { } shape ? Shape(shape) : null, ct: how.Ct).ByGroups();
        return network.Unread is { } unread ? network with { Notes = [.. network.Notes, $"The layers end where {unread}."] } : network;
    }
}
