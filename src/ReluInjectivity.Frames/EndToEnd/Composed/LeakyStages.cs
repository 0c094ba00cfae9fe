namespace ReluInjectivity.Frames.EndToEnd.Composed;

/// <summary>
/// Layers followed by v for v &gt;= 0 and s v below, as in LeakyRelu and PRelu, written with ReLU: ReLU(Wx + b) beside ReLU(-Wx - b), and behind them the first less s times the second.
/// No number is rounded by that.
/// </summary>
internal static class LeakyStages
{
    // Two matrices of twice as many rows, and columns.
    private const int MostOutputs = 512;

    /// <summary>Stages with those before the last of the first ones written so.</summary>
    /// <param name="stages">The stages.</param>
    /// <param name="length">How many are composed; a map behind the last of them stays, as it changes no verdict.</param>
    public static Stage[] Of(IReadOnlyList<Stage> stages, int length) => [.. stages.SelectMany((stage, k) => k < length - 1 && IsWritten(stage) ? Written(stage) : [stage])];

    /// <summary>Their results, of which none but the first one's domain says more than before.</summary>
    public static StageResult[] Of(IReadOnlyList<StageResult> results, int length) => [.. results.SelectMany((result, k) =>
    {
        if (k >= length - 1 || !IsWritten(result.Stage))
        {
            return [result];
        }

        Stage[] two = Written(result.Stage);
        CheckResult check = result.Check with { Certificate = null };
        return (StageResult[])[result with { Stage = two[0], Check = check }, new(two[1], Domain.Orthant, check, Verdict.Undecided, result.Reason)];
    })];

    /// <summary>How many stages are composed if they are so many as they are written.</summary>
    public static int Length(IReadOnlyList<Stage> stages, int count)
    {
        int written = 1;
        for (int length = 1; length <= stages.Count; length++)
        {
            if (written >= count)
            {
                return length;
            }

            written += IsWritten(stages[length - 1]) ? 2 : 1;
        }

        return stages.Count;
    }

    private static bool IsWritten(Stage stage) =>
        stage is { Pointwise.NegativeSlopes: not null, HasReLU: false, IsConvolution: false, IsBeside: false } && stage.Layer.Outputs <= MostOutputs;

    private static Stage[] Written(Stage stage)
    {
        int m = stage.Layer.Outputs;
        double[] bias = [.. stage.Layer.Thresholds.Select(t => 0 - t)];
        Layer both = new([.. stage.Layer.Rows, .. stage.Layer.Rows.Select(row => (double[])[.. row.Select(v => 0 - v)])], [.. bias, .. stage.Layer.Thresholds]);
        Layer joined = new([.. Enumerable.Range(0, m).Select(i => (double[])[.. Enumerable.Range(0, 2 * m).Select(j => j == i ? 1 : j == m + i ? 0 - stage.Pointwise!.NegativeSlope(i) : 0)])]);
        return [new(stage.Name, both, HasReLU: true), new(stage.Name + " (slopes)", joined, HasReLU: false)];
    }
}
