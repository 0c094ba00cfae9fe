using ReluInjectivity.Weights.Tests.Writers;
using static ReluInjectivity.Weights.Tests.OnnxNetworkTests;

namespace ReluInjectivity.Weights.Tests;

/// <summary>Networks from PyTorch state dictionaries: order, ReLUs, batch normalisation, and what is refused.</summary>
public sealed class StateDictionaryTests
{
    [Fact]
    public void Numbers_order_the_layers_of_a_Sequential()
    {
        // safetensors sorts names as text: 10 stands before 2. Square layers fit in any order.
        Network network = Read(("net.0.weight", [2, 2]), ("net.0.bias", [2]), ("net.10.weight", [2, 2]), ("net.2.weight", [2, 2]));
        Assert.Equal(["net.0", "net.2", "net.10"], network.Stages.Select(layer => layer.Name));
        Assert.Equal([true, true, false], network.Stages.Select(layer => layer.HasReLU));
        Assert.Equal([1, 2, 3, 4], network.Stages[0].Layer.Rows.SelectMany(row => row));
        Assert.Equal([1, 2], network.Stages[0].Layer.Bias);
        Assert.Equal([0, 0], network.Stages[1].Layer.Bias);
        Assert.Contains("Order taken: 'net.0', 'net.2', 'net.10'; a ReLU after every layer but the last.", network.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_arrays_in_an_archive_are_the_same_network()
    {
        (string Name, int[] Shape)[] arrays = [("fc1.weight", [3, 2]), ("fc1.bias", [3]), ("fc2.weight", [1, 3])];
        Network safetensors = Read(arrays);
        using TemporaryFile file = TemporaryFile.OfBytes("m.npz", NpzWriter.Stored([.. arrays.Select(array => (array.Name + ".npy", NpyWriter.Doubles(array.Shape, Values(array.Shape))))]));
        Network archive = NetworkFile.Read(file.Path);
        Assert.Equal(safetensors.Stages.Select(Describe), archive.Stages.Select(Describe));
        Assert.Equal(safetensors.Notes, archive.Notes);
    }

    [Fact]
    public void Words_keep_the_order_of_the_file_if_it_chains_and_else_of_the_names()
    {
        Assert.Equal(["encoder", "decoder"], Read(("encoder.weight", [3, 2]), ("decoder.weight", [2, 3])).Stages.Select(layer => layer.Name));
        Assert.Equal(["a", "b"], Read(("b.weight", [4, 3]), ("a.weight", [3, 2])).Stages.Select(layer => layer.Name));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void One_layer_is_taken_with_its_ReLU(bool? reluAfterLast, bool expected)
    {
        using TemporaryFile file = SafetensorsFile(("weight", [3, 2]), ("bias", [3]));
        Stage layer = Assert.Single(NetworkFile.Read(file.Path, reluAfterLast).Stages);
        Assert.Equal((expected, 3, 2), (layer.HasReLU, layer.Layer.Outputs, layer.Layer.Inputs));
    }

    [Theory]
    [InlineData("0", "1", "3", false)]
    [InlineData("0", "2", "3", true)]
    public void Batch_normalisation_stands_where_the_numbers_leave_room(string first, string norm, string second, bool afterReLU)
    {
        Network network = Read(
            (first + ".weight", [2, 2]), (first + ".bias", [2]), (second + ".weight", [3, 2]),
            (norm + ".weight", [2]), (norm + ".bias", [2]), (norm + ".running_mean", [2]), (norm + ".running_var", [2]), (norm + ".num_batches_tracked", []));
        Assert.Equal([true, false], network.Stages.Select(layer => layer.HasReLU));
        double[] Normal(double[] x) => [.. x.Select((v, i) => ((i + 1) * (v - (i + 1)) / Math.Sqrt(i + 1 + 1e-5)) + i + 1)];
        AssertSame(network, 2, x =>
        {
            double[] y = Apply([1, 2, 3, 4], 2, 2, x);
            y = [y[0] + 1, y[1] + 2];
            return Apply([1, 2, 3, 4, 5, 6], 3, 2, afterReLU ? Normal(ReLU(y)) : ReLU(Normal(y)));
        });
        Assert.Contains(network.Notes, note => note.Contains("1e-5", StringComparison.Ordinal));
    }

    [Fact]
    public void Named_batch_normalisation_follows_the_layer_of_its_number()
    {
        Network network = Read(("bn1.running_mean", [2]), ("bn1.running_var", [2]), ("fc1.weight", [2, 2]), ("fc2.weight", [2, 2]));
        Assert.Equal(["fc1", "fc2"], network.Stages.Select(layer => layer.Name));
        AssertSame(network, 2, x => Apply([1, 2, 3, 4], 2, 2, ReLU([.. Apply([1, 2, 3, 4], 2, 2, x).Select((v, i) => (v - (i + 1)) / Math.Sqrt(i + 1 + 1e-5))])));
    }

    [Fact]
    public void Convolutions_have_kernels_and_no_geometry()
    {
        Network network = Read(("c.0.weight", [4, 3, 2, 2]), ("c.1.weight", [4, 1, 3, 3]), ("c.2.weight", [5, 8]));
        ConvolutionShape depthwise = network.Stages[1].Convolution!;
        Assert.Equal((4, 4, 4), (depthwise.InputChannels, depthwise.OutputChannels, depthwise.Groups));
        Assert.Equal([3, 3], depthwise.Kernel);
        Assert.Null(depthwise.Strides);
        Assert.Equal((4, 12), (network.Stages[0].Layer.Outputs, network.Stages[0].Layer.Inputs));
        Assert.False(network.Stages[2].IsConvolution);
        Assert.Contains(network.Notes, note => note.StartsWith("Strides", StringComparison.Ordinal));
    }

    public static TheoryData<string, (string, int[])[]> Refused => new()
    {
        { "neither the order of the file nor that of the names makes a chain: 'a' 3 x 2, 'b' 5 x 4", [("a.weight", [3, 2]), ("b.weight", [5, 4])] },
        { "it takes 4 inputs, but '0' before it gives 3", [("0.weight", [3, 2]), ("1.weight", [5, 4])] },
        { "array 'w': its name is not that of a layer's parameter", [("w", [3, 2])] },
        { "array 'fc.weight_g': its name is not", [("fc.weight_g", [3, 2])] },
        { "layer 'fc': the bias does not fit the 3 outputs", [("fc.weight", [3, 2]), ("fc.bias", [2])] },
        { "layer 'fc': it has no weight", [("fc.bias", [2])] },
        { "layer 'ln': the weight has shape (2)", [("fc.weight", [2, 2]), ("ln.weight", [2]), ("ln.bias", [2])] },
        { "layer 'bn': the arrays of the batch normalisation do not fit", [("fc.weight", [2, 2]), ("bn.running_mean", [2])] },
        { "layer 'bn': the arrays of the batch normalisation do not fit", [("fc.weight", [2, 2]), ("bn.running_mean", [2]), ("bn.running_var", [3])] },
        { "not clear which layer", [("fc1.weight", [2, 2]), ("bn7.running_mean", [2]), ("bn7.running_var", [2])] },
        { "the file holds no layer", [("bn7.running_mean", [2]), ("bn7.running_var", [2])] },
        { "the weight has shape (0, 2)", [("fc.weight", [0, 2])] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_chain_of_layers_is_refused(string problem, (string, int[])[] arrays)
    {
        using TemporaryFile file = SafetensorsFile(arrays);
        Assert.Contains(problem, Assert.Throws<WeightFileException>(() => NetworkFile.Read(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_is_no_network()
    {
        using TemporaryFile file = TemporaryFile.OfBytes("w.npy", NpyWriter.Doubles([1, 1], 1));
        Assert.Contains("holds one array, not a network", Assert.Throws<WeightFileException>(() => NetworkFile.Read(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Natural_order_compares_numbers_as_numbers()
    {
        string[] sorted = ["a", "a.1.b", "a.02", "a.2", "a.10", "a.99999999999999999999", "a.100000000000000000000", "b"];
        string[] shuffled = [.. sorted.OrderBy(name => name.Length % 3).ThenByDescending(name => name, StringComparer.Ordinal)];
        Assert.Equal(sorted.Where(name => name is not "a.02"), shuffled.Where(name => name is not "a.02").Order(Layers.NaturalOrder.Instance));
        Assert.Equal(("a.#.b#", "12", string.Empty), (Layers.NaturalOrder.Pattern("a.10.b2"), Layers.NaturalOrder.LastNumber("x3.y12z"), Layers.NaturalOrder.LastNumber("xyz")));
    }

    private static (string, bool, string, string) Describe(Stage layer) =>
        (layer.Name, layer.HasReLU, string.Join(' ', layer.Layer.Rows.SelectMany(row => row)), string.Join(' ', layer.Layer.Bias));

    // 1, 2, 3 and so on.
    private static double[] Values(int[] shape) => [.. Enumerable.Range(1, shape.Aggregate(1, (product, extent) => product * extent)).Select(v => (double)v)];

    private static TemporaryFile SafetensorsFile(params (string Name, int[] Shape)[] arrays) => TemporaryFile.OfBytes(
        "m.safetensors",
        SafetensorsWriter.File([.. arrays.Select(array => (array.Name, "F64", array.Shape, Numbers.Bytes("f8", Values(array.Shape))))]));

    private static Network Read(params (string Name, int[] Shape)[] arrays)
    {
        using TemporaryFile file = SafetensorsFile(arrays);
        return NetworkFile.Read(file.Path);
    }
}
