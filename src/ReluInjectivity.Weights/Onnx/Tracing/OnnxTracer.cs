using ReluInjectivity.Weights.Formats;
using ReluInjectivity.Weights.Onnx.Evaluation;

namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>
/// Reads a graph that is no chain: keeps the tensors that what follows needs as affine functions of the last layer's numbers, and begins a layer where a
/// node is not affine. Branches wait for each other, so that their ReLUs stand in one layer; what has to pass a ReLU unchanged is u = max(u, 0) - max(-u, 0).
/// </summary>
internal sealed partial class OnnxTracer
{
    private const int MostNumbers = 1 << 16;
    private const int MostNodes = 4096;
    private readonly OnnxGraph _graph;
    private readonly string _start;
    private readonly TraceLayers _layers;
    private readonly Dictionary<string, TracedTensor> _traced = new(StringComparer.Ordinal);
    private readonly Dictionary<OnnxNode, List<LinearForm>[]> _contests = [];
    private readonly HashSet<OnnxNode> _begun = [];
    private readonly Dictionary<OnnxNode, string> _blocked = [];
    private readonly List<OnnxNode> _pending;
    private readonly HashSet<string> _data;
    private readonly LinearOperations _linear;
    private readonly PiecewiseOperations _piecewise;
    private readonly Func<string, int[]> _shape;

    /// <summary>A trace from some tensor on.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="reach">What depends on the tensor.</param>
    /// <param name="values">The values of all tensors at some input, for shapes and constants.</param>
    /// <param name="isDouble">Whether the data may be in double precision.</param>
    /// <param name="names">Names that layers have already.</param>
    public OnnxTracer(OnnxGraph graph, GraphReach reach, OnnxEvaluator values, bool isDouble, IEnumerable<string> names)
    {
        (_graph, _start, _data, _pending) = (graph, reach.Start, reach.Tensors, [.. reach.Nodes]);
        OnnxValue start = values.Value(_start);
        if (start.Values.Length > MostNumbers || _pending.Count > MostNodes)
        {
            throw new EvaluationException("it is too large to be written as matrices");
        }

        _shape = name => values.Value(name).Shape;
        _traced[_start] = new([.. Enumerable.Range(0, start.Values.Length).Select(LinearForm.Number)], start.Shape);
        _layers = new TraceLayers(start.Values.Length, names);
        _linear = new LinearOperations(Input, values.Value, _shape, isDouble);
        _piecewise = new PiecewiseOperations(Input, values.Value, _shape);
    }

    /// <summary>Reads as far as can be.</summary>
    /// <exception cref="UntracedException">It fails amid a node that takes several layers, so that no tensor stands at the end.</exception>
    public OnnxTrace Run()
    {
        OnnxNode? last = null;
        while (true)
        {
            ReadAffine();
            OnnxNode[] ready = [.. _pending.Where(node => IsReady(node) && !_blocked.ContainsKey(node))];
            OnnxNode[] group = [.. ready.Where(PiecewiseOperations.IsRead)];
            if (group.Length == 0 && (!ready.Any(ReadIncreasing)))
            {
                break;
            }

            if (group.Length > 0)
            {
                ReadPiecewise(group);
            }

            last = (group.Length > 0 ? group : ready)[0];
        }

        OnnxNode? unread = _pending.FirstOrDefault(node => IsReady(node));
        string? why = unread is null ? null
            : $"node '{Names.Printable(unread.Name)}' ({Names.Printable(unread.Operation)}) is not read" + (_blocked.TryGetValue(unread, out string? reason) ? $": {reason}" : string.Empty);
        try
        {
            if (unread is null)
            {
                GiveOut();
            }
            else if (!_layers.HoldsAll(Live()))
            {
                Cut($"before {unread.Name}");
            }
        }
        catch (UntracedException problem)
        {
            why ??= $"what follows '{Names.Printable(last?.Name ?? _start)}' is not read: {problem.Message}";
        }

        return new(_start, _layers.Layers, [.. Ends().Select(end => (end, _traced[end].Forms))], why);
    }

    private TracedTensor? Input(string name) => _data.Contains(name) ? _traced[name] : null;

    private bool IsReady(OnnxNode node) => node.Inputs.All(input => !_data.Contains(input) || _traced.ContainsKey(input));

    // Tensors that are given out, or that a node still reads.
    private IEnumerable<string> Ends() => _traced.Keys.Where(name => _graph.Outputs.Contains(name, StringComparer.Ordinal) || _pending.Exists(node => !_contests.ContainsKey(node) && node.Inputs.Contains(name, StringComparer.Ordinal)));

    private IEnumerable<LinearForm> Live() => Ends().SelectMany(name => _traced[name].Forms).Concat(_contests.Values.SelectMany(lists => lists.SelectMany(list => list)));

    private void ReadAffine()
    {
        bool goesOn = true;
        while (goesOn)
        {
            goesOn = false;
            foreach (OnnxNode node in _pending.ToArray())
            {
                goesOn |= LinearOperations.IsRead(node) && IsReady(node) && !_blocked.ContainsKey(node)
                    && Tried(node, () => [.. node.Outputs.Select((output, k) => output.Length > 0 ? _linear.Run(node, k) : [])]);
            }
        }
    }

    // Where doubles do not hold a sum, the tensors so far become numbers of a layer of their own, and the sum is one of these.
    private bool Tried(OnnxNode node, Func<LinearForm?[][]> run)
    {
        try
        {
            RequireSmall(node);
            LinearForm?[][] outputs = run();
            if (outputs.Any(forms => forms.Contains(null)))
            {
                if (!TraceLayers.AreNumbers(Live()))
                {
                    Cut(node.Name + " (inputs)", withConstants: true);
                    outputs = run();
                }

                if (outputs.Any(forms => forms.Contains(null)))
                {
                    throw new UntracedException("its numbers are out of the range of doubles");
                }
            }

            Finish(node, outputs);
            return true;
        }
        catch (Exception problem) when (problem is UntracedException or EvaluationException)
        {
            _blocked[node] = problem.Message;
            return false;
        }
    }

    private void RequireSmall(OnnxNode node)
    {
        if (node.Outputs.Where(output => output.Length > 0).Any(output => _shape(output).Aggregate(1.0, (p, e) => p * e) > MostNumbers))
        {
            throw new UntracedException("it gives too many numbers to be written as a matrix");
        }
    }

    private void Finish(OnnxNode node, LinearForm?[][] outputs)
    {
        if (outputs.Where((forms, k) => node.Outputs[k].Length > 0 && forms.Length != _shape(node.Outputs[k]).Aggregate(1L, (p, e) => p * e)).Any())
        {
            throw new UntracedException("its shapes do not fit");
        }

        _pending.Remove(node);
        for (int k = 0; k < outputs.Length; k++)
        {
            if (node.Outputs[k].Length > 0)
            {
                _traced[node.Outputs[k]] = new(outputs[k]!, _shape(node.Outputs[k]));
            }
        }
    }

    // A map of each number that keeps different numbers different, where nothing else passes beside it.
    private bool ReadIncreasing(OnnxNode node)
    {
        PointwiseMap? map = node.Operation switch
        {
            "Sigmoid" or "Tanh" or "Softplus" => new PointwiseMap(node.Operation, null),
            "Elu" when node.Float("alpha", 1) > 0 => new PointwiseMap("Elu", null) { Parameter = node.Float("alpha", 1) },
            _ => null,
        };
        if (map is null || !Ends().SequenceEqual([node.Inputs[0]], StringComparer.Ordinal) || _pending.Exists(other => other != node && other.Inputs.Contains(node.Inputs[0], StringComparer.Ordinal))
            || _graph.Outputs.Contains(node.Inputs[0], StringComparer.Ordinal))
        {
            return false;
        }

        try
        {
            LinearForm[] forms = _traced[node.Inputs[0]].Forms;
            _layers.Add(node.Name, forms, hasReLU: false, map);
            Finish(node, [[.. Enumerable.Range(0, forms.Length).Select(LinearForm.Number)]]);
            return true;
        }
        catch (UntracedException problem)
        {
            _blocked[node] = problem.Message;
            return false;
        }
    }

    // The last layer's numbers become the outputs, all of them in their order.
    private void GiveOut()
    {
        string[] outputs = [.. _graph.Outputs.Where(_traced.ContainsKey)];
        LinearForm[] rows = [.. outputs.SelectMany(output => _traced[output].Forms)];
        if (_layers.Layers.Count == 0 || !_layers.Are(rows))
        {
            _layers.Add("outputs", rows, hasReLU: false);
        }

        int place = 0;
        foreach (string output in outputs)
        {
            _traced[output] = _traced[output] with { Forms = [.. _traced[output].Forms.Select(_ => LinearForm.Number(place++))] };
        }
    }

    /// <summary>A layer without ReLU whose numbers are the live tensors' different entries; constants too, where sums of these round.</summary>
    private void Cut(string name, bool withConstants = false)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        List<LinearForm> rows = [];
        foreach (LinearForm form in Live().Where(form => !IsKept(form)))
        {
            if (places.TryAdd(form.Key, rows.Count))
            {
                rows.Add(form);
            }
        }

        bool IsKept(LinearForm form) => form.IsConstant && (form.Constant == 0 || !withConstants);
        LinearForm Renamed(LinearForm form) => IsKept(form) ? form : LinearForm.Number(places[form.Key]);
        string[] ends = [.. Ends()];
        _layers.Add(name, rows, hasReLU: false);
        foreach (string end in ends)
        {
            _traced[end] = _traced[end] with { Forms = [.. _traced[end].Forms.Select(Renamed)] };
        }

        foreach (OnnxNode node in _contests.Keys.ToArray())
        {
            _contests[node] = [.. _contests[node].Select(list => list.Select(Renamed).ToList())];
        }
    }
}
