using ReluInjectivity.Weights.Tests.Writers;
using static ReluInjectivity.Weights.Tests.OnnxNetworkTests;

namespace ReluInjectivity.Weights.Tests;

/// <summary>Convolutions: kernel matrix and geometry, folding against direct evaluation on small images.</summary>
public sealed class OnnxConvolutionTests
{
    [Fact]
    public void Kernels_and_geometry()
    {
        double[] kernels = Draw(4 * 3 * 2 * 3);
        Network network = Read(new OnnxWriter().Input().Output()
            .Initializer("K", [4, 3, 2, 3], kernels).Initializer("b", [4], 1, 2, 3, 4)
            .Node("Conv", ["x", "K", "b"], "h", OnnxWriter.Int("group", 2), OnnxWriter.Ints("strides", 2, 1), OnnxWriter.Ints("dilations", 1, 3), OnnxWriter.Ints("pads", 0, 1, 2, 3), OnnxWriter.Ints("kernel_shape", 2, 3))
            .Node("Relu", ["h"], "y"));
        Stage layer = Assert.Single(network.Stages);
        Assert.Equal((true, 4, 18, true), (layer.IsConvolution, layer.Layer.Outputs, layer.Layer.Inputs, layer.HasReLU));
        Assert.Equal(kernels, layer.Layer.Rows.SelectMany(row => row));
        Assert.Equal([1, 2, 3, 4], layer.Layer.Bias);
        ConvolutionShape shape = layer.Convolution!;
        Assert.Equal((6, 4, 2), (shape.InputChannels, shape.OutputChannels, shape.Groups));
        Assert.Equal([2, 3], shape.Kernel);
        Assert.Equal([2, 1], shape.Strides);
        Assert.Equal([1, 3], shape.Dilations);
        Assert.Equal([0, 1], shape.PadsBefore);
        Assert.Equal([2, 3], shape.PadsAfter);
    }

    [Theory]
    [InlineData("SAME_UPPER", 0, 1)]
    [InlineData("SAME_LOWER", 1, 0)]
    [InlineData("VALID", 0, 0)]
    public void Automatic_padding(string mode, int before, int after)
    {
        Network network = Read(new OnnxWriter().Input().Output().Initializer("K", [1, 1, 2], 1, 1).Node("Conv", ["x", "K"], "y", OnnxWriter.String("auto_pad", mode)));
        Assert.Equal([before], network.Stages[0].Convolution!.PadsBefore);
        Assert.Equal([after], network.Stages[0].Convolution!.PadsAfter);
    }

    // ReLU(BN(conv(x))) -> BN -> conv (grouped) -> ReLU -> BN -> flatten -> Gemm on 2-channel signals of length 5, kernels of length 2.
    [Fact]
    public void Normalisation_around_convolutions_and_through_Flatten()
    {
        double[] k1 = Draw(4 * 2 * 2);
        double[] k2 = Draw(4 * 2 * 2);
        double[] last = Draw(3 * 12);
        double[][] norms = [.. Enumerable.Range(0, 4).Select(i => i == 3 ? [.. Draw(4).Select(v => v * v)] : Draw(4))];
        double[] perChannel = Draw(4);
        Network network = Read(new OnnxWriter().Input().Output()
            .Initializer("K1", [4, 2, 2], k1).Initializer("K2", [4, 2, 2], k2).Initializer("W", [3, 12], last).Initializer("c", [1, 4, 1], perChannel)
            .Initializer("g", [4], norms[0]).Initializer("o", [4], norms[1]).Initializer("m", [4], norms[2]).Initializer("v", [4], norms[3])
            .Node("Conv", ["x", "K1"], "a").Node("BatchNormalization", ["a", "g", "o", "m", "v"], "b").Node("Add", ["b", "c"], "b2").Node("Relu", ["b2"], "r")
            .Node("BatchNormalization", ["r", "g", "o", "m", "v"], "s").Node("Conv", ["s", "K2"], "t", OnnxWriter.Int("group", 2)).Node("Relu", ["t"], "u")
            .Node("BatchNormalization", ["u", "g", "o", "m", "v"], "w").Node("Flatten", ["w"], "f").Node("Gemm", ["f", "W"], "y", OnnxWriter.Int("transB", 1)));
        Assert.Equal([true, true, false], network.Stages.Select(layer => layer.IsConvolution));
        double[][] Normal(double[][] image) => [.. image.Select((channel, i) =>
            channel.Select(value => (norms[0][i] * (value - norms[2][i]) / Math.Sqrt(norms[3][i] + 1e-5f)) + norms[1][i]).ToArray())];
        for (int trial = 0; trial < 20; trial++)
        {
            double[][] x = [Draw(5), Draw(5)];
            double[][] image = [.. Normal(Convolve(x, k1, 1)).Select((channel, i) => ReLU([.. channel.Select(value => value + perChannel[i])]))];
            image = Normal([.. Convolve(Normal(image), k2, 2).Select(ReLU)]);
            double[] expected = Apply(last, 3, 12, [.. image.SelectMany(channel => channel)]);

            double[][] layered = x;
            foreach (Stage layer in network.Stages.Take(2))
            {
                double[][] next = Convolve(layered, [.. layer.Layer.Rows.SelectMany(row => row)], layer.Convolution!.Groups);
                layered = [.. next.Select((channel, i) => ReLU([.. channel.Select(value => value + layer.Layer.Bias[i])]))];
            }

            double[] actual = Evaluate(new Network([network.Stages[2]], []), [.. layered.SelectMany(channel => channel)]);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * (1 + Math.Abs(pair.First))));
        }
    }

    [Theory]
    [InlineData("padded", "a shift before the padded convolution")]
    [InlineData("rows", "flatten images before a linear layer")]
    [InlineData("groups", "not divisible")]
    [InlineData("kernel", "kernel_shape is not")]
    [InlineData("stride", "strides is not 1 positive integers")]
    [InlineData("pads", "pads are not 2 integers")]
    [InlineData("auto", "depends on the size of the input")]
    [InlineData("bias", "the bias has shape (3)")]
    [InlineData("flat kernels", "the kernels have shape (2, 2)")]
    [InlineData("channels", "it takes 2 inputs, but 'Conv_0' before it gives 1")]
    public void What_cannot_be_folded_or_contradicts_itself_is_refused(string graph, string problem)
    {
        OnnxWriter writer = new OnnxWriter().Input().Output().Initializer("K", [1, 1, 2], 1, 2).Initializer("K2", [1, 2, 2], 1, 2, 3, 4).Initializer("W", [2, 2], 1, 2, 3, 4)
            .Initializer("one", [1], 1).Initializer("three", [3], 1, 2, 3);
        _ = graph switch
        {
            "padded" => writer.Node("Add", ["x", "one"], "a").Node("Conv", ["a", "K"], "y", OnnxWriter.Ints("pads", 0, 1)),
            "rows" => writer.Node("Conv", ["x", "K"], "a").Node("MatMul", ["a", "W"], "y"),
            "groups" => writer.Node("Conv", ["x", "K"], "y", OnnxWriter.Int("group", 2)),
            "kernel" => writer.Node("Conv", ["x", "K"], "y", OnnxWriter.Ints("kernel_shape", 3)),
            "stride" => writer.Node("Conv", ["x", "K"], "y", OnnxWriter.Ints("strides", 0)),
            "pads" => writer.Node("Conv", ["x", "K"], "y", OnnxWriter.Ints("pads", -1, 0)),
            "auto" => writer.Node("Conv", ["x", "K"], "y", OnnxWriter.String("auto_pad", "SAME_UPPER"), OnnxWriter.Ints("strides", 2)),
            "bias" => writer.Node("Conv", ["x", "K", "three"], "y"),
            "flat kernels" => writer.Node("Conv", ["x", "W"], "y"),
            _ => writer.Node("Conv", ["x", "K"], "a").Node("Conv", ["a", "K2"], "y"),
        };
        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", writer.Model());
        Assert.Contains(problem, Assert.Throws<WeightFileException>(() => NetworkFile.Read(file.Path)).Message, StringComparison.Ordinal);
    }

    // One-dimensional convolution, kernels of length 2, no padding.
    private static double[][] Convolve(double[][] image, double[] kernels, int groups)
    {
        int perGroup = image.Length / groups;
        int outputs = kernels.Length / (2 * perGroup);
        return [.. Enumerable.Range(0, outputs).Select(q => Enumerable.Range(0, image[0].Length - 1).Select(at =>
        {
            double sum = 0;
            for (int c = 0; c < perGroup; c++)
            {
                for (int k = 0; k < 2; k++)
                {
                    sum += kernels[(((q * perGroup) + c) * 2) + k] * image[(q / (outputs / groups) * perGroup) + c][at + k];
                }
            }

            return sum;
        }).ToArray())];
    }
}
