using System.Globalization;
using ReluInjectivity.Weights.Formats;
using ReluInjectivity.Weights.Layers;
using ReluInjectivity.Weights.Onnx.Tracing;

namespace ReluInjectivity.Weights.Onnx.Evaluation;

/// <summary>A place on the path of the data: the tensor after a node, and how many layers stand before it.</summary>
internal sealed record PathPoint(OnnxNode Node, string Tensor, int Layers);

/// <summary>Compares the layers read from a graph with the graph's own forward pass at random inputs.</summary>
internal sealed class OnnxForwardCheck(OnnxGraph graph, Dictionary<string, OnnxNode> producers, OnnxInput input)
{
    // Rounding in the folding of scales, relative to the greatest number met on the way.
    private const double Tolerance = 1e-6;
    private const int Trials = 3;

    // So many numbers of one input tell as much as several inputs.
    private const long Enough = 100_000;

    private (OnnxValue Input, OnnxEvaluator Values)? _pass;
    private OnnxEvaluator? _last;

    /// <summary>Compares at several places; the first that differs is named.</summary>
    /// <returns>Null, or why the comparison could not be made.</returns>
    /// <exception cref="WeightFileException">The layers compute something else than the graph.</exception>
    public string? Run(IReadOnlyList<Stage> layers, IReadOnlyList<PathPoint> path, bool pointsAreColumns)
    {
        string? problem = null;
        foreach (int[] shape in Shapes(layers[0], pointsAreColumns))
        {
            problem = Compare(layers, path, shape, pointsAreColumns);
            if (problem is null)
            {
                return null;
            }
        }

        return problem ?? "the size of the input is not known";
    }

    /// <summary>Compares a trace: its ends from the numbers of its layers with the graph's tensors.</summary>
    /// <returns>Null, or why the comparison could not be made.</returns>
    /// <exception cref="WeightFileException">The layers compute something else than the graph.</exception>
    public string? Run(OnnxTrace trace, int[] shape)
    {
        Random random = new(11);
        for (int trial = 0; trial < Trials; trial++)
        {
            OnnxEvaluator evaluator = _last = new(graph, producers, input.Name, Draw(shape, random, 1 << (2 * trial)), _last);
            try
            {
                double largest = 1;
                double[] numbers = evaluator.Value(trace.Start).Values;
                int[]? extents = null;
                numbers = LayersForward.Run(trace.Layers, numbers, ref extents, ref largest) ?? numbers;
                foreach ((string tensor, LinearForm[] forms) in trace.Ends)
                {
                    double difference = evaluator.Value(tensor).Values.Zip(forms, (value, form) => Math.Abs(value - form.At(numbers))).Max();
                    if (!(difference <= Tolerance * largest))
                    {
                        throw (producers.TryGetValue(tensor, out OnnxNode? node) ? node : graph.Nodes[0]).Error(
                            string.Create(CultureInfo.InvariantCulture, $"the layers read differ from the graph there by {difference:R}"),
                            "the layers are not what the graph computes; export a chain of layers");
                    }
                }
            }
            catch (EvaluationException problem)
            {
                return problem.Message;
            }
        }

        return null;
    }

    /// <summary>Inputs and outputs of the graph as a whole, where all its operations are continuous and all extents known; else null.</summary>
    public (long Inputs, long Outputs)? Dimensions(IReadOnlyList<string> outputs)
    {
        if (input.Shape is null || input.Shape.Skip(1).Any(extent => extent is null) || !AreContinuous(outputs))
        {
            return null;
        }

        int[] shape = [.. input.Shape.Select(extent => (int)(extent ?? 1))];
        try
        {
            // A pass that was made has the sizes.
            (OnnxValue x, OnnxEvaluator evaluator) = _pass is { } made && made.Input.Shape.SequenceEqual(shape) ? made : Passed(shape, new Random(1));
            return (x.Values.Length, outputs.Sum(output => (long)evaluator.Value(output).Values.Length));
        }
        catch (EvaluationException)
        {
            return null;
        }
    }

    private (OnnxValue Input, OnnxEvaluator Values) Passed(int[] shape, Random random)
    {
        OnnxValue x = Draw(shape, random);
        return (x, _last = new(graph, producers, input.Name, x, _last));
    }

    /// <summary>A random input.</summary>
    internal static OnnxValue Draw(int[] shape, Random random, double size = 1)
    {
        OnnxValue value = OnnxValue.Of(shape);
        for (int i = 0; i < value.Values.Length; i++)
        {
            value.Values[i] = size * ((2 * random.NextDouble()) - 1);
        }

        return value;
    }

    // Only what depends on the input counts: the target of a Reshape may be worked out by other operations.
    private bool AreContinuous(IReadOnlyList<string> outputs)
    {
        Dictionary<string, bool> depends = new(StringComparer.Ordinal) { [input.Name] = true };
        bool Depends(string name, int depth)
        {
            if (!depends.TryGetValue(name, out bool known))
            {
                known = depth < 2048 && producers.TryGetValue(name, out OnnxNode? node) && node.Operation is not ("Shape" or "Size") && node.Inputs.Any(from => Depends(from, depth + 1));
                depends[name] = known;
            }

            return known;
        }

        foreach (string output in outputs)
        {
            Depends(output, 0);
        }

        return depends.Where(tensor => tensor.Value && producers.ContainsKey(tensor.Key)).ToArray().All(tensor =>
            OnnxEvaluator.IsContinuous(producers[tensor.Key].Operation)
            || (producers[tensor.Key] is { Operation: "Div" } division && !Depends(division.Inputs[^1], 0)));
    }

    // Free extents: one point, one image; images of an unknown size of the first size that goes through.
    private IEnumerable<int[]> Shapes(Stage first, bool pointsAreColumns)
    {
        int channels = first.Convolution is not { } known ? first.Layer.Inputs
            : known.InputSize is { } size && input.Shape?.Length is 2 ? size.Aggregate(known.InputChannels, (product, extent) => product * extent)
            : known.InputChannels;
        if (input.Shape is { } shape)
        {
            bool isOpen = shape.Skip(1).Any(extent => extent is null);
            foreach (int free in isOpen ? Enumerable.Range(1, 32) : [1])
            {
                yield return [.. shape.Select((extent, axis) => (int)(extent ?? (pointsAreColumns && shape.Length == 2 ? (axis == 0 ? channels : 1)
                    : axis == 0 && shape.Length > 1 ? 1 : (first.Convolution is null ? axis == shape.Length - 1 : axis == 1) ? channels : free)))];
            }
        }
        else if (first.Convolution is { } convolution)
        {
            foreach (int free in Enumerable.Range(1, 32))
            {
                yield return [1, channels, .. Enumerable.Repeat(free, convolution.Kernel.Count)];
            }
        }
        else
        {
            yield return pointsAreColumns ? [channels, 1] : [1, channels];
        }
    }

    private string? Compare(IReadOnlyList<Stage> layers, IReadOnlyList<PathPoint> path, int[] shape, bool pointsAreColumns)
    {
        Random random = new(7);
        int[] size = ImageSize(layers[0], shape);
        long compared = 0;
        for (int trial = 0; trial < Trials && compared < Enough; trial++)
        {
            OnnxValue x;
            OnnxEvaluator evaluator;
            try
            {
                (x, evaluator) = Passed(shape, random);
                evaluator.Value(path[^1].Tensor);
                _pass = (x, evaluator);
            }
            catch (EvaluationException problem)
            {
                return problem.Message;
            }

            double largest = 1;
            int passed = 0;
            List<(double[] Values, int[]? Extents)>? points = Points(layers[0], x, size, pointsAreColumns);
            foreach (PathPoint point in path)
            {
                OnnxValue y = evaluator.Value(point.Tensor);
                points = point.Layers == passed ? points : Through([.. layers.Skip(passed).Take(point.Layers - passed)], points, ref largest);
                passed = point.Layers;
                double[]? found = passed == 0 ? x.Values : points is null ? null : [.. points.SelectMany(one => one.Values)];
                if (found is null || found.Length != y.Values.Length)
                {
                    throw point.Node.Error(
                        string.Create(CultureInfo.InvariantCulture, $"the graph gives {y.Values.Length} numbers there and the layers read {found?.Length ?? 0}"),
                        "the layers are not what the graph computes; export a chain of layers");
                }

                compared += found.Length;
                double[] given = pointsAreColumns && y.Shape.Length == 2 ? OnnxShapes.Transpose(y, null).Values : y.Values;
                double difference = given.Zip(found, (a, b) => Math.Abs(a - b)).Max();
                if (!(difference <= Tolerance * largest))
                {
                    throw point.Node.Error(
                        string.Create(CultureInfo.InvariantCulture, $"the layers read differ from the graph there by {difference:R}"),
                        "the layers are not what the graph computes; export a chain of layers");
                }
            }
        }

        return null;
    }

    // Points may be reshaped to images before the first layer: then the file tells their size.
    private static int[] ImageSize(Stage first, int[] shape) => first.Convolution switch
    {
        null => [],
        { InputSize: { } known } when shape.Length != known.Count + 2 => [.. known],
        _ => shape[Math.Min(2, shape.Length)..],
    };

    // Each point, or each image, by itself; null where the input does not consist of such.
    private static List<(double[] Values, int[]? Extents)>? Points(Stage first, OnnxValue x, int[] size, bool pointsAreColumns)
    {
        double[] values = pointsAreColumns && x.Shape.Length == 2 ? OnnxShapes.Transpose(x, null).Values : x.Values;
        long one = first.Convolution is { } convolution ? convolution.InputChannels * size.Aggregate(1L, (p, e) => p * e) : first.Layer.Inputs;
        return one == 0 || values.Length % one != 0 ? null : [.. values.Chunk((int)one).Select(point => (point, size.Length == 0 ? null : size))];
    }

    private static List<(double[] Values, int[]? Extents)>? Through(Stage[] layers, List<(double[] Values, int[]? Extents)>? points, ref double largest)
    {
        List<(double[] Values, int[]? Extents)> after = [];
        foreach ((double[] values, int[]? before) in points ?? [])
        {
            int[]? extents = before;
            if (LayersForward.Run(layers, values, ref extents, ref largest) is not { } y)
            {
                return null;
            }

            after.Add((y, extents));
        }

        return points is null ? null : after;
    }
}
