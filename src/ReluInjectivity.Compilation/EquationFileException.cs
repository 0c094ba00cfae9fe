namespace ReluInjectivity.Compilation;

/// <summary>A path that leads to no equation file, or a file that is no text.</summary>
public sealed class EquationFileException : Exception
{
    /// <summary>An exception without a reason.</summary>
    public EquationFileException()
    {
    }

    /// <summary>With the reason.</summary>
    public EquationFileException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason and its cause.</summary>
    public EquationFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
