using ReluInjectivity.Weights.Tests.Writers;

namespace ReluInjectivity.EndToEnd.Tests.Networks;

/// <summary>A small network of one to three layers of drawn operators, as an ONNX file and as its pieces.</summary>
internal sealed class RandomOperators
{
    private readonly Random _random;
    private readonly int _inputs;
    private OnnxWriter _writer;
    private string _last = "x";
    private int _width;
    private int _names;
    private int _splits;

    /// <summary>Draws one.</summary>
    public RandomOperators(Random random)
    {
        _random = random;
        _inputs = random.Next(5) < 3 ? 1 : 2;
        _width = _inputs;
        _writer = new OnnxWriter().Field(11, Shaped(_inputs));
        bool isBox = random.Next(3) == 0;
        Domain = isBox ? "box:-1,1" : "rn";
        Pieces = new ExactPieces(_inputs, isBox ? Box() : []);
        int layers = random.Next(1, 4);
        for (int k = 0; k < layers; k++)
        {
            Linear(k == layers - 1);
            if (k < layers - 1 || random.Next(2) == 0)
            {
                Nonlinear();
            }

            Beside();
        }

        _writer = _writer.Node("Identity", [_last], "y").Output();
    }

    /// <summary>The inputs that count.</summary>
    public string Domain { get; }

    /// <summary>The pieces.</summary>
    public ExactPieces Pieces { get; }

    /// <summary>Operators drawn, for counting.</summary>
    public HashSet<string> Operators { get; } = new(StringComparer.Ordinal);

    /// <summary>The file.</summary>
    public byte[] Model() => _writer.Model();

    private static byte[] Shaped(int n) => OnnxWriter.Message(value =>
    {
        OnnxWriter.Text(value, 1, "x");
        OnnxWriter.Bytes(value, 2, OnnxWriter.Message(type => OnnxWriter.Bytes(type, 1, OnnxWriter.Message(tensor =>
        {
            OnnxWriter.Varint(tensor, 1, 1);
            OnnxWriter.Bytes(tensor, 2, OnnxWriter.Message(extents =>
            {
                OnnxWriter.Bytes(extents, 1, OnnxWriter.Message(batch => OnnxWriter.Varint(batch, 1, 1)));
                OnnxWriter.Bytes(extents, 1, OnnxWriter.Message(size => OnnxWriter.Varint(size, 1, n)));
            }));
        }))));
    });

    private IEnumerable<Fraction[]> Box()
    {
        for (int j = 0; j < _inputs; j++)
        {
            foreach (int sign in new[] { 1, -1 })
            {
                yield return [.. Enumerable.Range(0, _inputs + 1).Select(k => Fraction.Of(k == j ? sign : k == _inputs ? 1 : 0))];
            }
        }
    }

    private double Small() => _random.Next(-4, 5) / 2.0;

    private string Named(string operation)
    {
        Operators.Add(operation);
        return $"t{_names++}";
    }

    private void Node(string operation, string[] inputs, params byte[][] attributes)
    {
        string name = Named(operation);
        _writer = _writer.Node(operation, inputs, name, attributes);
        _last = name;
    }

    // In single precision, as the input; single precision holds all that is drawn.
    private string Stored(long[] shape, params double[] values) => Tensor(1, "f4", shape, values);

    private string Places(params double[] values) => Tensor(7, "i8", [values.Length], values);

    private string Tensor(int type, string stored, long[] shape, double[] values)
    {
        string name = $"c{_names++}";
        _writer = _writer.Initializer(OnnxWriter.Tensor(name, type, shape, Numbers.Bytes(stored, values)));
        return name;
    }

    private void Linear(bool isLast)
    {
        int kind = _random.Next(5);
        if (kind == 0 && _width > 1)
        {
            Convolution();
            return;
        }

        int outputs = Math.Min(4, _random.Next(isLast ? Math.Max(1, _inputs - (_random.Next(8) == 0 ? 1 : 0)) : _inputs, (2 * _inputs) + 2));
        double[][] weights = [.. Enumerable.Range(0, outputs).Select(_ => Enumerable.Range(0, _width).Select(_ => Small()).ToArray())];
        double[] bias = [.. Enumerable.Range(0, outputs).Select(_ => _random.Next(2) * Small())];
        if (kind < 3)
        {
            Node("Gemm", [_last, Stored([outputs, _width], [.. weights.SelectMany(row => row)]), Stored([outputs], bias)], OnnxWriter.Int("transB", 1));
        }
        else
        {
            Node("MatMul", [_last, Stored([_width, outputs], [.. Enumerable.Range(0, _width).SelectMany(j => weights.Select(row => row[j]))])]);
            Node(kind == 3 ? "Add" : "Sub", [_last, Stored([outputs], kind == 3 ? bias : [.. bias.Select(b => 0 - b)])]);
        }

        Pieces.Affine(weights, bias);
        _width = outputs;
    }

    // One channel, a kernel of two, padded by one before: as many outputs as inputs; or pooled by pairs.
    private void Convolution()
    {
        Node("Reshape", [_last, Places(1, 1, _width)]);
        int kind = _random.Next(3);
        if (kind == 0)
        {
            (double a, double b) = (Small(), Small());
            Node("Conv", [_last, Stored([1, 1, 2], a, b)], OnnxWriter.Ints("pads", 1, 0));
            Pieces.Affine([.. Enumerable.Range(0, _width).Select(i => Enumerable.Range(0, _width).Select(j => j == i ? b : j == i - 1 ? a : 0).ToArray())], new double[_width]);
        }
        else if (kind == 1)
        {
            Node("AveragePool", [_last], OnnxWriter.Ints("kernel_shape", 2));
            Pieces.Affine([.. Enumerable.Range(0, _width - 1).Select(i => Enumerable.Range(0, _width).Select(j => j == i || j == i + 1 ? 0.5 : 0).ToArray())], new double[_width - 1]);
            _width--;
        }
        else
        {
            Node("MaxPool", [_last], OnnxWriter.Ints("kernel_shape", 2));
            _splits += _width - 1;
            for (int i = 0; i + 1 < _width; i++)
            {
                int at = i;
                Pieces.Greatest(at, forms => forms[at + 1]);
            }

            _width--;
            int width = _width;
            Pieces.Apply(forms => forms[..width]);
        }

        Node("Flatten", [_last]);
    }

    private void Nonlinear()
    {
        if (_splits + _width > 7)
        {
            return;
        }

        _splits += _width;
        switch (_random.Next(8))
        {
            case 0 or 1:
                Node("Relu", [_last]);
                Each(i => Pieces.Greatest(i, _ => Pieces.Constant(0)));
                break;
            case 2:
                Node("Abs", [_last]);
                Each(i => Pieces.Greatest(i, forms => Scaled(forms[i], -1)));
                break;
            case 3:
                (double low, double high) = (_random.Next(-2, 1), _random.Next(1, 7));
                _splits += _width;
                Node("Clip", [_last, Stored([], low), Stored([], high)]);
                Each(i => Pieces.Greatest(i, _ => Pieces.Constant(low)));
                Each(i => Pieces.Least(i, _ => Pieces.Constant(high)));
                break;
            case 4:
                Node("LeakyRelu", [_last], OnnxWriter.Float("alpha", 0.25f));
                Each(i => Pieces.Greatest(i, forms => Scaled(forms[i], 0.25)));
                break;
            case 5:
                double[] slopes = [.. Enumerable.Range(0, _width).Select(_ => _random.Next(1, 4) / 4.0)];
                Node("PRelu", [_last, Stored([_width], slopes)]);
                Each(i => Pieces.Greatest(i, forms => Scaled(forms[i], slopes[i])));
                break;
            case 6:
                double[] least = [.. Enumerable.Range(0, _width).Select(_ => Small())];
                Node("Max", [_last, Stored([_width], least)]);
                Each(i => Pieces.Greatest(i, _ => Pieces.Constant(least[i])));
                break;
            default:
                double[] most = [.. Enumerable.Range(0, _width).Select(_ => Small())];
                Node("Min", [_last, Stored([_width], most)]);
                Each(i => Pieces.Least(i, _ => Pieces.Constant(most[i])));
                break;
        }
    }

    // Now and then a negative, a copy of itself added, or the input beside.
    private void Beside()
    {
        int width = _width;
        switch (_random.Next(8))
        {
            case 0:
                Node("Neg", [_last]);
                Pieces.Apply(forms => [.. forms.Select(form => Scaled(form, -1))]);
                break;
            case 1 when width == _inputs:
                Node("Add", [_last, "x"]);
                Pieces.Apply(forms => [.. forms.Select((form, j) => ExactPieces.Sum(form, Input(j), Fraction.Of(1)))]);
                break;
            case 2 when width < 3:
                Node("Concat", [_last, "x"], OnnxWriter.Int("axis", 1));
                Pieces.Apply(forms => [.. forms, .. Enumerable.Range(0, _inputs).Select(Input)]);
                _width += _inputs;
                break;
        }
    }

    private Fraction[] Input(int j) => [.. Enumerable.Range(0, _inputs + 1).Select(k => Fraction.Of(k == j ? 1 : 0))];

    private static Fraction[] Scaled(Fraction[] form, double factor) => [.. form.Select(v => v * Fraction.Of(factor))];

    private void Each(Action<int> split)
    {
        for (int i = 0; i < _width; i++)
        {
            split(i);
        }
    }
}
