using ReluInjectivity.Compilation;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli;

/// <summary>Solves some members of a family; see <see cref="FamilySolver.SolveMembers"/>.</summary>
internal delegate IReadOnlyList<SolveResult> SolveFamily(
    EquationFamily family,
    IReadOnlyCollection<IEquationSystem> members,
    IReadOnlyDictionary<string, double> given,
    SolveOptions options,
    IProgress<SolveResult>? progress,
    CancellationToken cancellation);

/// <summary>All that a command reaches outside itself.</summary>
internal sealed record CommandContext
{
    /// <summary>Where the report goes, and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where errors and progress go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person reads the report as it comes: tables then fit the window and have colour.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person reads the errors as they come: progress is shown only then.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The systems there are.</summary>
    public required IReadOnlyList<IEquationSystem> Systems { get; init; }

    /// <summary>The systems built in, which bounds of other systems may name.</summary>
    public IReadOnlyList<IEquationSystem> BuiltIn { get; init; } = [];

    /// <summary>The systems that bounds may name: those there are, and those built in under other names.</summary>
    public IReadOnlyList<IEquationSystem> Catalog =>
        [.. Systems, .. BuiltIn.Where(b => !Systems.Any(s => string.Equals(s.Name.Model, b.Name.Model, StringComparison.Ordinal)))];

    /// <summary>The relations there are.</summary>
    public IReadOnlyList<IRelations> Relations { get; init; } = [];

    /// <summary>Published systems beside those there are, which commands find by their names; null where the program is without.</summary>
    public GallerySource? Gallery { get; init; }

    /// <summary>The text of an equation file, built in, by the path a description gives; null where it is not at hand.</summary>
    public Func<string, string?> EquationFile { get; init; } = static _ => null;

    /// <summary>The equation files compiled for the command, by the names of their models.</summary>
    public IReadOnlyDictionary<string, EquationText> Files { get; init; } = new Dictionary<string, EquationText>(StringComparer.Ordinal);

    /// <summary>The same with the gallery, where a name is that of no model there is; the gallery is not looked into where all are.</summary>
    public CommandContext Knowing(IReadOnlyCollection<string> models)
    {
        HashSet<string> own = [.. Systems.Select(s => s.Name.Model)];
        return Gallery is null || models.All(own.Contains) ? this : WithGallery();
    }

    /// <summary>The same with the gallery among the systems there are.</summary>
    public CommandContext WithGallery() => Gallery is null ? this : this with
    {
        Systems = [.. Systems, .. Gallery.Systems],
        Relations = [.. Relations, .. Gallery.Relations],
        EquationFile = path => EquationFile(path) ?? Gallery.EquationFile(path),
        Gallery = null,
    };

    /// <summary>The equation file of a system, with what it includes; null where it is not at hand.</summary>
    public EquationText? FileOf(SystemDescription system) => Files.TryGetValue(system.Model, out EquationText? file) ? file
        : EquationFile(system.File) is { } text ? new(system.File, text) { Reader = p => EquationFile(p) is { } other ? new(p, other) : throw new EquationFileException($"{p}: there is no such file") }
        : null;

    /// <summary>Where the assemblies of equation files are kept; null: nowhere.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>What solves them.</summary>
    public SolveFamily Solve { get; init; } = FamilySolver.SolveMembers;

    /// <summary>Cancelled on Ctrl-C.</summary>
    public CancellationToken Cancellation { get; init; }
}
