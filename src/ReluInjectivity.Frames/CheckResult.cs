using ReluInjectivity.Frames.Certificates;

namespace ReluInjectivity.Frames;

/// <summary>A verdict with its evidence.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Certificate">What proves it; null where undecided.</param>
/// <param name="Reason">One sentence for people.</param>
/// <param name="Nodes">Nodes of the exact search.</param>
/// <param name="FewestActive">The fewest active rows at a point the falsifier saw; null where it did not run.</param>
/// <param name="MarginEstimate">For an undecided bias-free layer of moderate size, an estimate from above of its uniform margin; else null.</param>
public sealed record CheckResult(Verdict Verdict, Certificate? Certificate, string Reason, long Nodes, int? FewestActive, double? MarginEstimate = null)
{
    /// <summary>How many descents the falsifier began.</summary>
    public int Descents { get; init; }
}
