using ReluInjectivity.Weights.Onnx.Evaluation;

namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>Operations that are piecewise linear in the data, written with ReLUs.</summary>
/// <param name="input">The tensor that an input names; null for one that depends on no data.</param>
/// <param name="constant">The value of an input that depends on no data.</param>
/// <param name="shape">The shape of a tensor.</param>
internal sealed class PiecewiseOperations(Func<string, TracedTensor?> input, Func<string, OnnxValue> constant, Func<string, int[]> shape)
{
    /// <summary>Whether an operation is piecewise linear and read.</summary>
    public static bool IsRead(OnnxNode node) => node.Operation is "Relu" or "LeakyRelu" or "PRelu" or "Abs" or "Clip" || IsContest(node);

    /// <summary>Whether it takes the greatest or least of several numbers, which halve in each layer.</summary>
    public static bool IsContest(OnnxNode node) => node.Operation is "Max" or "Min" or "MaxPool";

    /// <summary>The entries of the output behind a layer; null for one that doubles do not hold.</summary>
    /// <exception cref="UntracedException">It is of a kind that is not read.</exception>
    public LinearForm?[] Run(OnnxNode node, ReluLayerBuilder layer)
    {
        TracedTensor data = input(node.Inputs[0]) ?? throw new UntracedException("its first input is no data");
        switch (node.Operation)
        {
            case "Relu":
                return [.. data.Forms.Select(layer.Positive)];
            case "Abs":
                return [.. data.Forms.Select(form => With(layer, form, -1, 1))];
            case "LeakyRelu":
                double slope = node.Float("alpha", 0.01f);
                return [.. data.Forms.Select(form => With(layer, form, slope, -slope))];
            case "PRelu":
                OnnxValue slopes = Known(node, 1) ?? throw new UntracedException("it has no slopes");
                if (slopes.Shape.Length > data.Shape.Length || !OnnxValue.Broadcast(data.Shape, slopes.Shape).SequenceEqual(data.Shape))
                {
                    throw new UntracedException("its slopes do not fit");
                }

                TracedTensor each = new([.. slopes.Values.Select(LinearForm.Of)], slopes.Shape);
                return [.. TracedTensor.Places(data.Shape).Select((place, i) => With(layer, data.Forms[i], each.Broadcast(place).Constant, -each.Broadcast(place).Constant))];
            default:
                double least = Bound(node, 1, "min", double.NegativeInfinity);
                double greatest = Bound(node, 2, "max", double.PositiveInfinity);
                return least <= greatest ? [.. data.Forms.Select(form => Clipped(layer, form, least, greatest))] : throw new UntracedException("its least value is above its greatest");
        }
    }

    /// <summary>For each entry of the output the numbers whose greatest it is; for Min their negatives.</summary>
    /// <exception cref="UntracedException">It is of a kind that is not read.</exception>
    public List<LinearForm>[] Contest(OnnxNode node)
    {
        int[] size = shape(node.Outputs[0]);
        if (node.Operation is "MaxPool")
        {
            return [.. WindowLayers.Windows(node, input(node.Inputs[0]) ?? throw new UntracedException("its input is no data"), size)];
        }

        TracedTensor[] parts = [.. node.Inputs.Select(name => input(name) ?? new TracedTensor([.. constant(name).Values.Select(LinearForm.Of)], constant(name).Shape))];
        return [.. TracedTensor.Places(size).Select(place => parts.Select(part => part.Broadcast(place))
            .Select(form => node.Operation is "Min" ? ReluLayerBuilder.Difference(LinearForm.Of(0), form)! : form).DistinctBy(form => form.Key, StringComparer.Ordinal).ToList())];
    }

    // u + (1 - s) max(-u, 0) = max(u, 0) - s max(-u, 0), with t = -s the factor of the second.
    private static LinearForm? With(ReluLayerBuilder layer, LinearForm form, double slope, double factor) => form.IsConstant
        ? LinearForm.Of(form.Constant < 0 ? slope * form.Constant : form.Constant)
        : new LinearForm.Sum().Add(layer.Positive(form)).Add(layer.Positive(ReluLayerBuilder.Difference(LinearForm.Of(0), form)!), factor).Form();

    // min(max(u, a), b) = a + max(u - a, 0) - max(u - b, 0).
    private static LinearForm? Clipped(ReluLayerBuilder layer, LinearForm form, double least, double greatest)
    {
        if (form.IsConstant)
        {
            return LinearForm.Of(Math.Min(Math.Max(form.Constant, least), greatest));
        }

        if (double.IsInfinity(least) && double.IsInfinity(greatest))
        {
            return layer.Pass(form);
        }

        if (double.IsInfinity(least))
        {
            return ReluLayerBuilder.Difference(LinearForm.Of(greatest), form) is { } below
                ? new LinearForm.Sum().Add(greatest).Add(layer.Positive(below), -1).Form()
                : null;
        }

        LinearForm? above = ReluLayerBuilder.Difference(form, LinearForm.Of(least));
        LinearForm? over = double.IsInfinity(greatest) ? LinearForm.Of(-1) : ReluLayerBuilder.Difference(form, LinearForm.Of(greatest));
        return above is null || over is null ? null : new LinearForm.Sum().Add(least).Add(layer.Positive(above)).Add(layer.Positive(over), -1).Form();
    }

    private OnnxValue? Known(OnnxNode node, int place) => place >= node.Inputs.Count || node.Inputs[place].Length == 0 ? null
        : input(node.Inputs[place]) is null ? constant(node.Inputs[place]) : throw new UntracedException("a parameter depends on the data");

    // Exporters write the greatest float where no bound is meant.
    private double Bound(OnnxNode node, int place, string attribute, double none)
    {
        double? given = Known(node, place) is { } value ? value.Values[0] : node.Has(attribute) ? node.Float(attribute, 0) : null;
        return given is { } bound && Math.Abs(bound) < float.MaxValue ? bound : given is null || double.Sign(given.Value) == double.Sign(none) ? none : throw new UntracedException("a bound is out of range");
    }
}
