using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ReluInjectivity.EndToEnd.Tests.Cli;
using ReluInjectivity.Weights;

namespace ReluInjectivity.EndToEnd.Tests.Networks;

/// <summary>The layers that are read against ONNX Runtime, at random inputs: files that others made, and drawn networks of all operators.</summary>
public sealed class ForwardRuntimeTests : IDisposable
{
    // Of operators of 2016 that it has no more.
    private static readonly string[] TooOld = ["pt_BatchNorm2d_eval.onnx", "pt_Linear.onnx", "pt_PReLU_1d.onnx"];

    // What stands before a node that is not read is no output of the graph.
    private static readonly string[] InPart = ["acopf.onnx", "convmax.onnx"];
    private readonly string _folder = Directory.CreateTempSubdirectory("runtime").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Files()
    {
        string folder = Path.Combine(GivenNetworkTests.Cases, "networks");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.onnx").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [string.Empty];
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_OfOthers(string file)
    {
        if (file.Length == 0)
        {
            // The folder of cases is not there.
            return;
        }

        string path = Path.Combine(GivenNetworkTests.Cases, "networks", file);
        Network network = NetworkFile.Read(path);
        Assert.Equal(InPart.Contains(file), network.Unread is not null);
        if (network.Unread is null && !TooOld.Contains(file))
        {
            Compare(file, path, network, 3);
        }
    }

    [Fact]
    public void DrawnNetworks()
    {
        int compared = 0;
        string path = Path.Combine(_folder, "m.onnx");
        for (int seed = 0; seed < 100; seed++)
        {
            File.WriteAllBytes(path, new RandomOperators(new Random(seed)).Model());
            Network network = NetworkFile.Read(path);
            if (network.Unread is null)
            {
                Compare($"seed {seed}", path, network, seed);
                compared++;
            }
        }

        Assert.True(compared >= 90, $"compared: {compared}");
    }

    private static void Compare(string name, string path, Network network, int seed)
    {
        using InferenceSession session = new(path);
        (string input, NodeMetadata meta) = session.InputMetadata.First(one => !session.OverridableInitializerMetadata.ContainsKey(one.Key));
        Stage first = network.Stages[0];
        int one = first.Convolution is { } shape ? shape.InputSize!.Aggregate(shape.InputChannels, (product, extent) => product * extent) : first.Layer.Inputs;
        int[] extents = [.. meta.Dimensions.Select(extent => extent > 0 ? extent : 1)];
        extents[^1] = meta.Dimensions[^1] > 0 ? extents[^1] : one;
        Random random = new(seed);
        float[] x = [.. Enumerable.Range(0, extents.Aggregate(1, (product, extent) => product * extent)).Select(_ => (float)((2 * random.NextDouble()) - 1))];

        double[] given;
        if (meta.ElementType == typeof(double))
        {
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run([NamedOnnxValue.CreateFromTensor(input, new DenseTensor<double>(Array.ConvertAll(x, v => (double)v), extents))]);
            given = [.. outputs[0].AsEnumerable<double>()];
        }
        else
        {
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run([NamedOnnxValue.CreateFromTensor(input, new DenseTensor<float>(x, extents))]);
            given = [.. outputs[0].AsEnumerable<float>().Select(v => (double)v)];
        }

        double[] read = [.. x.Chunk(one).SelectMany(point => Forward(network.Stages, Array.ConvertAll(point, v => (double)v)))];
        Assert.Equal(given.Length, read.Length);
        double largest = Math.Max(1, given.Max(Math.Abs));
        double difference = given.Zip(read, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(difference <= 1e-4 * largest, $"{name}: the layers are off by {difference}");
    }

    private static double[] Forward(IReadOnlyList<Stage> stages, double[] x)
    {
        foreach (Stage stage in stages)
        {
            double[] y;
            if (stage.Convolution is { } shape)
            {
                y = Convolved(stage.Layer, shape, x);
            }
            else
            {
                y = new double[stage.Layer.Outputs];
                stage.Layer.Apply(x, y);
            }

            int places = y.Length / stage.Layer.Outputs;
            x = [.. y.Select((v, i) => stage.HasReLU ? Math.Max(v, 0) : stage.Pointwise is { } map ? map.At(v, i / places) : v)];
        }

        return x;
    }

    // Of one or two axes, straight from the definition.
    private static double[] Convolved(Layer layer, ConvolutionShape shape, double[] x)
    {
        static int[] Two(IReadOnlyList<int> list, int one) => list.Count == 1 ? [one, list[0]] : [.. list];
        (int[] size, int[] kernel, int[] steps) = (Two(shape.InputSize!, 1), Two(shape.Kernel, 1), Two(shape.Strides!, 1));
        (int[] apart, int[] before, int[] to) = (Two(shape.Dilations!, 1), Two(shape.PadsBefore!, 0), Two(shape.OutputSize!, 1));
        (int ins, int outs) = (shape.InputChannels / shape.Groups, shape.OutputChannels / shape.Groups);
        Assert.False(shape.IsTransposed || shape.IsCircular);
        double[] y = new double[shape.OutputChannels * to[0] * to[1]];
        for (int i = 0; i < y.Length; i++)
        {
            (int o, int r, int c) = (i / (to[0] * to[1]), i / to[1] % to[0], i % to[1]);
            y[i] = layer.Bias[o];
            for (int k = 0; k < ins * kernel[0] * kernel[1]; k++)
            {
                int row = (r * steps[0]) - before[0] + (k / kernel[1] % kernel[0] * apart[0]);
                int column = (c * steps[1]) - before[1] + (k % kernel[1] * apart[1]);
                if (row >= 0 && row < size[0] && column >= 0 && column < size[1])
                {
                    int channel = (o / outs * ins) + (k / (kernel[0] * kernel[1]));
                    y[i] += layer.Row(o)[k] * x[(((channel * size[0]) + row) * size[1]) + column];
                }
            }
        }

        return y;
    }
}
