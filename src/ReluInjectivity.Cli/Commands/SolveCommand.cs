using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Pages;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Solves a model.</summary>
internal static class SolveCommand
{
    private const string Summary = "Solve a model: each level from the one before, each value with a bound on its error.";

    private const string Details = """
        --level and --depth choose members of the family; a model with both has every level at every depth, each level solved from
        the one before at its depth. 'table' and 'markdown' print the digits that the error bound supports. 'json' and 'csv' print every number
        so that it reads back as the same double; what is not finite is null in json and empty in csv.

        json is an array with one object a level; its keys, in this order:
          model  level (null: none)  depth (null: none)  goal  status  value  errorEstimate  quadratureError  optimiserError
          given {name: value}  unknowns {name: value}  outputs {name: value}
          iterations  valueEvaluations  gradientEvaluations  tangentEvaluations
          gradientNorm  lastStep  conditionNumber  nodes  message (null: none)  strategy (null: none found it)
        csv has the same columns; given.NAME, unknown.NAME and output.NAME stand for the three objects.

        status: solved, atBoundary (the value where an unknown goes to an end of its interval), flat (it does not depend on an unknown);
          imprecise, iterationLimit, stalled, notAnOptimum, worseThanLevelBefore, noRoot, noValue, nonFinite, unbounded, boundViolated,
          budget (--time-limit).
        Exit code: 0 if all are of the first three, else 1; 2 if an argument is wrong; 130 on Ctrl-C.

        --architecture own-depth gives every hidden layer the value at its own depth: the first layer at the default givens, later
        ones at those set.

        Examples:
          relu-injectivity solve {levels} --level 1..3 --set {given}=2 --format json
          relu-injectivity solve {depths} --depth 3 --set {hidden}=[6.7,8]
          relu-injectivity solve {depths} --depth 1..3 --architecture own-depth
          relu-injectivity solve my-model.eq other.eq folder
        """;

    private static readonly string[] Formats = ["table", "json", "csv", "markdown"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string[]> model = SharedArguments.Models();
        Option<string?> level = SharedArguments.Level();
        Option<string?> depth = SharedArguments.Depth();
        Option<string?> goal = SharedArguments.Goal();
        Option<string[]> set = SharedArguments.Set();
        Option<string> format = SharedArguments.Format(Formats);
        Option<string?> tolerance = SharedArguments.Tolerance();
        Option<int> root = SharedArguments.Root();
        Option<string?> time = SharedArguments.TimeLimit();
        Option<string?> architecture = new("--architecture") { Description = "How wide hidden layers are, where --set does not say it", HelpName = "own-depth" };
        Option<string?> report = SharedArguments.Report();
        Command command = new DocumentedCommand("solve", Summary, Details, around) { model, level, depth, goal, set, architecture, root, time, format, tolerance, report };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            ReportFile.Require(report.Name, parsed.GetValue(report));
            int wantedRoot = parsed.GetValue(root);
            if (wantedRoot < 1)
            {
                throw new BadArgumentException(FormattableString.Invariant($"--root: roots are counted from 1, not {wantedRoot}"));
            }

            using TimeLimit? limit = TimeLimits.Start(parsed.GetValue(time));
            SolveOptions options = Tolerance.Parse(parsed.GetValue(tolerance)) with { Root = wantedRoot, TimeLimit = limit };
            ModelSource source = ModelSource.Of(around, parsed.GetRequiredValue(model), parsed.GetValue(level), parsed.GetValue(depth), "solve");
            (IReadOnlyList<(EquationFamily Family, IReadOnlyList<IEquationSystem> Members)> work, source) = source.Each(name =>
                ModelLookup.Find(source.Around.Systems, name, parsed.GetValue(goal)).Select(f => (f, MemberSelection.Parse(parsed.GetValue(level), parsed.GetValue(depth), f))));
            IReadOnlyDictionary<string, double> given = Settings.Parse(parsed.GetValue(set) ?? [], [.. work.Select(w => w.Family)]);
            Settings.Require(given, work);
            Bounds.Require(source.Around, work.SelectMany(w => w.Members));
            IProgress<SolveResult>? progress = around.ErrorIsTerminal ? new ProgressLines(around.Error) : null;

            bool isOwnDepth = parsed.GetValue(architecture) is { } typed && Choice.Parse(architecture.Name, typed, "own-depth") is not null;
            IReadOnlyList<SolveResult> results =
            [
                .. work.SelectMany(w => isOwnDepth
                    ? AtOwnDepth(w.Family, w.Members, Settings.For(w.Family, given), options, progress, around)
                    : around.Solve(w.Family, w.Members, Settings.For(w.Family, given), options, progress, around.Cancellation)),
            ];
            results = Bounds.Check(source.Around, results, options);
            Write(wanted, results, around);
            if (parsed.GetValue(report) is { } page)
            {
                ReportFile.Write(
                    source.Around, page, $"{string.Join(", ", source.Models)}: solved", [("models", string.Join(", ", source.Models)), ("tolerance", Notation.Shortest(options.Tolerance))],
                    ReportFile.Command(["relu-injectivity", .. parsed.Tokens.Select(static t => t.Value)]), [.. results.Select(ReportRow.Of)], null);
            }

            return source.ExitCodeOr(ExitCode.Of(results));
        });
        return command;
    }

    private static IEnumerable<SolveResult> AtOwnDepth(
        EquationFamily family, IReadOnlyList<IEquationSystem> members, IReadOnlyDictionary<string, double> given, SolveOptions options, IProgress<SolveResult>? progress, CommandContext around)
    {
        string name = OwnDepth.HiddenGiven(family)
            ?? throw new BadArgumentException($"--architecture: {family.Model} has no hidden layers");
        if (given.Keys.FirstOrDefault(k => k.StartsWith(name + "[", StringComparison.Ordinal)) is { } set)
        {
            throw new BadArgumentException($"--set {set}: --architecture own-depth sets it; leave one of the two out");
        }

        HashSet<SystemDescription> wanted = [.. members.Select(m => m.Description)];
        int highest = wanted.Max(m => m.Indices.ValueOf(FamilyIndexKind.Depth))!.Value;
        Dictionary<string, double> first = new(StringComparer.Ordinal);
        return wanted.Select(m => m.Indices.ValueOf(FamilyIndexKind.Level)).Distinct()
            .SelectMany(level => OwnDepth.Solve(family, highest, first, given, options, null, level, progress, around.Cancellation))
            .Where(r => wanted.Contains(r.System));
    }

    private static void Write(string format, IReadOnlyList<SolveResult> results, CommandContext around)
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
