using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Drawings;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Pages;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Extrapolates a model's levels.</summary>
internal static class LimitCommand
{
    private const string Summary = "Extrapolate the levels of a model to infinity, with an error bar that a held-out level confirms.";

    private const string Details = """
        All levels are solved. The exponent of the power law by which they approach the limit comes from their differences; the
        limit from a fit of that law and its next terms through the highest levels. The highest level is also predicted from the
        levels below it, and the miss is shown; the error estimate is never smaller than it. Families of 4 to 8 levels get a bar as wide as
        the way from the highest level to the limit, which a message says; fewer levels are refused.

        json is an object; its keys, in this order:
          model  goal  status (solved, imprecise)  value  errorEstimate  message (null: none)  exponent  exponentError  terms
          heldOut {level, predicted, value, miss}  given {name: value}
          levels: an array like that of 'solve'
          quantities {name: {value, errorEstimate}}: the unknowns and outputs that every level has, extrapolated alike
          profiles: an array of {name, over, exponent, points: [{at, value, errorEstimate}]}, the functions that the step functions
            of the levels approach, where the levels have steps enough to tell

        Exit code: 0 if every level is solved and the error estimate is below the tolerance, else 1; 2 if an argument is wrong.

        Example:
          relu-injectivity limit {levels} --tolerance 1e-8
        """;

    private static readonly string[] Formats = ["table", "json"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> model = SharedArguments.Model();
        Option<string?> goal = new("--goal") { Description = "The goal [default: the first]", HelpName = "NAME" };
        Option<string?> depth = new("--depth") { Description = "The depth, of a model that has levels at every depth [default: the highest]", HelpName = "DEPTH" };
        Option<string[]> set = SharedArguments.Set();
        Option<string> format = SharedArguments.Format(Formats);
        Option<string?> tolerance = new("--tolerance") { Description = "The absolute error allowed in the limit, 1e-14 to 1e-2 [default: 1e-8]", HelpName = "ERROR" };
        Option<string?> time = SharedArguments.TimeLimit();
        Option<string?> plot = new("--plot") { Description = "A picture of the distance to the limit by level, .svg or .png", HelpName = "FILE" };
        Option<string?> profile = new("--profile-plot") { Description = "A picture of the step functions that the file declares as profile", HelpName = "FILE" };
        Option<string?> page = SharedArguments.Report();
        Command command = new DocumentedCommand("limit", Summary, Details, around) { model, goal, depth, set, time, format, tolerance, plot, profile, page };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            double allowed = parsed.GetValue(tolerance) is { } typed ? Tolerance.Parse(typed).Tolerance : 1e-8;
            PictureFile.Require(plot.Name, parsed.GetValue(plot));
            ReportFile.Require(page.Name, parsed.GetValue(page));
            PictureFile.Require(profile.Name, parsed.GetValue(profile));
            (CommandContext source, string name) = ModelSource.One(around, parsed.GetRequiredValue(model), null, parsed.GetValue(depth));
            EquationFamily family = ModelLookup.Find(source.Systems, name, parsed.GetValue(goal))[0];
            if (family.Indices is [{ Kind: FamilyIndexKind.Depth }])
            {
                throw new BadArgumentException($"MODEL: {family.Model} runs over a depth, which has no limit to extrapolate to");
            }

            if (family.Values(FamilyIndexKind.Level).Count is var count && count < SequenceLimit.FewestLevelsAtAll)
            {
                string have = count switch { 0 => "no levels", 1 => "one level", _ => FormattableString.Invariant($"{count} levels") };
                throw new BadArgumentException(
                    $"MODEL: {family.Model} has {have}; an extrapolation takes {SequenceLimit.FewestLevelsAtAll}, and {SequenceLimit.FewestLevels} to tell its error: widen the file's 'level' line");
            }

            IReadOnlyList<IEquationSystem> members = AtOneDepth(family, parsed.GetValue(depth));

            Bounds.Require(around, members);
            IReadOnlyDictionary<string, double> given = Settings.Parse(parsed.GetValue(set) ?? [], [family]);
            IProgress<SolveResult>? progress = around.ErrorIsTerminal ? new ProgressLines(around.Error) : null;
            using TimeLimit? limit = TimeLimits.Start(parsed.GetValue(time));
            IReadOnlyList<SolveResult> levels = around.Solve(family, members, given, SolveOptions.Default with { TimeLimit = limit }, progress, around.Cancellation);
            levels = Bounds.Check(around, levels, SolveOptions.Default with { TimeLimit = limit });
            var report = LimitReport.Of(levels, allowed);
            if (wanted is "json")
            {
                report.WriteJson(around.Output);
            }
            else
            {
                report.WriteTable(around.Output, around.OutputIsTerminal);
            }

            if (parsed.GetValue(page) is { } html)
            {
                ReportFile.Write(source, html, $"{name}: limit of its levels", report.Terms(), ReportFile.Command(["relu-injectivity", .. parsed.Tokens.Select(static t => t.Value)]), [.. levels.Select(ReportRow.Of)], report.Distance);
            }

            bool isDrawn = (parsed.GetValue(plot) is not { } distance || PictureFile.Write(around, plot.Name, distance, report.Distance))
                & (parsed.GetValue(profile) is not { } steps || PictureFile.Write(around, profile.Name, steps, report.Profile));
            return isDrawn && report.Status == SolveStatus.Solved ? ExitCode.Success : ExitCode.NotSolved;
        });
        return command;
    }

    private static IReadOnlyList<IEquationSystem> AtOneDepth(EquationFamily family, string? typed)
    {
        if (family.Indices.Count < 2)
        {
            return typed is null ? family.Systems : throw new BadArgumentException($"--depth: {family.Model} has no depths; leave --depth out");
        }

        IReadOnlyList<IEquationSystem> members = MemberSelection.Parse(null, typed, family);
        int[] depths = [.. members.Select(m => m.Description.Indices.ValueOf(FamilyIndexKind.Depth)).OfType<int>().Distinct()];
        return typed is null || depths.Length == 1
            ? [.. members.Where(m => m.Description.Indices.ValueOf(FamilyIndexKind.Depth) == depths[^1])]
            : throw new BadArgumentException("--depth: a limit is of the levels of one depth");
    }
}
