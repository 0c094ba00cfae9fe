using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Generators.Models;

/// <summary>An equation file as text.</summary>
/// <param name="Path">The path as the compiler knows it.</param>
/// <param name="Text">The text.</param>
internal sealed record EquationSource(string Path, string Text);

/// <summary>An equation file with all it includes, and so all that it is compiled from: equal unless one of these changes.</summary>
/// <param name="File">The file.</param>
/// <param name="HasModel">Whether it has a <c>model</c> line; a file without is for others to include.</param>
/// <param name="Included">The files it includes, and those these include, as far as they are there.</param>
internal sealed record SourceSet(EquationSource File, bool HasModel, EquatableArray<EquationSource> Included)
{
    /// <summary>Finds what a file includes among all.</summary>
    public static SourceSet Of(EquationSource file, IReadOnlyList<EquationSource> all)
    {
        var outline = FileOutline.Of(file.Text);
        if (outline.Includes.Count == 0)
        {
            return new(file, outline.HasModel, []);
        }

        List<EquationSource> found = [];
        Queue<EquationSource> open = new([file]);
        while (open.Count > 0)
        {
            EquationSource next = open.Dequeue();
            foreach (string written in FileOutline.Of(next.Text).Includes)
            {
                string path = IncludePath.Resolve(next.Path, written);
                if (all.FirstOrDefault(f => Is(f, path)) is { } other && !found.Contains(other))
                {
                    found.Add(other);
                    open.Enqueue(other);
                }
            }
        }

        return new(file, outline.HasModel, found.ToEquatableArray());
    }

    /// <summary>The file at a path.</summary>
    public IncludedFile Find(string path) => Included.FirstOrDefault(f => Is(f, path)) is { } file
        ? new(file.Path, file.Text)
        : new(path, null, $"there is no file {path} among the project's AdditionalFiles; the path is relative to the folder of the file that includes it");

    private static bool Is(EquationSource file, string path) => string.Equals(IncludePath.Resolve(string.Empty, file.Path), path, StringComparison.Ordinal);
}
