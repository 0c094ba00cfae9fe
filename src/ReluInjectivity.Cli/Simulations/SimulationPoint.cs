using ReluInjectivity.Simulation;
using ReluInjectivity.Simulation.Statistics;

namespace ReluInjectivity.Cli.Simulations;

/// <summary>What one size gave.</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Samples">The samples that were finished, at least one.</param>
internal sealed record SimulationPoint(SimulationSettings Settings, IReadOnlyList<SimulatedSample> Samples)
{
    /// <summary>The mean of what the search found.</summary>
    public MeanEstimate Found { get; } = MeanEstimate.Of([.. Samples.Select(s => s.Found)]);

    /// <summary>The mean of the exact values; null where they were not asked for.</summary>
    public MeanEstimate? Exact { get; } = Samples[0].Exact is null ? null : MeanEstimate.Of([.. Samples.Select(s => s.Exact!.Value)]);

    /// <summary>The number of samples on which the search found the exact value.</summary>
    public int ExactlyFound => Samples.Count(s => s.Exact is { } exact && Math.Abs(s.Found - exact) <= 1e-6);

    /// <summary>The outputs of each layer over the inputs.</summary>
    public IReadOnlyList<double> Ratios => [.. Settings.Outputs.Select(m => (double)m / Settings.Inputs)];

    /// <summary>The value for infinite size; null where there is none.</summary>
    public TheoryValue? Theory { get; init; }

    /// <summary>Why there is no theoretical value; null where there is.</summary>
    public string? NoTheory { get; init; }

    /// <summary>The name of the quantity.</summary>
    public string Quantity => Settings.Quantity == SimulatedQuantity.Active ? "active/n" : "projection/sqrt(n)";

    /// <summary>Which side of the truth the search errs to.</summary>
    public string Side => Settings.Quantity == SimulatedQuantity.Active ? "upper" : "lower";
}
