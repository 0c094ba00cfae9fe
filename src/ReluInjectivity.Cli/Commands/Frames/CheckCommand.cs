using System.CommandLine;
using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Activations;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Decides whether a layer, or a network layer by layer, is injective.</summary>
internal static class CheckCommand
{
    private const string Summary = "Decide whether a ReLU layer with given weights is injective; write a certificate.";

    private const string Details = """
        The layer is ReLU(Wx + b), PyTorch's sign. The verdict is INJECTIVE, NOT INJECTIVE or UNDECIDED (json: injective, notInjective, undecided).
        The first two come with a certificate that 'relu-injectivity verify-certificate' checks in exact arithmetic: a collision x != y with equal
        outputs, or for every cell weights that contradict inactive rows. Rows parallel to within --parallel-tolerance are taken as exactly parallel,
        and listed in the certificate.
        On the sphere only a margin proves injectivity, and only an explicit collision the opposite (points and their mirror images among them).

        With --activation abs the question is injectivity up to a global sign (real phase retrieval), bias-free and with 0 inside the domain; relu6, saturation:L
        (between -L and L) and clip:LO,HI are injective on bounded domains only. They give two inputs with equal outputs, exact, or the result of a whole search, and no
        certificate; json has then  verdict  reason  activation  domain  outputs  inputs  nodes  x  y.

        An .onnx, .safetensors or .npz file of several layers is checked layer by layer, each on what the layers before let through (non-negative
        after a ReLU, within a radius); convolutions by the condition that their kernels determine every patch, which is sufficient only.
        Where the layers do not decide, the network as a whole is asked: fewer numbers passed on than the input has (evidence dimension), a region where
        the composed matrix has dependent columns (two inputs with equal outputs, exact and in float32), or, for up to 6 inputs and 64 rows with ReLU,
        all pairs of its regions in exact arithmetic. A graph that branches (skip connections, Split, Concat), pooling, Pad, Resize, Clip, Abs, Max, Min
        and ConvTranspose are written as layers with ReLU where the input's size is known (from the file or --input-shape); where the input follows from the output node by node, as in
        coupling layers of flows, the network is injective by construction. Where these matrices would be too large, ConvTranspose, Resize (nearest) and Pad (wrap) are layers of kernels,
        decided by counts, by places that no active output sees, or without ReLU by the symbol of a circular one. An operation that is not read ends the layers; what stands before it is still decided.
        A network's certificates are PREFIX.json for the whole of it, where it is decided by its layers, by two inputs or by its regions, and PREFIX.0.json and so on for its layers, with
        --certificate PREFIX or PREFIX.json [default: the file's name with .certificate]. The former is checked against the file, the latter each
        against its layer as FILE#NAME: oriented and scaled as the network computes it, with its bias and folded batch normalisation; a group of
        kernels is a layer of its own, and a convolution the whole of it, as in a network. #tensor:NAME is the array as stored.

        A file that ends in .eq is an equation file, a folder is one of such files, and the name of a model stands for its file; there may be several. Their problems are listed, every
        level and depth (or those of --level and --depth) is solved at the default givens, and their 'expect' lines are checked. Exit code:
        0 if all is solved and every expectation holds, 1 if not, 2 if a file is wrong.

        json has the keys  verdict  reason  domain  outputs  inputs  nodes  fewestActive  marginEstimate  parallelRows  evidence  certificate (null: none)  notes
        and for a collision  x  y  output (rounded); a network's has  verdict  reason  evidence
        (layers, dimension, collision, construction, regions)  certificate  x  y  outputsInFloat32  differenceInFloat32  layers: an array of the above with  name  notes.

        Exit code: 0 if injective, 1 if not injective, 3 if undecided, 2 if an argument or file is wrong, 130 on Ctrl-C (undecided).

        Examples:
          relu-injectivity check weights.npy --bias bias.npy --domain ball:2
          relu-injectivity check my-model.eq --level 1..3
          relu-injectivity check model.onnx --domain box:0,1 --time-limit 10 --format json
        """;

    private static readonly string[] Formats = ["table", "json"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> weights = LayerArguments.Weights();
        Option<string?> bias = LayerArguments.Bias();
        Option<string> domain = LayerArguments.DomainOption();
        Option<string?> bounds = LayerArguments.Bounds();
        Option<string?> certificate = new("--certificate")
        {
            Description = "Where the certificate goes, or none [default: the weights' and the array's name with .certificate.json, here]",
            HelpName = "FILE",
        };
        Option<string> timeLimit = LayerArguments.TimeLimit();
        Option<string?> tolerance = LayerArguments.ParallelTolerance();
        Option<int?> threads = LayerArguments.Threads();
        Option<string> header = LayerArguments.Header();
        Option<string> format = SharedArguments.Format(Formats);
        Option<bool> force = LayerArguments.Force();
        Option<string?> shape = NetworkSource.InputShape();
        Option<string> activation = ActivationCommands.Option();
        Argument<string[]> others = new("FILE") { Description = "More equation files", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> level = new("--level") { Description = "The levels of an equation file [default: every one]", HelpName = "LEVELS" };
        Option<string?> depth = new("--depth") { Description = "The depths of an equation file [default: every one]", HelpName = "DEPTHS" };
        Command command = new DocumentedCommand("check", Summary, Details) { weights, others, bias, domain, bounds, activation, certificate, force, timeLimit, tolerance, threads, shape, header, format, level, depth };
        command.SetAction(parsed =>
        {
            TextHeader titles = LayerArguments.ParseHeader(parsed.GetRequiredValue(header));
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            Domain where = LayerArguments.ParseDomain(parsed.GetRequiredValue(domain), parsed.GetValue(bounds), titles);
            CheckOptions options = LayerArguments.Options(around, parsed.GetRequiredValue(timeLimit), parsed.GetValue(tolerance), parsed.GetValue(threads));
            string file = parsed.GetRequiredValue(weights);
            string[] files = [file, .. parsed.GetValue(others) ?? []];
            if (files.All(f => EquationCheck.IsOfEquations(around, f)))
            {
                return EquationCheck.Run(around, files, parsed.GetValue(level), parsed.GetValue(depth));
            }

            if (files.Length > 1 || (parsed.GetValue(level) ?? parsed.GetValue(depth)) is not null)
            {
                throw new BadArgumentException("FILE: several files, --level and --depth are for equation files (.eq); weights are checked one file at a time");
            }

            string? target = parsed.GetValue(certificate);
            if (target is not (null or "none"))
            {
                OutputFile.Require("--certificate", target);
            }

            string? beside = parsed.GetValue(bias);
            Activation? other = ActivationCommands.Parse(parsed.GetRequiredValue(activation));
            Task task = new(file, where, options, other, target, wanted, parsed.GetValue(force));
            return FileReading.Within<Func<int>>(titles, parsed.GetValue(shape), options.Left, how => Read(around, task, beside, how), around)();
        });
        return command;
    }

    // Reads the network or the layer, and gives what is then done: the former is under the limit of reading, the latter keeps the limit itself.
    private static Func<int> Read(CommandContext around, Task task, string? bias, FileReading how)
    {
        if (task.Activation is null && NetworkSource.IsNetwork(task.File, bias))
        {
            Network network = NetworkSource.Read(task.File, how);
            return () => CheckNetwork(around, task, network);
        }

        (Layer layer, Stage? convolution) = LayerArguments.Given(task.File, bias, how);
        if (task.Activation is null && convolution is not null)
        {
            // Its kernels on one patch are not the layer.
            return () => CheckNetwork(around, task, new Network([convolution]));
        }

        Layer whole = LayerArguments.Fitting(convolution?.AsMatrix()?.Layer ?? layer, task.Domain);
        return () => task.Activation is { } other ? ActivationCommands.Check(task.Format, whole, other, task.Domain, task.Options, around) : CheckLayer(around, task, whole);
    }

    /// <summary>The exit code of a verdict.</summary>
    internal static int Code(Verdict verdict) => verdict switch
    {
        Verdict.Injective => ExitCode.Success,
        Verdict.NotInjective => ExitCode.NotSolved,
        _ => ExitCode.Undecided,
    };

    /// <summary>The certificate's name unless another is asked for; arrays of one file have their own, with '_' for what file names cannot hold.</summary>
    internal static string DefaultPath(string typed)
    {
        (string path, string? array) = LayerArguments.Split(typed);
        string name = array is null ? string.Empty : "." + string.Join('_', array.Split('/', '\\', ':'));
        return Path.GetFileNameWithoutExtension(path) + name + ".certificate.json";
    }

    /// <summary>Writes, or says why not: the verdict is reported first, since the search may have been long.</summary>
    private static (string? Path, BadArgumentException? Problem) WriteCertificate(CheckResult result, string path, bool force)
    {
        if (result.Certificate is not { } certificate)
        {
            return default;
        }

        return WriteCertificate(Text(output => CertificateJson.Write(certificate, output)), path, force);
    }

    private static (string? Path, BadArgumentException? Problem) WriteCertificate(string text, string path, bool force)
    {
        try
        {
            if (!force)
            {
                OutputFile.RequireOfKind("--certificate", path, text);
            }

            OutputFile.Place(path, text);
        }
        catch (BadArgumentException problem)
        {
            return (null, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (null, new BadArgumentException($"--certificate: {path} cannot be written ({problem.Message})", problem));
        }

        return (path, null);
    }

    private static string Text(Action<TextWriter> write)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        write(text);
        return text.ToString();
    }

    private static void ThrowIfAny(BadArgumentException? problem)
    {
        if (problem is not null)
        {
            throw problem;
        }
    }

    private static int CheckLayer(CommandContext around, Task task, Layer layer)
    {
        CheckResult result = WorkProgress.Show(around, task.Format, "searching", task.Options.Progress, () => InjectivityCheck.Run(layer, task.Domain, task.Options, around.Cancellation));
        (string? written, BadArgumentException? problem) = task.Target is "none" ? default : WriteCertificate(result, task.Target ?? DefaultPath(task.File), task.Force);
        CheckReport.Write(task.Format, layer, task.Domain, result, written, CheckNotes.Of(around, layer, task.Domain, result, task.Options), around);
        ThrowIfAny(problem);
        return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled : Code(result.Verdict);
    }

    private static int CheckNetwork(CommandContext around, Task task, Network network)
    {
        if (task.Domain.Inputs is not null && network.Stages is [var first, ..])
        {
            _ = first.IsConvolution
                ? throw new BadArgumentException("--bounds: bounds of single inputs are not read for networks that begin with a convolution")
                : LayerArguments.Fitting(first.Layer, task.Domain);
        }

        NetworkResult result = WorkProgress.Show(around, task.Format, "searching", task.Options.Progress, () => NetworkCheck.Run(network, task.Domain, task.Options, around.Cancellation));
        string target = task.Target ?? DefaultPath(task.File);
        string prefix = target.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? target[..^".json".Length] : target;
        (string? Path, BadArgumentException? Problem) whole = target is "none" || LayerArguments.Split(task.File).Name is not null || NetworkCertificate.Of(result) is not { } certificate ? default : WriteCertificate(Text(output => NetworkCertificateJson.Write(certificate, output)), prefix + ".json", task.Force);
        (string? Path, BadArgumentException? Problem)[] written =
            [.. result.Stages.Select((s, k) => target is "none" ? default : WriteCertificate(s.Check, FormattableString.Invariant($"{prefix}.{k}.json"), task.Force))];
        NetworkReport.Write(task.Format, result, [.. network.Notes, .. CheckNotes.Of(result, network)], [.. written.Select(w => w.Path)], whole.Path, around);
        ThrowIfAny(written.Select(w => w.Problem).Prepend(whole.Problem).FirstOrDefault(p => p is not null));
        return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled : Code(result.EndToEnd);
    }

    /// <summary>What is asked of one file of weights.</summary>
    private sealed record Task(string File, Domain Domain, CheckOptions Options, Activation? Activation, string? Target, string Format, bool Force);
}
