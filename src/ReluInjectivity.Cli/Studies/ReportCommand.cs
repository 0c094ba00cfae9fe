using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Commands;
using ReluInjectivity.Cli.Pages;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Studies;

namespace ReluInjectivity.Cli.Studies;

/// <summary>Writes a page of what a study's file holds.</summary>
internal static class ReportCommand
{
    private const string Summary = "Write a page of a study, as 'sweep' keeps it: results, figure, equations, how to run it again.";

    private const string Details = """
        The page holds all it needs and asks no network. Its table sorts by any column, its figure zooms (buttons, + - 0 and arrow keys, wheel), it can be read without a mouse, and printed.
        Values stand beside what the equation file expects there. Equations are those that were solved, as MathML.

        Example:
          relu-injectivity report study.db -o report.html
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> study = new("STUDY") { Description = "The file that 'sweep' wrote" };
        Option<string> output = new("--output", "-o") { Description = "The page, .html", HelpName = "FILE", Required = true };
        Command command = new DocumentedCommand("report", Summary, Details, around) { study, output };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(study);
            ReportFile.Require(output.Name, parsed.GetRequiredValue(output));
            try
            {
                using StudyFile file = StudyFile.Open(path);
                Write(around, file, path, parsed.GetRequiredValue(output));
                return ExitCode.Success;
            }
            catch (StudyException e)
            {
                throw new BadArgumentException($"STUDY: {e.Message}", e);
            }
        });
        return command;
    }

    private static void Write(CommandContext around, StudyFile file, string path, string output)
    {
        StudyRow[] all = [.. file.Rows()];
        IReadOnlyList<SystemDescription> systems = file.Systems;
        ILookup<(string, string, int?, int?), SystemDescription> byName = systems.ToLookup(static s => (s.Model, s.Goal, s.Indices.ValueOf(FamilyIndexKind.Depth), s.Indices.ValueOf(FamilyIndexKind.Level)));
        ReportRow[] rows = [.. all.Select(r => new ReportRow(
            byName[(r.Model, r.Goal, r.Depth, r.Level)].FirstOrDefault(), r.Model, r.Goal, [.. StudyColumns.Member(r)], r.Given, r.Status, r.Value, r.ErrorEstimate, r.Unknowns, r.Outputs, r.Message))];
        long missing = file.Wanted - all.Length;
        var plan = JsonNode.Parse(file.Plan)!.AsArray();
        int good = rows.Count(static r => r.IsGood);
        IEnumerable<(string, string)> asked =
        [
            .. plan.SelectMany(static part => part!.AsObject().Select(static p => (p.Key, Text(p.Value!)))).Where(static p => p.Item2.Length > 0),
            ("results", string.Create(CultureInfo.InvariantCulture, $"{all.Length} of {file.Wanted}, {good} with a vouched value, {all.Length - good} without{(missing > 0 ? $", {missing} not solved yet" : string.Empty)}")),
            ("equations (hash)", file.Equations),
            ("solved by version", file.Version),
        ];
        string name = Path.GetFileName(path);
        ReportFile.Write(around, output, $"Study {Path.GetFileNameWithoutExtension(path)}", asked, string.Join('\n', plan.Select(part => Rerun(part!, name))), rows, all.Length == 0 ? null : () => StudyPlot.Of(all, null, null, null));
    }

    private static string Text(JsonNode node) => node switch
    {
        JsonArray list => string.Join("; ", list.Select(static v => v!.ToString()).Where(static v => v.Length > 0)),
        JsonObject pairs => string.Join("; ", pairs.Select(static p => $"{p.Key} = {p.Value}")),
        _ => node.ToString(),
    };

    /// <summary>The command that solves a part of a plan.</summary>
    private static string Rerun(JsonNode part, string file)
    {
        string[] members = [.. part["members"]!.AsArray().Select(static m => m!.ToString()).Where(static m => m.Length > 0)];
        IEnumerable<string> Index(string kind)
        {
            int[] values = [.. members.SelectMany(static m => m.Split(", ")).Where(m => m.StartsWith(kind + " ", StringComparison.Ordinal)).Select(m => int.Parse(m[(kind.Length + 1)..], CultureInfo.InvariantCulture)).Distinct().Order()];
            return values.Length == 0 ? [] : ["--" + kind, LevelSelection.Print(values)];
        }

        return ReportFile.Command(
        [
            "relu-injectivity", "sweep", part["model"]!.ToString(), .. Index("depth"), .. Index("level"), "--goal", part["goal"]!.ToString(), .. part["over"]!.AsArray().SelectMany(static o => new[] { "--over", o!.ToString() }),
            .. part["set"]!.AsObject().SelectMany(static s => new[] { "--set", $"{s.Key}={s.Value}" }), "--tolerance", part["tolerance"]!.ToString(), "--output", file,
        ]);
    }
}
