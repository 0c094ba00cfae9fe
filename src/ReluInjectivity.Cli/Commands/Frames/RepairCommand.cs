using System.CommandLine;
using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Biases;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.Repair;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Makes a layer injective.</summary>
internal static class RepairCommand
{
    private const string Summary = "Make a given weight matrix injective: rows to append, or the smallest safe bias.";

    private const string Details = """
        greedy  few appended rows: one for each cell found that does not span, until none is left (a heuristic; never more than 'paired')
        paired  -w_i appended for n independent rows that have no negative yet, as in [B; -B]; where the rows do not span, an axis and its
                negative for each dimension that is missing
        bias    no rows: the smallest uniform bias that is safe on --domain, b_i = -r |w_i| min(c*, 0) with the uniform margin c*

        Sizes: paired any (seconds at 1000 inputs); greedy some 10 inputs; where its time ends the answer is that of 'paired'. bias as the exact c* of 'margin'.

        The rows make the layer injective on all of R^n without bias, and the verdict on the result is certified. No fewer than 2n - m rows do.
        --output writes the whole new matrix (for 'bias' the bias), numbers in full; by the extension .npy, .safetensors (tensor weight or bias), else csv.

        json has the keys  method  appended  fewestNeeded  verdict  weights (rows)  for 'bias'  method  domain  uniformMargin  reliability  bias.

        Exit code: 0 if the result is certified injective (for 'bias' if the margin is exact), else 1; 2 if an argument or file is wrong; 3 if --time-limit came while the file was
        read; 130 on Ctrl-C or SIGTERM, with the rows so far.

        Example:
          relu-injectivity repair weights.npy --method greedy --output repaired.csv
        """;

    private static readonly string[] Formats = ["table", "json"];
    private static readonly string[] Methods = ["greedy", "paired", "bias"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> weights = LayerArguments.Weights();
        Option<string> method = new("--method") { Description = "How", HelpName = string.Join('|', Methods), DefaultValueFactory = _ => Methods[0] };
        Option<string> domain = new("--domain") { Description = "For 'bias', where: ball:R", HelpName = "DOMAIN", DefaultValueFactory = _ => "ball:1" };
        Option<string?> output = new("--output") { Description = $"A file for the result: {ArrayFile.Kinds}", HelpName = "FILE" };
        Option<string> timeLimit = LayerArguments.TimeLimit();
        Option<string> header = LayerArguments.Header();
        Option<string?> shape = NetworkSource.InputShape();
        Option<string> format = SharedArguments.Format(Formats);
        Option<bool> force = LayerArguments.Force();
        Command command = new DocumentedCommand("repair", Summary, Details) { weights, method, domain, output, force, timeLimit, shape, header, format };
        command.SetAction(parsed =>
        {
            TextHeader titles = LayerArguments.ParseHeader(parsed.GetRequiredValue(header));
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            string how = Choice.Parse(method.Name, parsed.GetRequiredValue(method), Methods);
            CheckOptions options = LayerArguments.Options(around, parsed.GetRequiredValue(timeLimit), null, null);
            if (parsed.GetValue(output) is { } file)
            {
                ArrayFile.Require(output.Name, file, parsed.GetValue(force));
            }

            Layer layer = FileReading.Within(titles, parsed.GetValue(shape), options.Left, reading => LayerArguments.Load(parsed.GetRequiredValue(weights), null, reading), around);
            try
            {
                return how is "bias"
                    ? Bias(around, layer, parsed.GetRequiredValue(domain), options, parsed.GetValue(output), wanted)
                    : Rows(around, layer, how, options, parsed.GetValue(output), wanted);
            }
            catch (ArgumentException problem)
            {
                throw new BadArgumentException("WEIGHTS: " + LayerArguments.Sentence(problem), problem);
            }
        });
        return command;
    }

    private static int Rows(CommandContext around, Layer layer, string method, CheckOptions options, string? output, string format)
    {
        RepairResult result = WorkProgress.Show(
            around, format, "repairing", options.Progress, () => method is "paired" ? LayerRepair.Paired(layer, options, around.Cancellation) : LayerRepair.Greedy(layer, options, around.Cancellation));
        Save(output, result.Layer.Rows, isBias: false);
        if (format is "json")
        {
            JsonText.Write(around.Output, json =>
            {
                json.WriteStartObject();
                json.WriteString("method", method);
                json.WriteNumber("appended", result.Appended);
                json.WriteNumber("fewestNeeded", result.FewestNeeded);
                json.WriteString("verdict", Notation.CamelCase(result.Check.Verdict));
                json.WriteStartArray("weights");
                foreach (double[] row in result.Layer.Rows)
                {
                    json.WriteStartArray();
                    foreach (double value in row)
                    {
                        json.WriteNumberValue(value);
                    }

                    json.WriteEndArray();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
        }
        else
        {
            around.Output.WriteLine(FormattableString.Invariant(
                $"{result.Appended} rows appended (no fewer than {result.FewestNeeded} would do): {CheckReport.Words(result.Check.Verdict)}: {result.Check.Reason}"));
            foreach (double[] row in result.Layer.Rows.Skip(layer.Outputs))
            {
                around.Output.WriteLine(string.Join(',', row.Select(Notation.Shortest)));
            }
        }

        return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled : result.Check.Verdict is Verdict.Injective ? ExitCode.Success : ExitCode.NotSolved;
    }

    private static int Bias(CommandContext around, Layer layer, string typed, CheckOptions options, string? output, string format)
    {
        Domain domain = LayerArguments.ParseDomain(typed);
        double radius = domain is BallDomain ball ? ball.Radius : throw new BadArgumentException($"--domain: a uniform bias is given on a ball; write ball:R, not '{typed}'");
        using CancellationTokenSource limited = TimeLimits.Within(options.Left, around.Cancellation);
        UniformMargin margin = WorkProgress.Show(around, format, "measuring", null, () => UniformMargin.Until(layer, limited.Token));
        if (double.IsNegativeInfinity(margin.Value))
        {
            throw new BadArgumentException("WEIGHTS: the rows do not span, so no bias is safe");
        }

        double[] bias = [.. layer.Rows.Select(r => 0 - (radius * UnitVector.Norm(r) * Math.Min(margin.Value, 0)))];
        Save(output, [.. bias.Select(b => new[] { b })], isBias: true);
        if (format is "json")
        {
            JsonText.Write(around.Output, json =>
            {
                json.WriteStartObject();
                json.WriteString("method", "bias");
                json.WriteString("domain", domain.ToString());
                json.WriteFinite("uniformMargin", margin.Value);
                json.WriteString("reliability", Notation.CamelCase(margin.Reliability));
                CheckReport.WriteArray(json, "bias", bias);
                json.WriteEndObject();
            });
        }
        else
        {
            string value = Notation.Shortest(margin.Value);
            around.Output.WriteLine(margin.Reliability is Reliability.Exact
                ? $"uniform margin c* = {value} (exact); with the biases below the layer is injective on {domain}"
                : $"uniform margin c* <= {value} (estimate); the biases below are the least that may do, and are not proven to: 'bias' has methods that prove theirs");
            foreach (double b in bias)
            {
                around.Output.WriteLine(Notation.Shortest(b));
            }
        }

        return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled : margin.Reliability is Reliability.Exact ? ExitCode.Success : ExitCode.NotSolved;
    }

    private static void Save(string? path, IReadOnlyList<double[]> rows, bool isBias)
    {
        if (path is not null)
        {
            ArrayFile.Write("--output", path, rows, isBias ? "bias" : "weight", isBias);
        }
    }
}
