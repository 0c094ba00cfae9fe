using ReluInjectivity.Networks;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>Weights that a graph works out of stored tensors, and batch normalisation of what was reshaped: the matrix read is the one written here, and the graph's own pass agrees.</summary>
public sealed class OnnxFoldingTests
{
    private static readonly double[] Expected = [1, 2, 3, 4, 5, 6];

    public static TheoryData<string> Kinds() => ["Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Cast", "Mul", "Add", "Sub", "Div", "Neg", "Whole", "Rows", "Columns", "Chain"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Weight_OfStoredTensors(string kind)
    {
        OnnxWriter writer = new OnnxWriter().Sized("x", 3).Output();
        writer = kind switch
        {
            "Transpose" => writer.Initializer("s", [3, 2], 1, 4, 2, 5, 3, 6).Node("Transpose", ["s"], "w"),
            "Reshape" => writer.Initializer("s", [6], Expected).Initializer("t", [2], 2, -1).Node("Reshape", ["s", "t"], "w"),
            "Flatten" => writer.Initializer("s", [2, 3, 1], Expected).Node("Flatten", ["s"], "w"),
            "Squeeze" => writer.Initializer("s", [2, 1, 3], Expected).Initializer("a", [1], 1).Node("Squeeze", ["s", "a"], "w"),
            "Unsqueeze" => writer.Initializer("s", [6], Expected).Initializer("a", [1], 0).Initializer("t", [2], 2, 3).Node("Unsqueeze", ["s", "a"], "u").Node("Reshape", ["u", "t"], "w"),
            "Cast" => writer.Initializer("s", [2, 3], 1, 2, 3 + 1e-9, 4, 5, 6).Node("Cast", ["s"], "w", OnnxWriter.Int("to", 1)),
            "Mul" => writer.Initializer("s", [2, 3], 1, 2, 3, 2, 2.5, 3).Initializer("c", [2, 1], 1, 2).Node("Mul", ["s", "c"], "w"),
            "Add" => writer.Initializer("s", [2, 3], 0, 0, 0, 3, 3, 3).Initializer("c", [3], 1, 2, 3).Node("Add", ["c", "s"], "w"),
            "Sub" => writer.Initializer("s", [2, 3], 2, 3, 4, 5, 6, 7).Initializer("c", [], 1).Node("Sub", ["s", "c"], "w"),
            "Div" => writer.Initializer("s", [2, 3], 2, 4, 6, 8, 10, 12).Initializer("c", [1], 2).Node("Div", ["s", "c"], "w"),
            "Neg" => writer.Initializer("s", [2, 3], -1, -2, -3, -4, -5, -6).Node("Neg", ["s"], "w"),
            "Whole" => Quantised(writer, [3, 5, 7, 9, 11, 13], [], [0.5], [1], 1),
            "Rows" => Quantised(writer, [2, 3, 4, 8, 10, 12], [2], [1, 0.5], [1, 0], 0),
            "Columns" => Quantised(writer, [1, 4, 4, 4, 10, 7], [3], [1, 0.5, 1], [0, 0, 1], -1),
            _ => Quantised(writer, [3, 9, 5, 11, 7, 13], [], [1], [1], 1, "q").Initializer("h", [1], 0.5).Node("Mul", ["q", "h"], "m").Node("Cast", ["m"], "c", OnnxWriter.Int("to", 1)).Node("Transpose", ["c"], "w"),
        };
        Stage stage = Read(kind is "Chain" ? writer.Node("Gemm", ["x", "r"], "y", OnnxWriter.Int("transB", 1)).Initializer("t", [2], 2, 3).Node("Reshape", ["w", "t"], "r") : writer.Node("Gemm", ["x", "w"], "y", OnnxWriter.Int("transB", 1)));

        double[] expected = kind is "Chain" ? [1, 2, 3, 4, 5, 6] : Expected;
        Assert.Equal(expected, stage.Layer.Rows.SelectMany(row => row));
    }

    /// <summary>Two channels of three positions each.</summary>
    [Fact]
    public void NormalisationOfReshapedPoints_IsOfChannels()
    {
        Stage stage = Read(new OnnxWriter().Sized("x", 2).Output().Initializer("w", [6, 2], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).Initializer("t", [3], 1, 2, 3)
            .Initializer("s", [2], 2, 3).Initializer("o", [2], 1, -1).Initializer("m", [2], 0, 1).Initializer("v", [2], 1, 1)
            .Node("Gemm", ["x", "w"], "h", OnnxWriter.Int("transB", 1)).Node("Reshape", ["h", "t"], "i").Node("BatchNormalization", ["i", "s", "o", "m", "v"], "n", OnnxWriter.Float("epsilon", 0)).Node("Relu", ["n"], "y"));

        Assert.Equal([2, 4, 6, 8, 10, 12, 21, 24, 27, 30, 33, 36], stage.Layer.Rows.SelectMany(row => row));
        Assert.Equal([1, 1, 1, -4, -4, -4], stage.Layer.Bias);
    }

    [Theory]
    [InlineData("Div", "not finite")]
    [InlineData("Add", "broadcast")]
    [InlineData("DequantizeLinear", "scales and zero points")]
    [InlineData("Cast", "type that is not read")]
    public void WhatCannotBeFolded_IsRefusedByName(string operation, string named)
    {
        OnnxWriter writer = new OnnxWriter().Sized("x", 3).Output().Initializer("s", [2, 3], Expected).Initializer("z", [1], 0).Initializer("c", [2], 1, 2);
        writer = operation switch
        {
            "Div" => writer.Node("Div", ["s", "z"], "w"),
            "Cast" => writer.Node("Cast", ["s"], "w", OnnxWriter.Int("to", 2)),
            _ => writer.Node(operation, ["s", "c"], "w"),
        };
        WeightFileException problem = Assert.Throws<WeightFileException>(() => Read(writer.Node("Gemm", ["x", "w"], "y", OnnxWriter.Int("transB", 1))));
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"({operation})", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNoLongerDependsOnTheInput_IsARowOfZeros()
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", new OnnxWriter().Sized("x", 2).Output().Initializer("z", [1], 0).Initializer("o", [1], 1).Node("Mul", ["x", "z"], "m").Node("Max", ["m", "o"], "y").Model());
        Network network = NetworkFile.Read(file.Path);
        Assert.Null(network.Unread);
        Assert.All(network.Stages[0].Layer.Rows, row => Assert.All(row, weight => Assert.Equal(0, weight)));
    }

    private static OnnxWriter Quantised(OnnxWriter writer, double[] integers, long[] extents, double[] scales, double[] zeros, int axis, string name = "w") => writer
        .Initializer(OnnxWriter.Tensor("i", 3, name is "w" ? [2, 3] : [3, 2], [.. integers.Select(v => (byte)(sbyte)v)]))
        .Initializer("scale", extents, scales).Initializer(OnnxWriter.Tensor("zero", 3, extents, [.. zeros.Select(v => (byte)(sbyte)v)]))
        .Node("DequantizeLinear", ["i", "scale", "zero"], name, OnnxWriter.Int("axis", axis));

    private static Stage Read(OnnxWriter writer)
    {
        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", writer.Model());
        Network network = NetworkFile.Read(file.Path);
        Assert.Null(network.Unread);
        Assert.DoesNotContain(network.Notes, note => note.Contains("not compared", StringComparison.Ordinal));
        return Assert.Single(network.Stages);
    }
}
