using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Lists the models.</summary>
internal static class ModelsCommand
{
    private const string Summary = "List the models: levels, goals, givens with default and interval, sources.";

    private const string Details = """
        Example:
          relu-injectivity models --format json
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Option<string> format = SharedArguments.Format("table", "json");
        Argument<string[]> files = new("FILE") { Description = "Equation files (.eq), or folders of them [default: what is built in]", Arity = ArgumentArity.ZeroOrMore };
        Command command = new DocumentedCommand("models", Summary, Details) { files, format };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), "table", "json");
            IReadOnlyList<ModelSource> sources = [.. (parsed.GetValue(files) ?? []).Select(f => ModelSource.Of(around, f, null, null))];
            IReadOnlyList<EquationFamily> families = sources.Count == 0
                ? EquationFamily.Group(around.Systems)
                : [.. sources.SelectMany(s => s.Models.SelectMany(name => ModelLookup.Find(s.Around.Systems, name, null, allGoals: true)))];
            if (wanted is "json")
            {
                ModelsJson.Write(families, around.Output);
            }
            else
            {
                ModelsTable.Write(families, around.Output, around.OutputIsTerminal);
            }

            return sources.Any(s => s.HasFaults) ? ExitCode.BadInput : ExitCode.Success;
        });
        return command;
    }
}
