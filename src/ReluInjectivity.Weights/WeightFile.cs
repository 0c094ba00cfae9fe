using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights;

/// <summary>Reads arrays from <c>.csv .tsv .txt .npy .npz .safetensors</c> and the initialisers of <c>.onnx</c> files.</summary>
/// <remarks>
/// The extension says the format and the first bytes must agree. Numbers are converted to double exactly; an entry that is not finite, or an integer
/// that no double equals, is an error that names its index. Pickles (<c>.pt .pth .pkl</c>, object arrays) are never read. <see cref="WeightFileLimits"/> bounds memory.
/// </remarks>
public static class WeightFile
{
    /// <summary>What a file declares to hold, without reading the entries (a text file is read whole).</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its arrays in stored order.</returns>
    /// <exception cref="WeightFileException">The file is missing, malformed, hostile or of a format that is not read.</exception>
    public static IReadOnlyList<ArrayInfo> ListArrays(string path)
    {
        using ArrayContainer container = ArrayContainer.Open(path);
        return [.. container.Entries.Select(ArrayContainer.Describe)];
    }

    /// <summary>Reads every array of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its arrays in stored order.</returns>
    /// <exception cref="WeightFileException">The file is missing, malformed, hostile or of a format that is not read.</exception>
    public static IReadOnlyList<WeightArray> ReadArrays(string path)
    {
        using ArrayContainer container = ArrayContainer.Open(path);
        return [.. container.Entries.Select(container.Read)];
    }

    /// <summary>Reads one array.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name; null if the file has only one array.</param>
    /// <returns>The array.</returns>
    /// <exception cref="WeightFileException">As for <see cref="ReadArrays"/>, or there is no such array, or several and no name.</exception>
    public static WeightArray ReadArray(string path, string? name = null)
    {
        using ArrayContainer container = ArrayContainer.Open(path);
        return container.Read(Select(container, name, static _ => true, "an array"));
    }

    /// <summary>Reads a two-dimensional array as it is stored, without transposing (a PyTorch <c>Linear.weight</c> is outputs x inputs).</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The array's name; null if the file has only one two-dimensional array.</param>
    /// <param name="header">Whether a text file begins with column titles.</param>
    /// <param name="ct">Stops the reading of a large file.</param>
    /// <returns>The matrix, at least 1 x 1.</returns>
    /// <exception cref="WeightFileException">As for <see cref="ReadArrays"/>, or the array is not two-dimensional, or the choice is not clear.</exception>
    public static Matrix<double> ReadMatrix(string path, string? name = null, TextHeader header = TextHeader.Auto, CancellationToken ct = default)
    {
        using ArrayContainer container = ArrayContainer.Open(path, header, ct);
        ArrayEntry entry = Select(container, name, static e => e.Shape.Length == 2, "a matrix");
        if (entry.Shape is not [> 0, > 0])
        {
            throw container.Error(
                container.Where(entry),
                $"the shape is {ShapeText.Of(entry.Shape)}, not that of a matrix",
                entry.Shape.Length > 2
                    ? "a matrix has two dimensions: outputs x inputs; kernels of convolutions are read as NAME.weight of a .safetensors or .npz file, with strides and padding of an .onnx file"
                    : "a matrix has two dimensions of at least 1: outputs x inputs");
        }

        WeightArray array = container.Read(entry);
        return array.ToMatrix(array.Shape[0], array.Shape[1]);
    }

    /// <summary>Reads a vector: a one-dimensional array, or a matrix with one row or one column.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The array's name; null if the file has only one vector.</param>
    /// <param name="header">Whether a text file begins with column titles.</param>
    /// <param name="ct">Stops the reading of a large file.</param>
    /// <returns>The entries, at least one.</returns>
    /// <exception cref="WeightFileException">As for <see cref="ReadArrays"/>, or the array is not a vector, or the choice is not clear.</exception>
    public static double[] ReadVector(string path, string? name = null, TextHeader header = TextHeader.Auto, CancellationToken ct = default)
    {
        using ArrayContainer container = ArrayContainer.Open(path, header, ct);
        ArrayEntry entry = Select(container, name, IsVector, "a vector");
        if (!IsVector(entry))
        {
            throw container.Error(
                container.Where(entry),
                $"the shape is {ShapeText.Of(entry.Shape)}, not that of a vector",
                "a vector has one dimension, or two of which one is 1");
        }

        return container.Read(entry).Values;
    }

    private static bool IsVector(ArrayEntry entry) => entry.Shape is [> 0] or [1, > 0] or [> 0, 1];

    private static ArrayEntry Select(ArrayContainer container, string? name, Func<ArrayEntry, bool> fits, string wanted)
    {
        if (name is not null)
        {
            return container.Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal))
                ?? throw container.Error(string.Empty, $"there is no array '{Names.Short(name)}'", "it holds " + Contents(container));
        }

        ArrayEntry[] fitting = container.Entries.Count == 1 ? [container.Entries[0]] : [.. container.Entries.Where(fits)];
        return fitting.Length == 1
            ? fitting[0]
            : throw container.Error(
                string.Empty,
                string.Create(CultureInfo.InvariantCulture, $"{fitting.Length} arrays could be {wanted}"),
                "name one; it holds " + Contents(container));
    }

    private static string Contents(ArrayContainer container)
    {
        const int Shown = 20;
        IEnumerable<string> names = container.Entries.Take(Shown).Select(entry => $"'{Names.Short(entry.Name)}' {ShapeText.Of(entry.Shape)}");
        return container.Entries.Count == 0
            ? "no array"
            : string.Join(", ", names) + (container.Entries.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" and {container.Entries.Count - Shown} more") : string.Empty);
    }
}
