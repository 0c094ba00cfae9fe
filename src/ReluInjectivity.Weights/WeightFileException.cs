using ReluInjectivity.Weights.Formats;

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
        : base(path + ": " + (where.Length == 0 ? string.Empty : Names.Printable(where) + ": ") + Names.Printable(problem) + "; " + Names.Printable(advice), innerException)
    {
        Path = path;
        Where = Names.Printable(where);
        Problem = Names.Printable(problem);
        Advice = Names.Printable(advice);
    }

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The place in the file: byte offset, line and column, archive entry, tensor or graph node; empty for the file as a whole.</summary>
    public string Where { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>What would be right.</summary>
    public string Advice { get; }
}
