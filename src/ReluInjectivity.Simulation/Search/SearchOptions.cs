namespace ReluInjectivity.Simulation.Search;

/// <summary>How hard to search.</summary>
/// <param name="Restarts">Independent starts, at least 1.</param>
/// <param name="Sweeps">The length of each annealing: moves for each output of the last layer, at least 1.</param>
public sealed record SearchOptions(int Restarts, int Sweeps);
