using ReluInjectivity.TestKit;

namespace ReluInjectivity.Architecture.Tests;

/// <summary>A C# file that someone wrote: no build output, no snapshot.</summary>
/// <param name="Path">Relative to the repository, with forward slashes.</param>
/// <param name="Text">What it says.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] NotWritten = ["obj", "bin", "artifacts", "_snapshots"];

    /// <summary>The files below some folders, in the order of their paths.</summary>
    public static IReadOnlyList<SourceFile> Below(params string[] folders) =>
    [
        .. folders.SelectMany(folder => Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => (Full: file, Path: System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')))
            .Where(file => !file.Path.Split('/').Intersect(NotWritten, StringComparer.Ordinal).Any())
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Path, File.ReadAllText(file.Full))),
    ];
}
