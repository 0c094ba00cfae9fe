using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ReluInjectivity.Cli.Commands;

/// <summary>A command with a line for the list of commands, and more for its own <c>--help</c>.</summary>
internal sealed class DocumentedCommand(string name, string summary, string details, CommandContext? around = null) : Command(name, summary)
{
    /// <summary>What its <c>--help</c> says below the options; examples take their models from those there are.</summary>
    public string Details => around is null ? details : HelpExamples.Fill(details, around);

    /// <summary>The option <c>--help</c> of a command and all below it.</summary>
    public static Option CreateHelp()
    {
        HelpOption help = new();
        help.Action = new DetailedHelp((SynchronousCommandLineAction)help.Action!);
        return help;
    }

    private sealed class DetailedHelp(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int exitCode = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command is DocumentedCommand command)
            {
                parseResult.InvocationConfiguration.Output.WriteLine(command.Details);
            }

            return exitCode;
        }
    }
}
