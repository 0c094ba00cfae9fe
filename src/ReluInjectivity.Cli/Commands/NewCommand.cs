using System.CommandLine;
using System.Text;
using ReluInjectivity.Cli.Arguments;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Writes an equation file to begin with.</summary>
internal static class NewCommand
{
    private const string Summary = "Write a commented equation file to begin with.";

    private const string Details = """
        The model is called like the file. A file that is there already is left alone.

        Example:
          relu-injectivity new my-model.eq
        """;

    private const string Start = """
        # The name of the model, and what it is.
        model {name} "A bowl, and a barrier for each unknown"

        # Each index of a family is a number to solve at; every line may use it.
        level r = 1..4

        # Parameters: an interval, and a value unless --set gives another.
        given    h = 1/2 in (0, 10)

        # What is solved for, ordered if there are several.
        unknown  x[k] for k = 1..r increasing in (0, inf)

        # Definitions: E(z, ...) is the expectation over a standard normal z.
        let  bowl = E(z, (z + h)^2)
        let  cost = bowl + sum(k = 1..r, x[k] - k*log(x[k]))

        # The goal; 'maximise' and 'root' are the others.
        minimise v = cost

        # A value known beforehand: 'relu-injectivity check' compares.
        expect v = 2.25 +- 1e-9 at r = 1
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> file = new("FILE") { Description = "The file to write, ending in .eq" };
        Command command = new DocumentedCommand("new", Summary, Details) { file };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            string name = string.Concat(Path.GetFileNameWithoutExtension(path).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
            if (!path.EndsWith(".eq", StringComparison.Ordinal) || name.Length is 0 or > 100 || !char.IsAsciiLetter(name[0]))
            {
                throw new BadArgumentException($"FILE: '{path}' is no name for an equation file; write it like my-model.eq, with a letter first");
            }

            try
            {
                using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write);
                stream.Write(Encoding.UTF8.GetBytes(Start.Replace("{name}", name, StringComparison.Ordinal).ReplaceLineEndings("\n") + "\n"));
            }
            catch (IOException e) when (File.Exists(path))
            {
                throw new BadArgumentException($"FILE: {path} is there already; it is left as it was", e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new BadArgumentException($"FILE: {path} cannot be written ({e.Message})", e);
            }

            around.Output.WriteLine($"{path} written; 'relu-injectivity solve {path}' solves it, 'relu-injectivity check {path}' checks it");
            return ExitCode.Success;
        });
        return command;
    }
}
