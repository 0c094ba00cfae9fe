using System.Globalization;

namespace ReluInjectivity.Weights.Formats;

/// <summary>Names from files in messages.</summary>
internal static class Names
{
    private const int Shown = 80;

    /// <summary>A name cut to a length that fits a message; <see cref="WeightFileException"/> replaces what cannot be printed.</summary>
    public static string Short(string name) => name.Length <= Shown ? name : name[..Shown] + "...";

    /// <summary>A name whose every character a terminal shows: others, which might act on it, are escaped as in JSON: <c>\u001b</c>.</summary>
    public static string Printable(string text) => text.All(IsPrintable) ? text : string.Concat(text.Select(c => IsPrintable(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")));

    private static bool IsPrintable(char c) =>
        !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
