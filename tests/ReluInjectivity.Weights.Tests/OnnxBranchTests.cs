using ReluInjectivity.Weights.Tests.Writers;
using static ReluInjectivity.Weights.Tests.OnnxForwardTests;
using static ReluInjectivity.Weights.Tests.OnnxNetworkTests;

namespace ReluInjectivity.Weights.Tests;

/// <summary>Graphs that branch and operators that are no layers of their own, as layers: against their definitions, written here once more.</summary>
public sealed class OnnxBranchTests
{
    private static readonly double[] Kernels = [0.5, -1, 2, 0.25, -0.75, 1.5, -2, 1, 0.125, 3, -0.5, 0.75];

    /// <summary>Each operator on (x, 1 x n), after a branch so that no chain is read: y = operator(x) beside x.</summary>
    [Theory]
    [InlineData("Relu")]
    [InlineData("Abs")]
    [InlineData("LeakyRelu")]
    [InlineData("PRelu")]
    [InlineData("Clip")]
    [InlineData("Clip6")]
    [InlineData("ClipLow")]
    [InlineData("ClipHigh")]
    [InlineData("Max0")]
    [InlineData("Max3")]
    [InlineData("Min")]
    [InlineData("Neg")]
    [InlineData("Mul")]
    [InlineData("Div")]
    public void Operators_on_points(string kind)
    {
        const int N = 3;
        double[] c = [0.5, -1.25, 2];
        double[] d = [0.25, 4, -0.5];
        OnnxWriter writer = new OnnxWriter().Field(11, Shaped("x", [1, N])).Output()
            .Initializer("c", [N], c).Initializer("d", [N], d).Initializer("zero", [], 0).Initializer("six", [], 6).Initializer("low", [], -0.3).Initializer("high", [], 0.4).Initializer("s", [N], 0.25, 2, 0);
        writer = kind switch
        {
            "LeakyRelu" => writer.Node("LeakyRelu", ["x"], "a", OnnxWriter.Float("alpha", 0.125f)),
            "PRelu" => writer.Node("PRelu", ["x", "s"], "a"),
            "Clip" => writer.Node("Clip", ["x", "low", "high"], "a"),
            "Clip6" => writer.Node("Clip", ["x", "zero", "six"], "a"),
            "ClipLow" => writer.Node("Clip", ["x", "low"], "a"),
            "ClipHigh" => writer.Node("Clip", ["x", "", "high"], "a"),
            "Max0" => writer.Node("Max", ["x", "zero"], "a"),
            "Max3" => writer.Node("Max", ["x", "c", "d"], "a"),
            "Min" => writer.Node("Min", ["x", "c"], "a"),
            "Mul" => writer.Node("Mul", ["c", "x"], "a"),
            "Div" => writer.Node("Div", ["x", "d"], "a"),
            _ => writer.Node(kind, ["x"], "a"),
        };
        Network network = Read(writer.Node("Concat", ["a", "x"], "y", OnnxWriter.Int("axis", 1)));
        double One(double v, int i) => kind switch
        {
            "Relu" or "Max0" => Math.Max(v, 0),
            "Abs" => Math.Abs(v),
            "LeakyRelu" => v < 0 ? v / 8 : v,
            "PRelu" => v < 0 ? v * new[] { 0.25, 2, 0 }[i] : v,
            "Clip" => Math.Min(Math.Max(v, -0.3), 0.4),
            "Clip6" => Math.Min(Math.Max(v, 0), 6),
            "ClipLow" => Math.Max(v, -0.3),
            "ClipHigh" => Math.Min(v, 0.4),
            "Max3" => Math.Max(Math.Max(v, c[i]), d[i]),
            "Min" => Math.Min(v, c[i]),
            "Neg" => -v,
            "Mul" => v * c[i],
            _ => v / d[i],
        };
        AssertWhole(network, N, x => [.. x.Select((v, i) => One(9 * v, i)), .. x.Select(v => 9 * v)], 9);
    }

    [Theory]
    [InlineData("Pad")]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    [InlineData("AveragePoolAll")]
    [InlineData("GlobalAveragePool")]
    [InlineData("ConvTranspose")]
    [InlineData("ConvTransposeGroups")]
    [InlineData("Transpose")]
    [InlineData("Slice")]
    [InlineData("Split")]
    public void Operators_on_images(string kind)
    {
        // x has 2 channels of 5 numbers.
        OnnxWriter writer = new OnnxWriter().Field(11, Shaped("x", [1, 2, 5])).Output("z")
            .Initializer("pads", [6], 0, 0, 1, 0, 0, 2).Initializer("seven", [], 7).Initializer("K", [2, 2, 3], Kernels).Initializer("G", [2, 1, 3], Kernels[..6]).Initializer("b", [2], 10, 20)
            .Initializer("from", [1], 1).Initializer("to", [1], -1).Initializer("axis", [1], 2).Initializer("sizes", [2], 2, 3).Initializer("flat", [2], 1, -1);
        byte[] kernel = OnnxWriter.Ints("kernel_shape", 3);
        byte[] stride = OnnxWriter.Ints("strides", 2);
        byte[] pads = OnnxWriter.Ints("pads", 1, 1);
        writer = kind switch
        {
            "Pad" => writer.Node("Pad", ["x", "pads", "seven"], "a"),
            "MaxPool" => writer.Node("MaxPool", ["x"], "a", kernel, stride, pads),
            "AveragePool" => writer.Node("AveragePool", ["x"], "a", kernel, stride, pads),
            "AveragePoolAll" => writer.Node("AveragePool", ["x"], "a", kernel, stride, pads, OnnxWriter.Int("count_include_pad", 1)),
            "ConvTranspose" => writer.Node("ConvTranspose", ["x", "K", "b"], "a", stride, OnnxWriter.Ints("pads", 1, 0), OnnxWriter.Ints("output_padding", 1)),
            "ConvTransposeGroups" => writer.Node("ConvTranspose", ["x", "G", "b"], "a", OnnxWriter.Int("group", 2), OnnxWriter.Ints("dilations", 2)),
            "Transpose" => writer.Node("Transpose", ["x"], "a", OnnxWriter.Ints("perm", 0, 2, 1)),
            "Slice" => writer.Node("Slice", ["x", "from", "to", "axis"], "a"),
            "Split" => writer.Node("Split", ["x", "sizes"], "a", OnnxWriter.Int("axis", 2)),
            _ => writer.Node(kind, ["x"], "a"),
        };
        Network network = Read(writer.Node("Reshape", ["a", "flat"], "y").Node("Reshape", ["x", "flat"], "w").Node("Concat", ["w", "y"], "z", OnnxWriter.Int("axis", 1)));
        AssertWhole(network, 10, x => [.. x, .. OnImage(kind, x[..5], x[5..])], 1);
    }

    [Fact]
    public void Random_graphs_compute_what_their_nodes_say()
    {
        int deepest = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            RandomGraph graph = new(new Random(seed));
            Network network = Read(graph.Writer);
            Assert.Null(network.Unread);
            AssertWhole(network, RandomGraph.Inputs, graph.Run, 2);
            deepest = Math.Max(deepest, network.Stages.Count);
        }

        Assert.True(deepest > 4, "some graph has several layers");
    }

    [Fact]
    public void Sums_that_doubles_do_not_hold_begin_a_layer()
    {
        // 0.1 x + 0.2 x is no double times x: both products become numbers of a layer, whose sum is exact.
        Network network = Read(new OnnxWriter().Field(11, Shaped("x", [1, 1])).Output().Initializer("a", [], 0.1).Initializer("b", [], 0.2)
            .Node("Mul", ["x", "a"], "u").Node("Mul", ["x", "b"], "v").Node("Add", ["u", "v"], "y"));
        Assert.Equal(2, network.Stages.Count);
        Assert.Equal([0.1, 0.2], network.Stages[0].Layer.Rows.SelectMany(row => row));
        Assert.Equal([1.0, 1.0], network.Stages[1].Layer.Rows.SelectMany(row => row));
    }

    [Fact]
    public void What_cannot_be_read_ends_the_layers_with_its_name_and_what_stands_before_stays()
    {
        OnnxWriter Begun() => new OnnxWriter().Field(11, Shaped("x", [1, 2])).Output().Initializer("W", [2, 2], 1, 2, 3, 4).Node("Gemm", ["x", "W"], "a").Node("Relu", ["a"], "b");
        Network product = Read(Begun().Node("Mul", ["b", "x"], "y"));
        Assert.Contains("(Mul) is not read: it multiplies data by data", product.Unread, StringComparison.Ordinal);
        Assert.Equal([6, 4], product.Stages.Select(layer => layer.Layer.Outputs));
        Assert.Contains("(Softsign)", Read(Begun().Node("Softsign", ["b"], "c").Node("Add", ["c", "x"], "y")).Unread, StringComparison.Ordinal);
        Assert.Contains("(Clip)", Read(Begun().Initializer("l", [], 1).Initializer("h", [], 0).Node("Clip", ["b", "l", "h"], "c").Node("Add", ["c", "b"], "y")).Unread, StringComparison.Ordinal);
        Assert.Contains("it casts to another type", Read(Begun().Node("Cast", ["b"], "c", OnnxWriter.Int("to", 10)).Node("Add", ["c", "x"], "y")).Unread, StringComparison.Ordinal);
    }

    private static double[] OnImage(string kind, double[] a, double[] b)
    {
        double[][] x = [a, b];
        double At(int channel, int place) => place is >= 0 and < 5 ? x[channel][place] : double.NaN;
        double[] Windows(Func<double[], double> function) => [.. from channel in new[] { 0, 1 } from place in new[] { -1, 1, 3 } select function([At(channel, place), At(channel, place + 1), At(channel, place + 2)])];
        double[] Transposed(int[] groupOf, int perGroup, int stride, int dilation, int before, int length)
        {
            double[][] y = [[.. Enumerable.Repeat(10.0, length)], [.. Enumerable.Repeat(20.0, length)]];
            for (int channel = 0; channel < 2; channel++)
            {
                for (int k = 0; k < perGroup; k++)
                {
                    for (int place = 0; place < 15; place++)
                    {
                        int to = (place / 3 * stride) + (place % 3 * dilation) - before;
                        if (to >= 0 && to < length)
                        {
                            y[groupOf[channel] + k][to] += x[channel][place / 3] * Kernels[(((channel * perGroup) + k) * 3) + (place % 3)];
                        }
                    }
                }
            }

            return [.. y[0], .. y[1]];
        }

        return kind switch
        {
            "Pad" => [7, .. a, 7, 7, 7, .. b, 7, 7],
            "MaxPool" => Windows(w => w.Where(v => !double.IsNaN(v)).Max()),
            "AveragePool" => Windows(w => w.Where(v => !double.IsNaN(v)).Average()),
            "AveragePoolAll" => Windows(w => w.Where(v => !double.IsNaN(v)).Sum() / 3),
            "GlobalAveragePool" => [a.Average(), b.Average()],
            "ConvTranspose" => Transposed([0, 0], 2, 2, 1, 1, 11),
            "ConvTransposeGroups" => Transposed([0, 1], 1, 1, 2, 0, 9),
            "Transpose" => [.. a.Zip(b).SelectMany(pair => new[] { pair.First, pair.Second })],
            "Slice" => [.. a[1..^1], .. b[1..^1]],
            _ => [.. a[..2], .. b[..2]],
        };
    }

    private static void AssertWhole(Network network, int inputs, Func<double[], double[]> direct, double scale)
    {
        Assert.DoesNotContain(network.Notes, note => note.Contains("not compared", StringComparison.Ordinal));
        for (int trial = 0; trial < 20; trial++)
        {
            double[] x = Draw(inputs);
            double[] expected = direct(x);
            double[] actual = Evaluate(network, [.. x.Select(v => scale == 9 ? 9 * v : v)]);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * (1 + Math.Abs(pair.First))));
        }
    }

    /// <summary>A random graph of points, and what it computes.</summary>
    private sealed class RandomGraph
    {
        public const int Inputs = 3;
        private readonly List<Func<double[][], double[]>> _steps = [];
        private readonly List<int> _sizes = [Inputs];

        public RandomGraph(Random random)
        {
            int nodes = random.Next(4, 11);
            for (int k = 0; k < nodes; k++)
            {
                Append(random, k == nodes - 1);
            }
        }

        public OnnxWriter Writer { get; } = new OnnxWriter().Field(11, Shaped("t0", [1, Inputs])).Output();

        public double[] Run(double[] x)
        {
            List<double[]> values = [x];
            foreach (Func<double[][], double[]> step in _steps)
            {
                values.Add(step([.. values]));
            }

            return values[^1];
        }

        private void Append(Random random, bool isLast)
        {
            int a = random.Next(Math.Max(0, _sizes.Count - 3), _sizes.Count);
            int[] alike = [.. Enumerable.Range(0, _sizes.Count).Where(t => _sizes[t] == _sizes[a])];
            int b = alike[random.Next(alike.Length)];
            int n = _sizes[a];
            string output = isLast ? "y" : $"t{_sizes.Count}";
            string name = $"c{_sizes.Count}";
            double[] constant = [.. Enumerable.Range(0, n).Select(_ => random.Next(-8, 9) / 4.0)];
            (Func<double[][], double[]> step, int size) = random.Next(isLast ? 3 : 11) switch
            {
                0 or 1 or 2 when isLast => Joined(output, a),
                0 => Linear(random, output, name, a, n),
                1 => Node("Relu", output, n, v => [.. v[a].Select(u => Math.Max(u, 0))], a),
                2 => Node("Abs", output, n, v => [.. v[a].Select(Math.Abs)], a),
                3 => Node("Max", output, n, v => [.. v[a].Zip(v[b], Math.Max)], a, b),
                4 => Node("Min", output, n, v => [.. v[a].Zip(v[b], Math.Min)], a, b),
                5 => Node("Add", output, n, v => [.. v[a].Zip(v[b], (p, q) => p + q)], a, b),
                6 => Node("Sub", output, n, v => [.. v[a].Zip(v[b], (p, q) => p - q)], a, b),
                7 => Node("Neg", output, n, v => [.. v[a].Select(u => -u)], a),
                8 => Constant("Mul", output, name, constant, a, (p, q) => p * q),
                9 => Constant("Add", output, name, constant, a, (p, q) => p + q),
                _ => Leaky(output, a, n, v => [.. v[a].Select(u => u < 0 ? u / 4 : u)]),
            };
            _steps.Add(step);
            _sizes.Add(size);
        }

        private (Func<double[][], double[]>, int) Node(string operation, string output, int size, Func<double[][], double[]> step, params int[] inputs)
        {
            Writer.Node(operation, [.. inputs.Select(t => $"t{t}")], output);
            return (step, size);
        }

        private (Func<double[][], double[]>, int) Leaky(string output, int a, int size, Func<double[][], double[]> step)
        {
            Writer.Node("LeakyRelu", [$"t{a}"], output, OnnxWriter.Float("alpha", 0.25f));
            return (step, size);
        }

        private (Func<double[][], double[]>, int) Joined(string output, int a)
        {
            Writer.Node("Concat", [$"t{a}", "t0", $"t{_sizes.Count - 1}"], output, OnnxWriter.Int("axis", 1));
            return (v => [.. v[a], .. v[0], .. v[^1]], _sizes[a] + Inputs + _sizes[^1]);
        }

        private (Func<double[][], double[]>, int) Linear(Random random, string output, string name, int a, int n)
        {
            int m = random.Next(1, 5);
            double[] weight = [.. Enumerable.Range(0, n * m).Select(_ => random.NextDouble() - 0.5)];
            Writer.Initializer(name, [m, n], weight).Node("Gemm", [$"t{a}", name], output, OnnxWriter.Int("transB", 1));
            return (v => Apply(weight, m, n, v[a]), m);
        }

        private (Func<double[][], double[]>, int) Constant(string operation, string output, string name, double[] constant, int a, Func<double, double, double> function)
        {
            Writer.Initializer(name, [constant.Length], constant).Node(operation, [$"t{a}", name], output);
            return (v => [.. v[a].Zip(constant, function)], constant.Length);
        }
    }
}
