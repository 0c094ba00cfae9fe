using System.CommandLine;
using System.Globalization;
using System.Text;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Biases;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Finds biases with which a layer is injective on a domain.</summary>
internal static class BiasCommand
{
    private const string Summary = "Find the smallest biases b (largest thresholds alpha = -b) that keep a layer injective on a domain.";

    private const string Details = """
        pbe             polytope bias estimation: a certificate; needs rows that surround the origin
        mcbe            Monte-Carlo estimation: an estimate, too small a bias by what the samples missed; not a certificate
        mcbe-certified  over a deterministic net, less its covering radius: a certificate, useful in few dimensions
        exact           the limit of ever more samples (few rows and inputs only)

        Sizes: pbe up to some 8 inputs (the hull of m rows has about m^(n/2) facets), exact up to 4 inputs and 50 rows, mcbe-certified up to 4 inputs, mcbe any: at
        --time-limit it prints what it has seen.

        The bias is in units of the raw rows and of the domain's radius, with PyTorch's sign: ReLU(Wx + b) is injective on the domain for every
        b at least this large, where the result is a certificate or exact; on the sphere and on shells for every b strictly larger, as ties count as
        active. Frame theory's upper bias is alpha = -b. A row that is never needed has no lower limit: null in json, -inf in csv.

        --output writes b as .npy, .safetensors (tensor bias) or csv, for 'check --bias' or back into training; a row that is never needed gets the largest bias with which
        it is never active on the domain, -R |w|.

        json has the keys  method  domain  reliability (exact, certificate, estimate)  note  bias  alpha  alphaNormalised: an entry a row, null: unlimited

        Exit code: 0, or 1 if the method has no answer for these weights; 2 if an argument or file is wrong; 3 if --time-limit came while the file was read.

        Example:
          relu-injectivity bias weights.npy --method pbe --domain ball:5
        """;

    private static readonly string[] Formats = ["table", "json", "csv"];
    private static readonly string[] Methods = ["pbe", "mcbe", "mcbe-certified", "exact"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> weights = LayerArguments.Weights();
        Option<string> method = new("--method") { Description = "How", HelpName = string.Join('|', Methods), DefaultValueFactory = _ => Methods[0] };
        Option<string> domain = new("--domain") { Description = $"Where: {BiasDomain.Forms}, or box:LO,HI (by the ball around it)", HelpName = "DOMAIN", DefaultValueFactory = _ => "ball:1" };
        Option<int> samples = new("--samples") { Description = "Points of the Monte-Carlo methods", HelpName = "COUNT", DefaultValueFactory = _ => 200_000 };
        Option<int> seed = new("--seed") { Description = "Seed of mcbe", HelpName = "SEED", DefaultValueFactory = _ => 1 };
        Option<string?> output = new("--output") { Description = $"A file for b: {ArrayFile.Kinds}", HelpName = "FILE" };
        Option<bool> force = LayerArguments.Force();
        Option<string> timeLimit = LayerArguments.TimeLimit();
        Option<string> header = LayerArguments.Header();
        Option<string?> shape = NetworkSource.InputShape();
        Option<string> format = SharedArguments.Format(Formats);
        Command command = new DocumentedCommand("bias", Summary, Details) { weights, method, domain, samples, seed, output, force, timeLimit, shape, header, format };
        command.SetAction(parsed =>
        {
            TextHeader titles = LayerArguments.ParseHeader(parsed.GetRequiredValue(header));
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            string how = Choice.Parse(method.Name, parsed.GetRequiredValue(method), Methods);
            string place = parsed.GetRequiredValue(domain);
            BiasDomain? given = IsBox(place) ? null : ParseDomain(place);
            string? file = parsed.GetValue(output);
            if (file is not null)
            {
                ArrayFile.Require(output.Name, file, parsed.GetValue(force));
            }

            int count = parsed.GetValue(samples);
            if (count < 1)
            {
                throw new BadArgumentException($"--samples: {count} is out of range; write a number of at least 1");
            }

            CheckOptions options = LayerArguments.Options(around, parsed.GetRequiredValue(timeLimit), null, null);
            Layer layer = FileReading.Within(titles, parsed.GetValue(shape), options.Left, reading => LayerArguments.Load(parsed.GetRequiredValue(weights), null, reading), around);
            BiasDomain where = given ?? Around((BoxDomain)LayerArguments.ParseDomain(place), layer.Inputs);
            using CancellationTokenSource limited = TimeLimits.Within(options.Left, around.Cancellation);

            string? box = given is null ? place : null;
            return Answer(around, layer, () => Compute(how, layer, where, count, parsed.GetValue(seed), limited.Token), box, file, wanted);
        });
        return command;
    }

    private static int Answer(CommandContext around, Layer layer, Func<SafeBias?> compute, string? box, string? file, string wanted)
    {
        try
        {
            SafeBias? result = WorkProgress.Show(around, wanted, "looking for a bias", null, compute);
            if (result is null)
            {
                around.Error.WriteLine("error: no answer: there are too many sets of rows for the exact bias; try pbe or mcbe");
                return ExitCode.NotSolved;
            }

            result = box is null ? result : result with { Note = $"{result.Note}; {box} lies in {result.Domain}" };
            if (file is not null)
            {
                ArrayFile.Write("--output", file, [.. result.FiniteBias(layer).Select(b => new[] { b })], "bias", isVector: true);
            }

            Write(wanted, result, around);
            return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Success;
        }
        catch (NotOmnidirectionalException problem)
        {
            around.Error.WriteLine($"error: no answer: {problem.Message}");
            return ExitCode.NotSolved;
        }
        catch (OperationCanceledException) when (!around.Cancellation.IsCancellationRequested)
        {
            around.Error.WriteLine("error: no answer within --time-limit: a part of the work gives no bias that is safe; try mcbe, which prints what it has");
            return ExitCode.NotSolved;
        }
    }

    private static bool IsBox(string typed) => typed.Trim().StartsWith("box:", StringComparison.Ordinal);

    // A bias that is safe on a ball is safe on the box in it.
    private static BiasDomain Around(BoxDomain box, int inputs)
    {
        double radius = Math.Sqrt(inputs) * Math.Max(Math.Abs(box.Lower), Math.Abs(box.Upper)) * (1 + 1e-15);
        return new(box.Lower >= 0 ? BiasDomainKind.NonNegativeBall : BiasDomainKind.Ball, 0, radius);
    }

    private static BiasDomain ParseDomain(string typed)
    {
        try
        {
            return BiasDomain.Parse(typed);
        }
        catch (FormatException problem)
        {
            throw new BadArgumentException("--domain: " + problem.Message, problem);
        }
    }

    private static SafeBias? Compute(string method, Layer layer, BiasDomain domain, int samples, int seed, CancellationToken ct) => method switch
    {
        "pbe" => PolytopeBias.Of(layer, domain, ct),
        "mcbe" => MonteCarloBias.Estimate(layer, domain, samples, seed, ct),
        "mcbe-certified" => MonteCarloBias.Certified(layer, domain, samples, ct),
        _ => MostCorrelatedBias.Of(layer, domain, ct),
    };

    private static void Write(string format, SafeBias result, CommandContext around)
    {
        switch (format)
        {
            case "json":
                JsonText.Write(around.Output, json =>
                {
                    json.WriteStartObject();
                    json.WriteString("method", result.Method);
                    json.WriteString("domain", result.Domain.ToString());
                    json.WriteString("reliability", Notation.CamelCase(result.Reliability));
                    json.WriteString("note", result.Note);
                    CheckReport.WriteArray(json, "bias", result.Bias);
                    CheckReport.WriteArray(json, "alpha", result.Thresholds);
                    CheckReport.WriteArray(json, "alphaNormalised", result.Normalised);
                    json.WriteEndObject();
                });
                break;
            case "csv":
                StringBuilder text = new("row,bias,alpha,alphaNormalised\n");
                for (int i = 0; i < result.Bias.Count; i++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{i},{Notation.Shortest(result.Bias[i])},{Notation.Shortest(result.Thresholds[i])},{Notation.Shortest(result.Normalised[i])}\n");
                }

                around.Output.Write(text.ToString());
                break;
            default:
                TextTable table = new(["row", "bias b", "alpha = -b", "alpha, unit row"], 4);
                for (int i = 0; i < result.Bias.Count; i++)
                {
                    table.AddRow([i.ToString(CultureInfo.InvariantCulture), Notation.Shortest(result.Bias[i]), Notation.Shortest(result.Thresholds[i]), Notation.Shortest(result.Normalised[i])]);
                }

                table.Write(around.Output, around.OutputIsTerminal);
                around.Output.WriteLine($"{result.Method} on {result.Domain}: {Notation.CamelCase(result.Reliability)}; {result.Note}");
                break;
        }
    }
}
