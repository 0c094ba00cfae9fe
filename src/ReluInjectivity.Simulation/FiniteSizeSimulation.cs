using System.Collections.Concurrent;
using ReluInjectivity.Simulation.Exact;
using ReluInjectivity.Simulation.Sampling;
using ReluInjectivity.Simulation.Search;

namespace ReluInjectivity.Simulation;

/// <summary>Draws Gaussian networks and searches each.</summary>
public static class FiniteSizeSimulation
{
    /// <summary>Streams of weights and of searches never share a name.</summary>
    private const int WeightStream = -1;

    /// <summary>Runs a simulation. The values depend on the settings only, whatever the number of threads.</summary>
    /// <param name="settings">What to do.</param>
    /// <param name="onSample">Told of each sample as it ends, in any order but one at a time; may be null.</param>
    /// <param name="cancellation">Stops it; the samples that were finished are returned.</param>
    /// <returns>The finished samples in order: all of them unless cancelled.</returns>
    /// <exception cref="ArgumentException">The settings are out of range, or too large for exact enumeration where it is asked for.</exception>
    /// <example><code>
    /// var settings = new SimulationSettings(SimulatedQuantity.Active, Inputs: 50, Outputs: [335], Samples: 10, new SearchOptions(3, 300), Seed: 1);
    /// MeanEstimate energy = MeanEstimate.Of([.. FiniteSizeSimulation.Run(settings).Select(s => s.Found)]);
    /// </code></example>
    public static IReadOnlyList<SimulatedSample> Run(
        SimulationSettings settings, Action<SimulatedSample>? onSample = null, CancellationToken cancellation = default)
    {
        Require(settings);
        ConcurrentBag<SimulatedSample> samples = [];
        Lock gate = new();
        try
        {
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = settings.Workers, CancellationToken = cancellation };
            Parallel.For(0, settings.Samples, parallel, i =>
            {
                SimulatedSample sample = Sample(settings, i, cancellation);
                samples.Add(sample);
                lock (gate)
                {
                    onSample?.Invoke(sample);
                }
            });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was finished counts.
        }

        return [.. samples.OrderBy(s => s.Index)];
    }

    private static SimulatedSample Sample(SimulationSettings settings, int index, CancellationToken cancellation)
    {
        var random = new RandomNumbers(settings.Seed, index, WeightStream);
        List<Layer> network = [];
        int inputs = settings.Inputs;
        foreach (int outputs in settings.Outputs)
        {
            network.Add(GaussianLayer.Draw(outputs, inputs, random));
            inputs = outputs;
        }

        if (settings.Quantity == SimulatedQuantity.Active)
        {
            double n = settings.Inputs;
            int found = ActivitySearch.Minimum(network, settings.Search, settings.Seed, index, cancellation);
            return new(index, found / n, settings.IsExact ? ExactMinimum.Active(network, cancellation) / n : null);
        }

        double unit = Math.Sqrt(settings.Inputs);
        double[] target = new double[network[0].Outputs];
        random.Gaussian(target);
        double projection = ProjectionSearch.Maximum(network[0], target, settings.Search, settings.Seed, index, cancellation);
        return new(index, projection / unit, settings.IsExact ? ExactMinimum.Projection(network[0], target, cancellation) / unit : null);
    }

    private static void Require(SimulationSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Search.Restarts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Search.Sweeps, 1);
        bool isProjection = settings.Quantity == SimulatedQuantity.Projection;
        if (settings.Outputs.Count is not (1 or 2) || (isProjection && settings.Outputs.Count != 1) || settings.Outputs.Any(m => m < 1))
        {
            throw new ArgumentException("One or two layers with an output each; one layer for a projection.", nameof(settings));
        }

        if (isProjection && settings.Outputs[0] < settings.Inputs)
        {
            throw new ArgumentException("A projection needs as many outputs as inputs.", nameof(settings));
        }

        if (settings.IsExact && (settings.Inputs > ExactMinimum.MostInputs || settings.Outputs.Any(m => m > ExactMinimum.MostOutputs)))
        {
            throw new ArgumentException($"Exact values need at most {ExactMinimum.MostInputs} inputs and {ExactMinimum.MostOutputs} outputs a layer.", nameof(settings));
        }
    }
}
