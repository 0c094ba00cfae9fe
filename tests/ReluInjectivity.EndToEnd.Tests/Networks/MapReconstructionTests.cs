using System.Globalization;
using System.Text.Json;
using ReluInjectivity.EndToEnd.Tests.Cli;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.EndToEnd.Tests.Networks;

/// <summary>Inputs come back through networks with increasing maps between and behind their layers; the forward pass is the test's own.</summary>
public sealed class MapReconstructionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("maps").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("LeakyRelu")]
    [InlineData("PRelu")]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("Elu")]
    [InlineData("Softplus")]
    public void Input_ComesBackThroughMaps(string operation)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            Random random = new(seed);
            int n = 1 + (seed % 3);
            (double[][] first, double[][] second) = (Drawn(random, n + (seed % 2), n), Drawn(random, n + 2, n + (seed % 2)));
            double[] x = Drawn(random, 1, n)[0];
            bool isLast = seed % 2 == 0;
            double[] hidden = Map(operation, Times(first, x));
            double[] y = Times(second, hidden);
            y = isLast ? Map(operation, y) : y;
            OnnxWriter writer = Begun(first).Node(operation, Inputs(operation, "a", "s1"), "b", Attributes(operation))
                .Initializer("s1", [first.Length], Slopes(first.Length)).Initializer("s2", [second.Length], Slopes(second.Length))
                .Initializer("V", [second.Length, first.Length], [.. second.SelectMany(row => row)]).Node("Gemm", ["b", "V"], "c", OnnxWriter.Int("transB", 1));
            string model = Write("m.onnx", (isLast ? writer.Node(operation, Inputs(operation, "c", "s2"), "y", Attributes(operation)) : writer.Node("Identity", ["c"], "y")).Output().Model());

            CliRun run = CliRun.Of("reconstruct", model, Vector(y), "--format", "json");

            Assert.True(run.Error.Length == 0 && run.ExitCode == 0, $"seed {seed}: {run.Output}{run.Error}");
            JsonElement report = JsonDocument.Parse(run.Output).RootElement;
            Assert.True(report.GetProperty("unique").GetBoolean(), run.Output);
            double allowed = 1e-12 * (10 + report.GetProperty("noiseGain").GetDouble());
            Assert.All(report.GetProperty("input").EnumerateArray().Zip(x), pair => Assert.InRange(pair.First.GetDouble(), pair.Second - allowed, pair.Second + allowed));
        }
    }

    /// <summary>What the map at the end does not give is refused with its name and entry; what one between the layers does not give, no input has.</summary>
    [Theory]
    [InlineData("Tanh", 1.0, "between -1 and 1")]
    [InlineData("Tanh", -1.5, "between -1 and 1")]
    [InlineData("Sigmoid", 0.0, "between 0 and 1")]
    [InlineData("Sigmoid", 1.0, "between 0 and 1")]
    [InlineData("Softplus", 0.0, "positive numbers")]
    [InlineData("Elu", -0.75, "numbers above -0.75")]
    public void OutsideTheRange_IsRefused(string operation, double value, string range)
    {
        double[][] identity = [[1.0, 0], [0, 1]];
        string last = Write("last.onnx", Begun(identity).Node(operation, ["a"], "y", Attributes(operation)).Output().Model());
        string between = Write("between.onnx", Begun(identity).Node(operation, ["a"], "b", Attributes(operation))
            .Initializer("V", [2, 2], 2, 0, 0, 1).Node("Gemm", ["b", "V"], "y", OnnxWriter.Int("transB", 1)).Output().Model());

        CliRun refused = CliRun.Of("reconstruct", last, Vector([0.5, value]));
        CliRun none = CliRun.Of("reconstruct", between, Vector([1, value]));

        Assert.True(refused.ExitCode == 2, refused.Output + refused.Error);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"OUTPUT: output 1 is {value:R}; {operation} at the network's end gives "), refused.Error, StringComparison.Ordinal);
        Assert.Contains(range, refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, none.ExitCode);
    }

    /// <summary>Slopes of channels behind a convolution whose size is known belong to all positions of their channel.</summary>
    [Fact]
    public void SlopesOfChannels_GoWithTheirPositions()
    {
        // Two channels of 1 x 1 kernels 2 and -1 over three positions: 2 v and -v, by slopes 1/2 and 1/4 below zero.
        byte[] model = new OnnxWriter().Field(11, Shaped(1, 1, 3)).Initializer("K", [2, 1, 1], 2, -1).Initializer("s", [2, 1], 0.5, 0.25)
            .Node("Conv", ["x", "K"], "a").Node("PRelu", ["a", "s"], "y").Output().Model();

        CliRun run = CliRun.Of("reconstruct", Write("c.onnx", model), Vector([2, -3, 4, -0.25, 3, -0.5]), "--format", "json");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal([1, -3, 2], JsonDocument.Parse(run.Output).RootElement.GetProperty("input").EnumerateArray().Select(v => Math.Round(v.GetDouble(), 12)));
    }

    private static OnnxWriter Begun(double[][] weights) => new OnnxWriter().Field(11, Shaped(1, weights[0].Length))
        .Initializer("W", [weights.Length, weights[0].Length], [.. weights.SelectMany(row => row)]).Node("Gemm", ["x", "W"], "a", OnnxWriter.Int("transB", 1));

    private static string[] Inputs(string operation, string data, string slopes) => operation is "PRelu" ? [data, slopes] : [data];

    private static byte[][] Attributes(string operation) => operation is "LeakyRelu" ? [OnnxWriter.Float("alpha", 0.125f)] : operation is "Elu" ? [OnnxWriter.Float("alpha", 0.75f)] : [];

    private static double[] Slopes(int count) => [.. Enumerable.Range(1, count).Select(k => k / 4.0)];

    private static double[] Map(string operation, double[] values) => [.. values.Select((v, i) => operation switch
    {
        "LeakyRelu" => v < 0 ? v / 8 : v,
        "PRelu" => v < 0 ? v * (i + 1) / 4 : v,
        "Tanh" => (Math.Exp(2 * v) - 1) / (Math.Exp(2 * v) + 1),
        "Sigmoid" => 1 / (1 + Math.Exp(-v)),
        "Elu" => v < 0 ? 0.75 * (Math.Exp(v) - 1) : v,
        _ => Math.Log(1 + Math.Exp(v)),
    })];

    private static double[] Times(double[][] rows, double[] x) => [.. rows.Select(row => row.Zip(x, (a, b) => a * b).Sum())];

    private static double[][] Drawn(Random random, int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (2 * random.NextDouble()) - 1).ToArray())];

    private static byte[] Shaped(params int[] shape) => OnnxWriter.Message(value =>
    {
        OnnxWriter.Text(value, 1, "x");
        OnnxWriter.Bytes(value, 2, OnnxWriter.Message(type => OnnxWriter.Bytes(type, 1, OnnxWriter.Message(tensor =>
        {
            OnnxWriter.Varint(tensor, 1, 11);
            OnnxWriter.Bytes(tensor, 2, OnnxWriter.Message(extents =>
            {
                foreach (int extent in shape)
                {
                    OnnxWriter.Bytes(extents, 1, OnnxWriter.Message(size => OnnxWriter.Varint(size, 1, extent)));
                }
            }));
        }))));
    });

    private string Vector(double[] values)
    {
        string path = Path.Combine(_folder, "y.csv");
        File.WriteAllText(path, string.Concat(values.Select(v => v.ToString("R", CultureInfo.InvariantCulture) + "\n")));
        return path;
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
