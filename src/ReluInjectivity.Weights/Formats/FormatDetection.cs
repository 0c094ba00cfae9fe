namespace ReluInjectivity.Weights.Formats;

/// <summary>The extension says the format; the first bytes must not say another.</summary>
internal static class FormatDetection
{
    private const string Known = ".csv, .tsv, .txt, .npy, .npz, .safetensors and .onnx are read";
    private const string Convert =
        "unpickling can run any code, so convert it where you trust it: safetensors.torch.save_file(model.state_dict(), 'model.safetensors')";

    /// <exception cref="WeightFileException">The extension is not one of those read.</exception>
    public static FileFormat FromExtension(string path)
    {
        string extension = Path.GetExtension(path).ToUpperInvariant();
        return extension switch
        {
            ".CSV" or ".TSV" or ".TXT" => FileFormat.Text,
            ".NPY" => FileFormat.Npy,
            ".NPZ" => FileFormat.Npz,
            ".SAFETENSORS" => FileFormat.Safetensors,
            ".ONNX" => FileFormat.Onnx,
            ".PT" or ".PTH" or ".PKL" or ".PICKLE" or ".BIN" or ".CKPT" or ".JOBLIB" =>
                throw new WeightFileException(path, string.Empty, $"'{Path.GetExtension(path)}' files are Python pickles, which are never read", Convert),
            _ => throw new WeightFileException(path, string.Empty, extension.Length == 0 ? "the name has no extension" : $"'{Path.GetExtension(path)}' is not a known format", Known),
        };
    }

    /// <exception cref="WeightFileException">The first bytes are those of another format.</exception>
    public static void VerifyMagic(SourceFile file)
    {
        Span<byte> first = stackalloc byte[(int)Math.Min(file.Length, 16)];
        file.ReadExactly(0, first);
        if (first.Length == 0)
        {
            throw file.Error(string.Empty, "the file is empty", "write the file again in full");
        }

        // The eight bytes of a safetensors header length can look like anything.
        bool opensHeader = file.Format is FileFormat.Safetensors && first.Length > 8 && first[8] == (byte)'{';
        string? found = opensHeader ? null : Recognise(first);
        string? expected = file.Format switch
        {
            FileFormat.Npy => "a npy array",
            FileFormat.Npz => "a zip archive",
            _ => null,
        };
        if (found is "a Python pickle")
        {
            throw file.Error(string.Empty, "the content is a Python pickle, which is never read", Convert);
        }

        if (!string.Equals(found, expected, StringComparison.Ordinal))
        {
            throw file.Error(
                "byte 0",
                found is null ? $"the content is not {expected}" : $"the content is {found}, unlike the extension",
                found is null ? "write the file again in full" : "give the file the extension of its content; " + Known);
        }
    }

    private static string? Recognise(ReadOnlySpan<byte> first) => first switch
    {
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => "a npy array",
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => "a zip archive",
        [0x80, >= 2 and <= 5, (byte)'c' or (byte)'}' or (byte)']' or (byte)'(' or (byte)'X' or 0x8A or 0x95, ..] => "a Python pickle",
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "an HDF5 file",
        [0x1F, 0x8B, ..] => "a gzip file",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16 text",
        _ => null,
    };
}
