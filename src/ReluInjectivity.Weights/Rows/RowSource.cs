using ReluInjectivity.Weights.Rows;

namespace ReluInjectivity.Weights;

/// <summary>The rows of a data file one block after another, for files larger than memory.</summary>
/// <example>
/// <code>
/// using RowSource source = RowSource.Open("inputs.npy");
/// double[] block = new double[1024 * source.Columns];
/// for (int rows = source.Read(block); rows &gt; 0; rows = source.Read(block))
/// {
///     Use(block.AsSpan(0, rows * source.Columns));
/// }
/// </code>
/// </example>
public abstract class RowSource : IDisposable
{
    private protected RowSource(string path) => Path = path;

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>Numbers in a row, at least 1.</summary>
    public abstract int Columns { get; }

    /// <summary>Rows in the file, or null where only reading to the end tells (text files).</summary>
    public abstract long? RowCount { get; }

    /// <summary>Rows handed out so far, which is the zero-based index of the next row.</summary>
    public long Position { get; private protected set; }

    /// <summary>Opens a data file whose rows are points.</summary>
    /// <param name="path">A two-dimensional <c>.npy</c> (C or Fortran order), or <c>.csv</c>, <c>.tsv</c>, <c>.txt</c>.</param>
    /// <param name="header">Whether a text file begins with column titles.</param>
    /// <returns>A source placed before the first row.</returns>
    /// <exception cref="WeightFileException">The file is missing, malformed, of another format, or not two-dimensional.</exception>
    public static RowSource Open(string path, TextHeader header = TextHeader.Auto) => RowSources.Open(path, header);

    /// <summary>Reads the next whole rows.</summary>
    /// <param name="buffer">Receives rows in row-major order, as many as fit whole; at least <see cref="Columns"/> long.</param>
    /// <returns>Rows read; 0 only at the end of the file.</returns>
    /// <exception cref="ArgumentException">The buffer is shorter than a row.</exception>
    /// <exception cref="WeightFileException">The file is malformed, or an entry is not finite; the message names row and column.</exception>
    public int Read(Span<double> buffer)
    {
        if (buffer.Length < Columns)
        {
            throw new ArgumentException("The buffer must hold at least one row.", nameof(buffer));
        }

        int rows = ReadRows(buffer[..(buffer.Length / Columns * Columns)]);
        Position += rows;
        return rows;
    }

    /// <summary>The remaining rows one by one.</summary>
    /// <param name="blockRows">Rows read ahead at a time, at least 1.</param>
    /// <returns>Each row as a view of a buffer that later rows overwrite.</returns>
    /// <exception cref="WeightFileException">As for <see cref="Read"/>, while enumerating.</exception>
    public IEnumerable<ReadOnlyMemory<double>> Rows(int blockRows = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockRows, 1);
        return Enumerate(blockRows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private protected abstract int ReadRows(Span<double> buffer);

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> called.</param>
    protected abstract void Dispose(bool disposing);

    private IEnumerable<ReadOnlyMemory<double>> Enumerate(int blockRows)
    {
        // A very wide row must not make the read-ahead unbounded.
        int ahead = (int)Math.Max(1, Math.Min(blockRows, WeightFileLimits.FreeDecompressedBytes / sizeof(double) / Columns));
        double[] block = new double[ahead * Columns];
        for (int rows = Read(block); rows > 0; rows = Read(block))
        {
            for (int row = 0; row < rows; row++)
            {
                yield return block.AsMemory(row * Columns, Columns);
            }
        }
    }
}
