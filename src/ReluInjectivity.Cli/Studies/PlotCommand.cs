using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Commands;
using ReluInjectivity.Cli.Drawings;
using ReluInjectivity.Studies;

namespace ReluInjectivity.Cli.Studies;

/// <summary>Draws what a study's file holds.</summary>
internal static class PlotCommand
{
    private const string Summary = "Draw the results of a study, as 'sweep' keeps them.";

    private const string Details = """
        One given runs to the right; what else varies (levels, depths, other givens) makes a line each. What no status vouches for is left out; the description
        in the SVG counts it. Bars of values are drawn as bands.

        Examples:
          relu-injectivity plot study.db -o study.svg
          relu-injectivity plot study.db -o study.png --over {given} --quantity chi --log xy
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> study = new("STUDY") { Description = "The file that 'sweep' wrote" };
        Option<string> output = new("--output", "-o") { Description = "The picture, .svg or .png", HelpName = "FILE", Required = true };
        Option<string?> over = new("--over") { Description = "The given that runs to the right [default: the one with most values]", HelpName = "NAME" };
        Option<string?> quantity = new("--quantity") { Description = "What is drawn: the goal, an output or an unknown [default: the goal]", HelpName = "NAME" };
        Option<string?> log = new("--log") { Description = "The axes that are logarithmic [default: x where its values have equal ratios]", HelpName = string.Join('|', LogAxes.Choices) };
        Command command = new DocumentedCommand("plot", Summary, Details, around) { study, output, over, quantity, log };
        command.SetAction(parsed =>
        {
            PictureFile.Require(output.Name, parsed.GetRequiredValue(output));
            try
            {
                using StudyFile file = StudyFile.Open(parsed.GetRequiredValue(study));
                StudyRow[] rows = [.. file.Rows()];
                return PictureFile.Write(around, output.Name, parsed.GetRequiredValue(output), () => StudyPlot.Of(rows, parsed.GetValue(over), parsed.GetValue(quantity), parsed.GetValue(log)))
                    ? ExitCode.Success : ExitCode.NotSolved;
            }
            catch (StudyException e)
            {
                throw new BadArgumentException($"STUDY: {e.Message}", e);
            }
        });
        return command;
    }
}
