namespace ReluInjectivity.Symbolics.Tests.Language;

/// <summary>The equation files of the repository.</summary>
internal static class EquationFiles
{
    public static IReadOnlyList<(string Name, string Text)> All { get; } = Read();

    private static List<(string Name, string Text)> Read()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ReluInjectivity.sln")))
        {
            root = root.Parent;
        }

        string folder = Path.Combine(root?.FullName ?? throw new InvalidOperationException("Not inside the repository."), "equations");
        return [.. Directory.EnumerateFiles(folder, "*.eq", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(folder, path), File.ReadAllText(path)))];
    }
}
