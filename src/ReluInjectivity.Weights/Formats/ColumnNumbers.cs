using System.Globalization;
using System.Text;

namespace ReluInjectivity.Weights.Formats;

/// <summary>Sees whether the first row of a table is the header 0, 1, 2, ... that programs write over nameless columns: the row after is all fractions.</summary>
internal sealed class ColumnNumbers
{
    // A row 0, 1 of a plane frame before rows of fractions is common; 0, 1, 2 is not.
    private const int FewestColumns = 3;
    private int _row;
    private int _column;
    private bool _counts = true;
    private bool _isFractional = true;

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
        }

        _column++;
    }

    /// <summary>Ends a row.</summary>
    public void EndRow()
    {
        IsLikelyHeader = _row == 1 && _column >= FewestColumns && _counts && _isFractional;
        _row++;
        _column = 0;
    }
}
