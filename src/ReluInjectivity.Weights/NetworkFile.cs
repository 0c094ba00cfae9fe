
using ReluInjectivity.Weights.Formats;
using ReluInjectivity.Weights.Layers;
using ReluInjectivity.Weights.Onnx;

namespace ReluInjectivity.Weights;

/// <summary>Reads the layers of a network in the order in which data passes them.</summary>
public static class NetworkFile
{
    /// <summary>Reads a network.</summary>
    /// <param name="path">
    /// <c>.onnx</c>: the graph is followed along its data edges. <c>.safetensors</c> and <c>.npz</c>: a PyTorch state dictionary
    /// (<c>prefix.weight</c>, <c>prefix.bias</c>, batch normalisation's <c>running_mean</c> and <c>running_var</c>), which stores no graph.
    /// </param>
    /// <param name="reluAfterLast">
    /// For files without a graph: whether a ReLU follows the last layer. Null takes it for a file of one layer and not for several. A ReLU is taken after
    /// every other layer. ONNX files say it themselves; the argument is ignored.
    /// </param>
    /// <param name="inputShape">
    /// For ONNX files whose input has free extents: those of one input, without or with the batch (channels, then the extents of an image); null to take the file's. Other files take none.
    /// </param>
    /// <param name="ct">Stops the reading of a large file.</param>
    /// <returns>At least one layer, and notes on what was assumed.</returns>
    /// <exception cref="WeightFileException">
    /// The file is missing, malformed, hostile or of a format that is not read; a graph node is not supported (the message names it); or shapes do not chain.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Network Read(string path, bool? reluAfterLast = null, IReadOnlyList<int>? inputShape = null, CancellationToken ct = default)
    {
        using SourceFile file = SourceFile.Open(path, ct: ct);
        if (inputShape is not null && file.Format is not FileFormat.Onnx)
        {
            throw file.Error(string.Empty, "the file holds no graph that an input's shape could be given to", "leave it out, or export an .onnx file");
        }

        return file.Format switch
        {
            FileFormat.Onnx => OnnxNetwork.Read(file, inputShape),
            FileFormat.Safetensors or FileFormat.Npz => StateDictionary.Read(file, reluAfterLast),
            _ => throw file.Error(string.Empty, "the file holds one array, not a network", "read it as a matrix, or name an .onnx, .safetensors or .npz file"),
        };
    }
}
