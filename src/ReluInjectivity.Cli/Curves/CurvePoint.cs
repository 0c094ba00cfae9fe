using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Curves;

/// <summary>A point of a curve, solved now or read back from a file.</summary>
/// <param name="Abscissa">The value of the swept given.</param>
/// <param name="Status">The status, as the reports write it.</param>
/// <param name="Value">The goal's value; NaN where there is none.</param>
/// <param name="ErrorEstimate">A bound on its error; NaN where there is none.</param>
/// <param name="Unknowns">The unknowns by name.</param>
/// <param name="Outputs">The outputs by name.</param>
/// <param name="Message">What the solve says of itself; null where there is nothing to say.</param>
internal sealed record CurvePoint(
    double Abscissa,
    SolveStatus Status,
    double Value,
    double ErrorEstimate,
    IReadOnlyList<KeyValuePair<string, double>> Unknowns,
    IReadOnlyList<KeyValuePair<string, double>> Outputs,
    string? Message)
{
    /// <summary>Whether the curve jumps to another branch since the point before, in words; null where it goes on, or is not known yet.</summary>
    public string? Jump { get; init; }

    /// <summary>All that a reader should know; null where there is nothing to say.</summary>
    public string? Remark => Message is null || Jump is null ? Message ?? Jump : Message + "; " + Jump;

    /// <summary>Whether the status vouches for the value.</summary>
    public bool IsGood => ExitCode.IsGood(Status);

    /// <summary>A point just solved.</summary>
    public static CurvePoint Of(double abscissa, SolveResult result) => new(
        abscissa,
        result.Status,
        result.Value,
        result.ErrorEstimate,
        [.. result.System.Unknowns.Zip(result.Unknowns, (u, v) => KeyValuePair.Create(u.Name, v))],
        [.. result.System.Outputs.Zip(result.Outputs, (o, v) => KeyValuePair.Create(o.Name, v))],
        result.Message);

    /// <summary>The points of a curve, in its order, with the jumps that are seen between them.</summary>
    public static IReadOnlyList<CurvePoint> WithJumps(SystemDescription system, IReadOnlyList<CurvePoint> points) =>
    [
        .. points.Zip(
            BranchJumps.Of(system, [.. points.Select(static p => new CurveSample(p.Abscissa, p.Status, [.. p.Unknowns.Select(static u => u.Value)]))]),
            static (point, jump) => point with { Jump = jump }),
    ];
}

/// <summary>What all points of a curve share.</summary>
/// <param name="Model">The model.</param>
/// <param name="Indices">The place in the model's family.</param>
/// <param name="Goal">The goal.</param>
/// <param name="Swept">The given that varies.</param>
/// <param name="Given">The other givens by name.</param>
internal sealed record CurveHead(string Model, IReadOnlyList<FamilyIndex> Indices, string Goal, string Swept, IReadOnlyList<KeyValuePair<string, double>> Given)
{
    /// <summary>What the swept given means, in words and units; null where the model does not say.</summary>
    public string? SweptText { get; init; }

    /// <summary>Whether two curves are of one system at the same givens.</summary>
    public bool Matches(CurveHead other) =>
        (Model, Goal, Swept) == (other.Model, other.Goal, other.Swept) && Indices.SequenceEqual(other.Indices) && Given.SequenceEqual(other.Given);
}
