using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Rows;

/// <summary>Rows of a text file.</summary>
internal sealed class TextRowSource : RowSource
{
    private readonly SourceFile _file;
    private readonly TextRowReader _reader;
    private readonly List<double> _row = [];

    /// <exception cref="WeightFileException">The first row is not numbers, or there is none.</exception>
    public TextRowSource(SourceFile file)
        : base(file.Path)
    {
        _file = file;
        _reader = new TextRowReader(file);
        if (_reader.Columns == 0)
        {
            throw file.Error(string.Empty, "the file holds no number", "write one row of numbers a line");
        }
    }

    /// <inheritdoc/>
    public override int Columns => _reader.Columns;

    /// <inheritdoc/>
    public override long? RowCount => null;

    private protected override int ReadRows(Span<double> buffer)
    {
        int rows = 0;
        for (; buffer.Length > 0 && _reader.ReadRow(_row); rows++)
        {
            _row.CopyTo(buffer);
            buffer = buffer[Columns..];
            _row.Clear();
        }

        return rows;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _file.Dispose();
}
