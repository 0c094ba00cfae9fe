namespace ReluInjectivity.Studies;

/// <summary>A study that cannot be opened or written; the message says why, and what would be right.</summary>
public sealed class StudyException : Exception
{
    /// <summary>With a message.</summary>
    public StudyException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what was thrown.</summary>
    public StudyException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a message.</summary>
    public StudyException()
    {
    }
}
