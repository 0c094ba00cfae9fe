using System.Globalization;
using System.Text;

namespace ReluInjectivity.Weights.Formats;

/// <summary>Fields of a text table: which are numbers, and which might be titles.</summary>
internal static class NumberText
{
    /// <summary>Reads a number; the minus sign U+2212 is a minus. What numpy and C print for infinity and no number count as numbers that are not finite.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (text.IndexOf("\u2212"u8) >= 0)
        {
            return TryParse(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace('\u2212', '-')), out value);
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        ReadOnlySpan<byte> unsigned = text.TrimStart("+-"u8);
        value = double.PositiveInfinity;
        return Ascii.EqualsIgnoreCase(unsigned, "inf") || Ascii.EqualsIgnoreCase(unsigned, "infinity") || Ascii.EqualsIgnoreCase(unsigned, "nan");
    }

    /// <summary>Whether a field that is no number might be a column's title: it does not begin as a number does, and no table writes it for a missing one.</summary>
    public static bool MayBeTitle(ReadOnlySpan<byte> text)
    {
        Rune.DecodeFromUtf8(text, out Rune first, out _);
        bool isSign = Rune.GetUnicodeCategory(first) is UnicodeCategory.DashPunctuation or UnicodeCategory.MathSymbol or UnicodeCategory.DecimalDigitNumber;
        return !isSign && first.Value is not '.' && !IsMissing(text);
    }

    private static bool IsMissing(ReadOnlySpan<byte> text)
    {
        string field = Encoding.UTF8.GetString(text).Trim('<', '>', '#').ToUpperInvariant();
        return field is "NA" or "N/A" or "NULL" or "NONE" or "NIL" or "MISSING" or "?" or "";
    }
}
