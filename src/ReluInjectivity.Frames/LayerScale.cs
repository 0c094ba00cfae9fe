namespace ReluInjectivity.Frames;

/// <summary>Layers in numbers of ordinary size.</summary>
internal static class LayerScale
{
    /// <summary>The layer whose largest weight is 1 in size, and the factor to multiply its outputs by; so that no square overflows.</summary>
    public static Layer Normalised(this Layer layer, out double factor)
    {
        double largest = layer.Rows.Max(r => r.Max(Math.Abs));
        factor = largest == 0 ? 1 : largest;
        double divisor = factor;
        return new([.. layer.Rows.Select(r => r.Select(v => v / divisor).ToArray())], [.. layer.Thresholds.Select(t => 0 - (t / divisor))]);
    }
}
