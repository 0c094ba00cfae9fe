namespace ReluInjectivity.Weights;

/// <summary>Whether a text file begins with a line of column titles.</summary>
public enum TextHeader
{
    /// <summary>It does where every field of the first line is text that cannot be a number or stand for a missing one; a line of doubt is an error.</summary>
    Auto,

    /// <summary>It does: the first line that is not empty is left out, whatever it holds.</summary>
    Yes,

    /// <summary>It does not: every line is numbers.</summary>
    No,
}
