using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <content>What networks compute, worked out apart from the reader.</content>
public sealed partial class OnnxNetworkTests
{
    internal static Network Read(OnnxWriter writer)
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", writer.Model());
        return NetworkFile.Read(file.Path);
    }

    internal static double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * Source.NextDouble()) - 1)];

    internal static double[] ReLU(double[] x) => [.. x.Select(v => Math.Max(v, 0))];

    // Row-major W times x.
    internal static double[] Apply(double[] weight, int rows, int columns, double[] x) =>
        [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Sum(j => weight[(i * columns) + j] * x[j]))];

    internal static double[] Evaluate(Network network, double[] x)
    {
        foreach (Stage layer in network.Stages)
        {
            double[] y = [.. ((layer.Layer.ToMatrix() * Vector<double>.Build.Dense(x)) + Vector<double>.Build.Dense(layer.Layer.Bias)).ToArray()];
            x = layer.HasReLU ? ReLU(y) : y;
        }

        return x;
    }

    internal static void AssertSame(Network network, int inputs, Func<double[], double[]> direct)
    {
        for (int trial = 0; trial < 50; trial++)
        {
            double[] x = Draw(inputs);
            double[] expected = direct(x);
            double[] actual = Evaluate(network, x);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i], 1e-12 * (1 + Math.Abs(expected[i])));
            }
        }
    }

    internal static double[] Transposed(double[] rowMajor, int rows, int columns) =>
        [.. from j in Enumerable.Range(0, columns) from i in Enumerable.Range(0, rows) select rowMajor[(i * columns) + j]];
}
