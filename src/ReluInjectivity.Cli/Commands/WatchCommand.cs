using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Compilation;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Solves an equation file each time that it is saved.</summary>
internal static class WatchCommand
{
    private const string Summary = "Solve an equation file each time that it is saved, with the values before beside the new ones.";

    private const string Details = """
        It solves FILE, waits until it, or another .eq file of its folder, is saved, and solves again. A file with mistakes is said, and waited for. Ctrl-C ends it.

        Exit code: 130 (Ctrl-C); 2 if an argument is wrong.

        Example:
          relu-injectivity watch my-model.eq --level 1..3
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.2);

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> file = new("FILE") { Description = "An equation file (.eq)" };
        Option<string?> level = SharedArguments.Level();
        Option<string?> depth = SharedArguments.Depth();
        Option<string?> goal = SharedArguments.Goal();
        Option<string[]> set = SharedArguments.Set();
        Option<string?> tolerance = SharedArguments.Tolerance();
        Command command = new DocumentedCommand("watch", Summary, Details, around) { file, level, depth, goal, set, tolerance };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            if (!EquationText.IsPath(path) || !File.Exists(path))
            {
                throw new BadArgumentException($"FILE: {path} is no equation file that is there; 'relu-injectivity new my-model.eq' writes one to begin with");
            }

            SolveOptions options = Tolerance.Parse(parsed.GetValue(tolerance));
            return Run(around, path, () => Solve(around, path, parsed.GetValue(level), parsed.GetValue(depth), parsed.GetValue(goal), parsed.GetValue(set) ?? [], options));
        });
        return command;
    }

    /// <summary>Solves, and again at each change, until it is cancelled.</summary>
    private static int Run(CommandContext around, string path, Func<IReadOnlyList<SolveResult>> solve)
    {
        Dictionary<string, double> before = new(StringComparer.Ordinal);
        while (true)
        {
            string seen = Stamp(path);
            try
            {
                Show(around, solve(), before);
            }
            catch (Exception problem) when (problem is BadArgumentException or EquationFileException)
            {
                around.Error.WriteLine($"error: {problem.Message}");
            }
            catch (FaultyFilesException)
            {
                // Its mistakes have been written.
                around.Error.WriteLine("waiting for the next version");
            }

            around.Output.Flush();
            while (string.Equals(Stamp(path), seen, StringComparison.Ordinal))
            {
                around.Cancellation.WaitHandle.WaitOne(Interval);
                around.Cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static IReadOnlyList<SolveResult> Solve(
        CommandContext around, string path, string? level, string? depth, string? goal, IReadOnlyList<string> set, SolveOptions options)
    {
        (CommandContext source, string model) = ModelSource.One(around, path, level, depth);
        IReadOnlyList<EquationFamily> families = ModelLookup.Find(source.Systems, model, goal);
        IReadOnlyDictionary<string, double> given = Settings.Parse(set, families);
        IReadOnlyList<SolveResult> results =
        [
            .. families.SelectMany(f => around.Solve(f, MemberSelection.Parse(level, depth, f), Settings.For(f, given), options, null, around.Cancellation)),
        ];
        return Bounds.Check(source, results, options);
    }

    /// <summary>Writes a table of the values with those of the version before, which they then take the place of.</summary>
    private static void Show(CommandContext around, IReadOnlyList<SolveResult> results, Dictionary<string, double> before)
    {
        TextTable table = new(["model", "status", "value", "error", "before", "change"], 6);
        foreach (SolveResult result in results)
        {
            string name = $"{ResultCells.Name(result.System)} {result.System.Goal}";
            bool isKnown = before.TryGetValue(name, out double old);
            table.AddRow(
                [
                    ResultCells.Name(result.System), Notation.CamelCase(result.Status), $"{result.System.Goal} = {Notation.Supported(result.Value, result.ErrorEstimate)}", "± " + Notation.Error(result.ErrorEstimate),
                    isKnown ? Notation.Shortest(old) : "-", isKnown ? Notation.Brief(result.Value - old) : "-",
                ],
                1, ExitCode.IsGood(result.Status) ? CellColour.Good : CellColour.Bad);
            before[name] = result.Value;
        }

        table.Write(around.Output, around.OutputIsTerminal);
        foreach (string note in ResultCells.Notes(results))
        {
            around.Output.WriteLine(note);
        }
    }

    /// <summary>When the equation files of a file's folder were written, and how long they are: what changes when one is saved.</summary>
    private static string Stamp(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        return string.Join('\n', new DirectoryInfo(folder).EnumerateFiles("*.eq").OrderBy(static f => f.Name, StringComparer.Ordinal).Select(static f => FormattableString.Invariant($"{f.Name} {f.LastWriteTimeUtc.Ticks} {f.Length}")));
    }
}
