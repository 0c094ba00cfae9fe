using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Compilation;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Files;

/// <summary>Checks equation files: their problems, their values at every level and depth, and their <c>expect</c> lines.</summary>
internal static class EquationCheck
{
    /// <summary>Checks files, and folders of them, and reports.</summary>
    /// <exception cref="FaultyFilesException">No file compiles; their problems have been written.</exception>
    /// <exception cref="BadArgumentException">A selection does not fit, or two files declare one model.</exception>
    /// <exception cref="OperationCanceledException">Ctrl-C.</exception>
    public static int Run(CommandContext around, IReadOnlyList<string> files, string? level, string? depth)
    {
        // A name without a separator is a path here, too, where there is a folder of that name.
        var source = ModelSource.Of(around, [.. files.Select(f => EquationText.IsPath(f) || !Directory.Exists(f) ? f : f + "/")], level, depth);
        (IReadOnlyList<(EquationFamily Family, IReadOnlyList<IEquationSystem> Members)> work, source) = source.Each(m =>
            ModelLookup.Find(source.Around.Systems, m, null, allGoals: true).Select(f => (f, MemberSelection.Parse(level, depth, f))));
        Bounds.Require(source.Around, work.SelectMany(w => w.Members));
        IReadOnlyList<SolveResult> results = Bounds.Check(
            source.Around,
            [.. work.SelectMany(w => around.Solve(w.Family, w.Members, new Dictionary<string, double>(StringComparer.Ordinal), SolveOptions.Default, null, around.Cancellation))],
            SolveOptions.Default);
        TableReport.Write(results, around.Output, around.OutputIsTerminal);
        (int kept, int all) = Expectations(work, results, around);
        around.Output.WriteLine(all == 0 ? "no expect lines" : FormattableString.Invariant($"{kept} of {all} expectations hold"));
        return source.ExitCodeOr(kept == all ? ExitCode.Of(results) : ExitCode.NotSolved);
    }

    /// <summary>Whether an argument is something that has equations: a file, a folder, or the name of a model where there is no file of that name.</summary>
    public static bool IsOfEquations(CommandContext around, string typed) =>
        typed.EndsWith(".eq", StringComparison.OrdinalIgnoreCase) || Directory.Exists(typed)
        || (!EquationText.IsPath(typed) && !File.Exists(typed) && !typed.Contains('.', StringComparison.Ordinal) && around.Knowing([typed]).Systems.Any(s => string.Equals(s.Name.Model, typed, StringComparison.Ordinal)));

    private static (int Kept, int All) Expectations(
        IReadOnlyList<(EquationFamily Family, IReadOnlyList<IEquationSystem> Members)> work, IReadOnlyList<SolveResult> atDefaults, CommandContext around)
    {
        int kept = 0;
        int all = 0;
        foreach ((EquationFamily family, IReadOnlyList<IEquationSystem> members) in work)
        {
            foreach (IEquationSystem system in members)
            {
                foreach (ReferenceValue reference in system.Description.References)
                {
                    SolveResult result = reference.At.Count == 0 ? atDefaults.First(r => ReferenceEquals(r.System, system.Description)) : around.Solve(
                        family, [system], reference.At.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal), SolveOptions.Default, null, around.Cancellation)[0];
                    double value = result.TryGetValue(reference.Quantity, out double found) ? found : double.NaN;
                    bool holds = ExitCode.IsGood(result.Status) && Math.Abs(value - reference.Value) <= reference.Tolerance;
                    string at = string.Concat(reference.At.Select(a => $", {a.Key} = {Notation.Shortest(a.Value)}"));
                    around.Output.WriteLine(
                        $"{(holds ? "holds" : "FAILS")}: {ResultCells.Name(system.Description)}{at}: expected {reference.Quantity} = {Notation.Shortest(reference.Value)} ± {Notation.Shortest(reference.Tolerance)}, "
                        + $"found {Notation.Shortest(value)} ({Notation.CamelCase(result.Status)})");
                    all++;
                    kept += holds ? 1 : 0;
                }
            }
        }

        return (kept, all);
    }
}
