using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Shows the equations of a model.</summary>
internal static class ShowCommand
{
    private const string Summary = "Show the equations of a model, level by level, with indices unrolled.";

    private const string Details = """
        Besides the equations: unknowns, givens, reference values, and in brackets how a line is evaluated.
        'latex' writes an align* environment for each level (amsmath), the rest as comments.
        --stage compiles the equation file again and shows what one stage of the compiler makes of it:
        flat (indices filled in), lowered (expressions), integrated (closed forms), discretised (grids), scheduled (phases and loops),
        kernel (what is emitted).

        Example:
          relu-injectivity show {levels} --level 2 --format latex
          relu-injectivity show {levels} --level 2 --stage integrated
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string[]> model = SharedArguments.Models();
        Option<string?> level = SharedArguments.Level();
        Option<string?> depth = SharedArguments.Depth();
        Option<string?> goal = SharedArguments.Goal();
        Option<string> format = SharedArguments.Format("text", "latex");
        Option<string?> stage = new("--stage") { Description = "What a stage of the compiler makes of the model", HelpName = string.Join('|', Stages.Names) };
        Command command = new DocumentedCommand("show", Summary, Details, around) { model, level, depth, goal, format, stage };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), "text", "latex");
            ModelSource source = ModelSource.Of(around, parsed.GetRequiredValue(model), parsed.GetValue(level), parsed.GetValue(depth), "show");
            (IReadOnlyList<SystemDescription> systems, source) = source.Each(name => ModelLookup.Find(source.Around.Systems, name, parsed.GetValue(goal))
                .SelectMany(f => MemberSelection.Parse(parsed.GetValue(level), parsed.GetValue(depth), f)).Select(s => s.Description));
            if (parsed.GetValue(stage) is { } typed)
            {
                string chosen = Choice.Parse(stage.Name, typed, Stages.Names);
                foreach (IGrouping<string, SystemDescription> file in systems.GroupBy(s => s.Model, StringComparer.Ordinal))
                {
                    StageReport.Write([.. file], chosen, source.Around.FileOf, around.Output, around.Cancellation);
                }
            }
            else
            {
                bool isFirst = true;
                foreach (IGrouping<string, SystemDescription> file in systems.GroupBy(s => s.Model, StringComparer.Ordinal))
                {
                    around.Output.Write(isFirst ? string.Empty : "\n");
                    isFirst = false;
                    (wanted is "latex" ? (Action<IReadOnlyList<SystemDescription>, TextWriter>)EquationsLatex.Write : EquationsText.Write)([.. file], around.Output);
                }
            }

            return source.ExitCodeOr(ExitCode.Success);
        });
        return command;
    }
}
