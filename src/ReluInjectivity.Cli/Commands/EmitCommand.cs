using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Curves;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Compilation;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Writes the solvers that are generated from equation files.</summary>
internal static class EmitCommand
{
    private const string Summary = "Write the solvers generated from an equation file, as C#.";

    private const string Details = """
        The folder is made if it is not there; files of the same names are replaced, others left alone. To compile them elsewhere, reference
        ReluInjectivity.Runtime; 'Equations.Catalog' lists the systems.

        Example:
          relu-injectivity emit my-model.eq -o generated --level 1..3
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> file = new("FILE") { Description = "An equation file (.eq)" };
        Option<string> output = new("--output", "-o") { Description = "The folder to write to", HelpName = "DIR", Required = true };
        Option<string> target = new("--target") { Description = "The language", HelpName = "csharp", DefaultValueFactory = _ => "csharp" };
        Option<string?> level = SharedArguments.Level();
        Option<string?> depth = SharedArguments.Depth();
        Command command = new DocumentedCommand("emit", Summary, Details) { file, output, target, level, depth };
        command.SetAction(parsed =>
        {
            Choice.Parse(target.Name, parsed.GetRequiredValue(target), "csharp");
            string path = parsed.GetRequiredValue(file);
            if (Directory.Exists(path))
            {
                throw new BadArgumentException($"FILE: {path} is a folder; name one file");
            }

            EquationText text = EquationText.Read(EquationText.Files(path)[0]);
            (IReadOnlyList<KeyValuePair<string, string>> sources, string problems) =
                EquationFileCompiler.Emit(text, ModelSource.Bounds(parsed.GetValue(level), parsed.GetValue(depth)), around.Cancellation);
            around.Error.Write(problems);
            if (sources.Count == 0)
            {
                return ExitCode.BadInput;
            }

            Write(parsed.GetRequiredValue(output), sources);
            around.Output.WriteLine($"{sources.Count} files written to {parsed.GetRequiredValue(output)}");
            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(string folder, IReadOnlyList<KeyValuePair<string, string>> sources)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach ((string name, string text) in sources)
            {
                CurveFile.Place(Path.Combine(folder, name), text);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadArgumentException($"--output: {folder} cannot be written ({e.Message})", e);
        }
    }
}
