using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli;

/// <summary>Systems in an assembly of their own, which is loaded where they are looked into.</summary>
/// <param name="systems">Gives the systems.</param>
/// <param name="relations">Gives their relations.</param>
/// <param name="equationFile">Gives the text of an equation file by its path; null where it is not at hand.</param>
internal sealed class GallerySource(Func<IReadOnlyList<IEquationSystem>> systems, Func<IReadOnlyList<IRelations>> relations, Func<string, string?> equationFile)
{
    /// <summary>The systems.</summary>
    public IReadOnlyList<IEquationSystem> Systems => systems();

    /// <summary>Their relations.</summary>
    public IReadOnlyList<IRelations> Relations => relations();

    /// <summary>The text of an equation file by its path; null where it is not at hand.</summary>
    public string? EquationFile(string path) => equationFile(path);
}
