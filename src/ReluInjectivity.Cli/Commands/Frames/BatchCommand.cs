using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Counts the inputs of a data file at which a layer can be inverted.</summary>
internal static class BatchCommand
{
    private const int BlockRows = 1024;

    private const string Summary = "Count the rows of a data file at which a ReLU layer, or a network, is pointwise injective.";

    private const string Details = """
        A layer is pointwise injective at an input where its active rows (w x + b > 0) have full rank. Beside it stands the number of inputs where those that are
        active or tied (w x + b >= 0, in doubles) do, which is what injectivity on a domain asks of every input. The file is streamed: it may be larger than memory.

        Of a network (an .onnx, .safetensors or .npz file of several layers) the inputs are counted around which it is injective: where no value before a ReLU is zero
        and the composed matrix of the active rows has full rank, in exact arithmetic. Undecided are inputs where a value is zero (in doubles), and those of full rank
        where something stands behind the layers that compose to one matrix.

        json has the keys  inputs  injective  fraction  injectiveWithTies  fewestActive  meanActive  firstFailure (row number from 0; null: none)  isComplete
        and for a network  inputs  injective  undecided  fraction  lowestRank  firstFailure  layers (those that are asked)  isWhole (whether these are all)  isComplete

        Exit code: 0 if it is pointwise injective at every input, 1 if it is not at one, 3 if neither is known (undecided inputs, or --time-limit came before the last);
        2 if an argument or file is wrong; 130 on Ctrl-C or SIGTERM, with what was counted until then.

        Examples:
          relu-injectivity batch weights.npy inputs.npy --bias bias.npy
          relu-injectivity batch model.onnx inputs.npy --time-limit 60
        """;

    private static readonly string[] Formats = ["table", "json"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> weights = LayerArguments.Weights();
        Argument<string> data = new("DATA") { Description = "Inputs as rows: a two-dimensional .npy, or .csv, .tsv, .txt" };
        Option<string?> bias = LayerArguments.Bias();
        Option<string?> limit = new("--time-limit") { Description = "Seconds after which the inputs seen are reported [default: none]", HelpName = "SECONDS" };
        Option<string?> shape = NetworkSource.InputShape();
        Option<string> header = LayerArguments.Header();
        Option<string> format = SharedArguments.Format(Formats);
        Command command = new DocumentedCommand("batch", Summary, Details) { weights, data, bias, limit, shape, header, format };
        command.SetAction(parsed =>
        {
            TextHeader titles = LayerArguments.ParseHeader(parsed.GetRequiredValue(header));
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            TimeSpan? seconds = TimeLimits.Parse(parsed.GetValue(limit));
            using CancellationTokenSource timer = TimeLimits.Within(seconds, around.Cancellation);
            (string file, string rows) = (parsed.GetRequiredValue(weights), parsed.GetRequiredValue(data));
            T Read<T>(Func<FileReading, T> read) => FileReading.Within(titles, parsed.GetValue(shape), seconds, read, around);
            return NetworkSource.IsNetwork(file, parsed.GetValue(bias))
                ? OfNetwork(around, file, Read(how => NetworkSource.Read(file, how)), rows, titles, wanted, timer.Token)
                : OfLayer(around, Read(how => LayerArguments.Load(file, parsed.GetValue(bias), how)), rows, titles, wanted, timer.Token);
        });
        return command;
    }

    private static int OfLayer(CommandContext around, Layer layer, string data, TextHeader titles, string format, CancellationToken ct)
    {
        PointwiseInjectivity counter = new(layer);
        bool isComplete = Read(around, format, data, titles, layer.Inputs, "layer", counter.Add, ct);
        PointwiseCounts counts = counter.Counts;
        if (format is "json")
        {
            JsonText.Write(around.Output, json => BatchReport.Write(json, counts, isComplete));
        }
        else
        {
            BatchReport.Write(around.Output, counts, layer, isComplete);
        }

        return Code(around, counts.FirstFailure is not null, isComplete, isComplete);
    }

    private static int OfNetwork(CommandContext around, string file, Network network, string data, TextHeader titles, string format, CancellationToken ct)
    {
        LocalInjectivity counter;
        try
        {
            counter = new(network);
        }
        catch (ArgumentException problem)
        {
            throw new BadArgumentException($"WEIGHTS: {file}: {LayerArguments.Sentence(problem)}; name a layer as {file}#NAME", problem);
        }

        bool isComplete = Read(around, format, data, titles, counter.Inputs, "network", counter.Add, ct);
        if (format is "json")
        {
            JsonText.Write(around.Output, json => BatchReport.Write(json, counter, isComplete));
        }
        else
        {
            BatchReport.Write(around.Output, counter, network, isComplete);
        }

        return Code(around, counter.Counts.FirstFailure is not null, isComplete, isComplete && counter.Counts.Undecided == 0);
    }

    private static int Code(CommandContext around, bool fails, bool isComplete, bool isDecided) =>
        !isComplete && around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled
        : fails ? ExitCode.NotSolved
        : isDecided ? ExitCode.Success
        : ExitCode.Undecided;

    // Whether the file was read to its end.
    private static bool Read(CommandContext around, string format, string path, TextHeader titles, int inputs, string what, BlockAction add, CancellationToken ct)
    {
        WorkProgress progress = new();
        return WorkProgress.Show(around, format, "reading rows", progress, () => Read(around, progress, path, titles, inputs, what, add, ct));
    }

    private static bool Read(CommandContext around, WorkProgress progress, string path, TextHeader titles, int inputs, string what, BlockAction add, CancellationToken ct)
    {
        using RowSource source = RowSource.Open(path, titles);
        if (source.Columns != inputs)
        {
            throw new BadArgumentException($"DATA: {path} has {source.Columns} numbers a row, the {what} {inputs} inputs; they must agree");
        }

        double[] block = new double[Math.Max(1, Math.Min(BlockRows, (1 << 22) / source.Columns)) * source.Columns];
        bool isEmpty = true;
        long done = 0;
        for (int rows = source.Read(block); rows > 0; rows = source.Read(block))
        {
            // Input by input: those of a large layer take milliseconds each.
            for (int start = 0; start < rows * source.Columns; start += source.Columns)
            {
                if (ct.IsCancellationRequested)
                {
                    return false;
                }

                add(block.AsSpan(start, source.Columns));
            }

            isEmpty = false;
            progress.Report(done += rows);
        }

        return !isEmpty ? true : throw new BadArgumentException($"DATA: {path} has no rows");
    }

    private delegate void BlockAction(ReadOnlySpan<double> block);
}
