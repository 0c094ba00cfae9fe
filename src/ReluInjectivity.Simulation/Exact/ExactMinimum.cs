using System.Numerics.Tensors;
using ReluInjectivity.Simulation.Sampling;

namespace ReluInjectivity.Simulation.Exact;

/// <summary>
/// Exact extrema of small networks. On the closure of a linear piece the number of positive outputs only falls towards the boundary,
/// so the minimum over x != 0 is attained on rays of the arrangement; outputs that vanish count as inactive.
/// </summary>
public static class ExactMinimum
{
    /// <summary>The largest input dimension.</summary>
    public const int MostInputs = 4;

    /// <summary>The most outputs a layer may have.</summary>
    public const int MostOutputs = CentralArrangement.MostRows;

    private const double Tolerance = 1e-9;

    /// <summary>The least number of active outputs over x != 0.</summary>
    /// <param name="network">One or two layers, with at most <see cref="MostInputs"/> inputs and <see cref="MostOutputs"/> outputs each.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The network is too large, or has neither one layer nor two.</exception>
    public static int Active(IReadOnlyList<Layer> network, CancellationToken cancellation = default)
    {
        Require(network);
        double[][] rows = Rows(network[0]);
        int n = network[0].Inputs;
        if (CentralArrangement.Kernel(rows, n).Count > 0)
        {
            return 0;
        }

        IReadOnlyList<double[]> rays = [.. CentralArrangement.Rays(rows, n)];
        int best = rays.Min(x => Activity.Count(network, x, Tolerance));
        if (network.Count == 1)
        {
            return best;
        }

        foreach (LinearPiece piece in LinearPiece.Of(network[0], rows, rays))
        {
            cancellation.ThrowIfCancellationRequested();
            double[][] map = piece.Compose(network[1]);
            double[][] crossing = [.. map.Where(piece.IsCutBy)];
            foreach (double[] x in CentralArrangement.Rays([.. piece.Facets, .. crossing], n))
            {
                best = Math.Min(best, Activity.Count(network, x, Tolerance));
            }
        }

        return best;
    }

    /// <summary>The largest v . ReLU(Ax) / ||ReLU(Ax)|| over x.</summary>
    /// <param name="layer">A, with at most <see cref="MostInputs"/> inputs and <see cref="MostOutputs"/> outputs.</param>
    /// <param name="target">v, as long as the layer has outputs.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The maximum; minus infinity where no output is ever active.</returns>
    /// <exception cref="ArgumentException">The layer is too large.</exception>
    public static double Projection(Layer layer, double[] target, CancellationToken cancellation = default)
    {
        Require([layer]);
        double[][] rows = Rows(layer);
        int n = layer.Inputs;
        if (CentralArrangement.Kernel(rows, n).Count > 0)
        {
            throw new ArgumentException("The layer must have as many independent rows as inputs.", nameof(layer));
        }

        IReadOnlyList<double[]> rays = [.. CentralArrangement.Rays(rows, n)];
        double best = rays.Max(x => Activity.Projection(layer, target, x));
        foreach (LinearPiece piece in LinearPiece.Of(layer, rows, rays))
        {
            cancellation.ThrowIfCancellationRequested();
            for (int size = 0; size < n - 1; size++)
            {
                foreach (int[] face in CentralArrangement.Subsets(piece.Facets.Count, size))
                {
                    IReadOnlyList<double[]> span = CentralArrangement.Kernel([.. face.Select(f => piece.Facets[f])], n);
                    if (piece.Stationary(layer, target, span) is { } x)
                    {
                        best = Math.Max(best, Activity.Projection(layer, target, x));
                    }
                }
            }
        }

        return best;
    }

    private static double[][] Rows(Layer layer) => [.. Enumerable.Range(0, layer.Outputs).Select(i => layer.Row(i).ToArray())];

    private static void Require(IReadOnlyList<Layer> network)
    {
        if (network.Count is not (1 or 2) || (network.Count == 2 && network[0].Outputs != network[1].Inputs))
        {
            throw new ArgumentException("One layer, or two that fit each other.", nameof(network));
        }

        if (network[0].Inputs > MostInputs || network.Any(l => l.Outputs > MostOutputs))
        {
            throw new ArgumentException($"At most {MostInputs} inputs and {MostOutputs} outputs a layer.", nameof(network));
        }
    }
}
