using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Drawings;
using ReluInjectivity.Cli.Pages;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Capacities of networks whose hidden layers have the capacity of their own depth.</summary>
internal static class DepthTableCommand
{
    private const string Summary = "Capacity by depth where every hidden layer has the capacity of its own depth, and how much each layer expands.";

    private const string Details = """
        The outputs of layer i per input of the network are the capacity at depth i; the expansion is its ratio to that of depth i-1.
        Which model gives a lifting and a notion its values, with which givens after depth 1, and which model stands in where that has
        no value, the equation files declare; the table names the model of each value, and a note says why another stood in.

        json is an array with one object a depth; its keys, in this order:
          depth  level (null: none)  model  status  capacity  errorEstimate  expansion  note (null: none)
        csv has the same columns.

        Exit code: 0 if every depth is solved, else 1; 2 if an argument is wrong.

        Examples:
          relu-injectivity depth-table --depth 1..6
          relu-injectivity depth-table --lifting full --level 3 --depth 1..3
        """;

    private static readonly string[] Formats = ["table", "json", "csv", "markdown"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        IReadOnlyList<ReportEntry> entries = Reports.Of(around.Systems, "depth-table");
        string[] liftings = Reports.Choices(entries, 0);
        string[] notions = Reports.Choices(entries, 1);
        Option<string?> depth = new("--depth") { Description = "Depths, such as 1..6 [default: all the model has]", HelpName = "DEPTHS" };
        Option<string> lifting = new("--lifting") { Description = "How far random duality is lifted", HelpName = string.Join('|', liftings), DefaultValueFactory = _ => liftings.FirstOrDefault(string.Empty) };
        Option<string> notion = new("--notion") { Description = "The notion of injectivity", HelpName = string.Join('|', notions), DefaultValueFactory = _ => notions.FirstOrDefault(string.Empty) };
        Option<string?> level = new("--level") { Description = "The level of a model that has levels [default: what its file says, else the highest]", HelpName = "LEVEL" };
        Option<string> format = SharedArguments.Format(Formats);
        Option<string?> tolerance = SharedArguments.Tolerance();
        Option<string?> time = SharedArguments.TimeLimit();
        Option<string?> plot = new("--plot") { Description = "A picture of the capacities by depth, .svg or .png", HelpName = "FILE" };
        Option<string?> page = SharedArguments.Report();
        Command command = new DocumentedCommand("depth-table", Summary, Details, around) { depth, lifting, level, notion, time, format, tolerance, plot, page };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            ReportFile.Require(page.Name, parsed.GetValue(page));
            PictureFile.Require(plot.Name, parsed.GetValue(plot));
            if (entries.Count == 0)
            {
                throw new BadArgumentException("depth-table: no equation file declares a model for it");
            }

            string[] keys = [Choice.Parse(lifting.Name, parsed.GetRequiredValue(lifting), liftings), Choice.Parse(notion.Name, parsed.GetRequiredValue(notion), notions)];
            ReportEntry entry = entries.FirstOrDefault(e => e.Info.Keys.SequenceEqual(keys, StringComparer.Ordinal))
                ?? throw new BadArgumentException($"--notion: no equation file declares a model for {keys[0]} lifting and {keys[1]} injectivity");
            using TimeLimit? limit = TimeLimits.Start(parsed.GetValue(time));
            SolveOptions options = Tolerance.Parse(parsed.GetValue(tolerance)) with { TimeLimit = limit };
            EquationFamily family = ModelLookup.Find(around.Systems, entry.Model, null)[0];
            EquationFamily? fallback = entry.Info.Otherwise is { } other ? ModelLookup.Find(around.Systems, other, null)[0] : null;
            IReadOnlyList<int> depths = LevelSelection.Parse(parsed.GetValue(depth), family.Model, family.Values(FamilyIndexKind.Depth), "depth");
            int? wantedLevel = LevelOf(parsed.GetValue(level), family, entry.Info);
            IProgress<SolveResult>? progress = around.ErrorIsTerminal ? new ProgressLines(around.Error) : null;
            Dictionary<string, double> first = new(StringComparer.Ordinal);
            Dictionary<string, double> later = new(Reports.Givens(entry.Info.At, family), StringComparer.Ordinal);
            IReadOnlyList<SolveResult> results = OwnDepth.Solve(family, depths[^1], first, later, options, fallback, wantedLevel, progress, around.Cancellation);
            results = Bounds.Check(around, results, options);
            DepthTableReport.Write(wanted, results, depths, around);
            if (parsed.GetValue(page) is { } html)
            {
                ReportFile.Write(
                    around, html, "Capacities by depth", [("lifting", keys[0]), ("notion", keys[1]), ("hidden layers", "of the capacity of their own depth")],
                    ReportFile.Command(["relu-injectivity", .. parsed.Tokens.Select(static t => t.Value)]), [.. results.Where((_, i) => depths.Contains(i + 1)).Select(ReportRow.Of)], () => TablePlots.Depths(results, depths, keys));
            }

            bool isDrawn = parsed.GetValue(plot) is not { } picture || PictureFile.Write(around, plot.Name, picture, () => TablePlots.Depths(results, depths, keys));
            return isDrawn && results.Count == depths[^1] && results.All(r => r.Status == SolveStatus.Solved) ? ExitCode.Success : ExitCode.NotSolved;
        });
        return command;
    }

    /// <summary>The level asked for, or that of the file; null where there are no levels, or nothing says which.</summary>
    private static int? LevelOf(string? typed, EquationFamily family, ReportInfo info)
    {
        if (typed is not null)
        {
            IReadOnlyList<int> levels = LevelSelection.Parse(typed, family.Model, family.Values(FamilyIndexKind.Level), "level");
            return levels.Count == 1 ? levels[0] : throw new BadArgumentException($"--level: a depth table has one level, not '{typed}'");
        }

        return family.Indices.FirstOrDefault(static i => i.Kind == FamilyIndexKind.Level) is { } index ? Reports.Index(info.At, index) : null;
    }
}
