using System.Globalization;
using ReluInjectivity.Weights.Onnx;

namespace ReluInjectivity.Weights.Formats;

/// <summary>An open file and the arrays it declares.</summary>
internal sealed class ArrayContainer : IDisposable
{
    private readonly SourceFile _file;
    private readonly IDisposable? _owned;

    public ArrayContainer(SourceFile file, IReadOnlyList<ArrayEntry> entries, IDisposable? owned = null)
    {
        _file = file;
        _owned = owned;
        Entries = entries;
    }

    public IReadOnlyList<ArrayEntry> Entries { get; }

    public string Path => _file.Path;

    public FileFormat Format => _file.Format;

    /// <exception cref="WeightFileException">The file is missing, malformed, hostile or of a format that is not read.</exception>
    public static ArrayContainer Open(string path, TextHeader header = TextHeader.Auto, CancellationToken ct = default) => Open(SourceFile.Open(path, header, ct));

    /// <summary>The arrays of an open file, which the container closes.</summary>
    /// <exception cref="WeightFileException">The file is malformed or hostile.</exception>
    public static ArrayContainer Open(SourceFile file)
    {
        try
        {
            return file.Format switch
            {
                FileFormat.Text => new ArrayContainer(file, [TextTable.Entry(file)]),
                FileFormat.Onnx => new ArrayContainer(file, [.. OnnxGraph.Read(file).Initializers.Select(tensor => tensor.Entry)]),
                FileFormat.Npz => NpzArchive.Open(file),
                FileFormat.Safetensors => new ArrayContainer(file, SafetensorsHeader.Entries(file)),
                FileFormat.Npy => new ArrayContainer(file, [NpyArray.Entry(file)]),
                _ => throw new InvalidOperationException($"Unknown format {file.Format}."),
            };
        }
        catch (Exception problem) when (problem is WeightFileException or OperationCanceledException)
        {
            file.Dispose();
            throw;
        }
        catch (IOException problem)
        {
            file.Dispose();
            throw SourceFile.FromFileSystem(file.Path, problem);
        }
    }

    public static ArrayInfo Describe(ArrayEntry entry) => new(entry.Name, [.. entry.Shape.Select(extent => (int)extent)], entry.Type.Name);

    public WeightArray Read(ArrayEntry entry)
    {
        try
        {
            return new WeightArray(entry.Name, Describe(entry).Shape, entry.Load(), entry.Type.Name);
        }
        catch (IOException problem)
        {
            throw SourceFile.FromFileSystem(Path, problem);
        }
    }

    public string Where(ArrayEntry entry) => Format is FileFormat.Text or FileFormat.Npy ? string.Empty : $"array '{Names.Short(entry.Name)}'";

    public WeightFileException Error(string where, string problem, string advice) => _file.Error(where, problem, advice);

    public void Dispose()
    {
        _owned?.Dispose();
        _file.Dispose();
    }

    /// <summary>The number of entries of a declared shape.</summary>
    /// <exception cref="WeightFileException">An extent is negative or huge, or the product is beyond the limit.</exception>
    public static long Count(Place place, ReadOnlySpan<long> shape)
    {
        CheckRank(place, shape);
        Int128 count = 1;
        bool empty = false;
        foreach (long extent in shape)
        {
            if (extent is < 0 or > int.MaxValue)
            {
                throw place.Error(string.Empty, string.Create(CultureInfo.InvariantCulture, $"a dimension is {extent}"), "dimensions lie between 0 and 2^31 - 1");
            }

            empty |= extent == 0;
            count = Int128.Min(count * Math.Max(extent, 1), long.MaxValue);
        }

        if (count > WeightFileLimits.MaxElements)
        {
            throw place.Error(
                string.Empty,
                $"the declared shape {ShapeText.Of(shape.ToArray())} is too large",
                string.Create(CultureInfo.InvariantCulture, $"at most {WeightFileLimits.MaxElements} entries are read into memory"));
        }

        return empty ? 0 : (long)count;
    }

    /// <exception cref="WeightFileException">There are more dimensions than the limit.</exception>
    public static void CheckRank(Place place, ReadOnlySpan<long> shape)
    {
        if (shape.Length > WeightFileLimits.MaxRank)
        {
            throw place.Error(
                string.Empty,
                string.Create(CultureInfo.InvariantCulture, $"the array has {shape.Length} dimensions"),
                string.Create(CultureInfo.InvariantCulture, $"at most {WeightFileLimits.MaxRank} are read"));
        }
    }
}
