namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>Images in another size: for each entry of the output the entries beside its place in the input, and their shares.</summary>
internal static class ResizedForms
{
    /// <summary>The entries of the output; null for one that doubles do not hold.</summary>
    /// <param name="node">Resize, or Upsample.</param>
    /// <param name="data">The image.</param>
    /// <param name="size">The extents of the output.</param>
    /// <param name="scales">The factor of each axis where they are given.</param>
    /// <exception cref="UntracedException">It is of a kind that is not read.</exception>
    public static LinearForm?[] Of(OnnxNode node, TracedTensor data, int[] size, double[]? scales)
    {
        (int Low, double Share)[][] beside = [.. size.Select((extent, axis) => Enumerable.Range(0, extent).Select(place => Beside(node, place, data.Shape[axis], extent, scales?[axis])).ToArray())];
        return [.. TracedTensor.Places(size).Select(place =>
        {
            LinearForm.Sum sum = new();
            (int Low, double Share)[] at = [.. place.Select((p, axis) => beside[axis][p])];
            int[] between = [.. Enumerable.Range(0, at.Length).Where(axis => at[axis].Share > 0)];
            for (int corner = 0; corner < 1 << between.Length; corner++)
            {
                double share = 1;
                int[] from = [.. at.Select(a => a.Low)];
                for (int k = 0; k < between.Length; k++)
                {
                    bool isHigh = (corner >> k & 1) == 1;
                    from[between[k]] += isHigh ? 1 : 0;
                    share *= isHigh ? at[between[k]].Share : 1 - at[between[k]].Share;
                }

                sum.Add(data.Forms[TracedTensor.Index(from, data.Shape)], share);
            }

            return sum.Form();
        })];
    }

    // The entry before a place of the output, and the share of the one after it; 0 at an entry.
    private static (int Low, double Share) Beside(OnnxNode node, int place, int from, int to, double? factor)
    {
        double scale = factor ?? (double)to / from;
        bool isOld = node.Operation is "Upsample";
        double middle = ((place + 0.5) / scale) - 0.5;
        double source = node.Text("coordinate_transformation_mode", isOld ? "asymmetric" : "half_pixel") switch
        {
            "half_pixel" => middle,
            "pytorch_half_pixel" => to == 1 ? 0 : middle,
            "asymmetric" => place / scale,
            "align_corners" => to == 1 ? 0 : place * (from - 1.0) / (to - 1),
            _ => throw new UntracedException("it changes the size in a way that is not read"),
        };
        source = Math.Min(Math.Max(source, 0), from - 1);
        double low = Math.Floor(source);
        double share = source - low;
        if (node.Text("mode", "nearest") is "linear")
        {
            return ((int)low, share);
        }

        // The tie goes down, or up, as the file says.
        double step = node.Text("nearest_mode", isOld ? "floor" : "round_prefer_floor") switch
        {
            "floor" => 0,
            "ceil" => share > 0 ? 1 : 0,
            "round_prefer_floor" => share > 0.5 ? 1 : 0,
            "round_prefer_ceil" => share >= 0.5 ? 1 : 0,
            _ => throw new UntracedException("it changes the size in a way that is not read"),
        };
        return ((int)(low + step), 0);
    }
}
