using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Solves a model.</summary>
internal static class SolveCommand
{
    private const string Summary = "Solve a model: each level from the one before, each value with a bound on its error.";

    private const string Details = """
        'table' and 'markdown' print the digits that the error bound supports. 'json' and 'csv' print every number
        so that it reads back as the same double; what is not finite is null in json and empty in csv.

        json is an array with one object a level; its keys, in this order:
          model  level (null: none)  goal  status  value  errorEstimate  quadratureError  optimiserError
          given {name: value}  unknowns {name: value}  outputs {name: value}
          iterations  valueEvaluations  gradientEvaluations  tangentEvaluations
          gradientNorm  lastStep  conditionNumber  nodes  message (null: none)
        csv has the same columns; given.NAME, unknown.NAME and output.NAME stand for the three objects.

        status: solved, imprecise, iterationLimit, stalled, notAnOptimum, worseThanLevelBefore, noRoot, nonFinite.
        Exit code: 0 if all are solved, else 1; 2 if an argument is wrong; 130 on Ctrl-C.

        Example:
          relu-injectivity solve single-layer --level 1..3 --set kappa=2 --format json
        """;

    private static readonly string[] Formats = ["table", "json", "csv", "markdown"];

    /// <summary>The command.</summary>
    public static Command Create(Surroundings around)
    {
        Argument<string> model = SharedArguments.Model();
        Option<string?> level = SharedArguments.Level();
        Option<string?> goal = SharedArguments.Goal();
        Option<string[]> set = SharedArguments.Set();
        Option<string> format = SharedArguments.Format(Formats);
        Option<string?> tolerance = SharedArguments.Tolerance();
        Command command = new DocumentedCommand("solve", Summary, Details) { model, level, goal, set, format, tolerance };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            SolveOptions options = Tolerance.Parse(parsed.GetValue(tolerance));
            IReadOnlyList<EquationFamily> families = ModelLookup.Find(around.Systems, parsed.GetRequiredValue(model), parsed.GetValue(goal));
            IReadOnlyDictionary<string, double> given = Settings.Parse(parsed.GetValue(set) ?? [], families);
            IReadOnlyList<(EquationFamily Family, IReadOnlyList<int> Levels)> work =
                [.. families.Select(f => (f, LevelSelection.Parse(parsed.GetValue(level), f)))];
            IProgress<SolveResult>? progress = around.ErrorIsTerminal ? new ProgressLines(around.Error) : null;

            IReadOnlyList<SolveResult> results =
                [.. work.SelectMany(w => around.Solve(w.Family, w.Levels, Settings.For(w.Family, given), options, progress, around.Cancellation))];
            Write(wanted, results, around);
            return results.All(r => r.Status == SolveStatus.Solved) ? ExitCode.Success : ExitCode.NotSolved;
        });
        return command;
    }

    private static void Write(string format, IReadOnlyList<SolveResult> results, Surroundings around)
    {
        switch (format)
        {
            case "json":
                JsonReport.Write(results, around.Output);
                break;
            case "csv":
                CsvReport.Write(results, around.Output);
                break;
            case "markdown":
                MarkdownReport.Write(results, around.Output);
                break;
            default:
                TableReport.Write(results, around.Output, around.OutputIsTerminal);
                break;
        }
    }
}
