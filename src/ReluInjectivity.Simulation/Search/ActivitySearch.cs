using ReluInjectivity.Simulation.Sampling;

namespace ReluInjectivity.Simulation.Search;

/// <summary>Searches for an input with few active outputs: the Tukey depth of the origin among the rows, for one layer.</summary>
public static class ActivitySearch
{
    /// <summary>The fewest active outputs found over x != 0: an upper estimate of the minimum, counted at an input of its own and so never too low.</summary>
    /// <param name="network">One or two layers.</param>
    /// <param name="options">How hard to search.</param>
    /// <param name="seed">Names the random numbers, with <paramref name="sample"/>.</param>
    /// <param name="sample">Names the random numbers.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The network has neither one layer nor two, or they do not fit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static int Minimum(IReadOnlyList<Layer> network, SearchOptions options, long seed, int sample, CancellationToken cancellation = default)
    {
        if (network.Count is not (1 or 2) || (network.Count == 2 && network[0].Outputs != network[1].Inputs))
        {
            throw new ArgumentException("One layer, or two that fit each other.", nameof(network));
        }

        // A row fewer than inputs leaves an input that the layer does not see at all.
        if (network[0].Outputs < network[0].Inputs)
        {
            return 0;
        }

        int best = int.MaxValue;
        for (int restart = 0; restart < options.Restarts && best > 0; restart++)
        {
            var walk = new VertexWalk(network, new RandomNumbers(seed, sample, restart));
            best = Math.Min(best, walk.Run((long)options.Sweeps * network[^1].Outputs, cancellation));
        }

        return best;
    }
}
