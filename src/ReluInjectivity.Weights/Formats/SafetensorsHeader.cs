using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace ReluInjectivity.Weights.Formats;

/// <summary>
/// The header of a safetensors file: its length in 8 bytes, then JSON <c>{name: {dtype, shape, data_offsets}}</c>, then the tensors' bytes,
/// which cover the rest of the file without gap or overlap. See github.com/huggingface/safetensors, section Format.
/// </summary>
internal static class SafetensorsHeader
{
    private const int LengthBytes = sizeof(ulong);
    private const string Rewrite = "write the file again with safetensors";

    /// <exception cref="WeightFileException">The header is malformed, or contradicts the file's length.</exception>
    public static IReadOnlyList<ArrayEntry> Entries(SourceFile file)
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        file.ReadExactly(0, prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > (ulong)Math.Min(file.Length - LengthBytes, WeightFileLimits.MaxSafetensorsHeaderBytes))
        {
            throw file.Error(
                "byte 0",
                string.Create(CultureInfo.InvariantCulture, $"the header length is {length} in a file of {file.Length} bytes"),
                string.Create(CultureInfo.InvariantCulture, $"it is at most the rest of the file and {WeightFileLimits.MaxSafetensorsHeaderBytes}"));
        }

        byte[] json = new byte[length];
        file.ReadExactly(LengthBytes, json);
        long dataStart = LengthBytes + (long)length;
        List<SafetensorsTensor> tensors = Parse(file, json);
        CheckCover(file, tensors, file.Length - dataStart);
        return [.. tensors.Select(tensor => tensor.Entry(file, dataStart))];
    }

    private static List<SafetensorsTensor> Parse(SourceFile file, byte[] json)
    {
        // Depth 3 is what the format has; the reader keeps one bit a level and refuses more.
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 4 });
        try
        {
            return ReadTensors(file, ref reader);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw file.Error(SourceFile.Byte(LengthBytes + reader.BytesConsumed), $"the JSON header is malformed ({problem.Message})", Rewrite, problem);
        }
    }

    private static List<SafetensorsTensor> ReadTensors(SourceFile file, ref Utf8JsonReader reader)
    {
        List<SafetensorsTensor> tensors = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        Expect(file, ref reader, JsonTokenType.StartObject, "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!names.Add(name))
            {
                throw file.Error(At(reader), $"the name '{Names.Short(name)}' stands twice", Rewrite);
            }

            if (names.Count > WeightFileLimits.MaxEntries)
            {
                throw file.Error(At(reader), "there are too many tensors", string.Create(CultureInfo.InvariantCulture, $"at most {WeightFileLimits.MaxEntries} are read"));
            }

            if (string.Equals(name, "__metadata__", StringComparison.Ordinal))
            {
                reader.Skip();
            }
            else
            {
                tensors.Add(ReadTensor(file, ref reader, name));
            }
        }

        // Only padding may follow.
        while (reader.Read())
        {
        }

        return tensors;
    }

    private static SafetensorsTensor ReadTensor(SourceFile file, ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        Expect(file, ref reader, JsonTokenType.StartObject, "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.GetString())
            {
                case "dtype" when type is null:
                    Expect(file, ref reader, JsonTokenType.String, "a string");
                    type = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadIntegers(file, ref reader);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadIntegers(file, ref reader);
                    break;
                default:
                    throw file.Error(At(reader), $"tensor '{Names.Short(name)}' has an unknown or a repeated key", "the keys are dtype, shape and data_offsets");
            }
        }

        return type is not null && shape is not null && offsets is [var begin, var end]
            ? SafetensorsTensor.Create(file, name, type, shape, begin, end)
            : throw file.Error(At(reader), $"tensor '{Names.Short(name)}' lacks a key", "it has dtype, shape, and data_offsets of two integers");
    }

    private static long[] ReadIntegers(SourceFile file, ref Utf8JsonReader reader)
    {
        List<long> values = [];
        Expect(file, ref reader, JsonTokenType.StartArray, "an array");
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.TryGetInt64(out long value) || value < 0)
            {
                throw file.Error(At(reader), "a size is not an integer between 0 and 2^63 - 1", Rewrite);
            }

            values.Add(value);
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. values] : throw file.Error(At(reader), "an array holds something other than integers", Rewrite);
    }

    private static void Expect(SourceFile file, ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw file.Error(At(reader), $"{what} is expected in the JSON header", Rewrite);
        }
    }

    private static string At(in Utf8JsonReader reader) => SourceFile.Byte(LengthBytes + reader.TokenStartIndex);

    private static void CheckCover(SourceFile file, List<SafetensorsTensor> tensors, long dataBytes)
    {
        long covered = 0;
        foreach (SafetensorsTensor tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (tensor.Begin != covered || tensor.End > dataBytes)
            {
                throw tensor.Place(file).Error(
                    string.Empty,
                    string.Create(CultureInfo.InvariantCulture, $"data_offsets [{tensor.Begin}, {tensor.End}] do not continue at {covered} or pass the {dataBytes} bytes of data"),
                    "tensors follow one another without gap or overlap");
            }

            covered = tensor.End;
        }

        if (covered != dataBytes)
        {
            throw file.Error(string.Empty, string.Create(CultureInfo.InvariantCulture, $"tensors cover {covered} of {dataBytes} bytes of data"), Rewrite);
        }
    }
}
