using System.Globalization;
using ReluInjectivity.Cli;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Studies.Tests;

/// <summary>A folder for the files of a test, and ways to solve studies in it.</summary>
public abstract class StudyFolder : IDisposable
{
    protected StudyFolder() => Directory.CreateDirectory(Folder);

    /// <summary>The folder.</summary>
    protected string Folder { get; } = Path.Combine(Path.GetTempPath(), "studies-" + Path.GetRandomFileName());

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A file in it.</summary>
    protected string At(string name) => Path.Combine(Folder, name);

    /// <summary>Runs the command line over the systems of the equation files.</summary>
    protected static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = CommandLine.Run(args, output, error, Catalog.Systems, CancellationToken.None);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>What a study's file holds, as CSV.</summary>
    protected static string Export(string path)
    {
        (int exitCode, string output, string error) = Run("export", path);
        Assert.True(exitCode == 0, error);
        return output;
    }

    /// <summary>A product over some levels of the single layer.</summary>
    private protected static StudyPart Part(int[] levels, SolveOptions? options, params IReadOnlyList<StudyAxis> axes)
    {
        var family = EquationFamily.Of(Catalog.Systems, "single-layer", axes.Any(static a => a.Name == "alpha") ? "energy" : null);
        return new(family, [.. family.Systems.Where(s => levels.Contains(s.Name.Indices[0].Value))], axes, new Dictionary<string, double>(StringComparer.Ordinal), options ?? SolveOptions.Default, Catalog.Systems);
    }

    /// <summary>An axis of equal ratios.</summary>
    private protected static StudyAxis Axis(string name, double from, double to, int count) =>
        new(name, FormattableString.Invariant($"{from}:{to}:{count}"), [.. Enumerable.Range(0, count).Select(i => from * Math.Pow(to / from, i / Math.Max(1.0, count - 1)))]);
}
