using System.Text.Json;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>Verdicts on graphs that branch, each of which is known by construction.</summary>
public sealed class BranchedNetworkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("branched").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Abs_FoldsUnlessTheInputGoesBeside()
    {
        Assert.Equal(("notInjective", 1), Check(Points(2).Node("Abs", ["x"], "y")));
        Assert.Equal(("injective", 0), Check(Points(2).Node("Abs", ["x"], "a").Node("Concat", ["a", "x"], "y", OnnxWriter.Int("axis", 1))));
        Assert.Equal(("injective", 0), Check(Points(2).Node("Abs", ["x"], "y"), "box:1,2"));
    }

    /// <summary>What cannot be read ends the layers, and a first layer that confuses inputs settles the network all the same; behind an injective one it is left open.</summary>
    [Theory]
    [InlineData("half")]
    [InlineData("dropout")]
    [InlineData("turned")]
    [InlineData("divided")]
    [InlineData("training")]
    [InlineData("Softmax")]
    [InlineData("Sin")]
    public void UnreadNode_EndsTheLayers(string kind)
    {
        OnnxWriter Begun(double sign)
        {
            OnnxWriter writer = Points(2).Initializer("w", [4, 2], 1, 0, 0, 1, sign, 0, 0, sign).Initializer("s", [4], 1, 2, 3, 4).Initializer("u", [1, 2], 1, 2).Initializer("r", [], 0.5)
                .Initializer(OnnxWriter.Tensor("t", 9, [], [1])).Node("Gemm", ["x", "w"], "h", OnnxWriter.Int("transB", 1)).Node("Relu", ["h"], "a");
            return kind switch
            {
                "half" => writer.Node("Cast", ["a"], "y", OnnxWriter.Int("to", 10)),
                "dropout" => writer.Node("Dropout", ["a", "r", "t"], "y"),
                "turned" => writer.Node("Gemm", ["a", "u"], "y", OnnxWriter.Int("transA", 1)),
                "divided" => writer.Node("Div", ["s", "a"], "y"),
                "training" => writer.Node("BatchNormalization", ["a", "s", "s", "s", "s"], "y", OnnxWriter.Int("training_mode", 1)),
                _ => writer.Node(kind, ["a"], "y"),
            };
        }

        Assert.Equal(("notInjective", 1), Check(Begun(1)));

        // A product with the data the other way round is affine, and read.
        Assert.Equal(kind is "turned" ? ("injective", 0) : ("undecided", 3), Check(Begun(-1)));
    }

    [Fact]
    public void Residual_OfItself()
    {
        OnnxWriter Begun() => Points(2).Initializer("h", [], 0.5).Node("Relu", ["x"], "r").Node("Mul", ["r", "h"], "s");
        Assert.Equal(("injective", 0), Check(Begun().Node("Add", ["x", "s"], "y")));
        Assert.Equal(("injective", 0), Check(Begun().Node("Sub", ["x", "s"], "y")));
        Assert.Equal(("notInjective", 1), Check(Points(2).Node("Relu", ["x"], "r").Node("Sub", ["x", "r"], "y")));
    }

    [Fact]
    public void Saturation_IsInjectiveWhereItDoesNotReach()
    {
        OnnxWriter Relu6() => Points(2).Initializer("l", [], 0).Initializer("h", [], 6).Node("Clip", ["x", "l", "h"], "y");
        Assert.Equal(("notInjective", 1), Check(Relu6()));
        Assert.Equal(("injective", 0), Check(Relu6(), "box:0,6"));
        Assert.Equal(("notInjective", 1), Check(Relu6(), "box:0,7"));
        Assert.Equal(("notInjective", 1), Check(Points(2).Initializer("z", [], 0).Node("Max", ["x", "z"], "y")));
    }

    [Fact]
    public void Greatest_OfOppositeSlopes()
    {
        // max(x, -2x) folds; with x beside it does not.
        OnnxWriter Begun() => Points(1).Initializer("m", [], -2).Node("Mul", ["x", "m"], "a");
        Assert.Equal(("notInjective", 1), Check(Begun().Node("Max", ["x", "a"], "y")));
        Assert.Equal(("injective", 0), Check(Begun().Node("Max", ["x", "a"], "b").Node("Min", ["x", "a"], "c").Node("Concat", ["b", "c", "x"], "y", OnnxWriter.Int("axis", 1))));
    }

    [Theory]
    [InlineData("Exp", true)]
    [InlineData("Sigmoid", true)]
    [InlineData("Softplus", true)]
    [InlineData("Tanh", false)]
    [InlineData("Abs", false)]
    public void Coupling_NeedsAPositiveFactor(string factor, bool isInjective)
    {
        (string verdict, _) = Check(Flow(2, factor));
        Assert.Equal(isInjective, verdict is "injective");
    }

    /// <summary>x - a tanh(b x), of slope 1 - a b at 0 and 1 far out; a in two factors. A square of b below the range of doubles is no bound of zero.</summary>
    [Theory]
    [InlineData(0.5, 1, 1.5, true)]
    [InlineData(1e-170, 1e100, 1e60, true)]
    [InlineData(1e-170, 1e100, 1e100, false)]
    [InlineData(1e-300, 1e200, 1e110, false)]
    [InlineData(1e160, 1e-100, 1e-50, false)]
    [InlineData(1e160, 1e-100, 1e-70, true)]
    public void Residual_IsInjectiveBelowSlopeOne(double b, double c, double d, bool isInjective)
    {
        OnnxWriter writer = Points(1).Initializer("b", [1, 1], b).Initializer("c", [1, 1], c).Initializer("d", [1, 1], -d)
            .Node("MatMul", ["x", "b"], "s").Node("Tanh", ["s"], "t").Node("MatMul", ["t", "c"], "u").Node("MatMul", ["u", "d"], "v").Node("Add", ["x", "v"], "y");
        Assert.Equal(isInjective, Check(writer).Verdict is "injective");
    }

    /// <summary>
    /// A convolution that wraps around multiplies the Fourier coefficients of its input by those of its kernel: injective where none is zero, and with the least of them for
    /// least stretch; of several output channels the root of the sum of squares. Here by the sum that defines them.
    /// </summary>
    [Theory]
    [InlineData(6, new[] { 1.0, 1, 1 }, true)]
    [InlineData(5, new[] { 1.0, 1, 1 }, false)]
    [InlineData(7, new[] { 1.0, -2, 1 }, true)]
    [InlineData(8, new[] { 2.0, 1, 0.5 }, false)]
    [InlineData(9, new[] { 0.5, -1.25, 3 }, false)]
    [InlineData(6, new[] { 1.0, 1, 1, 1, -1, 0 }, false)]
    [InlineData(6, new[] { 1.0, -2, 1, 2, -1, -1 }, true)]
    public void CircularConvolution_HasTheFourierCoefficientsForStretches(int size, double[] kernels, bool isFlat)
    {
        int channels = kernels.Length / 3;
        double least = Enumerable.Range(0, size).Min(k => Math.Sqrt(Enumerable.Range(0, channels).Sum(c =>
        {
            System.Numerics.Complex sum = Enumerable.Range(0, 3).Aggregate(System.Numerics.Complex.Zero, (s, j) => s + (kernels[(3 * c) + j] * System.Numerics.Complex.Exp(new(0, -2 * Math.PI * j * k / size))));
            return sum.Magnitude * sum.Magnitude;
        })));
        Assert.Equal(isFlat, least < 1e-12);
        OnnxWriter writer = Points(1, size).Initializer("p", [6], 0, 0, 1, 0, 0, 1).Initializer("K", [channels, 1, 3], kernels)
            .Node("Pad", ["x", "p"], "w", OnnxWriter.String("mode", "wrap")).Node("Conv", ["w", "K"], "y");

        Assert.Equal(isFlat ? ("notInjective", 1) : ("injective", 0), Check(writer));
        CliRun run = CliRun.Of("margin", Path.Combine(_folder, "m.onnx"), "--format", "json");
        JsonElement bounds = JsonDocument.Parse(run.Output).RootElement.GetProperty("inverseLipschitz");
        Assert.Equal(least, bounds.GetProperty("lower").GetDouble(), 1e-9);
        Assert.Equal(least, bounds.GetProperty("upper").GetDouble(), 1e-9);
    }

    /// <summary>A kernel (1, 1) without padding gives fewer outputs than inputs, which is known once the input's size is.</summary>
    [Fact]
    public void InputShape_IsThatOfFreeExtents()
    {
        string path = Path.Combine(_folder, "free.onnx");
        File.WriteAllBytes(path, Points(1, 0).Initializer("K", [1, 1, 2], 1, 1).Node("Conv", ["x", "K"], "y").Model());
        Assert.Equal(3, CliRun.Of("check", path, "--certificate", "none").ExitCode);
        Assert.Equal(1, CliRun.Of("check", path, "--certificate", "none", "--input-shape", "1x5").ExitCode);
        Assert.Equal(1, CliRun.Of("margin", path, "--input-shape", "1,5").ExitCode);
        foreach ((string shape, string problem) in new[] { ("2x5", "the graph's input is 1x1x?, not 2x5"), ("1x-5", "'1x-5' is no shape"), ("", "'' is no shape"), ("1x0", "'1x0' is no shape") })
        {
            CliRun run = CliRun.Of("check", path, "--certificate", "none", "--input-shape", shape);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        }

        File.WriteAllText(Path.Combine(_folder, "w.csv"), "1,0\n0,1\n");
        Assert.Contains("--input-shape is for networks", CliRun.Of("check", Path.Combine(_folder, "w.csv"), "--input-shape", "2").Error, StringComparison.Ordinal);
    }

    /// <summary>Nothing that is read stands before the branch, or before the operation: undecided, and the operation named; fewer numbers than the input decide all the same.</summary>
    [Fact]
    public void NothingReadBeforeABranch_IsUndecidedByName()
    {
        OnnxWriter identity = Points(2).Initializer("I", [2, 2], 1, 0, 0, 1).Node("MatMul", ["x", "I"], "i").Node("Tanh", ["i"], "t").Node("Sub", ["x", "t"], "y");
        (string Operation, OnnxWriter Writer)[] cases =
        [
            ("Tanh", Points(2).Node("Tanh", ["x"], "t").Node("Sub", ["x", "t"], "y")),
            ("Tanh", identity),
            ("Sigmoid", Points(3).Node("Sigmoid", ["x"], "s").Node("Mul", ["x", "s"], "y")),
            ("Mul", Points(2).Node("Mul", ["x", "x"], "y")),
            ("Mul", Points(2).Node("Neg", ["x"], "n").Node("Mul", ["x", "n"], "y")),
            ("Softsign", Points(2).Node("Softsign", ["x"], "y")),
            ("Exp", Points(2).Node("Exp", ["x"], "e").Node("Add", ["x", "e"], "y")),
        ];
        foreach ((string operation, OnnxWriter writer) in cases)
        {
            Assert.Equal(("undecided", 3), Check(writer));
            Assert.Contains($"({operation}) is not read", CliRun.Of("check", Path.Combine(_folder, "m.onnx"), "--certificate", "none").Output, StringComparison.Ordinal);
        }

        // The sum of x and tanh(x) over one axis.
        Assert.Equal(("notInjective", 1), Check(Points(2).Initializer("w", [2, 1], 1, 1).Node("Tanh", ["x"], "t").Node("Sub", ["x", "t"], "d").Node("MatMul", ["d", "w"], "y")));
    }

    [Fact]
    public void Coupling_ThatLosesAPartIsNotInjectiveByConstruction()
    {
        // x exp(x) falls and rises; (a, a b) loses b at a = 0; b alone loses a; a singular matrix before it loses a direction.
        Assert.NotEqual("injective", Check(Points(1).Node("Exp", ["x"], "e").Node("Mul", ["x", "e"], "y")).Verdict);
        Assert.NotEqual("injective", Check(Halves(Points(2), "x", 1, "a", "b").Node("Mul", ["b", "a"], "c").Node("Concat", ["a", "c"], "y", OnnxWriter.Int("axis", 1))).Verdict);
        Assert.NotEqual("injective", Check(Halves(Points(2), "x", 1, "a", "b").Node("Exp", ["a"], "e").Node("Mul", ["b", "e"], "c").Node("Concat", ["c", "c"], "y", OnnxWriter.Int("axis", 1))).Verdict);
        Assert.NotEqual("injective", Check(Mixed([1, 2, 2, 4])).Verdict);
        Assert.Equal("injective", Check(Mixed([1, 2, 2, 5])).Verdict);
        Assert.Equal("injective", Check(Halves(Points(2), "x", 1, "a", "b").Node("Exp", ["a"], "e").Node("Mul", ["b", "e"], "c").Node("Concat", ["c", "a"], "y", OnnxWriter.Int("axis", 1))).Verdict);
    }

    // A matrix and a coupling of the halves behind it.
    private static OnnxWriter Mixed(double[] matrix) => Halves(Points(2).Initializer("W", [2, 2], matrix).Node("MatMul", ["x", "W"], "w"), "w", 1, "a", "b")
        .Node("Exp", ["a"], "e").Node("Mul", ["b", "e"], "c").Node("Concat", ["c", "a"], "y", OnnxWriter.Int("axis", 1));

    // Two coupling layers over halves of n numbers each, the halves swapped between them.
    private static OnnxWriter Flow(int n, string factor)
    {
        Random random = new(n);
        OnnxWriter writer = Points(2 * n);
        string from = "x";
        for (int k = 0; k < 2; k++)
        {
            double[] W() => [.. Enumerable.Range(0, n * n).Select(_ => random.NextDouble() - 0.5)];
            writer = Halves(writer.Initializer($"W{k}", [n, n], W()).Initializer($"V{k}", [n, n], W()), from, n, $"a{k}", $"b{k}")
                .Node("MatMul", [$"a{k}", $"W{k}"], $"s{k}").Node(factor, [$"s{k}"], $"e{k}").Node("MatMul", [$"a{k}", $"V{k}"], $"u{k}").Node("Relu", [$"u{k}"], $"t{k}")
                .Node("Mul", [$"b{k}", $"e{k}"], $"m{k}").Node("Add", [$"m{k}", $"t{k}"], $"n{k}").Node("Concat", [$"n{k}", $"a{k}"], k == 1 ? "y" : $"x{k}", OnnxWriter.Int("axis", 1));
            from = $"x{k}";
        }

        return writer;
    }

    private static OnnxWriter Halves(OnnxWriter writer, string from, int n, string first, string second) => writer
        .Initializer("zero" + first, [1], 0).Initializer("half" + first, [1], n).Initializer("end" + first, [1], 2 * n).Initializer("axis" + first, [1], 1)
        .Node("Slice", [from, "zero" + first, "half" + first, "axis" + first], first).Node("Slice", [from, "half" + first, "end" + first, "axis" + first], second);

    private static OnnxWriter Points(params int[] shape) => new OnnxWriter().Output().Field(11, OnnxWriter.Message(value =>
    {
        OnnxWriter.Text(value, 1, "x");
        OnnxWriter.Bytes(value, 2, OnnxWriter.Message(type => OnnxWriter.Bytes(type, 1, OnnxWriter.Message(tensor =>
        {
            OnnxWriter.Varint(tensor, 1, 1);
            OnnxWriter.Bytes(tensor, 2, OnnxWriter.Message(extents =>
            {
                OnnxWriter.Bytes(extents, 1, OnnxWriter.Message(batch => OnnxWriter.Varint(batch, 1, 1)));
                foreach (int n in shape)
                {
                    OnnxWriter.Bytes(extents, 1, OnnxWriter.Message(size => OnnxWriter.Varint(size, 1, n)));
                }
            }));
        }))));
    }));

    private (string Verdict, int Code) Check(OnnxWriter writer, string domain = "rn")
    {
        string path = Path.Combine(_folder, "m.onnx");
        File.WriteAllBytes(path, writer.Model());
        CliRun run = CliRun.Of("check", path, "--domain", domain, "--certificate", "none", "--format", "json", "--time-limit", "10");
        if (run.ExitCode == 2)
        {
            Assert.Matches("is not supported|the graph branches", run.Error);
            return ("refused", 2);
        }

        Assert.Empty(run.Error);
        using var report = JsonDocument.Parse(run.Output);
        return (report.RootElement.GetProperty("verdict").GetString()!, run.ExitCode);
    }
}
