namespace ReluInjectivity.Generators;

/// <summary>The tracked steps of the pipeline, in order; see generators/README.md.</summary>
internal static class StepNames
{
    /// <summary>Text to syntax tree, names bound; with positions.</summary>
    public const string Parse = "Parse";

    /// <summary>The model alone, without positions.</summary>
    public const string Model = "Model";

    /// <summary>Model to C#, with the problems found on the way.</summary>
    public const string Compile = "Compile";

    /// <summary>All problems of a file, placed.</summary>
    public const string Diagnostics = "Diagnostics";

    /// <summary>The list of all systems.</summary>
    public const string Catalog = "Catalog";
}
