namespace ReluInjectivity.Simulation.Sampling;

/// <summary>Layers drawn at random.</summary>
public static class GaussianLayer
{
    /// <summary>A layer of independent standard normal weights, without bias.</summary>
    /// <param name="outputs">The number of rows, at least 1.</param>
    /// <param name="inputs">The number of columns, at least 1.</param>
    /// <param name="random">What is drawn from, row by row.</param>
    public static Layer Draw(int outputs, int inputs, RandomNumbers random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double[] weights = new double[checked(outputs * inputs)];
        random.Gaussian(weights);
        return new(outputs, inputs, weights);
    }
}
