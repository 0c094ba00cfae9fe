using System.Numerics.Tensors;

namespace ReluInjectivity.Simulation.Networks;

/// <summary>The weights of a layer without bias.</summary>
public sealed class DenseLayer
{
    private readonly double[] _weights;

    /// <summary>A layer of given weights, row by row: <paramref name="outputs"/> times <paramref name="inputs"/> numbers.</summary>
    /// <exception cref="ArgumentException">The number of weights does not fit.</exception>
    public DenseLayer(int outputs, int inputs, params double[] weights)
    {
        if (weights.Length != (long)outputs * inputs)
        {
            throw new ArgumentException($"{outputs} x {inputs} weights are needed, not {weights.Length}.", nameof(weights));
        }

        Outputs = outputs;
        Inputs = inputs;
        _weights = weights;
    }

    /// <summary>The number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>A layer of independent standard normal weights.</summary>
    public static DenseLayer Gaussian(int outputs, int inputs, RandomNumbers random)
    {
        double[] weights = new double[checked(outputs * inputs)];
        random.Gaussian(weights);
        return new(outputs, inputs, weights);
    }

    /// <summary>The weights of one output.</summary>
    public ReadOnlySpan<double> Row(int output) => _weights.AsSpan(output * Inputs, Inputs);

    /// <summary>The outputs before the rectifier.</summary>
    public void Apply(ReadOnlySpan<double> input, Span<double> output)
    {
        for (int i = 0; i < Outputs; i++)
        {
            output[i] = TensorPrimitives.Dot(Row(i), input);
        }
    }
}
