namespace ReluInjectivity.TestKit;

/// <summary>Finds the files of the repository a test runs in.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All equation files, as paths relative to <see cref="Root"/> with forward slashes, with their text.</summary>
    public static IReadOnlyList<(string Path, string Text)> EquationFiles { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "equations"), "*.eq", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)))
            .OrderBy(file => file.Item1, StringComparer.Ordinal),
    ];

    /// <summary>One equation file.</summary>
    /// <param name="path">Relative to <see cref="Root"/>.</param>
    public static (string Path, string Text) EquationFile(string path) => EquationFiles.Single(f => string.Equals(f.Path, path, StringComparison.Ordinal));

    /// <summary>A folder as the compiler recorded it, found again where a deterministic build has mapped it to <c>/_/</c>.</summary>
    internal static string Locate(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return folder.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(Root, folder[3..]) : folder;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ReluInjectivity.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
