using System.Globalization;

namespace ReluInjectivity.Weights;

/// <summary>The one exception for a file that is missing, malformed, hostile or holds something this library does not read.</summary>
/// <remarks>The message reads <c>path: where: problem; advice</c>. No other exception is the file's fault.</remarks>
public sealed class WeightFileException : Exception
{
    /// <summary>A problem at a place in a file.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="where">The place: byte offset, line and column, archive entry, tensor or graph node; empty for the file as a whole.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="advice">What would be right.</param>
    /// <param name="innerException">What reported the problem, or null.</param>
    public WeightFileException(string path, string where, string problem, string advice, Exception? innerException = null)
        : base(path + ": " + (where.Length == 0 ? string.Empty : Printable(where) + ": ") + Printable(problem) + "; " + Printable(advice), innerException)
    {
        Path = path;
        Where = Printable(where);
        Problem = Printable(problem);
        Advice = Printable(advice);
    }

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The place in the file: byte offset, line and column, archive entry, tensor or graph node; empty for the file as a whole.</summary>
    public string Where { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>What would be right.</summary>
    public string Advice { get; }

    // Text from a hostile file may hold codes that act on a terminal.
    private static string Printable(string text) => text.All(IsPrintable) ? text : string.Concat(text.Select(c => IsPrintable(c) ? c : '?'));

    private static bool IsPrintable(char c) =>
        !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
