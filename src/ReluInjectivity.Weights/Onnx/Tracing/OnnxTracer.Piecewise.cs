using ReluInjectivity.Weights.Onnx.Evaluation;

namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <content>Layers with ReLU: the piecewise linear nodes that are ready, and what passes beside them.</content>
internal sealed partial class OnnxTracer
{
    private void ReadPiecewise(OnnxNode[] group)
    {
        foreach (OnnxNode node in group.Where(node => PiecewiseOperations.IsContest(node) && !_contests.ContainsKey(node)))
        {
            try
            {
                RequireSmall(node);
                _contests[node] = _piecewise.Contest(node);
            }
            catch (Exception problem) when (problem is UntracedException or EvaluationException)
            {
                _blocked[node] = problem.Message;
            }
        }

        OnnxNode[] nodes = [.. group.Where(node => !_blocked.ContainsKey(node))];
        try
        {
            if (nodes.Length > 0 && !Layer(nodes) && (TraceLayers.AreNumbers(Live()) || !CutAndLayer(nodes)))
            {
                throw new UntracedException("its numbers are out of the range of doubles");
            }
        }
        catch (UntracedException problem) when (!nodes.Any(_begun.Contains))
        {
            foreach (OnnxNode node in nodes)
            {
                _blocked[node] = problem.Message;
                _contests.Remove(node);
            }
        }
    }

    private bool CutAndLayer(OnnxNode[] nodes)
    {
        Cut(nodes[0].Name + " (inputs)", withConstants: true);
        return Layer(nodes);
    }

    private bool Layer(OnnxNode[] nodes)
    {
        ReluLayerBuilder layer = new(_layers.IsNonNegative);
        Dictionary<OnnxNode, LinearForm?[]> done = [];
        Dictionary<OnnxNode, List<LinearForm?>[]> going = [];
        foreach (OnnxNode node in nodes)
        {
            if (_contests.TryGetValue(node, out List<LinearForm>[]? lists))
            {
                going[node] = [.. lists.Select(list => list.Chunk(2).Select(pair => pair.Length == 2 ? layer.Greater(pair[0], pair[1]) : layer.Pass(pair[0])).ToList())];
            }
            else if (Written(node, layer) is { } forms)
            {
                done[node] = forms;
            }
        }

        if (done.Values.Any(forms => forms.Contains(null)) || going.Values.Any(lists => lists.Any(list => list.Contains(null))))
        {
            return false;
        }

        if (done.Count + going.Count == 0)
        {
            return true;
        }

        // What the nodes of this layer alone read does not pass it.
        List<OnnxNode> kept = [.. _pending];
        _pending.RemoveAll(done.ContainsKey);
        string[] ends = [.. Ends()];
        Dictionary<string, LinearForm[]> passed = ends.ToDictionary(name => name, name => _traced[name].Forms.Select(layer.Pass).ToArray(), StringComparer.Ordinal);
        try
        {
            _layers.Add(nodes[0].Name, layer.Rows, hasReLU: true);
        }
        catch (UntracedException)
        {
            _pending.Clear();
            _pending.AddRange(kept);
            throw;
        }

        foreach (string name in _traced.Keys.ToArray())
        {
            if (passed.TryGetValue(name, out LinearForm[]? forms))
            {
                _traced[name] = _traced[name] with { Forms = forms };
            }
        }

        foreach ((OnnxNode node, LinearForm?[] forms) in done)
        {
            Finish(node, [forms]);
        }

        foreach ((OnnxNode node, List<LinearForm?>[] lists) in going)
        {
            _contests[node] = [.. lists.Select(list => list.Select(form => form!).ToList())];
            _begun.Add(node);
            if (lists.All(list => list.Count == 1))
            {
                Finish(node, [[.. lists.Select(list => node.Operation is "Min" ? ReluLayerBuilder.Difference(LinearForm.Of(0), list[0]!) : list[0])]]);
                _contests.Remove(node);
            }
        }

        return true;
    }

    private LinearForm?[]? Written(OnnxNode node, ReluLayerBuilder layer)
    {
        try
        {
            RequireSmall(node);
            return _piecewise.Run(node, layer);
        }
        catch (Exception problem) when (problem is UntracedException or EvaluationException)
        {
            _blocked[node] = problem.Message;
            return null;
        }
    }
}
