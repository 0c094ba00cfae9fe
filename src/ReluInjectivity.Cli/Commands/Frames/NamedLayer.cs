using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>
/// A layer that FILE or FILE#NAME names. In a model that is the layer as the network computes it: outputs x inputs, scaled, normalisation folded in,
/// with its bias. FILE#tensor:NAME is a stored array as it is.
/// </summary>
/// <param name="Weight">W, outputs x inputs.</param>
/// <param name="Bias">The bias that the file gives it; null where it gives none.</param>
internal sealed record NamedLayer(Matrix<double> Weight, double[]? Bias)
{
    /// <summary>For a convolution its stage: W is then its kernels on one patch, which is not the whole layer. Null for others.</summary>
    public Stage? Convolution { get; init; }

    private const string ArrayPrefix = "tensor:";

    /// <summary>The array that a name after # means, tensor: or not.</summary>
    public static string? ArrayName(string? name) => name is not null && name.StartsWith(ArrayPrefix, StringComparison.Ordinal) ? name[ArrayPrefix.Length..] : name;

    /// <summary>Reads the layer that is named.</summary>
    /// <exception cref="BadArgumentException">The name is not that of one layer.</exception>
    /// <exception cref="WeightFileException">The file cannot be read.</exception>
    public static NamedLayer Read(string typed, FileReading how, IReadOnlyList<Stage>? read = null)
    {
        (string path, string? name) = LayerArguments.Split(typed);
        string extension = Path.GetExtension(path).ToLowerInvariant();
        bool isArray = name is not null && name.StartsWith(ArrayPrefix, StringComparison.Ordinal);
        if (isArray || extension is not ".onnx")
        {
            NetworkSource.RequireNone(how.InputShape);
        }

        if (isArray || extension is not (".onnx" or ".npz" or ".safetensors"))
        {
            return new(WeightFile.ReadMatrix(path, ArrayName(name), how.Header, how.Ct), null);
        }

        return extension is ".onnx" ? InGraph(path, name, how, read) : InDictionary(path, name, how.Ct);
    }

    private static NamedLayer InGraph(string path, string? name, FileReading how, IReadOnlyList<Stage>? read)
    {
        IReadOnlyList<Stage> layers;
        try
        {
            layers = read ?? NetworkSource.Read(path, how).Stages;
        }
        catch (WeightFileException problem) when (name is not null && WeightFile.ListArrays(path).Any(array => string.Equals(array.Name, name, StringComparison.Ordinal)))
        {
            throw new BadArgumentException($"{problem.Message}. So it is not known how a layer uses '{Shown(name)}'; the stored array is {path}#{ArrayPrefix}{Shown(name)}", problem);
        }

        return Find(layers, name) ?? throw new BadArgumentException(
            (name is null ? $"{path}: it has several layers; name one" : $"{path}: it has no layer '{Shown(name)}', or several")
            + $" as {path}#NAME: {Names(layers)}; stored arrays are #{ArrayPrefix}NAME");
    }

    private static NamedLayer InDictionary(string path, string? name, CancellationToken ct)
    {
        IReadOnlyList<ArrayInfo> arrays = WeightFile.ListArrays(path);
        bool isStored = name is null ? arrays.Count(array => array.Shape.Count == 2) == 1 : arrays.Any(array => string.Equals(array.Name, name, StringComparison.Ordinal));
        bool isModule = arrays.Any(array => array.Name.EndsWith(".weight", StringComparison.Ordinal) || array.Name is "weight");
        if (!isModule)
        {
            return new(WeightFile.ReadMatrix(path, name, ct: ct), null);
        }

        IReadOnlyList<Stage> layers;
        try
        {
            layers = NetworkFile.Read(path, ct: ct).Stages;
        }
        catch (WeightFileException) when (isStored && name is not null && !HasNormalization(arrays))
        {
            // The layers do not chain, but without normalisation each is its array and the bias beside it.
            string biasName = name.EndsWith("weight", StringComparison.Ordinal) ? name[..^"weight".Length] + "bias" : string.Empty;
            bool hasBias = arrays.Any(array => string.Equals(array.Name, biasName, StringComparison.Ordinal));
            return new(WeightFile.ReadMatrix(path, name, ct: ct), hasBias ? WeightFile.ReadVector(path, biasName, ct: ct) : null);
        }

        return Find(layers, name)
            ?? (isStored ? new NamedLayer(WeightFile.ReadMatrix(path, name, ct: ct), null) : throw new BadArgumentException(
                (name is null ? $"{path}: it has several layers; name one" : $"{path}: it has no layer or array '{Shown(name)}'") + $" as {path}#NAME: {Names(layers)}"));
    }

    private static bool HasNormalization(IReadOnlyList<ArrayInfo> arrays) => arrays.Any(array => array.Name.EndsWith("running_mean", StringComparison.Ordinal));

    // By the layer's name, its stored weight's, or a group's of a convolution; the whole file if it has one layer.
    private static NamedLayer? Find(IReadOnlyList<Stage> layers, string? name)
    {
        Stage[] stages = [.. layers.SelectMany(layer => layer.Groups())];
        Stage[] found = name is null ? stages : [.. stages.SelectMany(Parts).Where(stage => string.Equals(stage.Name, name, StringComparison.Ordinal))];
        if (name is not null && found.Length == 0)
        {
            found = [.. stages.Where(stage => string.Equals(stage.Tensor, name, StringComparison.Ordinal))];
        }

        return found is [var one]
            ? new(one.Layer.ToMatrix(), one.Layer.Bias) { Convolution = one.IsConvolution ? one : null }
            : null;
    }

    private static IEnumerable<Stage> Parts(Stage stage) =>
        stage.AsMatrix() is { } whole ? [stage, whole] : [stage];

    private static string Names(IReadOnlyList<Stage> layers)
    {
        const int Most = 20;
        string[] names = [.. layers.SelectMany(layer => layer.Groups()).Select(stage => $"'{Shown(stage.Name)}'").Take(Most + 1)];
        return string.Join(", ", names.Take(Most)) + (names.Length > Most ? " and more" : string.Empty);
    }

    // Names come from files, which may hold codes that act on a terminal.
    private static string Shown(string name) => string.Concat(name.Select(c => char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));
}
