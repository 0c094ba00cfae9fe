using System.Globalization;

namespace ReluInjectivity.Weights.Formats;

/// <summary>An open file of a known format. Whatever the file system reports becomes a <see cref="WeightFileException"/>.</summary>
internal sealed class SourceFile : IDisposable
{
    // A few milliseconds from the cache, a tenth of a second from a slow disk.
    private const int MostAtOnce = 1 << 24;
    private readonly FileStream _stream;

    private SourceFile(string path, FileFormat format, FileStream stream)
    {
        Path = path;
        Format = format;
        _stream = stream;
        Length = stream.Length;
    }

    public string Path { get; }

    public FileFormat Format { get; }

    public long Length { get; }

    /// <summary>Whether it begins with titles, if it is text.</summary>
    public TextHeader Header { get; private init; }

    /// <summary>Stops the reading of it: what takes long looks at it, small tables are read nevertheless.</summary>
    public CancellationToken Cancellation { get; private init; }

    /// <summary>Bytes read from files beside it.</summary>
    public long BytesBeside { get; set; }

    /// <summary>The whole file as a stream.</summary>
    public Stream Stream => _stream;

    /// <summary>The file's name without folder and extension: the name of an array that has none.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static SourceFile Open(string path, TextHeader header = TextHeader.Auto, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileFormat format = FormatDetection.FromExtension(path);
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            if (!stream.CanSeek)
            {
                throw new WeightFileException(path, string.Empty, "this is not a regular file", "name a file on disk");
            }

            SourceFile file = new(path, format, stream) { Header = header, Cancellation = ct };
            FormatDetection.VerifyMagic(file);
            return file;
        }
        catch (WeightFileException)
        {
            stream?.Dispose();
            throw;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            stream?.Dispose();
            throw FromFileSystem(path, problem);
        }
    }

    /// <summary>Fills a buffer from a place in the file.</summary>
    /// <exception cref="WeightFileException">The file ends before, or cannot be read.</exception>
    public void ReadExactly(long offset, Span<byte> buffer)
    {
        try
        {
            while (buffer.Length > 0)
            {
                int read = RandomAccess.Read(_stream.SafeFileHandle, buffer[..Math.Min(buffer.Length, MostAtOnce)], offset);
                if (read == 0)
                {
                    throw Error(Byte(offset), "the file ends here", "write the file again in full");
                }

                buffer = buffer[read..];
                offset += read;
                if (buffer.Length > 0)
                {
                    Cancellation.ThrowIfCancellationRequested();
                }
            }
        }
        catch (IOException problem)
        {
            throw FromFileSystem(Path, problem);
        }
    }

    public WeightFileException Error(string where, string problem, string advice, Exception? inner = null) => new(Path, where, problem, advice, inner);

    public static string Byte(long offset) => string.Create(CultureInfo.InvariantCulture, $"byte {offset}");

    /// <summary>What an error of the file system means for the user.</summary>
    public static WeightFileException FromFileSystem(string path, Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => new WeightFileException(path, string.Empty, "there is no such file", "check the path", problem),
        UnauthorizedAccessException when Directory.Exists(path) => new WeightFileException(path, string.Empty, "this is a folder", "name a file", problem),
        UnauthorizedAccessException => new WeightFileException(path, string.Empty, "the file may not be read", "check its permissions", problem),
        _ => new WeightFileException(path, string.Empty, $"the file cannot be read ({problem.Message})", "check the path and the disk", problem),
    };

    public void Dispose() => _stream.Dispose();
}
