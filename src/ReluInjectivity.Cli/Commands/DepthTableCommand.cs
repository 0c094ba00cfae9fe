using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Capacities of networks whose hidden layers have the capacity of their own depth.</summary>
internal static class DepthTableCommand
{
    private const string Summary = "Capacity by depth where every hidden layer has the capacity of its own depth, and how much each layer expands.";

    private const string Details = """
        Layer i has alpha_i outputs per input of the network, the capacity at depth i; the expansion is alpha_i/alpha_(i-1).
        --lifting plain, partial or full takes the model deep-plain, deep-partial or deep-lifted. Where partial lifting does not
        help, the value is deep-plain's, and the note says so. weak: kappa = 1 at every depth; strong: 1 at depth 1, 2 after it.

        json is an array with one object a depth; its keys, in this order:
          depth  model  status  capacity  errorEstimate  expansion  note (null: none)
        csv has the same columns.

        Exit code: 0 if every depth is solved, else 1; 2 if an argument is wrong.

        Example:
          relu-injectivity depth-table --depth 1..6 --lifting plain --notion strong
        """;

    private static readonly string[] Formats = ["table", "json", "csv", "markdown"];
    private static readonly string[] Liftings = ["plain", "partial", "full"];
    private static readonly string[] Models = ["deep-plain", "deep-partial", "deep-lifted"];
    private static readonly string[] Notions = ["weak", "strong"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Option<string?> depth = new("--depth") { Description = "Depths, such as 1..6 [default: all the model has]", HelpName = "DEPTHS" };
        Option<string> lifting = new("--lifting") { Description = "How far random duality is lifted", HelpName = string.Join('|', Liftings), DefaultValueFactory = _ => Liftings[0] };
        Option<string> notion = new("--notion") { Description = "The notion of injectivity", HelpName = string.Join('|', Notions), DefaultValueFactory = _ => Notions[0] };
        Option<string> format = SharedArguments.Format(Formats);
        Option<string?> tolerance = SharedArguments.Tolerance();
        Command command = new DocumentedCommand("depth-table", Summary, Details) { depth, lifting, notion, format, tolerance };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            string lifted = Choice.Parse(lifting.Name, parsed.GetRequiredValue(lifting), Liftings);
            bool isStrong = Choice.Parse(notion.Name, parsed.GetRequiredValue(notion), Notions) is "strong";
            SolveOptions options = Tolerance.Parse(parsed.GetValue(tolerance));
            EquationFamily family = ModelLookup.Find(around.Systems, Models[Array.IndexOf(Liftings, lifted)], null)[0];
            EquationFamily? fallback = lifted is "partial" ? ModelLookup.Find(around.Systems, Models[0], null)[0] : null;
            IReadOnlyList<int> depths = LevelSelection.Parse(parsed.GetValue(depth), family.Model, family.Values(FamilyIndexKind.Depth), "depth");
            IProgress<SolveResult>? progress = around.ErrorIsTerminal ? new ProgressLines(around.Error) : null;
            Dictionary<string, double> first = new(StringComparer.Ordinal);
            Dictionary<string, double> later = new(StringComparer.Ordinal) { ["kappa"] = isStrong ? 2 : 1 };
            IReadOnlyList<SolveResult> results = OwnDepth.Solve(family, depths[^1], first, later, options, fallback, null, progress, around.Cancellation);
            DepthTableReport.Write(wanted, results, depths, around);
            return results.Count == depths[^1] && results.All(r => r.Status == SolveStatus.Solved) ? ExitCode.Success : ExitCode.NotSolved;
        });
        return command;
    }
}
