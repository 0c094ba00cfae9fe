using System.Globalization;
using ReluInjectivity.Cli;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>What a run of the command line left behind.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs over the fake systems, through the public entry.</summary>
    public static CliRun Of(params string[] args) => Over(FakeSystems.All, args);

    /// <summary>Runs over the systems of the equation files.</summary>
    public static CliRun OnCatalog(params string[] args) => Over(ReluInjectivity.Equations.Catalog.Systems, args);

    /// <summary>Runs over some systems.</summary>
    public static CliRun Over(IReadOnlyList<IEquationSystem> systems, params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = CommandLine.Run(args, output, error, systems, CancellationToken.None);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs with a solver of the test's own, and perhaps someone to watch its progress.</summary>
    public static CliRun WithSolver(FakeSolver solver, bool errorIsTerminal, params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        int exitCode = CommandLine.Run(args, new CommandContext
        {
            Output = output,
            Error = error,
            ErrorIsTerminal = errorIsTerminal,
            Systems = FakeSystems.All,
            Solve = solver.Solve,
            Cancellation = solver.Cancellation,
        });
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}

/// <summary>Remembers what it was asked, and answers at once.</summary>
internal sealed class FakeSolver
{
    public List<(string Goal, IReadOnlyCollection<int> Levels, IReadOnlyDictionary<string, double> Given, SolveOptions Options)> Asked { get; } = [];

    public Func<SystemDescription, SolveStatus> Status { get; init; } = _ => SolveStatus.Solved;

    public CancellationToken Cancellation { get; init; }

    public IReadOnlyList<SolveResult> Solve(
        EquationFamily family,
        IReadOnlyCollection<IEquationSystem> members,
        IReadOnlyDictionary<string, double> given,
        SolveOptions options,
        IProgress<SolveResult>? progress,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Asked.Add((family.Goal, [.. members.Select(m => m.Description.Indices.ValueOf(FamilyIndexKind.Level)).OfType<int>()], given, options));
        SolveResult[] results = [.. members.Select(m => FakeSystems.Result(m.Description, Status(m.Description)))];
        foreach (SolveResult result in results)
        {
            progress?.Report(result);
        }

        return results;
    }
}
