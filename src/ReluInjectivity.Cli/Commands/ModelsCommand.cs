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
          relu-injectivity models --gallery
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Option<string> format = SharedArguments.Format("table", "json");
        Argument<string[]> files = new("FILE") { Description = "Equation files (.eq), or folders of them [default: what is built in]", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> gallery = new("--gallery") { Description = "The published systems beside those of ReLU networks, which all commands know by their names" };
        Command command = new DocumentedCommand("models", Summary, Details) { files, gallery, format };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), "table", "json");
            if (parsed.GetValue(gallery))
            {
                GallerySource all = parsed.GetValue(files) is { Length: > 0 } ? throw new BadArgumentException("--gallery: it has no files; leave one of the two out")
                    : around.Gallery ?? throw new BadArgumentException("--gallery: this program was built without it; the one that .NET runs has it");
                Write(wanted, EquationFamily.Group(all.Systems), around);
                return ExitCode.Success;
            }

            ModelSource? source = parsed.GetValue(files) is { Length: > 0 } typed ? ModelSource.Of(around, typed, null, null) : null;
            IReadOnlyList<EquationFamily> families = source is null
                ? EquationFamily.Group(around.Systems)
                : [.. source.Models.SelectMany(name => ModelLookup.Find(source.Around.Systems, name, null, allGoals: true))];
            Write(wanted, families, around);
            return source?.ExitCodeOr(ExitCode.Success) ?? ExitCode.Success;
        });
        return command;
    }

    private static void Write(string format, IReadOnlyList<EquationFamily> families, CommandContext around)
    {
        if (format is "json")
        {
            ModelsJson.Write(families, around.Output);
        }
        else
        {
            ModelsTable.Write(families, around.Output, around.OutputIsTerminal);
        }
    }
}
