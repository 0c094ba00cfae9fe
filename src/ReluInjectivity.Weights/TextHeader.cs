namespace ReluInjectivity.Weights;

/// <summary>What the first line of a text file is taken for.</summary>
public enum TextHeader
{
    /// <summary>A header if every one of its fields is text; an error where that is not clear.</summary>
    Auto,

    /// <summary>A header, whatever it holds.</summary>
    Yes,

    /// <summary>Numbers.</summary>
    No,
}
