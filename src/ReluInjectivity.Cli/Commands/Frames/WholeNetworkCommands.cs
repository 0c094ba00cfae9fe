using System.Text.Json;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>What 'margin' and 'reconstruct' do with a network of several layers.</summary>
internal static class WholeNetworkCommands
{
    /// <summary>The network of a file; null where it is a single layer, or none that is read as a network.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bias">--bias.</param>
    /// <param name="how">How it is read.</param>
    /// <param name="single">The layer's stages where a graph of one layer was read, as reading compares it with its forward pass, which may take seconds.</param>
    public static Network? Read(string file, string? bias, FileReading how, out IReadOnlyList<Stage>? single)
    {
        single = null;
        if (!NetworkSource.IsNetwork(file, bias))
        {
            return null;
        }

        try
        {
            Network network = NetworkSource.Read(file, how);
            bool isGraph = Path.GetExtension(file).Equals(".onnx", StringComparison.OrdinalIgnoreCase);
            if (network.Stages.Count > 1 || (isGraph && !IsReluLayer(network.Stages[0])))
            {
                return network;
            }

            single = isGraph ? network.Stages : null;
            return null;
        }
        catch (WeightFileException) when (Path.GetExtension(file).ToLowerInvariant() is not ".onnx")
        {
            // Arrays that do not chain: the message of the single layer says how to name one.
            return null;
        }
    }

    // What the commands for one layer take the file for; kernels without a size too, as they are.
    private static bool IsReluLayer(Stage stage) => (stage.HasReLU && !stage.IsConvolution) || (stage.IsConvolution && stage.AsMatrix() is null);

    /// <summary>Brackets the Lipschitz constant of the inverse.</summary>
    public static int Margin(string format, Network network, Domain domain, CheckOptions options, CommandContext around)
    {
        if (domain.Inputs is { } bounded && bounded != network.Stages[0].Layer.Inputs)
        {
            throw new BadArgumentException($"--bounds: there are bounds of {bounded} inputs, the network has {network.Stages[0].Layer.Inputs}");
        }

        NetworkRatio ratio = WorkProgress.Show(around, format, "measuring", null, () => NetworkMargin.Run(network, domain, options, around.Cancellation));
        NetworkMarginReport.Write(format, ratio, domain, network.Notes, around);
        return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled
            : ratio.Lower > 0 && network.Unread is null ? ExitCode.Success
            : ratio.Upper == 0 ? ExitCode.NotSolved
            : ExitCode.Undecided;
    }

    /// <summary>Recovers an input.</summary>
    public static int Reconstruct(string format, Network network, double[] output, bool isNonNegative, double tolerance, CheckOptions options, CommandContext around)
    {
        if (network.Unread is { } unread)
        {
            throw new BadArgumentException($"WEIGHTS: the network is not read to its end: {unread}");
        }

        using CancellationTokenSource limited = TimeLimits.Within(options.Left, around.Cancellation);
        NetworkInput found;
        try
        {
            found = WorkProgress.Show(around, format, "looking for the input", null, () => NetworkReconstruction.Of(network.Stages, output, isNonNegative, tolerance, limited.Token));
        }
        catch (ArgumentException problem)
        {
            throw new BadArgumentException($"{(problem.ParamName is "output" ? "OUTPUT" : "WEIGHTS")}: {LayerArguments.Sentence(problem)}", problem);
        }

        if (format is "json")
        {
            JsonText.Write(around.Output, json => WriteJson(json, found, tolerance));
        }
        else
        {
            WriteText(found, tolerance, around);
        }

        return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled : found.IsUnique ? ExitCode.Success
            : limited.IsCancellationRequested ? ExitCode.Undecided
            : ExitCode.NotSolved;
    }

    private static void WriteText(NetworkInput found, double tolerance, CommandContext around)
    {
        TextWriter output = around.Output;
        output.WriteLine($"input = {CheckReport.Vector(found.Input)}");
        string uniqueness = !found.IsConsistent ? $"does not give the output: off by more than --tolerance {Notation.Brief(tolerance)} of its size"
            : found.IsUnique ? "unique: each layer determines its input"
            : found.IsLocallyUnique ? "the only one in its region"
            : "not unique: its region has other inputs with this output";
        output.WriteLine($"{uniqueness}; found {(found.IsByLayers ? "layer by layer" : "by the composed map of the active rows")}");
        string noise = double.IsFinite(found.NoiseGain) ? $"noise in the output grows some {Notation.Brief(found.NoiseGain)} times" : "the composed map does not span: no bound on noise";
        output.WriteLine($"misfit of the outputs: {Notation.Brief(found.Misfit)}; {noise}");
        if (found.Problem is { } problem)
        {
            output.WriteLine($"note: {problem}");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, NetworkInput found, double tolerance)
    {
        json.WriteStartObject();
        json.WriteBoolean("consistent", found.IsConsistent);
        json.WriteBoolean("unique", found.IsUnique);
        json.WriteBoolean("locallyUnique", found.IsLocallyUnique);
        CheckReport.WriteArray(json, "input", found.Input);
        json.WriteFinite("misfit", found.Misfit);
        json.WriteFinite("tolerance", tolerance);
        json.WriteFinite("noiseGain", found.NoiseGain);
        json.WriteString("method", found.IsByLayers ? "layers" : "regions");
        json.WriteString("problem", found.Problem);
        json.WriteEndObject();
    }
}
