using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using MathNet.Numerics;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Commands;
using ReluInjectivity.Cli.Commands.Frames;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Compilation;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli;

/// <summary>The command line as a function.</summary>
public static class CommandLine
{
    private const string NoCache = "--no-cache";
    private const string Name = "relu-injectivity";

    private const string Summary = "Injectivity capacities of ReLU networks, from systems of equations compiled at build time.";

    private const string Details = """
        Examples:
          relu-injectivity models
          relu-injectivity show {levels} --level 2
          relu-injectivity solve {levels} --level 1..3
          relu-injectivity limit {levels}
          relu-injectivity curve {levels} --over {own}=3:10:100 --level 6
          relu-injectivity depth-table --depth 1..6
          relu-injectivity simulate --n 10,20,50 --alpha 6.7
          relu-injectivity check weights.npy --bias bias.npy --domain ball:2
          relu-injectivity relations {relations} --level 2

        Where a model is named, a file does as well: a name with a path separator, or that ends in .eq, is an equation file, or a folder
        with all its .eq files; 'solve', 'show', 'models' and 'check' take several, and a faulty one does not stop the others. It is compiled for the levels and depths asked for (up to the highest: each is solved from those below)
        and kept, compiled, in $XDG_CACHE_HOME/relu-injectivity, or ~/.cache/relu-injectivity; at most 256 MiB, the oldest removed
        first. The folder can be deleted at any time; --no-cache goes without.
          relu-injectivity new my-model.eq
          relu-injectivity check my-model.eq
          relu-injectivity solve my-model.eq --level 1..3
          relu-injectivity emit my-model.eq -o generated --target c

        Exit codes:
          0    done; everything was solved
          1    something was not solved, or is not injective
          2    an argument or a file is wrong, or the report could not be written
          3    whether a layer or a network is injective is undecided
          130  stopped by Ctrl-C or SIGTERM
        """;

    /// <summary>The commands by their names.</summary>
    internal static readonly IReadOnlyList<KeyValuePair<string, Func<CommandContext, Command>>> Commands =
    [
        new("models", ModelsCommand.Create),
        new("new", NewCommand.Create),
        new("emit", EmitCommand.Create),
        new("show", ShowCommand.Create),
        new("solve", SolveCommand.Create),
        new("watch", WatchCommand.Create),
        new("limit", LimitCommand.Create),
        new("curve", CurveCommand.Create),
        new("depth-table", DepthTableCommand.Create),
#if STUDIES
        new("sweep", Studies.SweepCommand.Create),
        new("export", Studies.ExportCommand.Create),
        new("plot", Studies.PlotCommand.Create),
        new("report", Studies.ReportCommand.Create),
#endif
        new("simulate", SimulateCommand.Create),
        new("check", CheckCommand.Create),
        new("verify-certificate", VerifyCertificateCommand.Create),
        new("margin", MarginCommand.Create),
        new("draw", DrawCommand.Create),
        new("bias", BiasCommand.Create),
        new("reconstruct", ReconstructCommand.Create),
        new("repair", RepairCommand.Create),
        new("batch", BatchCommand.Create),
        new("relations", RelationsCommand.Create),
    ];

    /// <summary>Runs a command. Both writers get plain text with <c>\n</c> line ends.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Gets the report.</param>
    /// <param name="error">Gets the errors.</param>
    /// <param name="systems">The systems there are.</param>
    /// <param name="ct">Stops the solver.</param>
    /// <param name="relations">The relations there are; null for none.</param>
    /// <returns>0: all solved; 1: something was not; 2: an argument is wrong; 130: cancelled.</returns>
    /// <example><code>int exitCode = CommandLine.Run(["models"], Console.Out, Console.Error, Catalog.Systems, CancellationToken.None);</code></example>
    public static int Run(
        string[] args, TextWriter output, TextWriter error, IReadOnlyList<IEquationSystem> systems, CancellationToken ct, IReadOnlyList<IRelations>? relations = null) =>
        Run(args, new CommandContext { Output = output, Error = error, Systems = systems, Relations = relations ?? [], Cancellation = ct });

    internal static int Run(string[] args, CommandContext around)
    {
        if (args.Contains(NoCache, StringComparer.Ordinal))
        {
            around = around with { CacheFolder = null };
        }

        around.Output.NewLine = "\n";
        around.Error.NewLine = "\n";
        ParseResult parsed = CreateRoot(around, args).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        IReadOnlyList<string> strays = Strays(parsed, [.. args.SkipWhile(a => a is not "--").Skip(1)]);
        bool isHelp = parsed.Action is { ClearsParseErrors: true };
        if (!isHelp && (parsed.Errors.Count > 0 || strays.Count > 0))
        {
            return ReportParseErrors(parsed, strays, around.Error);
        }

        try
        {
            int code = parsed.Invoke(new InvocationConfiguration
            {
                Output = around.Output,
                Error = around.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            around.Output.Flush();
            return code;
        }
        catch (Exception problem) when (problem is BadArgumentException or WeightFileException or EquationFileException)
        {
            return Failed(around, problem.Message, ExitCode.BadInput);
        }
        catch (NonConvergenceException)
        {
            return Failed(around, "the singular values of these weights do not converge: their numbers are too small or too far apart; multiply the weights by a constant", ExitCode.BadInput);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What a closed descriptor says is that access is denied, as if to a file.
            string why = problem is UnauthorizedAccessException ? "standard output, or standard error, is closed" : problem.Message;
            return Failed(around, $"the report could not be written: {why}", ExitCode.BadInput);
        }
        catch (TimeLimitException problem)
        {
            return Failed(around, problem.Message, ExitCode.Undecided);
        }
        catch (FaultyFilesException)
        {
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            return Failed(around, "cancelled", ExitCode.Cancelled);
        }
    }

    // Standard error may be closed, or on a full disk too; the exit code still tells.
    private static int Failed(CommandContext around, string message, int code)
    {
        TryWrite(around.Error, [$"error: {message}"]);
        return code;
    }

    private static void TryWrite(TextWriter error, IEnumerable<string> lines)
    {
        try
        {
            foreach (string line in lines)
            {
                error.WriteLine(line);
            }

            error.Flush();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is nobody to tell.
            return;
        }
    }

    /// <summary>The program; with one command alone where that is the first word typed, since to make all takes longer than most of them run.</summary>
    private static Command CreateRoot(CommandContext around, IReadOnlyList<string> args)
    {
        var root = new DocumentedCommand(Name, Summary, Details, around)
        {
            DocumentedCommand.CreateHelp(),
            new Option<bool>(NoCache) { Description = "Neither take nor keep compiled equation files", Recursive = true },
            new Option<bool>("--version") { Description = "Show the version", Action = new ShowVersion() },
        };
        string? typed = args.FirstOrDefault(static a => !a.StartsWith('-'));
        IReadOnlyList<KeyValuePair<string, Func<CommandContext, Command>>> made = [.. Commands.Where(c => string.Equals(c.Key, typed, StringComparison.Ordinal))];
        foreach ((_, Func<CommandContext, Command> create) in made.Count > 0 ? made : Commands)
        {
            root.Subcommands.Add(create(around));
        }

        return root;
    }

    /// <summary>What nothing takes: misspelt options, which the parser may have taken for a positional argument; else all it left over.</summary>
    private static IReadOnlyList<string> Strays(ParseResult parsed, IReadOnlyList<string> literal)
    {
        IEnumerable<string> positional = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value);
        IReadOnlyList<string> options = [.. positional.Concat(parsed.UnmatchedTokens).Where(t => t.StartsWith('-') && !literal.Contains(t, StringComparer.Ordinal))];
        return options.Count > 0 ? options : parsed.UnmatchedTokens;
    }

    private static int ReportParseErrors(ParseResult parsed, IReadOnlyList<string> strays, TextWriter error)
    {
        Command command = parsed.CommandResult.Command;
        string path = command.Name is Name ? Name : $"{Name} {command.Name}";
        IReadOnlyList<string> known = [.. command.Subcommands.Select(c => c.Name), .. command.Options.Select(o => o.Name)];
        IEnumerable<string> problems = strays.Count > 0
            ? strays.Select(token => $"{path} does not take '{token}'{Suggestion.For(token, known)}")
            : parsed.Errors.Select(Describe);
        TryWrite(error, [.. problems.Select(problem => $"error: {problem}"), $"hint: '{path} --help' shows what can be typed"]);
        return ExitCode.BadInput;
    }

    private static string Describe(ParseError problem) =>
        problem.SymbolResult is ArgumentResult { Argument.Name: { } name } ? $"{name}: {problem.Message}" : problem.Message;

    private sealed class ShowVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProgramVersion.Short);
            return ExitCode.Success;
        }
    }
}
