namespace ReluInjectivity.Weights.Formats;

/// <summary>A part of a file, such as an archive entry, that errors name.</summary>
/// <param name="File">The file.</param>
/// <param name="Part">The part; empty for the file as a whole.</param>
internal sealed record Place(SourceFile File, string Part)
{
    public WeightFileException Error(string where, string problem, string advice, Exception? inner = null) =>
        File.Error(Part.Length == 0 ? where : where.Length == 0 ? Part : $"{Part}, {where}", problem, advice, inner);

    /// <summary>Fills a buffer from a stream.</summary>
    /// <exception cref="WeightFileException">The stream ends before, or is damaged.</exception>
    public void ReadExactly(Stream stream, long offset, Span<byte> buffer)
    {
        int read;
        try
        {
            read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException problem)
        {
            throw Error(SourceFile.Byte(offset), "the compressed data are damaged", "write the file again", problem);
        }

        if (read < buffer.Length)
        {
            throw Error(SourceFile.Byte(offset + read), "the data end here", "write the file again in full");
        }
    }
}
