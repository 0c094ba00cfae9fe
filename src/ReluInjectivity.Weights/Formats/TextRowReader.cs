using System.Globalization;
using System.Text;

namespace ReluInjectivity.Weights.Formats;

/// <summary>Rows of numbers in text, read through fixed buffers: neither a file nor a line need fit memory.</summary>
/// <remarks>
/// Fields are separated by semicolons, else commas, else tabs, whichever comes first in this list among those on the first line of data, and by spaces if it
/// has none. Empty lines and what follows <c>#</c> are skipped, fields may stand in double quotes, and a first line with text in every field is a
/// header. The minus sign U+2212 is a minus.
/// </remarks>
internal sealed class TextRowReader
{
    private const int EndOfFile = -1;
    private const byte Space = (byte)' ';
    private readonly SourceFile _file;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly byte[] _field = new byte[WeightFileLimits.MaxNumberLength];
    private readonly List<double> _first = [];
    private readonly byte _separator;
    private long _offset;
    private int _at;
    private int _filled;
    private int _fieldLength;
    private long _fieldColumn;
    private long _line = 1;
    private long _column;
    private readonly ColumnNumbers _columnNumbers = new();
    private bool _mayBeHeader;
    private bool _skips;
    private bool _isTitled;
    private WeightFileException? _notNumber;

    /// <summary>Reads ahead the first row, which tells the columns.</summary>
    /// <exception cref="WeightFileException">The first row is not numbers.</exception>
    public TextRowReader(SourceFile file)
    {
        _file = file;
        _mayBeHeader = file.Header is TextHeader.Auto;
        _skips = file.Header is TextHeader.Yes;
        Fill();
        if (_buffer.AsSpan(_at, _filled - _at).StartsWith("\uFEFF"u8))
        {
            _at += 3;
        }

        _separator = TextSeparator.Find(_buffer.AsSpan(_at, _filled - _at));
        ReadFields(_first);
        Columns = _first.Count;
    }

    /// <summary>Numbers in each row; 0 in a file without rows.</summary>
    public int Columns { get; }

    /// <summary>The line last read from.</summary>
    public string Where => string.Create(CultureInfo.InvariantCulture, $"line {_line}");

    /// <summary>Adds the numbers of the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="WeightFileException">The row is not finite numbers, or not as many as the first.</exception>
    public bool ReadRow(List<double> values)
    {
        if (_first.Count > 0)
        {
            values.AddRange(_first);
            _first.Clear();
            return true;
        }

        int before = values.Count;
        long line = ReadFields(values);
        if (_columnNumbers.IsLikelyHeader && _file.Header is TextHeader.Auto)
        {
            throw _file.Error(
                "line 1, column 1",
                "the first line counts 0, 1, 2 as a header of column numbers does, and the next is of fractions",
                "take the line away if it is a header, or give --header yes; if it is a row, give --header no");
        }

        int read = values.Count - before;
        if (read > 0 && read != Columns)
        {
            throw _file.Error(
                string.Create(CultureInfo.InvariantCulture, $"line {line}"),
                string.Create(CultureInfo.InvariantCulture, $"the number of numbers is {read} here and {Columns} on the first line"),
                "give every row the same number of numbers");
        }

        return read > 0;
    }

    // Adds the fields of the next line that has numbers and returns the number of that line.
    private long ReadFields(List<double> values)
    {
        int before = values.Count;
        while (true)
        {
            bool more = ReadLine(values);
            long line = _line;
            _skips &= !_isTitled;
            if (_mayBeHeader && _notNumber is not null && values.Count > before)
            {
                throw _notNumber;
            }

            if (values.Count > before)
            {
                _columnNumbers.EndRow();
            }

            if (more)
            {
                (_line, _column) = (_line + 1, 0);
            }

            // A header has been passed over; from now on every field is a number.
            _mayBeHeader &= _notNumber is null && values.Count == before;
            if (values.Count > before || !more)
            {
                return line;
            }
        }
    }

    // Adds the fields of a line, which may be empty. Returns whether another line follows.
    private bool ReadLine(List<double> values)
    {
        bool quoted = false;
        long quote = 0;
        bool required = false;
        int c = Next();
        while (c is not (EndOfFile or '\n' or '\r'))
        {
            if (c == '"')
            {
                quoted = !quoted;
                quote = _column;
            }
            else if (quoted)
            {
                Append(c);
            }
            else if (c == '#')
            {
                SkipComment();
                c = Next();
                break;
            }
            else if (c == _separator)
            {
                EndField(values, required: _separator != Space);
                required = _separator != Space;
            }
            else if (c is not (Space or '\t'))
            {
                Append(c);
            }
            else if (_separator == Space)
            {
                EndField(values, required: false);
            }
            else if (_fieldLength > 0)
            {
                Append(c);
            }

            c = Next();
        }

        if (quoted)
        {
            throw _file.Error(Place(quote), "a double quote is not closed on its line", "close it, or leave the quotes out");
        }

        EndField(values, required);
        if (c == '\r' && Next() is not ('\n' or EndOfFile))
        {
            _at--;
        }

        return c != EndOfFile;
    }

    // Leaves the end of the line to be read.
    private void SkipComment()
    {
        int c;
        do
        {
            c = Next();
        }
        while (c is not (EndOfFile or '\n' or '\r'));
        if (c != EndOfFile)
        {
            _at--;
            _column--;
        }
    }

    private void Append(int c)
    {
        if (_fieldLength == _field.Length)
        {
            throw _file.Error(
                Place(_fieldColumn),
                string.Create(CultureInfo.InvariantCulture, $"a field is longer than {_field.Length} characters"),
                "write numbers such as -1.25e-3, separated by commas, semicolons, tabs or spaces");
        }

        if (_fieldLength == 0)
        {
            _fieldColumn = _column;
        }

        _field[_fieldLength++] = (byte)c;
    }

    private void EndField(List<double> values, bool required)
    {
        ReadOnlySpan<byte> text = _field.AsSpan(0, _fieldLength).TrimEnd(" \t"u8);
        _fieldLength = 0;
        if (_skips)
        {
            // Ended by the end of the line.
            _isTitled |= !text.IsEmpty;
            return;
        }

        if (text.IsEmpty)
        {
            if (required)
            {
                throw _file.Error(Place(Math.Max(_column, 1)), "a field is empty", "write a number; a missing value cannot be guessed");
            }

            return;
        }

        bool isNumber = NumberText.TryParse(text, out double value);
        if (isNumber && double.IsFinite(value))
        {
            if (values.Count == WeightFileLimits.MaxElements)
            {
                throw _file.Error(Where, "the table is too large", string.Create(CultureInfo.InvariantCulture, $"at most {WeightFileLimits.MaxElements} entries are read into memory"));
            }

            values.Add(value);
            _columnNumbers.Add(text);
            return;
        }

        bool mayBeTitle = !isNumber && _mayBeHeader && NumberText.MayBeTitle(text);
        if (mayBeTitle && _notNumber is not null)
        {
            return;
        }

        WeightFileException error = _file.Error(
            Place(_fieldColumn),
            isNumber ? $"'{Names.Short(Encoding.UTF8.GetString(text))}' is not a finite number" : $"'{Names.Short(Encoding.UTF8.GetString(text))}' is not a number",
            isNumber ? "every entry must be finite" : "write numbers such as -1.25e-3, with a point and separated by commas, semicolons, tabs or spaces");
        _notNumber = mayBeTitle ? error : throw error;
    }

    private string Place(long column) => string.Create(CultureInfo.InvariantCulture, $"line {_line}, column {column}");

    private int Next()
    {
        if (_at == _filled && !Fill())
        {
            return EndOfFile;
        }

        _column++;
        return _buffer[_at++];
    }

    // The byte before stays readable, so that one byte can always be put back.
    private bool Fill()
    {
        int length = (int)Math.Min(_buffer.Length - 1, _file.Length - _offset);
        if (length <= 0)
        {
            return false;
        }

        _buffer[0] = _filled > 0 ? _buffer[_filled - 1] : (byte)0;
        _file.ReadExactly(_offset, _buffer.AsSpan(1, length));
        _offset += length;
        (_at, _filled) = (1, length + 1);
        return true;
    }
}
