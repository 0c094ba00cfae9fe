using ReluInjectivity.Weights.Tests.Writers;
using static ReluInjectivity.Weights.Tests.OnnxNetworkTests;

namespace ReluInjectivity.Weights.Tests;

/// <summary>Layers against the graph's own forward pass, what ends the layers, and convolutions as matrices against their definition.</summary>
public sealed class OnnxForwardTests
{
    public static TheoryData<int[], int, int, int[], int[], int[], int[]> Convolutions => new()
    {
        // Input extents, input channels, groups, kernel, strides, dilations, pads.
        { [5], 4, 2, [2], [1], [1], [0, 0] },
        { [6], 6, 3, [3], [2], [1], [1, 0] },
        { [4], 3, 3, [2], [1], [2], [1, 1] },
        { [4, 5], 2, 1, [3, 2], [1, 2], [1, 1], [1, 0, 1, 1] },
        { [4, 3], 4, 4, [2, 2], [1, 1], [2, 1], [0, 1, 1, 0] },
        { [3, 4], 4, 2, [1, 3], [2, 1], [1, 1], [0, 1, 0, 1] },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void A_convolution_as_a_matrix_computes_its_definition(int[] size, int channels, int groups, int[] kernel, int[] strides, int[] dilations, int[] pads)
    {
        int perGroup = channels / groups;
        int outputs = 2 * groups;
        double[] kernels = Draw(outputs * perGroup * Product(kernel));
        double[] bias = Draw(outputs);
        Network network = Read(new OnnxWriter().Field(11, Shaped("x", [1, channels, .. size])).Output()
            .Initializer("K", [outputs, perGroup, .. kernel.Select(k => (long)k)], kernels).Initializer("b", [outputs], bias)
            .Node("Conv", ["x", "K", "b"], "h", OnnxWriter.Int("group", groups), OnnxWriter.Ints("strides", Long(strides)), OnnxWriter.Ints("dilations", Long(dilations)), OnnxWriter.Ints("pads", Long(pads)))
            .Node("Relu", ["h"], "y"));
        Stage layer = Assert.Single(network.Stages);
        Assert.DoesNotContain(network.Notes, note => note.Contains("not compared", StringComparison.Ordinal));
        int positions = Product(size);
        double[] x = Draw(channels * positions);
        double[] expected = Direct(x, size, channels, groups, kernels, bias, kernel, strides, dilations, pads);
        List<double> actual = [];
        for (int group = 0; group < groups; group++)
        {
            Layer whole = UnrolledConvolution.Of(layer, group, long.MaxValue)!;
            double[] part = x[(group * perGroup * positions)..((group + 1) * perGroup * positions)];
            actual.AddRange(Apply([.. whole.Rows.SelectMany(row => row)], whole.Outputs, whole.Inputs, part).Zip(whole.Bias, (a, b) => a + b));
        }

        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    /// <summary>Points that are reshaped to images before the first layer: the layer is compared with the graph, and its matrix is that by hand.</summary>
    [Fact]
    public void Points_reshaped_to_images_are_read()
    {
        // Three channels of two positions, a zero before: outputs 2 x1 + 4 x3 + 6 x5, and 1 x1 + 2 x2 + 3 x3 + 4 x4 + 5 x5 + 6 x6.
        Network network = Read(new OnnxWriter().Field(11, Shaped("x", [1, 6])).Output()
            .Initializer("S", [3], 1, 3, 2).Initializer("K", [1, 3, 2], 1, 2, 3, 4, 5, 6)
            .Node("Reshape", ["x", "S"], "r").Node("Conv", ["r", "K"], "c", OnnxWriter.Ints("pads", 1, 0)).Node("Flatten", ["c"], "y"));

        Assert.DoesNotContain(network.Notes, note => note.Contains("not compared", StringComparison.Ordinal));
        Layer whole = Assert.Single(network.Stages).AsMatrix()!.Layer;
        Assert.Equal([2, 0, 4, 0, 6, 0, 1, 2, 3, 4, 5, 6], whole.Rows.SelectMany(row => row));
    }

    [Fact]
    public void A_kernel_longer_than_the_padded_input_is_refused() =>
        Assert.Contains("its kernel is longer than the padded input", Refusal(new OnnxWriter().Field(11, Shaped("x", [1, 1, 1])).Output()
            .Initializer("K", [2, 1, 2], 1, 2, 3, 4).Node("Conv", ["x", "K"], "y")), StringComparison.Ordinal);

    /// <summary>As numpy.pad has it: np.pad([0, 1, 2, 3], (2, 1), mode), and (5, 6) for the ones that go on for ever.</summary>
    [Theory]
    [InlineData("wrap", 2, 1, new[] { 2, 3, 0, 1, 2, 3, 0 })]
    [InlineData("wrap", 5, 6, new[] { 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1 })]
    [InlineData("reflect", 2, 1, new[] { 2, 1, 0, 1, 2, 3, 2 })]
    [InlineData("edge", 2, 1, new[] { 0, 0, 0, 1, 2, 3, 3 })]
    [InlineData("edge", 5, 6, new[] { 0, 0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 3, 3, 3, 3 })]
    public void Pads_that_go_on_are_read(string mode, int before, int after, int[] expected)
    {
        Network network = Read(new OnnxWriter().Field(11, Shaped("x", [1, 1, 4])).Output()
            .Initializer("p", [6], 0, 0, before, 0, 0, after).Node("Pad", ["x", "p"], "y", OnnxWriter.String("mode", mode)));

        Assert.Null(network.Unread);
        Assert.DoesNotContain(network.Notes, note => note.Contains("not compared", StringComparison.Ordinal));
        Layer layer = Assert.Single(network.Stages).Layer;
        Assert.Equal(expected, layer.Rows.Select(row => Assert.Single(Enumerable.Range(0, 4), j => row[j] == 1)));
        Assert.All(layer.Rows, row => Assert.Equal(1, row.Sum(Math.Abs)));
    }

    /// <summary>An image of one row in another size: the matrix, row by row, by hand from the definition of the operation.</summary>
    [Theory]
    [InlineData("Resize", 3, 2.0, 0, "nearest", "", "", new[] { 1.0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1 })]
    [InlineData("Resize", 3, 1.5, 0, "nearest", "asymmetric", "floor", new[] { 1.0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1 })]
    [InlineData("Resize", 2, 4.0, 0, "nearest", "asymmetric", "", new[] { 1.0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1 })]
    [InlineData("Resize", 2, 4.0, 0, "nearest", "asymmetric", "round_prefer_ceil", new[] { 1.0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1 })]
    [InlineData("Resize", 2, 2.0, 0, "nearest", "asymmetric", "ceil", new[] { 1.0, 0, 0, 1, 0, 1, 0, 1 })]
    [InlineData("Resize", 4, 0.5, 0, "nearest", "", "", new[] { 1.0, 0, 0, 0, 0, 0, 1, 0 })]
    [InlineData("Resize", 2, 2.0, 0, "linear", "", "", new[] { 1.0, 0, 0.75, 0.25, 0.25, 0.75, 0, 1 })]
    [InlineData("Resize", 2, 2.0, 0, "linear", "asymmetric", "", new[] { 1.0, 0, 0.5, 0.5, 0, 1, 0, 1 })]
    [InlineData("Resize", 2, 0.0, 3, "linear", "align_corners", "", new[] { 1.0, 0, 0.5, 0.5, 0, 1 })]
    [InlineData("Resize", 3, 0.0, 1, "linear", "pytorch_half_pixel", "", new[] { 1.0, 0, 0 })]
    [InlineData("Resize", 2, 0.0, 4, "linear", "pytorch_half_pixel", "", new[] { 1.0, 0, 0.75, 0.25, 0.25, 0.75, 0, 1 })]
    [InlineData("Upsample", 2, 3.0, 0, "nearest", "", "", new[] { 1.0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1 })]
    [InlineData("Upsample", 2, 2.0, 0, "linear", "", "", new[] { 1.0, 0, 0.5, 0.5, 0, 1, 0, 1 })]
    public void Images_in_another_size_are_read(string operation, int extent, double scale, int size, string mode, string coordinates, string nearest, double[] expected)
    {
        string[] inputs = operation is "Upsample" ? ["x", "s"] : size > 0 ? ["x", "", "", "s"] : ["x", "", "s"];
        double[] last = size > 0 ? [1, 1, 1, size] : [1, 1, 1, scale];
        byte[][] attributes =
        [
            OnnxWriter.String("mode", mode),
            .. coordinates.Length > 0 ? [OnnxWriter.String("coordinate_transformation_mode", coordinates)] : Array.Empty<byte[]>(),
            .. nearest.Length > 0 ? [OnnxWriter.String("nearest_mode", nearest)] : Array.Empty<byte[]>(),
        ];
        Network network = Read(new OnnxWriter().Field(11, Shaped("x", [1, 1, 1, extent])).Output().Initializer("s", [4], last).Node(operation, inputs, "y", attributes));

        Assert.Null(network.Unread);
        Assert.DoesNotContain(network.Notes, note => note.Contains("not compared", StringComparison.Ordinal));
        Assert.Equal(expected, Assert.Single(network.Stages).Layer.Rows.SelectMany(row => row));
    }

    [Theory]
    [InlineData("cubic", "half_pixel")]
    [InlineData("nearest", "tf_crop_and_resize")]
    public void Other_sizes_of_other_kinds_end_the_layers(string mode, string coordinates)
    {
        Network network = Read(new OnnxWriter().Field(11, Shaped("x", [1, 1, 1, 3])).Output().Initializer("s", [4], 1, 1, 1, 2)
            .Node("Resize", ["x", "", "s"], "y", OnnxWriter.String("mode", mode), OnnxWriter.String("coordinate_transformation_mode", coordinates)));
        Assert.Contains("(Resize) is not read", network.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public void Free_extents_are_those_that_are_given()
    {
        using TemporaryFile file = TemporaryFile.OfBytes(
            "m.onnx", new OnnxWriter().Field(11, Shaped("x", [0, 2, 0])).Output().Initializer("K", [1, 2, 2], 1, 2, 3, 4).Node("Conv", ["x", "K"], "y").Model());
        Assert.Null(Assert.Single(NetworkFile.Read(file.Path).Stages).AsMatrix());
        foreach (int[] given in new int[][] { [2, 3], [1, 2, 3] })
        {
            Assert.Equal([1, 2, 0, 3, 4, 0, 0, 1, 2, 0, 3, 4], Assert.Single(NetworkFile.Read(file.Path, inputShape: given).Stages).AsMatrix()!.Layer.Rows.SelectMany(row => row));
        }

        foreach (int[] wrong in new int[][] { [3, 3], [2, 0], [2, 3, 3], [3], [2, 2, 2, 2] })
        {
            Assert.Contains("the graph's input is ?x2x?, not", Assert.Throws<WeightFileException>(() => NetworkFile.Read(file.Path, inputShape: wrong)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_read_ends_the_layers_with_its_name()
    {
        OnnxWriter Begun() => new OnnxWriter().Field(11, Shaped("x", [1, 2])).Output().Initializer("W", [2, 2], 1, 2, 3, 4).Node("Gemm", ["x", "W"], "a").Node("Relu", ["a"], "b");
        Network unknown = Read(Begun().Node("Softsign", ["b"], "y"));
        Assert.Single(unknown.Stages);
        Assert.Equal("node 'Softsign_2' (Softsign) is not read", unknown.Unread);
        Network branch = Read(Begun().Node("Gemm", ["b", "W"], "c").Node("Add", ["b", "c"], "y"));
        Assert.Null(branch.Unread);
        Assert.Equal((2L, 2L), branch.Dimensions);
        Assert.Null(unknown.Dimensions);
        Assert.Null(Read(Begun().Node("Identity", ["b"], "y")).Unread);
        Assert.Contains("gives it out", Refusal(Begun().Output("b").Node("Softsign", ["b"], "y")), StringComparison.Ordinal);
    }

    [Fact]
    public void Increasing_maps_of_each_number_are_passed_and_compared()
    {
        OnnxWriter writer = new OnnxWriter().Input().Output().Initializer("W", [2, 2], Draw(4)).Initializer("s", [2], 0.5, 2);
        Network network = Read(writer
            .Node("Gemm", ["x", "W"], "a").Node("LeakyRelu", ["a"], "b", OnnxWriter.Float("alpha", 0.25f)).Node("Gemm", ["b", "W"], "c").Node("PRelu", ["c", "s"], "d")
            .Node("Gemm", ["d", "W"], "e").Node("Elu", ["e"], "f").Node("Tanh", ["f"], "g").Node("Relu", ["g"], "h").Node("Gemm", ["h", "W"], "i").Node("Sigmoid", ["i"], "j").Node("Softplus", ["j"], "y"));
        Assert.Equal(["LeakyRelu", "PRelu", "Elu", "Tanh", null, "Sigmoid", "Softplus"], network.Stages.Select(layer => layer.Pointwise?.Operation));
        Assert.Equal([false, false, false, false, true, false, false], network.Stages.Select(layer => layer.HasReLU));
        Assert.DoesNotContain(network.Notes, note => note.Contains("not compared", StringComparison.Ordinal));
        Assert.Contains("a slope is not positive", Refusal(new OnnxWriter().Input().Output().Initializer("W", [2, 2], Draw(4)).Node("Gemm", ["x", "W"], "a")
            .Node("LeakyRelu", ["a"], "y", OnnxWriter.Float("alpha", -1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_compute_something_else_are_refused() =>
        Assert.Contains("and the layers read 4", Refusal(new OnnxWriter().Field(11, Shaped("x", [2, 2])).Output()
            .Initializer("W", [2, 2], 1, 2, 3, 5).Initializer("p", [2, 2], 0, 1, 0, 0).Initializer("v", [2], 1, -1)
            .Node("MatMul", ["x", "W"], "a").Node("Add", ["a", "v"], "b").Node("Unsqueeze", ["b", "axis"], "c").Initializer("axis", [1], 2).Node("Add", ["c", "v"], "y")), StringComparison.Ordinal);

    [Fact]
    public void Control_characters_in_names_are_escaped()
    {
        Network network = Read(new OnnxWriter().Input().Output("y\u001b[31m").Initializer("W", [2, 2], 1, 2, 3, 4).Field(1, OnnxWriter.Message(node =>
        {
            OnnxWriter.Text(node, 1, "x");
            OnnxWriter.Text(node, 1, "W");
            OnnxWriter.Text(node, 2, "y\u001b[31m");
            OnnxWriter.Text(node, 4, "MatMul");
        })));
        Assert.Equal("y\\u001b[31m", network.Stages[0].Name);
    }

    internal static byte[] Shaped(string name, long[] shape) => OnnxWriter.Message(value =>
    {
        OnnxWriter.Text(value, 1, name);
        OnnxWriter.Bytes(value, 2, OnnxWriter.Message(type => OnnxWriter.Bytes(type, 1, OnnxWriter.Message(tensor =>
        {
            OnnxWriter.Varint(tensor, 1, 1);
            OnnxWriter.Bytes(tensor, 2, OnnxWriter.Message(extents =>
            {
                foreach (long extent in shape)
                {
                    OnnxWriter.Bytes(extents, 1, OnnxWriter.Message(dimension => OnnxWriter.Varint(dimension, 1, extent)));
                }
            }));
        }))));
    });

    private static string Refusal(OnnxWriter writer) => Assert.Throws<WeightFileException>(() => Read(writer)).Message;

    private static int Product(int[] extents) => extents.Aggregate(1, (product, extent) => product * extent);

    private static long[] Long(int[] values) => [.. values.Select(v => (long)v)];

    // y[o, p] = b[o] + sum over channels of the group and kernel points k of K[o, c, k] x[c, p stride + k dilation - pad].
    private static double[] Direct(double[] x, int[] size, int channels, int groups, double[] kernels, double[] bias, int[] kernel, int[] strides, int[] dilations, int[] pads)
    {
        int rank = size.Length;
        int[] places = [.. size.Select((extent, a) => ((extent + pads[a] + pads[a + rank] - ((kernel[a] - 1) * dilations[a]) - 1) / strides[a]) + 1)];
        int perGroup = channels / groups;
        List<double> y = [];
        for (int o = 0; o < bias.Length; o++)
        {
            foreach (int[] place in All(places))
            {
                double sum = bias[o];
                for (int c = 0; c < perGroup; c++)
                {
                    foreach ((int[] k, int number) in All(kernel).Select((k, number) => (k, number)))
                    {
                        int[] at = [.. place.Select((p, a) => (p * strides[a]) + (k[a] * dilations[a]) - pads[a])];
                        if (at.Select((p, a) => p >= 0 && p < size[a]).All(inside => inside))
                        {
                            int channel = (o / (bias.Length / groups) * perGroup) + c;
                            int position = at.Select((p, a) => p * Product(size[(a + 1)..])).Sum();
                            sum += kernels[(((o * perGroup) + c) * Product(kernel)) + number] * x[(channel * Product(size)) + position];
                        }
                    }
                }

                y.Add(sum);
            }
        }

        return [.. y];
    }

    private static IEnumerable<int[]> All(int[] extents) =>
        extents.Length == 0 ? [[]] : Enumerable.Range(0, extents[0]).SelectMany(first => All(extents[1..]).Select(rest => (int[])[first, .. rest]));
}
