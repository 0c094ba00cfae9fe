namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>Collects the rows of one layer with ReLU behind it, and writes what stands behind it in the layer's numbers.</summary>
/// <param name="isNonNegative">Which of the numbers before the layer are never negative.</param>
internal sealed class ReluLayerBuilder(IReadOnlyList<bool> isNonNegative)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>The rows.</summary>
    public List<LinearForm> Rows { get; } = [];

    /// <summary>max(form, 0) as one of the layer's numbers.</summary>
    public LinearForm Positive(LinearForm form)
    {
        if (form.IsConstant)
        {
            return LinearForm.Of(Math.Max(form.Constant, 0));
        }

        if (!_places.TryGetValue(form.Key, out int place))
        {
            _places.Add(form.Key, place = Rows.Count);
            Rows.Add(form);
        }

        return LinearForm.Number(place);
    }

    /// <summary>A form as it is, past the ReLU: u = max(u, 0) - max(-u, 0).</summary>
    public LinearForm Pass(LinearForm form) =>
        form.IsConstant ? form
        : form.IsNonNegative(isNonNegative) ? Positive(form)
        : Difference(Positive(form), Positive(Difference(LinearForm.Of(0), form)!))!;

    /// <summary>The greater of two: b + max(a - b, 0). Null where doubles do not hold the difference.</summary>
    public LinearForm? Greater(LinearForm a, LinearForm b)
    {
        (a, b) = a.IsNonNegative(isNonNegative) && !b.IsNonNegative(isNonNegative) ? (b, a) : (a, b);
        return Difference(a, b) is { } difference ? new LinearForm.Sum().Add(Pass(b)).Add(Positive(difference)).Form() : null;
    }

    /// <summary>a - b; null where doubles do not hold it.</summary>
    public static LinearForm? Difference(LinearForm a, LinearForm b) => new LinearForm.Sum().Add(a).Add(b, -1).Form();
}
