namespace ReluInjectivity.Frames;

/// <summary>Whether a layer is injective on a domain.</summary>
public enum Verdict
{
    /// <summary>Neither was proved.</summary>
    Undecided,

    /// <summary>Different inputs of the domain have different outputs.</summary>
    Injective,

    /// <summary>Two inputs of the domain have the same output.</summary>
    NotInjective,
}
