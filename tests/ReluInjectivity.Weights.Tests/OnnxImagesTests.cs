using System.Globalization;
using ReluInjectivity.Networks;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>Images of more numbers than are written as matrices stay layers of kernels: circular, transposed and repeated ones; each is compared with the graph's own pass when it is read.</summary>
public sealed class OnnxImagesTests
{
    [Fact]
    public void CircularPadding_IsItsConvolutions()
    {
        Stage stage = Assert.Single(Read(new OnnxWriter().Sized("x", 1, 70_000).Output()
            .Initializer("k", [2, 1, 3], 1, 2, 3, 4, 5, 6).Initializer("p", [6], 0, 0, 1, 0, 0, 3)
            .Node("Pad", ["x", "p"], "q", OnnxWriter.String("mode", "wrap")).Node("Conv", ["q", "k"], "h", OnnxWriter.Ints("dilations", 2)).Node("Relu", ["h"], "y")).Stages);

        Assert.True(stage is { HasReLU: true, Convolution: { IsCircular: true, IsTransposed: false } });
        Assert.Equal([70_000], stage.Convolution.OutputSize!);
    }

    /// <summary>In groups, cut, with output padding, and batch normalisation behind it.</summary>
    [Fact]
    public void TransposedOne_TakesWhatStandsBehindIt()
    {
        double[] kernels = [.. Enumerable.Range(0, 4 * 3 * 3 * 2).Select(k => Math.Sin(k))];
        Stage stage = Assert.Single(Read(new OnnxWriter().Sized("x", 4, 130, 140).Output()
            .Initializer("k", [4, 3, 3, 2], kernels).Initializer("b", [6], 1, 2, 3, 4, 5, 6)
            .Initializer("s", [6], 1, 2, 3, -1, -2, -3).Initializer("o", [6], 1, 0, 1, 0, 1, 0).Initializer("m", [6], 1, 1, 2, 2, 3, 3).Initializer("v", [6], 1, 2, 3, 4, 5, 6)
            .Node("ConvTranspose", ["x", "k", "b"], "t", OnnxWriter.Int("group", 2), OnnxWriter.Ints("strides", 2, 3), OnnxWriter.Ints("dilations", 1, 2), OnnxWriter.Ints("pads", 1, 0, 0, 2), OnnxWriter.Ints("output_padding", 1, 2))
            .Node("BatchNormalization", ["t", "s", "o", "m", "v"], "n").Node("Relu", ["n"], "y")).Stages);

        Assert.True(stage is { HasReLU: true, Convolution: { IsTransposed: true, Groups: 2 } });
        Assert.Equal([261, 420], stage.Convolution.OutputSize!);
        Assert.Equal(6, stage.Layer.Outputs);
    }

    [Theory]
    [InlineData("Resize", "2x2")]
    [InlineData("Resize", "3x1")]
    [InlineData("Upsample", "2x4")]
    public void RepeatedEntries_AreATransposedOne(string operation, string factors)
    {
        double[] scales = [1, 1, .. factors.Split('x').Select(factor => double.Parse(factor, CultureInfo.InvariantCulture))];
        string[] inputs = operation is "Resize" ? ["x", "", "s"] : ["x", "s"];
        IReadOnlyList<Stage> stages = Read(new OnnxWriter().Sized("x", 3, 150, 160).Output()
            .Initializer("s", [4], scales).Initializer("k", [2, 3, 1, 1], 1, 2, 3, 4, 5, 6)
            .Node(operation, inputs, "r").Node("Conv", ["r", "k"], "h").Node("Relu", ["h"], "y")).Stages;

        Assert.Equal(2, stages.Count);
        Assert.True(stages[0] is { HasReLU: false, Convolution.IsTransposed: true });
        Assert.Equal([(int)(150 * scales[2]), (int)(160 * scales[3])], stages[1].Convolution!.InputSize!);
    }

    /// <summary>A shift before a transposed convolution is no bias behind it; a circular padding without its convolution, or with zeros around too, is no layer.</summary>
    [Theory]
    [InlineData("shift", "transposed convolution")]
    [InlineData("alone", "circular padding")]
    [InlineData("zeros", "pads with zeros")]
    [InlineData("stretched", "not read")]
    public void WhatDoesNotFit_IsRefusedByName(string kind, string named)
    {
        OnnxWriter writer = new OnnxWriter().Sized("x", 2, 200, 200).Output().Initializer("k", [2, 2, 2, 2], [.. Enumerable.Range(1, 16).Select(k => (double)k)]).Initializer("c", [2, 1, 1], 1, 2)
            .Initializer("p", [8], 0, 0, 1, 1, 0, 0, 0, 0).Initializer("s", [4], 1, 1, 1.5, 2);
        OnnxWriter Padded() => writer.Node("Pad", ["x", "p"], "q", OnnxWriter.String("mode", "wrap"));
        writer = kind switch
        {
            "shift" => writer.Node("Add", ["x", "c"], "a").Node("ConvTranspose", ["a", "k"], "y"),
            "alone" => Padded().Node("Relu", ["q"], "y"),
            "zeros" => Padded().Node("Conv", ["q", "k"], "y", OnnxWriter.Ints("pads", 1, 0, 0, 0)),
            _ => writer.Node("Resize", ["x", "", "s"], "y"),
        };

        WeightFileException problem = Assert.Throws<WeightFileException>(() => Read(writer));
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    private static Network Read(OnnxWriter writer)
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", writer.Model());
        Network network = NetworkFile.Read(file.Path);
        Assert.Null(network.Unread);
        Assert.DoesNotContain(network.Notes, note => note.Contains("not compared", StringComparison.Ordinal));
        return network;
    }
}
