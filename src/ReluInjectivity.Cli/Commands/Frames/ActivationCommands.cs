using System.CommandLine;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Activations;
using ReluInjectivity.Frames.Reconstruction;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>What 'check', 'margin' and 'reconstruct' do with another activation than ReLU.</summary>
internal static class ActivationCommands
{
    /// <summary>The activation.</summary>
    public static Option<string> Option() => new("--activation")
    {
        Description = $"What follows Wx + b in each output: {Activation.Forms}",
        HelpName = "ACTIVATION",
        DefaultValueFactory = _ => "relu",
    };

    /// <summary>Reads the activation; null for ReLU.</summary>
    public static Activation? Parse(string typed)
    {
        try
        {
            return Activation.Parse(typed) is var activation and not ReluActivation ? activation : null;
        }
        catch (FormatException problem)
        {
            throw new BadArgumentException("--activation: " + problem.Message, problem);
        }
    }

    /// <summary>Decides and reports.</summary>
    public static int Check(string format, Layer layer, Activation activation, Domain domain, CheckOptions options, CommandContext around)
    {
        ActivationResult result = Run(() => WorkProgress.Show(around, format, "searching", null, () => ActivationCheck.Run(layer, activation, domain, options, around.Cancellation)));
        ActivationReport.Write(format, layer, activation, domain, result, around);
        return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled : CheckCommand.Code(result.Verdict);
    }

    /// <summary>Measures and reports.</summary>
    public static int Margin(string format, Layer layer, Activation activation, Domain domain, CheckOptions options, CommandContext around)
    {
        ActivationBounds bounds = Run(() => WorkProgress.Show(around, format, "measuring", null, () => ActivationMargin.Run(layer, activation, domain, options, around.Cancellation)));
        ActivationReport.Write(format, activation, domain, bounds, around);
        return around.Cancellation.IsCancellationRequested ? ExitCode.Cancelled
            : bounds.Lower > 0 ? ExitCode.Success
            : bounds.Upper <= 1e-12 * bounds.Lipschitz ? ExitCode.NotSolved
            : ExitCode.Undecided;
    }

    /// <summary>Recovers an input.</summary>
    public static RecoveredInput Reconstruct(Layer layer, Activation activation, double[] output, bool isNonNegative, double tolerance, CancellationToken ct) =>
        Run(() => ActivationReconstruction.Of(layer, activation, output, isNonNegative, tolerance, ct));

    private static T Run<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (ArgumentException problem)
        {
            string argument = problem.ParamName switch
            {
                "domain" or "isNonNegative" => "--domain",
                "output" or "y" => "OUTPUT",
                _ => "--activation",
            };
            throw new BadArgumentException($"{argument}: {LayerArguments.Sentence(problem)}", problem);
        }
    }
}
