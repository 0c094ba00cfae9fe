using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Activations;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Measures by how much a layer is injective.</summary>
internal static class MarginCommand
{
    private const string Summary = "Measure by how much a ReLU layer is injective, and name the worst input.";

    private const string Details = """
        uniform margin c*      the largest common threshold, for rows of length one, with which the active rows span everywhere on the sphere;
                               bias-free injective on R^n exactly if c* >= 0. A verdict with |c*| < 1e-9 does not survive float32 rounding.
        fewest active rows     at generic inputs: the halfspace depth of the origin (bias-free, all of R^n)
        lowest rank            of the active rows at generic inputs of the domain; below n: not injective there
        s                      smallest singular value of the active rows over all cells of the domain
        kappa_L                inf |f(x) - f(y)| / |x - y|, and 1 / kappa_L, the Lipschitz constant of the inverse; s/2 <= kappa_L <= s, or its closed form
                               for antiparallel pairs

        Sizes: all numbers are exact in seconds up to some 6 inputs and 100 outputs; c* and the fewest active rows take about outputs^inputs steps. Larger layers
        get bounds by --time-limit, from 512 inputs on rough ones.

        Each number is exact, or an estimate from above where a search was cut short; the notes say which and why.

        With --activation abs kappa_L is for distances up to a global sign, min(|x - y|, |x + y|): its square is the least of lambda_min over a set of rows plus lambda_min
        over the others. With relu6, saturation:L and clip:LO,HI it is between min(s/2, length / diameter) and s, s over the rows between their ends.
        json has then  activation  domain  inverseLipschitz {lower, upper}  smallestSingularValue  rows  worstInput  lipschitz  complete.

        Of a network (.onnx, .npz, .safetensors of several layers) kappa_L is bracketed: from below by the product over the layers, each on what reaches it, from above by the
        least singular value of the composed matrix at random inputs; its reciprocal is the Lipschitz constant of the inverse. json has then  domain
        inverseLipschitz {lower, upper}  lipschitzOfInverse {lower, upper}  lipschitz  worstInput  regions  layers  notes. Exit code 0 if the product is positive.

        json has the keys  rank  rankIsBound (true: at least so much)  inputs  uniformMargin {value, reliability, worstInput}  fewestActive  fewestActiveAtMost  lowestRank
          smallestSingularValue {value, reliability, worstInput, activeRows}  inverseLipschitz {lower, upper, exact}  lipschitzOfInverse {lower, upper}  lipschitz  notes

        Exit code: 0 if the layer is injective on the domain by these numbers, 1 if it is not, 3 if they do not tell; 2 if an argument or file is wrong; 130 on Ctrl-C.

        Example:
          relu-injectivity margin weights.npy --domain nonneg-ball:3
        """;

    private static readonly string[] Formats = ["table", "json"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> weights = LayerArguments.Weights();
        Option<string?> bias = LayerArguments.Bias();
        Option<string> domain = LayerArguments.DomainOption();
        Option<string?> bounds = LayerArguments.Bounds();
        Option<string> timeLimit = LayerArguments.TimeLimit();
        Option<string?> tolerance = LayerArguments.ParallelTolerance();
        Option<int?> threads = LayerArguments.Threads();
        Option<string> header = LayerArguments.Header();
        Option<string?> shape = NetworkSource.InputShape();
        Option<string> activation = ActivationCommands.Option();
        Option<string> format = SharedArguments.Format(Formats);
        Command command = new DocumentedCommand("margin", Summary, Details) { weights, bias, domain, bounds, activation, timeLimit, tolerance, threads, shape, header, format };
        command.SetAction(parsed =>
        {
            TextHeader titles = LayerArguments.ParseHeader(parsed.GetRequiredValue(header));
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            Activation? other = ActivationCommands.Parse(parsed.GetRequiredValue(activation));
            string? refusal = other is ClipActivation ? $"margin with --activation {other} needs the diameter of the domain, and takes bounds of each input only" : null;
            Domain where = LayerArguments.ParseDomain(parsed.GetRequiredValue(domain), parsed.GetValue(bounds), titles, refusal);
            if (where is SphereDomain)
            {
                throw new BadArgumentException("--domain: the sphere is not convex; ask for ball:1");
            }

            CheckOptions options = LayerArguments.Options(around, parsed.GetRequiredValue(timeLimit), parsed.GetValue(tolerance), parsed.GetValue(threads));
            IReadOnlyList<Stage>? single = null;
            (string file, string? beside) = (parsed.GetRequiredValue(weights), parsed.GetValue(bias));
            T Read<T>(Func<FileReading, T> read) => FileReading.Within(titles, parsed.GetValue(shape), options.Left, read, around);
            if (other is null && Read(how => WholeNetworkCommands.Read(file, beside, how, out single)) is { } network)
            {
                return WholeNetworkCommands.Margin(wanted, network, where, options, around);
            }

            Layer layer = LayerArguments.Fitting(Read(how => LayerArguments.Load(file, beside, how, single)), where);
            if (other is not null)
            {
                return ActivationCommands.Margin(wanted, layer, other, where, options, around);
            }

            MarginReport report = WorkProgress.Show(around, wanted, "measuring", null, () => MarginAnalysis.Run(layer, where, options, around.Cancellation));
            MarginText.Write(wanted, layer, where, report, around);
            if (around.Cancellation.IsCancellationRequested)
            {
                return ExitCode.Cancelled;
            }

            // An input with fewer active rows than numbers is enough, whatever the lowest rank is.
            bool fails = report.LowestRank < layer.Inputs || (report.WorstInput.Count > 0 && report.WorstActive.Count < layer.Inputs);
            return fails ? ExitCode.NotSolved : report.LowestRank is null ? ExitCode.Undecided : ExitCode.Success;
        });
        return command;
    }
}
