using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Compilation;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Writes the solvers that are generated from equation files.</summary>
internal static class EmitCommand
{
    private const string Summary = "Write what is generated from an equation file, as C# or C.";

    private const string Details = """
        The folder is made if it is not there; files of the same names are replaced, others left alone. A built-in model's own file is taken
        where its name is given.
        csharp: the solvers of all levels up to the highest. To compile them elsewhere, reference ReluInjectivity.Runtime; 'Equations.Catalog'
        lists the systems.
        c: one file of C11 and its header, for the levels and depths named, with a function that gives value and gradient (of a root: the
        residuals) and a program around it. It needs a C compiler and the C library only:
          gcc -std=c11 -O2 generated/my_model.c -lm -o my-model
          ./my-model 0.7 h=0.25          (the unknowns in their order, then givens; --help lists the systems)

        Examples:
          relu-injectivity emit my-model.eq -o generated --level 1..3
          relu-injectivity emit my-model.eq -o generated --level 1 --target c
        """;

    private static readonly string[] Targets = ["csharp", "c"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> file = new("FILE") { Description = "An equation file (.eq), or a model" };
        Option<string> output = new("--output", "-o") { Description = "The folder to write to", HelpName = "DIR", Required = true };
        Option<string> target = new("--target") { Description = "The language", HelpName = string.Join('|', Targets), DefaultValueFactory = _ => Targets[0] };
        Option<string?> level = SharedArguments.Level();
        Option<string?> depth = SharedArguments.Depth();
        Command command = new DocumentedCommand("emit", Summary, Details) { file, output, target, level, depth };
        command.SetAction(parsed =>
        {
            string language = Choice.Parse(target.Name, parsed.GetRequiredValue(target), Targets);
            EquationText text = TextOf(around, parsed.GetRequiredValue(file));
            (IReadOnlyList<KeyValuePair<string, string>> sources, IReadOnlyList<string> problems) = language is "c"
                ? EquationFileCompiler.EmitC(text, all => MemberSelection.Parse(parsed.GetValue(level), parsed.GetValue(depth), text.Path, all, static m => m), around.Cancellation)
                : EquationFileCompiler.Emit(text, ModelSource.Bounds(parsed.GetValue(level), parsed.GetValue(depth)), around.Cancellation);
            around.Error.Write(string.Concat(problems));
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

    private static EquationText TextOf(CommandContext around, string typed)
    {
        if (EquationText.IsPath(typed))
        {
            return Directory.Exists(typed) ? throw new BadArgumentException($"FILE: {typed} is a folder; name one file") : EquationText.Read(EquationText.Files(typed)[0]);
        }

        around = around.Knowing([typed]);
        return around.FileOf(ModelLookup.Find(around.Systems, typed, null)[0].Systems[0].Description) ?? throw new BadArgumentException($"FILE: the text of {typed} is not at hand; name a file");
    }

    private static void Write(string folder, IReadOnlyList<KeyValuePair<string, string>> sources)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach ((string name, string text) in sources)
            {
                OutputFile.Place(Path.Combine(folder, name), text);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadArgumentException($"--output: {folder} cannot be written ({e.Message})", e);
        }
    }
}
