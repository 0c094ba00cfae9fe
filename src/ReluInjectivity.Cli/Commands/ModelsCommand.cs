using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
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
        Command command = new DocumentedCommand("models", Summary, Details) { format };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), "table", "json");
            IReadOnlyList<EquationFamily> families = EquationFamily.Group(around.Systems);
            if (wanted is "json")
            {
                ModelsJson.Write(families, around.Output);
            }
            else
            {
                ModelsTable.Write(families, around.Output, around.OutputIsTerminal);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
