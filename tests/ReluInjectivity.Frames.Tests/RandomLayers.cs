using MathNet.Numerics.Distributions;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Matrices from seeds.</summary>
internal static class RandomLayers
{
    /// <summary>Standard Gaussian entries.</summary>
    public static double[][] Gaussian(int m, int n, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, m).Select(_ => Enumerable.Range(0, n).Select(_ => Normal.Sample(random, 0, 1)).ToArray())];
    }

    /// <summary>Small integers: many ties, zero, parallel and dependent rows.</summary>
    public static double[][] Integers(int m, int n, int seed, int largest = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, m).Select(_ => Enumerable.Range(0, n).Select(_ => (double)random.Next(-largest, largest + 1)).ToArray())];
    }
}
