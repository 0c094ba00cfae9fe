using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Networks;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Counts the inputs of a data file at which a layer can be inverted.</summary>
internal static class BatchCommand
{
    private const int BlockRows = 1024;

    private const string Summary = "Count the rows of a data file at which a ReLU layer is pointwise injective.";

    private const string Details = """
        A layer is pointwise injective at an input where its active rows (w x + b > 0) have full rank. Beside it stands the number of inputs where those that are
        active or tied (w x + b >= 0, in doubles) do, which is what injectivity on a domain asks of every input. The file is streamed: it may be larger than memory.

        json has the keys  inputs  injective  fraction  injectiveWithTies  fewestActive  meanActive  firstFailure (row number from 0; null: none)

        Exit code: 0 if the layer is pointwise injective at every input, else 1; 2 if an argument or file is wrong; 130 on Ctrl-C.

        Example:
          relu-injectivity batch weights.npy inputs.npy --bias bias.npy
        """;

    private static readonly string[] Formats = ["table", "json"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> weights = LayerArguments.Weights();
        Argument<string> data = new("DATA") { Description = "Inputs as rows: a two-dimensional .npy, or .csv, .tsv, .txt" };
        Option<string?> bias = LayerArguments.Bias();
        Option<string> header = LayerArguments.Header();
        Option<string> format = SharedArguments.Format(Formats);
        Command command = new DocumentedCommand("batch", Summary, Details) { weights, data, bias, header, format };
        command.SetAction(parsed =>
        {
            TextHeader titles = LayerArguments.ParseHeader(parsed.GetRequiredValue(header));
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            ReluLayer layer = LayerArguments.Load(parsed.GetRequiredValue(weights), parsed.GetValue(bias), titles);
            PointwiseCounts counts = Count(around, layer, parsed.GetRequiredValue(data), titles);
            if (wanted is "json")
            {
                JsonText.Write(around.Output, json =>
                {
                    json.WriteStartObject();
                    json.WriteNumber("inputs", counts.Inputs);
                    json.WriteNumber("injective", counts.Injective);
                    json.WriteFinite("fraction", counts.Fraction);
                    json.WriteNumber("injectiveWithTies", counts.InjectiveWithTies);
                    json.WriteNumber("fewestActive", counts.FewestActive);
                    json.WriteFinite("meanActive", counts.MeanActive);
                    if (counts.FirstFailure is { } first)
                    {
                        json.WriteNumber("firstFailure", first);
                    }
                    else
                    {
                        json.WriteNull("firstFailure");
                    }

                    json.WriteEndObject();
                });
            }
            else
            {
                around.Output.WriteLine(FormattableString.Invariant($"pointwise injective at {counts.Injective} of {counts.Inputs} inputs: {Notation.Brief(counts.Fraction)}"));
                if (counts.InjectiveWithTies != counts.Injective)
                {
                    around.Output.WriteLine(FormattableString.Invariant($"with ties (w x + b = 0) taken as active: at {counts.InjectiveWithTies}"));
                }

                around.Output.WriteLine(FormattableString.Invariant(
                    $"active rows: {counts.FewestActive} at least, {Notation.Brief(counts.MeanActive)} on average, of {layer.Outputs}; {layer.Inputs} inputs"));
                if (counts.FirstFailure is { } first)
                {
                    around.Output.WriteLine(FormattableString.Invariant($"first input that is not: row {first} (from 0)"));
                }
            }

            return counts.Inputs == counts.Injective ? ExitCode.Success : ExitCode.NotSolved;
        });
        return command;
    }

    private static PointwiseCounts Count(CommandContext around, ReluLayer layer, string path, TextHeader titles)
    {
        using RowSource source = RowSource.Open(path, titles);
        if (source.Columns != layer.Inputs)
        {
            throw new BadArgumentException($"DATA: {path} has {source.Columns} numbers a row, the layer {layer.Inputs} inputs; they must agree");
        }

        PointwiseInjectivity counter = new(layer);
        double[] block = new double[Math.Max(1, Math.Min(BlockRows, (1 << 22) / source.Columns)) * source.Columns];
        for (int rows = source.Read(block); rows > 0; rows = source.Read(block))
        {
            around.Cancellation.ThrowIfCancellationRequested();
            counter.Add(block.AsSpan(0, rows * source.Columns));
        }

        return counter.Counts.Inputs > 0 ? counter.Counts : throw new BadArgumentException($"DATA: {path} has no rows");
    }
}
