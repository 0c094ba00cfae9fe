using ReluInjectivity.Simulation.Search;

namespace ReluInjectivity.Simulation;

/// <summary>What is measured on each network.</summary>
public enum SimulatedQuantity
{
    /// <summary>The least number of active outputs of the last layer over x != 0, divided by n. The search can only overestimate it.</summary>
    Active,

    /// <summary>The largest v . ReLU(Ax) / ||ReLU(Ax)|| over x, with v standard normal, divided by sqrt(n). The search can only underestimate it.</summary>
    Projection,
}

/// <summary>A simulation at one size.</summary>
/// <param name="Quantity">What to measure.</param>
/// <param name="Inputs">The number n of inputs, at least 1.</param>
/// <param name="Outputs">The number of outputs of each layer: one or two layers, one for <see cref="SimulatedQuantity.Projection"/>.</param>
/// <param name="Samples">The number of networks drawn, at least 1.</param>
/// <param name="Search">How hard to search.</param>
/// <param name="Seed">Names all random numbers: the same seed gives the same values, on however many threads.</param>
public sealed record SimulationSettings(
    SimulatedQuantity Quantity, int Inputs, IReadOnlyList<int> Outputs, int Samples, SearchOptions Search, long Seed)
{
    /// <summary>Whether to enumerate the exact value too; for networks that <see cref="Exact.ExactMinimum"/> takes.</summary>
    public bool IsExact { get; init; }

    /// <summary>Threads; default one for each processor.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}

/// <summary>One network.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Found">What the search found, in the quantity's units.</param>
/// <param name="Exact">The exact value; null where it was not asked for.</param>
public sealed record SimulatedSample(int Index, double Found, double? Exact);
