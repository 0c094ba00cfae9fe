using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Cli.Reporting.Frames;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>What a verdict on a layer may hide: a matrix stored the other way round, rounding to floats, a search that cannot end.</summary>
internal static class CheckNotes
{
    // Comparing rows takes as long as checking them where there are more weights.
    private const long MostEntries = 1 << 20;

    // A Gaussian layer of 9 inputs and 90 outputs is proven in about 1 s, and each input more takes four times as long.
    private const int TimedInputs = 9;
    private const double TimedSeconds = 1;

    /// <summary>Beside an undecided network whose last layer doubles its input: what holds for almost every matrix of that size, and proves nothing of the one in the file.</summary>
    public static IReadOnlyList<string> Of(NetworkResult result, Network network)
    {
        IReadOnlyList<StageResult> stages = result.Stages;
        bool composes = network.Unread is null && stages.All(stage => stage.Stage is { IsConvolution: false, IsBeside: false, Pointwise: null });
        if (result.EndToEnd is not Verdict.Undecided || !composes || stages.Count < 2 || stages[^1] is not { Stage.HasReLU: false, Verdict: not Verdict.Injective } last)
        {
            return [];
        }

        (int rows, int inputs) = (last.Stage.Layer.Outputs, stages[0].Stage.Layer.Inputs);
        return rows <= 2 * inputs ? [] : [FormattableString.Invariant(
            $"the last layer has {rows} rows, and 2n + 1 are {(2 * inputs) + 1}: where the layers before it are together injective, almost every matrix with so many rows keeps them so, which proves nothing of the one in the file")];
    }

    /// <summary>One sentence each.</summary>
    public static IReadOnlyList<string> Of(CommandContext around, Layer layer, Domain domain, CheckResult result, CheckOptions options)
    {
        CancellationToken ct = around.Cancellation;
        List<string> notes = [];
        if (layer.Inputs > layer.Outputs && result.Verdict is not Verdict.Injective)
        {
            notes.Add(FormattableString.Invariant(
                $"{layer.Inputs} inputs and {layer.Outputs} outputs: fewer outputs than inputs are never injective. Transposed? Rows are outputs, as in PyTorch; Keras stores inputs x outputs"));
        }

        if (result.Verdict is not Verdict.Injective && (long)layer.Inputs * layer.Outputs <= MostEntries && ParallelRounding.Count(layer, options.ParallelTolerance) is > 0 and var rows)
        {
            // What is left of the time, a tenth of it at least.
            TimeSpan most = TimeSpan.FromSeconds(5);
            TimeSpan limit = options.TimeLimit is { } given && options.Left is { } left ? left > given / 10 ? left : given / 10 : most;
            CheckOptions loose = options with { ParallelTolerance = ParallelRounding.Tolerance, TimeLimit = limit < most ? limit : most, Since = null, Progress = null };
            Verdict other = InjectivityCheck.Run(layer, domain, loose, ct).Verdict;
            notes.Add(FormattableString.Invariant(
                $"{rows} {(rows == 1 ? "row is" : "rows are")} parallel to others but for rounding to float32; with --parallel-tolerance 1e-6, which takes them as exactly parallel: {CheckReport.Words(other)}"));
        }

        if (result.Verdict is Verdict.Undecided && layer.Inputs > TimedInputs && result.FewestActive is { } fewest && fewest >= layer.Inputs)
        {
            double years = TimedSeconds * Math.Pow(4, layer.Inputs - TimedInputs) / (365.25 * 86400);
            string time = years < 1 ? FormattableString.Invariant($"{years * 365.25 * 24:G2} hours") : years < 1e6 ? FormattableString.Invariant($"{years:G2} years") : "more than a million years";
            notes.Add(FormattableString.Invariant(
                $"the fewest active rows that {result.Descents} descents found are {fewest}, {Notation.Brief((double)fewest / layer.Inputs)} for each input, and fewer than 1 would refute it; that suggests it is injective and proves nothing. A proof cell by cell would take some {time} (fourfold with each input, from 1 s at 9)"));
            if (layer.IsBiasFree && domain is WholeSpaceDomain && !ct.IsCancellationRequested && TheoryNote.Of(around, (double)layer.Outputs / layer.Inputs) is { } theory)
            {
                notes.Add(theory);
            }
        }

        return notes;
    }
}
