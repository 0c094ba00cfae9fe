using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Checks a certificate.</summary>
internal static class VerifyCertificateCommand
{
    private const string Summary = "Check a certificate of 'check' against the weights, in exact arithmetic and without searching.";

    private const string Details = """
        The certificate of a network is checked against the network's file, that of a layer against the layer.
        With --domain it must decide that domain: injective on a larger one, or not injective on a smaller one, does so too.

        json has the keys  holds  verdict  domain  problem (null: none)  parallelRows  asked (the domain of --domain, null: none)  decides (whether it decides that one).

        Exit code: 0 if the certificate proves its verdict, 1 if it does not, 3 if it does but leaves the domain that is asked for undecided, or --time-limit came first; 2 if an argument or file is
        wrong, 130 on Ctrl-C.

        Examples:
          relu-injectivity verify-certificate weights.certificate.json weights.npy --bias bias.npy
          relu-injectivity verify-certificate model.certificate.json model.onnx --domain box:0,1
          relu-injectivity verify-certificate model.certificate.0.json model.onnx --layer fc1 --domain box:0,1
        """;

    private static readonly string[] Formats = ["table", "json"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> certificate = new("CERTIFICATE") { Description = "A certificate that 'check' wrote" };
        Argument<string> weights = LayerArguments.Weights();
        Option<string?> bias = LayerArguments.Bias();
        Option<string?> domain = new("--domain") { Description = $"The inputs it must decide: {Domain.Forms} [default: its own]", HelpName = "DOMAIN" };
        Option<string?> bounds = LayerArguments.Bounds();
        Option<string?> limit = new("--time-limit") { Description = "Seconds after which it is given up [default: none]", HelpName = "SECONDS" };
        Option<string?> shape = NetworkSource.InputShape();
        Option<string?> node = new("--layer") { Description = "The layer of a model whose certificate it must be; the same as FILE#NAME", HelpName = "NAME" };
        Option<string> header = LayerArguments.Header();
        Option<string> format = SharedArguments.Format(Formats);
        Command command = new DocumentedCommand("verify-certificate", Summary, Details) { certificate, weights, bias, domain, bounds, limit, node, shape, header, format };
        command.SetAction(parsed =>
        {
            TextHeader titles = LayerArguments.ParseHeader(parsed.GetRequiredValue(header));
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            Domain? asked = (parsed.GetValue(domain), parsed.GetValue(bounds)) is (null, null) ? null : LayerArguments.ParseDomain(parsed.GetValue(domain) ?? "rn", parsed.GetValue(bounds), titles);
            string text = Text(parsed.GetRequiredValue(certificate));
            string file = Named(parsed.GetRequiredValue(weights), parsed.GetValue(node));
            Checked? read = Within(around, TimeLimits.Parse(parsed.GetValue(limit)), ct => WorkProgress.Show(around, wanted, "checking", null, () => NetworkCertificateJson.IsNetwork(text)
                ? OfNetwork(Parsed(parsed.GetRequiredValue(certificate), text, NetworkCertificateJson.Read), file, parsed.GetValue(bias), new(titles, parsed.GetValue(shape), ct))
                : OfLayer(Parsed(parsed.GetRequiredValue(certificate), text, CertificateJson.Read), () => LayerArguments.Given(file, parsed.GetValue(bias), new(titles, parsed.GetValue(shape), ct)), ct)));
            if (read is null)
            {
                return ExitCode.Undecided;
            }

            string? problem = read.Problem;
            bool decides = asked is null || read.Decides(asked);
            if (wanted is "json")
            {
                JsonText.Write(around.Output, json =>
                {
                    json.WriteStartObject();
                    json.WriteBoolean("holds", problem is null);
                    json.WriteString("verdict", Notation.CamelCase(read.Verdict));
                    json.WriteString("domain", read.Domain.ToString());
                    json.WriteString("problem", problem);
                    json.WriteNumber("parallelRows", read.ParallelRows);
                    json.WriteString("asked", asked?.ToString());
                    json.WriteBoolean("decides", problem is null && decides);
                    json.WriteEndObject();
                });
            }
            else
            {
                around.Output.WriteLine(problem is null ? $"the certificate holds: {CheckReport.Words(read.Verdict)} on {read.Domain}" : $"the certificate does not hold: {problem}");
                CheckReport.WriteParallelNote(read.ParallelRows, around.Output);
                if (problem is null && !decides)
                {
                    around.Output.WriteLine($"{CheckReport.Words(Verdict.Undecided)} on {asked}: {CheckReport.Words(read.Verdict)} on {read.Domain} does not settle it");
                }
            }

            return problem is not null ? ExitCode.NotSolved : decides ? ExitCode.Success : ExitCode.Undecided;
        });
        return command;
    }

    private static string Named(string file, string? layer) => layer is null ? file
        : LayerArguments.Split(file).Name is null ? $"{file}#{layer}" : throw new BadArgumentException($"--layer: {file} names a layer already; give one of the two");

    // Null, with a message, where the time limit came first.
    private static Checked? Within(CommandContext around, TimeSpan? limit, Func<CancellationToken, Checked> check)
    {
        using CancellationTokenSource timer = TimeLimits.Within(limit, around.Cancellation);
        try
        {
            return check(timer.Token);
        }
        catch (OperationCanceledException) when (!around.Cancellation.IsCancellationRequested)
        {
            around.Error.WriteLine("error: no answer within --time-limit: the certificate was not checked to its end, and nothing is known of it");
            return null;
        }
    }

    // A certificate of a convolution may be that of its kernels on one patch, or that of its whole matrix.
    private static Checked OfLayer(Certificate certificate, Func<(Layer Layer, Stage? Convolution)> read, CancellationToken ct)
    {
        (Layer layer, Stage? convolution) = read();
        layer = layer.Outputs != certificate.Outputs && convolution?.AsMatrix() is { } whole ? whole.Layer : layer;
        return new(certificate.Verdict, certificate.Domain, CertificateVerifier.Problem(certificate, layer, ct), certificate.ParallelRows.Count, certificate.Decides);
    }

    private static Checked OfNetwork(NetworkCertificate certificate, string file, string? bias, FileReading how)
    {
        if (!NetworkSource.IsNetwork(file, bias))
        {
            throw new BadArgumentException("WEIGHTS: the certificate is that of a network; name its file, without an array's name or a bias");
        }

        string? problem = NetworkCertificateVerifier.Problem(certificate, NetworkSource.Read(file, how), how.Ct);
        return new(certificate.Verdict, certificate.Domain, problem, certificate.Layers.Sum(layer => layer.Proof?.ParallelRows.Count ?? 0), certificate.Decides);
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadArgumentException($"CERTIFICATE: {path}: there is no such file; check the path", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadArgumentException($"CERTIFICATE: {path} cannot be read ({problem.Message})", problem);
        }
    }

    private static T Parsed<T>(string path, string text, Func<string, T> read)
    {
        try
        {
            return read(text);
        }
        catch (FormatException problem)
        {
            throw new BadArgumentException($"CERTIFICATE: {path} is no certificate: {problem.Message}", problem);
        }
    }

    private sealed record Checked(Verdict Verdict, Domain Domain, string? Problem, int ParallelRows, Func<Domain, bool> Decides);
}
