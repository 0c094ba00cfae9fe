using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Activations;
using ReluInjectivity.Frames.Reconstruction;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Recovers an input from its output.</summary>
internal static class ReconstructCommand
{
    private const string Summary = "Recover the input of a ReLU layer from its output; give ranges where it is not unique.";

    private const string Details = """
        least-squares  x = W_I^+ (y_I + alpha_I) over the active rows I (y > 0); inactive rows limit what is left open
        frame          the ReLU frame algorithm with one-sided inactive rows, for comparison; reports whether it converged

        With --activation relu6, saturation:L or clip:LO,HI outputs at an end are inequalities. With abs the input is found up to a global sign, by a search over the signs of
        independent rows (some 20 inputs at most).

        Through a network (.onnx, .npz, .safetensors of several layers) the layers are inverted one by one, from the last, with LeakyRelu, PRelu, Tanh,
        Sigmoid, Elu and Softplus between and behind them; where one leaves its input open, by the composed
        map of the active rows, from many starts. json has then  consistent  unique  locallyUnique  input  misfit  tolerance  noiseGain  method  problem.

        Sizes: a second at 4000 outputs and 1000 inputs where the active rows span; where they do not, the ranges take two linear programs for each input (some 100 inputs). Where
        --time-limit comes first, the input is given if it was found, and what is not known is said.

        An output that no input gives is refused: the misfit is named and nothing is returned.

        json has the keys  consistent  unique  input  least  greatest (null: unlimited)  activeRows  rank  residual  noiseGain  problem
        and with frame  converged  iterations  lastStep  outputMiss.

        Exit code: 0 if the input is unique (and the iteration converged), 1 if it is not, or the output is not consistent, 3 if --time-limit came before that was known;
        2 if an argument or file is wrong, 130 on Ctrl-C. Ranges that were not asked for in time are NaN (json: null), with a note.

        Example:
          relu-injectivity reconstruct weights.npy output.csv --bias bias.npy
        """;

    private static readonly string[] Formats = ["table", "json"];
    private static readonly string[] Methods = ["least-squares", "frame"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> weights = LayerArguments.Weights();
        Argument<string> output = new("OUTPUT") { Description = "The layer's output, a vector file" };
        Option<string?> bias = LayerArguments.Bias();
        Option<string> domain = new("--domain") { Description = "rn, or orthant: inputs without negative entries", HelpName = "rn|orthant", DefaultValueFactory = _ => "rn" };
        Option<string> method = new("--method") { Description = "How", HelpName = string.Join('|', Methods), DefaultValueFactory = _ => Methods[0] };
        Option<string?> tolerance = new("--tolerance")
        {
            Description = "Relative misfit that passes for rounding; more for noisy outputs [default: 1e-9, for float32 1.5e-5, by the output's numbers, or the weights' for text]",
            HelpName = "TOLERANCE",
        };
        Option<string> timeLimit = LayerArguments.TimeLimit();
        Option<int> iterations = new("--iterations") { Description = "The most steps of the frame algorithm", HelpName = "COUNT", DefaultValueFactory = _ => 10_000 };
        Option<string> header = LayerArguments.Header();
        Option<string?> shape = NetworkSource.InputShape();
        Option<string> activation = ActivationCommands.Option();
        Option<string> format = SharedArguments.Format(Formats);
        Command command = new DocumentedCommand("reconstruct", Summary, Details) { weights, output, bias, domain, activation, method, tolerance, iterations, timeLimit, shape, header, format };
        command.SetAction(parsed =>
        {
            TextHeader titles = LayerArguments.ParseHeader(parsed.GetRequiredValue(header));
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            string by = Choice.Parse(method.Name, parsed.GetRequiredValue(method), Methods);
            bool isNonNegative = Choice.Parse(domain.Name, parsed.GetRequiredValue(domain), "rn", "orthant") is "orthant";
            (string file, string outputs) = (parsed.GetRequiredValue(weights), parsed.GetRequiredValue(output));
            double allowed = parsed.GetValue(tolerance) is { } given ? NumberArgument.Parse(tolerance.Name, given) : OutputTolerance.Of(outputs, file);
            if (allowed is not (>= 0 and < 1))
            {
                throw new BadArgumentException($"--tolerance: {parsed.GetValue(tolerance)} is out of range; write a number from 0 to 1");
            }

            CheckOptions options = LayerArguments.Options(around, parsed.GetRequiredValue(timeLimit), null, null);
            T Read<T>(Func<FileReading, T> read) => FileReading.Within(titles, parsed.GetValue(shape), options.Left, read, around);
            double[] y = Read(how => LayerArguments.Vector(outputs, how));
            Activation? other = ActivationCommands.Parse(parsed.GetRequiredValue(activation));
            IReadOnlyList<Stage>? single = null;
            Network? network = other is null ? Read(how => WholeNetworkCommands.Read(file, parsed.GetValue(bias), how, out single)) : null;
            if ((other is not null || network is not null) && by is "frame")
            {
                throw new BadArgumentException("--method: the frame algorithm is for a layer with relu; leave --method out with networks and another --activation");
            }

            if (network is not null)
            {
                return WholeNetworkCommands.Reconstruct(wanted, network, y, isNonNegative, allowed, options, around);
            }

            Layer layer = Read(how => LayerArguments.Load(file, parsed.GetValue(bias), how, single));
            return OfLayer(around, layer, other, y, isNonNegative, allowed, by is "frame" ? parsed.GetValue(iterations) : null, options, wanted);
        });
        return command;
    }

    private static int OfLayer(
        CommandContext around, Layer layer, Activation? other, double[] y, bool isNonNegative, double allowed, int? steps, CheckOptions options, string format)
    {
        using CancellationTokenSource limited = TimeLimits.Within(options.Left, around.Cancellation);
        RecoveredInput result;
        FrameIteration? iteration;
        try
        {
            result = other is null
                ? WorkProgress.Show(around, format, "looking for the input", null, () => InputReconstruction.Of(layer, y, isNonNegative, allowed, limited.Token))
                : ActivationCommands.Reconstruct(layer, other, y, isNonNegative, allowed, limited.Token);
            iteration = steps is { } most && result.IsConsistent ? FrameAlgorithm.Run(layer, y, most, ct: limited.Token) : null;
        }
        catch (ArgumentException problem)
        {
            throw new BadArgumentException("OUTPUT: " + LayerArguments.Sentence(problem), problem);
        }
        catch (OperationCanceledException) when (!around.Cancellation.IsCancellationRequested)
        {
            around.Error.WriteLine("error: no answer within --time-limit: the equations of the active rows take longer");
            return ExitCode.Undecided;
        }

        Write(format, result, iteration, other, around);
        return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled
            : result.IsUnique && iteration?.HasConverged is not false ? ExitCode.Success
            : limited.IsCancellationRequested && result.IsConsistent ? ExitCode.Undecided
            : ExitCode.NotSolved;
    }

    private static void Write(string format, RecoveredInput result, FrameIteration? iteration, Activation? activation, CommandContext around)
    {
        if (format is "json")
        {
            JsonText.Write(around.Output, json => WriteJson(json, result, iteration));
            return;
        }

        TextWriter output = around.Output;
        if (!result.IsConsistent)
        {
            output.WriteLine($"no input has this output to --tolerance: {result.Problem}");
            return;
        }

        IReadOnlyList<double> input = iteration?.Input ?? result.Input!;
        TextTable table = new(["entry", "input", "least", "greatest"], 4);
        for (int j = 0; j < input.Count; j++)
        {
            (double least, double greatest) = result.Ranges![j];
            table.AddRow([j.ToString(CultureInfo.InvariantCulture), Notation.Shortest(input[j]), Notation.Shortest(least), Notation.Shortest(greatest)]);
        }

        table.Write(output, around.OutputIsTerminal);
        string sign = activation is AbsoluteActivation ? " up to a global sign" : string.Empty;
        bool isOpen = result.Ranges!.Any(range => double.IsNaN(range.Least) || double.IsNaN(range.Greatest)) && !result.Ranges!.Any(range => range.Least < range.Greatest);
        string uniqueness = result.IsUnique ? "unique" + sign
            : isOpen ? $"an input with this output; whether it is the only one{sign} is not known"
            : $"not unique{sign}: one of the inputs with this output, and the range of each entry";
        output.WriteLine(FormattableString.Invariant($"{uniqueness}; {result.Active.Count} {(activation is null ? "active rows" : "rows that tell more than a side")} of rank {result.Rank}"));
        if (result.Problem is { } doubt)
        {
            output.WriteLine($"note: {doubt}");
        }

        string noise = double.IsFinite(result.NoiseGain) ? $"noise in the output grows at most {Notation.Brief(result.NoiseGain)} times"
            : double.IsNaN(result.NoiseGain) ? "the time limit came before it was known how noise grows"
            : "active rows do not span: no bound on noise";
        output.WriteLine($"misfit of the active rows: {Notation.Brief(result.Residual)}; {noise}");
        if (iteration is not null)
        {
            string outcome = iteration.HasConverged ? "converged" : "not converged";
            output.WriteLine(FormattableString.Invariant(
                $"frame algorithm: {outcome} after {iteration.Iterations} steps, last step {Notation.Brief(iteration.LastStep)}, output missed by {Notation.Brief(iteration.Residual)}"));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, RecoveredInput result, FrameIteration? iteration)
    {
        json.WriteStartObject();
        json.WriteBoolean("consistent", result.IsConsistent);
        json.WriteBoolean("unique", result.IsUnique);
        CheckReport.WriteArray(json, "input", iteration?.Input ?? result.Input ?? []);
        CheckReport.WriteArray(json, "least", result.Ranges?.Select(r => r.Least) ?? []);
        CheckReport.WriteArray(json, "greatest", result.Ranges?.Select(r => r.Greatest) ?? []);
        json.WriteStartArray("activeRows");
        foreach (int row in result.Active)
        {
            json.WriteNumberValue(row);
        }

        json.WriteEndArray();
        json.WriteNumber("rank", result.Rank);
        json.WriteFinite("residual", result.Residual);
        json.WriteFinite("noiseGain", result.NoiseGain);
        json.WriteString("problem", result.Problem);
        if (iteration is not null)
        {
            json.WriteBoolean("converged", iteration.HasConverged);
            json.WriteNumber("iterations", iteration.Iterations);
            json.WriteFinite("lastStep", iteration.LastStep);
            json.WriteFinite("outputMiss", iteration.Residual);
        }

        json.WriteEndObject();
    }
}
