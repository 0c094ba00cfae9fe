using System.CommandLine;
using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Commands;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Studies;

namespace ReluInjectivity.Cli.Studies;

/// <summary>Solves members of a model over a product of ranges, into a file that any run of the same command goes on with.</summary>
internal static class SweepCommand
{
    private const string Summary = "Solve a model over a product of ranges, into one file; the same command goes on where it was.";

    private const string Details = """
        Every member that --level and --depth choose is solved at every point of the product of all --over. Points start from each other along the longest range,
        its ends first, then halfway between, and so on; what starts from what depends on the arguments alone, so results are the same with any number of
        workers, and after any stop.

        FILE is an SQLite file on a local disk (it has two more beside it while it is written). What the progress counts is kept, whether the command ends by Ctrl-C,
        SIGTERM, kill -9 or a full disk; after a power cut the last second may be solved again. The same command goes on with it, and does nothing where all is
        solved; with other arguments, other equations or another version of the program it refuses. 'export FILE' prints it.

        Points without a vouched value are listed with their reasons. --retry solves them again when all others are done: from the nearest solved points, then on
        their own with four times the iterations.

        Exit code: 0 if all points are solved, atBoundary or flat, else 1; 2 if an argument or the file is wrong; 130 on Ctrl-C.

        Examples:
          relu-injectivity sweep {levels} --level 1..3 --over {given}=0.1:10:25:log --output study.db
          relu-injectivity sweep {levels} --level 2 --over {given}=1:3:21 --over {own}=4:8:9 --output study.db --workers 2
        """;

    private const int MostListed = 30;

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> model = SharedArguments.Model();
        Option<string[]> over = new("--over") { Description = "A range: NAME=FROM:TO:COUNT, with :log for equal ratios; several make the product", HelpName = "RANGE", Required = true };
        Option<string?> level = SharedArguments.Level();
        Option<string?> depth = SharedArguments.Depth();
        Option<string?> goal = new("--goal") { Description = "The goal [default: the first that has the givens]", HelpName = "NAME" };
        Option<string[]> set = SharedArguments.Set();
        Option<string?> tolerance = SharedArguments.Tolerance();
        Option<string> output = new("--output", "-o") { Description = "The file that keeps the results", HelpName = "FILE", Required = true };
        Option<int> workers = new("--workers") { Description = "How many points are solved at a time", HelpName = "N", DefaultValueFactory = static _ => Environment.ProcessorCount };
        Option<bool> retry = new("--retry") { Description = "Solve points without a value once more" };
        Option<string?> log = new("--log") { Description = "A file that gets a line when a point is begun, and when it is kept", HelpName = "FILE" };
        Command command = new DocumentedCommand("sweep", Summary, Details, around) { model, over, level, depth, goal, set, tolerance, output, workers, retry, log };
        command.SetAction(parsed =>
        {
            IReadOnlyList<SweepRange> ranges = [.. parsed.GetRequiredValue(over).Select(SweepRange.Parse)];
            int count = parsed.GetValue(workers);
            if (count is < 1 or > 1024)
            {
                throw new BadArgumentException(string.Create(CultureInfo.InvariantCulture, $"--workers: {count} is out of range; from 1 to 1024 points can be solved at a time"));
            }

            (CommandContext source, string name) = ModelSource.One(around, parsed.GetRequiredValue(model), parsed.GetValue(level), parsed.GetValue(depth));
            StudyPart part = SweepArguments.Part(
                source, name, parsed.GetValue(goal), parsed.GetValue(level), parsed.GetValue(depth), ranges, parsed.GetValue(set) ?? [], Tolerance.Parse(parsed.GetValue(tolerance)));
            OutputFile.Require(output.Name, parsed.GetRequiredValue(output));
            return Run(around, new StudyPlan([part], ProgramVersion.Full), parsed.GetRequiredValue(output), count, parsed.GetValue(retry), parsed.GetValue(log));
        });
        return command;
    }

    private static int Run(CommandContext around, StudyPlan plan, string path, int workers, bool retry, string? log)
    {
        using StreamWriter? lines = log is null ? null : OpenLog(log);
        StudyProgress last = default;
        var line = new SweepProgress(around);
        try
        {
            StudyRunner.Run(
                path,
                plan,
                new StudyOptions
                {
                    Workers = workers,
                    Retry = retry,
                    OnLog = lines is null ? null : text => lines.Write(text + "\n"),
                    OnProgress = p => line.Show(last = p),
                },
                around.Cancellation);
        }
        catch (StudyException e)
        {
            line.End();
            throw new BadArgumentException(e.Message, e);
        }
        catch (OperationCanceledException)
        {
            line.End();
            around.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"error: cancelled after {last.Done} points of this run; {path} keeps them, and the same command goes on"));
            return ExitCode.Cancelled;
        }

        line.End();
        return Report(around, plan, path);
    }

    private static int Report(CommandContext around, StudyPlan plan, string path)
    {
        using StudyFile file = StudyFile.Open(path);
        StudyRow[] failed = [.. file.Failed()];
        around.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{path}: {plan.Points} points, {file.Count} results, {file.Count - failed.Length} with a vouched value, {failed.Length} without"));
        foreach (StudyRow row in failed.Take(MostListed))
        {
            string given = string.Join(" ", row.Given.Select(g => $"{g.Key}={Notation.Shortest(g.Value)}"));
            string member = string.Concat(StudyColumns.Member(row).Select(m => $" {m.Key} {m.Value}"));
            around.Output.WriteLine($"{row.Model}{member} {given}: {Notation.CamelCase(row.Status)}{(row.Message is null ? string.Empty : ", " + row.Message)}");
        }

        if (failed.Length > MostListed)
        {
            around.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {failed.Length - MostListed} more: 'relu-injectivity export {path}' has them all"));
        }

        return failed.Length == 0 ? ExitCode.Success : ExitCode.NotSolved;
    }

    private static StreamWriter OpenLog(string path)
    {
        OutputFile.Require("--log", path);
        return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1)) { AutoFlush = true };
    }
}
