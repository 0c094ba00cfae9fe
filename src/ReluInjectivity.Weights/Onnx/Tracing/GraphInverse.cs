using ReluInjectivity.Weights.Onnx.Evaluation;

namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>
/// Works the input of a graph out from its outputs, node by node: what of a node's numbers follows from the others. Coupling layers of flows are made so
/// that all of it follows: a part passes unchanged, and the rest is scaled by a positive factor and shifted by what that part gives.
/// </summary>
internal sealed class GraphInverse
{
    private const int MostNumbers = 1 << 12;
    private const int MostRounds = 64;
    private const int MostTogether = 512;
    private readonly OnnxEvaluator _values;
    private readonly HashSet<string> _data;
    private readonly List<OnnxNode> _nodes;
    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool[]> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<OnnxNode, LinearForm[][]?> _forms = [];

    private GraphInverse(OnnxGraph graph, GraphReach reach, OnnxEvaluator values)
    {
        (_values, _data, _nodes) = (values, reach.Tensors, reach.Nodes);
        foreach (OnnxNode node in _nodes)
        {
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                _producers[output] = node;
            }
        }

        foreach (string name in _data)
        {
            _known[name] = new bool[Small(name)];
        }

        foreach (string output in graph.Outputs.Where(_data.Contains))
        {
            Array.Fill(_known[output], true);
        }
    }

    /// <summary>Whether all of the input follows from the outputs, in exact arithmetic.</summary>
    public static bool Follows(OnnxGraph graph, GraphReach reach, OnnxEvaluator values)
    {
        try
        {
            GraphInverse inverse = new(graph, reach, values);
            bool[] input = inverse._known[reach.Start];
            for (int round = 0; round < MostRounds && input.Contains(false); round++)
            {
                bool learns = false;
                foreach (OnnxNode node in Enumerable.Reverse(inverse._nodes).Concat(inverse._nodes))
                {
                    learns |= inverse.Learn(node);
                }

                if (!learns)
                {
                    break;
                }
            }

            return !input.Contains(false);
        }
        catch (Exception problem) when (problem is EvaluationException or UntracedException)
        {
            return false;
        }
    }

    private int Small(string name) => _values.Value(name).Values.Length is var count && count <= MostNumbers ? count : throw new UntracedException("it is too large");

    private bool Learn(OnnxNode node)
    {
        bool multiplies = node.Operation is "Mul" or "Div" && node.Inputs.Count == 2 && node.Inputs.TrueForAll(_data.Contains);
        if (multiplies)
        {
            return LearnProduct(node);
        }

        if (LinearOperations.IsRead(node) && Forms(node) is { } forms)
        {
            return LearnLinear(node, forms) || LearnResidual(node);
        }

        bool[] output = _known[node.Outputs[0]];
        bool learns = false;
        bool isOfOne = node.Inputs.Count(_data.Contains) == 1 && _data.Contains(node.Inputs[0]) && _known[node.Inputs[0]].Length == output.Length;
        if (isOfOne && (IsIncreasing(node) || node.Operation is "Relu" or "Abs" or "Clip"))
        {
            bool[] input = _known[node.Inputs[0]];
            for (int i = 0; i < output.Length; i++)
            {
                learns |= (!output[i] && input[i]) || (!input[i] && output[i] && IsIncreasing(node));
                output[i] |= input[i];
                input[i] |= output[i] && IsIncreasing(node);
            }

            return learns;
        }

        // Whatever it does, its outputs follow from all of its inputs.
        if (node.Inputs.Where(_data.Contains).All(name => !_known[name].Contains(false)))
        {
            foreach (string name in node.Outputs.Where(name => name.Length > 0))
            {
                learns |= _known[name].Contains(false);
                Array.Fill(_known[name], true);
            }
        }

        return learns;
    }

    private static bool IsIncreasing(OnnxNode node) => node.Operation is "Exp" or "Sigmoid" or "Tanh" or "Softplus"
        || (node.Operation is "LeakyRelu" && node.Float("alpha", 0.01f) > 0) || (node.Operation is "Elu" && node.Float("alpha", 1) > 0);

    // Positive everywhere: the factor of a coupling layer, and what is made of it by moving entries.
    private bool IsPositive(string name, int depth = 0) => depth < 64 && _producers.TryGetValue(name, out OnnxNode? node) && (node.Operation is "Exp" or "Sigmoid" or "Softplus"
        || (node.Operation is "Identity" or "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Transpose" or "Slice" or "Split" && IsPositive(node.Inputs[0], depth + 1))
        || (node.Operation is "Add" or "Mul" or "Div" && node.Inputs.Count == 2
            && node.Inputs.TrueForAll(input => _data.Contains(input) ? IsPositive(input, depth + 1) : Array.TrueForAll(_values.Value(input).Values, value => value > 0))));

    private bool LearnProduct(OnnxNode node)
    {
        int[] shape = _values.Value(node.Outputs[0]).Shape;
        bool[] output = _known[node.Outputs[0]];
        (bool[] left, bool[] right) = (_known[node.Inputs[0]], _known[node.Inputs[1]]);
        (TracedTensor a, TracedTensor b) = (Numbered(node.Inputs[0], 0), Numbered(node.Inputs[1], 0));
        bool isMul = node.Operation is "Mul";
        (bool leftIsPositive, bool rightIsPositive) = (isMul && IsPositive(node.Inputs[0]), IsPositive(node.Inputs[1]));
        bool isDefined = isMul || rightIsPositive;
        bool learns = false;
        foreach ((int[] place, int k) in TracedTensor.Places(shape).Select((place, k) => (place, k)))
        {
            int i = a.Broadcast(place).Terms.First().Place;
            int j = b.Broadcast(place).Terms.First().Place;
            learns |= Set(output, k, isDefined && left[i] && right[j]) | Set(left, i, output[k] && right[j] && rightIsPositive) | Set(right, j, output[k] && left[i] && leftIsPositive);
        }

        return learns;
    }

    // y = x + g(x) with |g(a) - g(b)| <= L |a - b| and L < 1: |y(a) - y(b)| >= (1 - L) |a - b|.
    private bool LearnResidual(OnnxNode node)
    {
        if (node.Operation is not ("Add" or "Sub") || node.Inputs.Count != 2 || !node.Inputs.TrueForAll(_data.Contains) || _known[node.Outputs[0]].Contains(false))
        {
            return false;
        }

        int length = _known[node.Outputs[0]].Length;
        foreach ((string from, string to) in new[] { (node.Inputs[0], node.Inputs[1]), (node.Inputs[1], node.Inputs[0]) })
        {
            if (_known[from].Contains(false) && _known[from].Length == length && _known[to].Length == length && Stretch(from, to) < 1)
            {
                Array.Fill(_known[from], true);
                return true;
            }
        }

        return false;
    }

    // An upper bound of the Lipschitz constant from one tensor to another, along nodes of one input of data; infinite where there is no such path.
    private double Stretch(string from, string to)
    {
        double bound = 1;
        for (int depth = 0; !string.Equals(from, to, StringComparison.Ordinal); depth++)
        {
            if (depth > MostRounds || !_producers.TryGetValue(to, out OnnxNode? node) || node.Inputs.Where(_data.Contains).ToArray() is not [var input] || node.Outputs.Count(output => output.Length > 0) != 1)
            {
                return double.PositiveInfinity;
            }

            double? factor = LipschitzBound.OfEach(node) is { } slope && string.Equals(node.Inputs[0], input, StringComparison.Ordinal) ? slope
                : LinearOperations.IsRead(node) && Forms(node) is { } forms ? LipschitzBound.OfMatrix(forms[0], _known[input].Length)
                : null;
            bound *= factor ?? double.PositiveInfinity;
            to = input;
        }

        return bound;
    }

    private bool LearnLinear(OnnxNode node, LinearForm[][] forms)
    {
        (bool[] Known, int Place)[] inputs = [.. node.Inputs.Where(_data.Contains).Distinct(StringComparer.Ordinal).SelectMany(name => _known[name].Select((_, i) => (_known[name], i)))];
        bool learns = false;
        List<LinearForm> equations = [];
        for (int k = 0; k < forms.Length; k++)
        {
            bool[]? output = node.Outputs[k].Length > 0 ? _known[node.Outputs[k]] : null;
            for (int i = 0; output is not null && i < output.Length; i++)
            {
                int[] unknown = [.. forms[k][i].Terms.Where(term => !inputs[term.Place].Known[inputs[term.Place].Place]).Select(term => term.Place).Take(2)];
                learns |= Set(output, i, unknown.Length == 0);
                if (output[i] && unknown.Length == 1)
                {
                    learns |= Set(inputs[unknown[0]].Known, inputs[unknown[0]].Place, true);
                }
                else if (output[i] && unknown.Length == 2)
                {
                    equations.Add(forms[k][i]);
                }
            }
        }

        // Several unknown numbers follow together where their columns are independent.
        int[] open = [.. Enumerable.Range(0, inputs.Length).Where(place => !inputs[place].Known[inputs[place].Place])];
        if (!learns && open.Length is > 0 and <= MostTogether && open.Length <= equations.Count && ModularRank.HasIndependentColumns([.. equations.Select(form => Row(form, open))], open.Length))
        {
            Array.ForEach(open, place => inputs[place].Known[inputs[place].Place] = true);
            return true;
        }

        return learns;
    }

    private static double[] Row(LinearForm form, int[] columns)
    {
        Dictionary<int, double> terms = form.Terms.ToDictionary(term => term.Place, term => term.Factor);
        return [.. columns.Select(column => terms.GetValueOrDefault(column))];
    }

    // A node's outputs in its inputs' numbers, one input after another; null where it is not affine.
    private LinearForm[][]? Forms(OnnxNode node)
    {
        if (!_forms.TryGetValue(node, out LinearForm[][]? forms))
        {
            Dictionary<string, TracedTensor> inputs = new(StringComparer.Ordinal);
            int offset = 0;
            foreach (string name in node.Inputs.Where(_data.Contains).Distinct(StringComparer.Ordinal))
            {
                inputs[name] = Numbered(name, offset);
                offset += _known[name].Length;
            }

            LinearOperations operations = new(name => inputs.GetValueOrDefault(name), _values.Value, name => _values.Value(name).Shape, isDouble: true);
            try
            {
                LinearForm?[][] all = [.. node.Outputs.Select((name, k) => name.Length > 0 ? operations.Run(node, k) : [])];
                forms = all.Any(output => output.Contains(null)) || all.Where((output, k) => node.Outputs[k].Length > 0 && output.Length != _known[node.Outputs[k]].Length).Any() ? null : [.. all.Select(output => output.Select(form => form!).ToArray())];
            }
            catch (UntracedException)
            {
                forms = null;
            }

            _forms[node] = forms;
        }

        return forms;
    }

    private TracedTensor Numbered(string name, int offset) => new([.. Enumerable.Range(offset, _known[name].Length).Select(LinearForm.Number)], _values.Value(name).Shape);

    private static bool Set(bool[] known, int place, bool value)
    {
        bool learns = value && !known[place];
        known[place] |= value;
        return learns;
    }
}
