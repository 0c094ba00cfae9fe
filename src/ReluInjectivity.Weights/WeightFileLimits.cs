namespace ReluInjectivity.Weights;

/// <summary>How much a file may ask for. A file that asks for more is refused before anything is allocated for it.</summary>
/// <remarks>
/// An uncompressed file never costs more than a small multiple of its own length, since a declared size is compared with the file's before memory
/// is taken. These limits cover what the length does not: headers, compressed archives, and layers of a graph that share one tensor.
/// </remarks>
public static class WeightFileLimits
{
    /// <summary>Most entries of one array read into memory, and of all layers of a network together: 2^28, that is 2 GiB of doubles.</summary>
    public const long MaxElements = 1L << 28;

    /// <summary>Most dimensions of an array.</summary>
    public const int MaxRank = 32;

    /// <summary>Longest header of an npy array, in bytes.</summary>
    public const int MaxNpyHeaderBytes = 1 << 16;

    /// <summary>Longest header of a safetensors file, in bytes; the format's own limit.</summary>
    public const long MaxSafetensorsHeaderBytes = 100_000_000;

    /// <summary>Most arrays in one file.</summary>
    public const int MaxEntries = 1 << 16;

    /// <summary>Most graph nodes in an ONNX file.</summary>
    public const int MaxNodes = 1 << 16;

    /// <summary>Bytes an archive may decompress to whatever its own length: 64 MiB.</summary>
    public const long FreeDecompressedBytes = 1L << 26;

    /// <summary>Beyond <see cref="FreeDecompressedBytes"/>, bytes an archive may decompress to for each byte of its own.</summary>
    public const long MaxCompressionRatio = 200;

    /// <summary>Weights that the layers of a network may have together whatever the file's length: 2^22, that is 32 MiB of doubles.</summary>
    public const long FreeLayerElements = 1L << 22;

    /// <summary>Beyond <see cref="FreeLayerElements"/>, weights for each byte of the file; a graph's layers may share a tensor.</summary>
    public const long LayerElementsPerByte = 8;

    /// <summary>Longest number in a text file, in characters.</summary>
    public const int MaxNumberLength = 1024;

    /// <summary>Longest ONNX file, in bytes; the limit of its wire format.</summary>
    public const long MaxOnnxBytes = int.MaxValue - 64L;
}
