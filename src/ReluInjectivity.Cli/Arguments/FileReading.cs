using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>How the files of a command are read.</summary>
/// <param name="Header">Whether text files begin with titles.</param>
/// <param name="InputShape">The extents of one input of an .onnx file, as typed; null for the file's own.</param>
/// <param name="Ct">Stops the reading of a large file.</param>
internal sealed record FileReading(TextHeader Header, string? InputShape, CancellationToken Ct)
{
    /// <summary>Where it is said what the reader should know beside the report; null for nowhere.</summary>
    public TextWriter? Notes { get; init; }

    /// <summary>Reads under a time limit.</summary>
    /// <param name="header">Whether text files begin with titles.</param>
    /// <param name="inputShape">The extents of one input of an .onnx file, as typed; null for the file's own.</param>
    /// <param name="limit">What is left of the time; null for no limit.</param>
    /// <param name="read">Reads.</param>
    /// <param name="around">Stops it too, and gets notes.</param>
    /// <exception cref="TimeLimitException">The limit came first.</exception>
    public static T Within<T>(TextHeader header, string? inputShape, TimeSpan? limit, Func<FileReading, T> read, CommandContext around)
    {
        using CancellationTokenSource limited = TimeLimits.Within(limit, around.Cancellation);
        try
        {
            return read(new(header, inputShape, limited.Token) { Notes = around.Error });
        }
        catch (OperationCanceledException problem) when (!around.Cancellation.IsCancellationRequested)
        {
            throw new TimeLimitException("no answer within --time-limit: it came while the files were read", problem);
        }
    }
}
