namespace ReluInjectivity.Cli.Arguments;

/// <summary>What the caller typed cannot be used. The message names the argument and says what would be right.</summary>
internal sealed class BadArgumentException : Exception
{
    /// <summary>Without a message.</summary>
    public BadArgumentException()
    {
    }

    /// <summary>With a message.</summary>
    public BadArgumentException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public BadArgumentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
