using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.Weights.Tests;

/// <summary>Networks from ONNX graphs: orientation, folding against direct evaluation, and what is refused.</summary>
public sealed partial class OnnxNetworkTests
{
    private static readonly Random Source = new(20241124);

    [Theory]
    [InlineData(0, 1f, 1f)]
    [InlineData(1, 1f, 1f)]
    [InlineData(0, 0.5f, -2f)]
    [InlineData(1, 0.5f, -2f)]
    public void Gemm_in_either_orientation(int transB, float alpha, float beta)
    {
        double[] first = Draw(4 * 3);
        double[] bias = Draw(4);
        double[] second = Draw(2 * 4);
        OnnxWriter writer = new OnnxWriter().Input().Output()
            .Initializer("W1", transB == 1 ? [4, 3] : [3, 4], transB == 1 ? first : Transposed(first, 4, 3))
            .Initializer("b1", [4], bias)
            .Initializer("W2", [2, 4], second)
            .Node("Gemm", ["x", "W1", "b1"], "h", OnnxWriter.Int("transB", transB), OnnxWriter.Float("alpha", alpha), OnnxWriter.Float("beta", beta))
            .Node("Relu", ["h"], "r")
            .Node("Gemm", ["r", "W2"], "y", OnnxWriter.Int("transB", 1));
        Network network = Read(writer);
        Assert.Equal(["Gemm_0", "Gemm_2"], network.Stages.Select(layer => layer.Name));
        Assert.Equal([true, false], network.Stages.Select(layer => layer.HasReLU));
        Assert.Equal((4, 3), (network.Stages[0].Layer.Outputs, network.Stages[0].Layer.Inputs));
        AssertSame(network, 3, x =>
        {
            double[] hidden = ReLU([.. Apply(first, 4, 3, x).Zip(bias, (p, b) => (alpha * p) + (beta * b))]);
            return Apply(second, 2, 4, hidden);
        });
    }

    [Fact]
    public void MatMul_takes_inputs_x_outputs_and_folds_the_Add_from_either_side()
    {
        double[] weight = Draw(5 * 3);
        double[] bias = Draw(5);
        OnnxWriter writer = new OnnxWriter().Input().Output()
            .Initializer("B", [3, 5], Transposed(weight, 5, 3))
            .Initializer("b", [1, 5], bias)
            .Node("MatMul", ["x", "B"], "h").Node("Add", ["b", "h"], "a").Node("Relu", ["a"], "y");
        Network network = Read(writer);
        Stage layer = Assert.Single(network.Stages);
        Assert.Equal(weight, layer.Layer.Rows.SelectMany(row => row));
        Assert.Equal(bias, layer.Layer.Bias);
        Assert.True(layer.HasReLU);
    }

    [Fact]
    public void Points_in_columns_are_multiplied_from_the_left()
    {
        double[] weight = Draw(5 * 3);
        double[] bias = Draw(5);
        double[] last = Draw(2 * 5);
        OnnxWriter writer = new OnnxWriter().Input().Output()
            .Initializer("W", [5, 3], weight).Initializer("b", [5, 1], bias).Initializer("V", [5, 2], Transposed(last, 2, 5))
            .Node("MatMul", ["W", "x"], "h").Node("Add", ["h", "b"], "a").Node("Relu", ["a"], "r")
            .Node("Gemm", ["V", "r"], "y", OnnxWriter.Int("transA", 1));
        AssertSame(Read(writer), 3, x => Apply(last, 2, 5, ReLU([.. Apply(weight, 5, 3, x).Zip(bias, (p, b) => p + b)])));
    }

    [Fact]
    public void A_transposed_constant_is_read_as_the_exporter_left_it()
    {
        double[] weight = Draw(4 * 3);
        OnnxWriter writer = new OnnxWriter().Input().Output()
            .Node("Constant", [], "W", OnnxWriter.Attribute("value", OnnxWriter.Doubles(string.Empty, [4, 3], weight)))
            .Node("Identity", ["W"], "V").Node("Transpose", ["V"], "B", OnnxWriter.Ints("perm", 1, 0))
            .Node("MatMul", ["x", "B"], "y");
        Assert.Equal(weight, Read(writer).Stages[0].Layer.Rows.SelectMany(row => row));
    }

    [Theory]
    [InlineData("after")]
    [InlineData("before")]
    [InlineData("first")]
    public void Batch_normalisation_is_folded_where_it_stands(string where)
    {
        const float Epsilon = 1e-3f;
        double[] first = Draw(4 * 4);
        double[] second = Draw(3 * 4);
        double[] gain = Draw(4);
        double[] offset = Draw(4);
        double[] mean = Draw(4);
        double[] variance = [.. Draw(4).Select(v => v * v)];
        OnnxWriter writer = new OnnxWriter().Input()
            .Initializer("W1", [4, 4], first).Initializer("W2", [3, 4], second)
            .Initializer("gain", [4], gain).Initializer("offset", [4], offset).Initializer("mean", [4], mean).Initializer("var", [4], variance);
        string tensor = "x";
        void Then(string operation, string[] inputs, params byte[][] attributes)
        {
            writer.Node(operation, [tensor, .. inputs], tensor + "'", attributes);
            tensor += "'";
        }

        void Normalise(string place)
        {
            if (place == where)
            {
                Then("BatchNormalization", ["gain", "offset", "mean", "var"], OnnxWriter.Float("epsilon", Epsilon));
            }
        }

        Normalise("first");
        Then("Gemm", ["W1"], OnnxWriter.Int("transB", 1));
        Normalise("after");
        Then("Relu", []);
        Normalise("before");
        Then("Gemm", ["W2"], OnnxWriter.Int("transB", 1));
        writer.Output(tensor);
        double[] Normal(string place, double[] x) => place == where
            ? [.. x.Select((v, i) => (gain[i] * (v - mean[i]) / Math.Sqrt(variance[i] + Epsilon)) + offset[i])]
            : x;
        Network network = Read(writer);
        Assert.Equal(2, network.Stages.Count);
        AssertSame(network, 4, x => Apply(second, 3, 4, Normal("before", ReLU(Normal("after", Apply(first, 4, 4, Normal("first", x)))))));
    }

    // (x - m) / s, then 2 - ..., and scalars, as preprocessing is exported.
    [Fact]
    public void Elementwise_arithmetic_before_and_after_layers_is_folded()
    {
        double[] weight = Draw(3 * 2);
        double[] mean = Draw(2);
        double[] deviation = [.. Draw(2).Select(v => 0.5 + Math.Abs(v))];
        double[] factor = Draw(3);
        OnnxWriter writer = new OnnxWriter().Input().Output()
            .Initializer("W", [2, 3], Transposed(weight, 3, 2)).Initializer("m", [1, 2], mean).Initializer("s", [2], deviation)
            .Initializer("two", [], 2).Initializer("f", [3], factor)
            .Node("Sub", ["x", "m"], "a").Node("Div", ["a", "s"], "b").Node("MatMul", ["b", "W"], "c")
            .Node("Sub", ["two", "c"], "d").Node("Mul", ["f", "d"], "e").Node("Relu", ["e"], "y");
        AssertSame(Read(writer), 2, x => ReLU([.. Apply(weight, 3, 2, [.. x.Select((v, i) => (v - mean[i]) / deviation[i])]).Select((v, i) => factor[i] * (2 - v))]));
    }

    [Fact]
    public void A_normalisation_that_no_layer_takes_is_a_diagonal_layer()
    {
        double[] weight = Draw(3 * 2);
        double[] shift = Draw(3);
        OnnxWriter writer = new OnnxWriter().Input().Output()
            .Initializer("W", [2, 3], Transposed(weight, 3, 2)).Initializer("t", [3], shift).Initializer("half", [1], 0.5)
            .Node("MatMul", ["x", "W"], "a").Node("Relu", ["a"], "b").Node("Mul", ["b", "half"], "c").Node("Add", ["c", "t"], "d").Node("Relu", ["d"], "e")
            .Node("Add", ["e", "t"], "y");
        Network network = Read(writer);
        Assert.Equal([true, true, false], network.Stages.Select(layer => layer.HasReLU));
        AssertSame(network, 2, x => [.. ReLU([.. ReLU(Apply(weight, 3, 2, x)).Select((v, i) => (0.5 * v) + shift[i])]).Select((v, i) => v + shift[i])]);
    }

    [Fact]
    public void Passed_through_operations_are_noted()
    {
        OnnxWriter writer = new OnnxWriter().Input().Output()
            .Initializer("W", [1, 1], 2).Initializer("shape", [2], 1, -1).Initializer("off", [], 0).Initializer("ratio", [], 0.5)
            .Node("Shape", ["x"], "s").Node("Cast", ["x"], "a", OnnxWriter.Int("to", 1)).Node("Flatten", ["a"], "b").Node("Dropout", ["b", "ratio", "off"], "c")
            .Node("Reshape", ["c", "shape"], "d").Node("Gemm", ["d", "W"], "e").Node("Relu", ["e"], "f").Node("Relu", ["f"], "g").Node("Identity", ["g"], "y");
        Network network = Read(writer);
        Assert.Single(network.Stages);
        Assert.Contains(network.Notes, note => note.Contains("Cast 'Cast_1', Flatten 'Flatten_2', Dropout 'Dropout_3', Reshape 'Reshape_4', Identity 'Identity_8'", StringComparison.Ordinal));
        Assert.Contains(network.Notes, note => note.Contains("'Relu_7' follows a ReLU", StringComparison.Ordinal));
    }

    [Fact]
    public void Float32_weights_that_layers_share_are_one_matrix()
    {
        OnnxWriter writer = new OnnxWriter().Input().Output()
            .Initializer(OnnxWriter.Tensor("W", 1, [2, 2], Numbers.Bytes("f4", [1, 2, 3, 4])))
            .Node("MatMul", ["x", "W"], "a").Node("Relu", ["a"], "b").Node("MatMul", ["b", "W"], "y");
        Network network = Read(writer);
        Assert.Same(network.Stages[0].Layer.Rows[0], network.Stages[1].Layer.Rows[0]);
        Assert.Equal([1, 3, 2, 4], network.Stages[0].Layer.Rows.SelectMany(row => row));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "Sigmoid", "layer 'Sigmoid_0': no layer stands before it" },
        { "two inputs", "several inputs: x, z" },
        { "no input", "no input" },
        { "unfit", "it takes 3 inputs, but 'Gemm_0' before it gives 2" },
        { "cycle", "cycle" },
        { "wrong output", "output 'q'" },
        { "transposed data", "transposes the data" },
        { "data weight", "node 'MatMul_0' (MatMul)" },
        { "training", "evaluation mode" },
        { "negative variance", "negative variance" },
        { "bias shape", "a tensor of shape (3, 2) does not act along" },
        { "bias length", "its 3 numbers do not fit the 2 outputs" },
        { "relu first", "a ReLU stands before the first layer" },
        { "no layer", "no layer" },
        { "cubic weight", "the weight has shape (1, 2, 2)" },
        { "zero division", "divides by zero" },
        { "overflow", "overflows" },
        { "permutation", "node 'Transpose_0' (Transpose): perm is not a permutation" },
        { "cubic transpose", "the weight has shape (2, 2, 1)" },
        { "mixed sides", "points stand in columns for some layers and in rows for others" },
        { "other domain", "(com.example.Gemm): this operation is not supported" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_chain_of_layers_is_refused_with_the_node(string graph, string problem)
    {
        OnnxWriter writer = new OnnxWriter().Initializer("W", [2, 2], 1, 2, 3, 4).Initializer("U", [3, 1], 1, 2, 3).Initializer("C", [1, 2, 2], 1, 2, 3, 4)
            .Initializer("v", [2], 1, -1).Initializer("b3", [3], 1, 2, 3).Initializer("b32", [3, 2], 1, 2, 3, 4, 5, 6).Initializer("o", [2], 0, 0).Initializer("huge", [2], 1e308, 1e308);
        writer = graph is "no input" ? writer : graph is "two inputs" ? writer.Input().Input("z") : writer.Input();
        writer = graph is "wrong output" ? writer.Output("q") : writer.Output();
        _ = graph switch
        {
            "Sigmoid" => writer.Node("Sigmoid", ["x"], "y"),
            "unfit" => writer.Node("Gemm", ["x", "W"], "a").Node("Gemm", ["a", "U"], "y"),
            "cycle" => writer.Node("Gemm", ["x", "W"], "a").Node("Relu", ["a"], "x"),
            "transposed data" => writer.Node("Gemm", ["x", "W"], "y", OnnxWriter.Int("transA", 1)),
            "data weight" => writer.Node("MatMul", ["x", "x"], "y"),
            "training" => writer.Node("BatchNormalization", ["x", "v", "v", "v", "v"], "y", OnnxWriter.Int("training_mode", 1)),
            "negative variance" => writer.Node("Gemm", ["x", "W"], "a").Node("BatchNormalization", ["a", "v", "v", "v", "v"], "y"),
            "bias shape" => writer.Node("MatMul", ["x", "W"], "a").Node("Add", ["a", "b32"], "y"),
            "bias length" => writer.Node("MatMul", ["x", "W"], "a").Node("Add", ["a", "b3"], "y"),
            "relu first" => writer.Node("Relu", ["x"], "y"),
            "no layer" => writer.Node("Identity", ["x"], "y"),
            "cubic weight" => writer.Node("MatMul", ["x", "C"], "y"),
            "zero division" => writer.Node("MatMul", ["x", "W"], "a").Node("Div", ["a", "o"], "y"),
            "overflow" => writer.Node("MatMul", ["x", "W"], "a").Node("Mul", ["a", "huge"], "y"),
            "permutation" => writer.Node("Transpose", ["W"], "V", OnnxWriter.Ints("perm", 1, 1)).Node("MatMul", ["x", "V"], "y"),
            "cubic transpose" => writer.Node("Transpose", ["C"], "V").Node("MatMul", ["x", "V"], "y"),
            "mixed sides" => writer.Node("MatMul", ["W", "x"], "a").Node("MatMul", ["a", "W"], "y"),
            "other domain" => writer.Field(1, OnnxWriter.Message(node =>
            {
                OnnxWriter.Text(node, 1, "x");
                OnnxWriter.Text(node, 2, "y");
                OnnxWriter.Text(node, 4, "Gemm");
                OnnxWriter.Text(node, 7, "com.example");
            })),
            _ => writer.Node("MatMul", ["x", "W"], "y"),
        };
        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", writer.Model());
        Assert.Contains(problem, Assert.Throws<WeightFileException>(() => NetworkFile.Read(file.Path)).Message, StringComparison.Ordinal);
    }

    // A file of a few kilobytes whose layers share one weight may not cost more than the limit.
    [Fact]
    public void Many_layers_that_fold_into_a_shared_weight_cost_a_bounded_amount()
    {
        OnnxWriter writer = new OnnxWriter().Input().Output("t20000").Initializer("W", [200, 200], new double[40000]).Initializer("s", [200], [.. Enumerable.Repeat(2.0, 200)]);
        for (int i = 0; i < 20000; i += 2)
        {
            writer.Node("MatMul", [i == 0 ? "x" : $"t{i}", "W"], $"t{i + 1}").Node("Mul", [$"t{i + 1}", "s"], $"t{i + 2}");
        }

        using TemporaryFile file = TemporaryFile.OfBytes("m.onnx", writer.Model());
        Assert.Contains("too large", Assert.Throws<WeightFileException>(() => NetworkFile.Read(file.Path)).Message, StringComparison.Ordinal);
    }
}
