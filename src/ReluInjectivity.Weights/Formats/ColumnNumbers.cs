using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ReluInjectivity.Weights.Formats;

/// <summary>
/// Sees whether the first row of a table is the header 0, 1, 2, ... that programs write over nameless columns: the row after is all fractions. A row 0, 1 before
/// another of length 1 is one of a plane frame, though.
/// </summary>
internal sealed class ColumnNumbers
{
    // In one column, numbers such as biases often begin with a 0.
    private const int FewestColumns = 2;
    private const double UnitLength = 1e-3;
    private int _row;
    private int _column;
    private bool _counts = true;
    private bool _isFractional = true;
    private double _square;

    /// <summary>Whether that is likely; known after the second row.</summary>
    public bool IsLikelyHeader { get; private set; }

    /// <summary>Sees the next number of a row.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        if (_row == 0)
        {
            _counts &= Ascii.Equals(text, _column.ToString(CultureInfo.InvariantCulture));
        }
        else if (_row == 1 && _counts)
        {
            _isFractional &= text.IndexOfAny(".eE"u8) >= 0;
            _square += Utf8Parser.TryParse(text, out double value, out _) ? value * value : 0;
        }

        _column++;
    }

    /// <summary>Ends a row.</summary>
    public void EndRow()
    {
        bool isPlaneFrame = _column == 2 && Math.Abs(_square - 1) < UnitLength;
        IsLikelyHeader = _row == 1 && _column >= FewestColumns && _counts && _isFractional && !isPlaneFrame;
        _row++;
        _column = 0;
    }
}
