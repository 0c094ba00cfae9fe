using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Rows;

/// <summary>Rows of a npy file. In Fortran order each block of rows takes one read for each column.</summary>
internal sealed class NpyRowSource : RowSource
{
    private const int BufferBytes = 1 << 16;
    private readonly SourceFile _file;
    private readonly NpyHeader _header;
    private readonly long _rows;
    private readonly byte[] _bytes = new byte[BufferBytes];
    private readonly double[] _column;

    /// <exception cref="WeightFileException">The file is malformed or not two-dimensional.</exception>
    public NpyRowSource(SourceFile file)
        : base(file.Path)
    {
        _file = file;
        _header = NpyArray.ReadHeader(file);
        if (_header.Shape is not [> 0 and var rows, > 0 and <= int.MaxValue and var columns])
        {
            throw file.Error(string.Empty, $"the shape is {ShapeText.Of(_header.Shape)}", "rows of data have two dimensions of at least 1: points x coordinates; reshape a single point to (1, -1)");
        }

        _rows = rows;
        _column = new double[_header.Fortran ? Math.Min(rows, BufferBytes / sizeof(double)) : 0];
        Columns = (int)columns;
    }

    /// <inheritdoc/>
    public override int Columns { get; }

    /// <inheritdoc/>
    public override long? RowCount => _rows;

    private protected override int ReadRows(Span<double> buffer)
    {
        int rows = (int)Math.Min(buffer.Length / Columns, _rows - Position);
        if (_header.Fortran)
        {
            ReadColumns(buffer[..(rows * Columns)], rows);
        }
        else
        {
            Read(Position * Columns, buffer[..(rows * Columns)]);
        }

        return rows;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _file.Dispose();

    // Consecutive numbers of the file, from the given one on.
    private void Read(long first, Span<double> values)
    {
        int size = _header.Type.Size;
        while (values.Length > 0)
        {
            int count = Math.Min(values.Length, BufferBytes / size);
            Span<byte> bytes = _bytes.AsSpan(0, count * size);
            _file.ReadExactly(_header.Length + (first * size), bytes);
            NumberStream.Decode(new Place(_file, string.Empty), _header.Type, bytes, values[..count], _header.Shape, _header.Fortran, first);
            values = values[count..];
            first += count;
        }
    }

    private void ReadColumns(Span<double> buffer, int rows)
    {
        for (int column = 0; column < Columns; column++)
        {
            for (int done = 0; done < rows;)
            {
                Span<double> part = _column.AsSpan(0, Math.Min(_column.Length, rows - done));
                Read((column * _rows) + Position + done, part);
                for (int row = 0; row < part.Length; row++)
                {
                    buffer[((done + row) * Columns) + column] = part[row];
                }

                done += part.Length;
            }
        }
    }
}
