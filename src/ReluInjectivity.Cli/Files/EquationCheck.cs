using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Compilation;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Files;

/// <summary>Checks an equation file: its problems, its values at every level and depth, and its <c>expect</c> lines.</summary>
internal static class EquationCheck
{
    /// <summary>Checks a file and reports.</summary>
    /// <exception cref="FaultyFilesException">The file does not compile; its problems have been written.</exception>
    /// <exception cref="OperationCanceledException">Ctrl-C.</exception>
    public static int Run(CommandContext around, string file)
    {
        var source = ModelSource.Of(around, file, null, null);
        IReadOnlyList<EquationFamily> families = [.. source.Models.SelectMany(m => ModelLookup.Find(source.Around.Systems, m, null, allGoals: true))];
        List<SolveResult> results = [.. families.SelectMany(f => around.Solve(f, f.Systems, new Dictionary<string, double>(StringComparer.Ordinal), SolveOptions.Default, null, around.Cancellation))];
        TableReport.Write(results, around.Output, around.OutputIsTerminal);
        (int kept, int all) = Expectations(families, results, around);
        around.Output.WriteLine(all == 0 ? "no expect lines" : FormattableString.Invariant($"{kept} of {all} expectations hold"));
        bool isGood = kept == all && results.All(r => r.Status == SolveStatus.Solved);
        return source.ExitCodeOr(isGood ? ExitCode.Success : ExitCode.NotSolved);
    }

    private static (int Kept, int All) Expectations(IReadOnlyList<EquationFamily> families, IReadOnlyList<SolveResult> atDefaults, CommandContext around)
    {
        int kept = 0;
        int all = 0;
        foreach (EquationFamily family in families)
        {
            foreach (IEquationSystem system in family.Systems)
            {
                foreach (ReferenceValue reference in system.Description.References)
                {
                    SolveResult result = reference.At.Count == 0 ? atDefaults.First(r => ReferenceEquals(r.System, system.Description)) : around.Solve(
                        family, [system], reference.At.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal), SolveOptions.Default, null, around.Cancellation)[0];
                    double value = result.TryGetValue(reference.Quantity, out double found) ? found : double.NaN;
                    bool holds = result.Status == SolveStatus.Solved && Math.Abs(value - reference.Value) <= reference.Tolerance;
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
