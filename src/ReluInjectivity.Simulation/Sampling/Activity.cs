using System.Numerics.Tensors;

namespace ReluInjectivity.Simulation.Sampling;

/// <summary>What a network of one or two layers does to one input.</summary>
public static class Activity
{
    /// <summary>The number of outputs of the last layer above zero.</summary>
    /// <param name="network">The layers, the rectifier between them.</param>
    /// <param name="input">The input.</param>
    /// <param name="tolerance">Outputs up to this, relative to the lengths of the weights and of what they act on, count as zero.</param>
    public static int Count(IReadOnlyList<Layer> network, ReadOnlySpan<double> input, double tolerance = 0)
    {
        double[] signal = input.ToArray();
        double[] before = signal;
        foreach (Layer layer in network)
        {
            before = signal;
            double[] next = new double[layer.Outputs];
            layer.Apply(before, next);
            signal = [.. next.Select(h => Math.Max(h, 0))];
        }

        double scale = tolerance * TensorPrimitives.Norm(before.AsSpan());
        int active = 0;
        for (int i = 0; i < signal.Length; i++)
        {
            bool isActive = tolerance == 0 ? signal[i] > 0 : signal[i] > scale * TensorPrimitives.Norm(network[^1].Row(i));
            active += isActive ? 1 : 0;
        }

        return active;
    }

    /// <summary>The projection v . ReLU(Ax) / ||ReLU(Ax)||; minus infinity where no output is active.</summary>
    public static double Projection(Layer layer, ReadOnlySpan<double> target, ReadOnlySpan<double> input)
    {
        double[] output = new double[layer.Outputs];
        layer.Apply(input, output);
        TensorPrimitives.Max(output, 0.0, output);
        double norm = TensorPrimitives.Norm(output.AsSpan());
        return norm > 0 ? TensorPrimitives.Dot(target, output) / norm : double.NegativeInfinity;
    }
}
