using System.Globalization;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>The numbers of a tensor in a file beside the model, never outside of its folder: what a model names is not trusted.</summary>
internal sealed record OnnxExternalData(string Path, long Offset, long? Length)
{
    /// <summary>Takes up a <c>StringStringEntryProto</c>.</summary>
    public static void Add(ProtoMessage? entry, Dictionary<string, string> entries)
    {
        string Text(int number) => entry?.Fields().LastOrDefault(field => field.Number == number).Payload?.Text ?? string.Empty;
        if (entries.Count < 16)
        {
            entries[Text(1)] = Text(2);
        }
    }

    /// <summary>Where the numbers are.</summary>
    /// <exception cref="WeightFileException">The place is none, or outside of the model's folder.</exception>
    public static OnnxExternalData Of(Place place, Dictionary<string, string> entries)
    {
        string location = entries.GetValueOrDefault("location", string.Empty);
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(place.File.Path)) ?? string.Empty;
        string[] parts = location.Split('/', '\\');
        bool isInside = location.Length > 0 && !System.IO.Path.IsPathRooted(location) && !parts.Any(part => part is ".." or "") && !location.Any(char.IsControl) && !location.Contains(':', StringComparison.Ordinal);
        if (!isInside)
        {
            throw place.Error(string.Empty, $"its data lie in '{Names.Short(location)}', which is not a file in the model's folder", "put the data beside the model, or save the model as one file");
        }

        long Number(string key, long fallback) => !entries.TryGetValue(key, out string? text) ? fallback
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : throw place.Error(string.Empty, $"the {key} of its data is no number", "export the model again");
        long length = Number("length", -1);
        string path = folder;
        foreach (string part in parts)
        {
            path = System.IO.Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw place.Error(string.Empty, $"'{Names.Short(location)}' is a link, which may lead out of the model's folder", "put the file itself there");
            }
        }

        return new(path, Number("offset", 0), length < 0 ? null : length);
    }

    /// <summary>Reads the numbers.</summary>
    /// <exception cref="WeightFileException">The file is missing or too short, or a number is not finite.</exception>
    public double[] Load(Place place, ElementType type, long[] shape)
    {
        long bytes = ArrayContainer.Count(place, shape) * type.Size;
        try
        {
            using FileStream stream = new(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (Offset > stream.Length || stream.Length - Offset < bytes || (Length is { } length && length != bytes))
            {
                throw place.Error(
                    string.Empty,
                    string.Create(CultureInfo.InvariantCulture, $"the shape {ShapeText.Of(shape)} needs {bytes} bytes at byte {Offset} of '{Names.Short(System.IO.Path.GetFileName(Path))}', which has {stream.Length}"),
                    "export the model and its data again");
            }

            place.File.BytesBeside += bytes;
            stream.Position = Offset;
            return NumberStream.Read(stream, place, Offset, type, shape, fortran: false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw SourceFile.FromFileSystem(Path, problem);
        }
    }
}
