namespace ReluInjectivity.Cli.Files;

/// <summary>No equation file compiled; what is wrong with each has been written.</summary>
internal sealed class FaultyFilesException : Exception
{
    public FaultyFilesException()
    {
    }

    public FaultyFilesException(string message)
        : base(message)
    {
    }

    public FaultyFilesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
