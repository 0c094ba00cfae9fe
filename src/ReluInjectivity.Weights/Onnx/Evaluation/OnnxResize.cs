namespace ReluInjectivity.Weights.Onnx.Evaluation;

/// <summary>Images in another size, axis by axis from the definition: the nearest entry, or the line between the two beside.</summary>
internal static class OnnxResize
{
    /// <summary>The tensor in another size.</summary>
    /// <param name="node">The node: Resize, or Upsample before it.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="scales">The factor of each axis; null where sizes are given.</param>
    /// <param name="sizes">The extents of the output; null where scales are given.</param>
    /// <exception cref="EvaluationException">It is of a kind that is not read.</exception>
    public static OnnxValue Of(OnnxNode node, OnnxValue x, double[]? scales, double[]? sizes)
    {
        int rank = x.Shape.Length;
        if ((scales ?? sizes)?.Length != rank || node.Int("antialias", 0) != 0 || node.Int("exclude_outside", 0) != 0 || node.Has("axes") || node.Text("keep_aspect_ratio_policy", "stretch") is not "stretch")
        {
            throw new EvaluationException($"{node.Operation} is of another kind");
        }

        OnnxValue y = x;
        for (int axis = 0; axis < rank; axis++)
        {
            int extent = x.Shape[axis];
            double wanted = scales is null ? sizes![axis] : Math.Floor(extent * scales[axis]);
            if (wanted is not (>= 1 and <= 1 << 20))
            {
                throw new EvaluationException($"{node.Operation} to no size");
            }

            double scale = scales?[axis] ?? wanted / extent;
            if ((int)wanted != extent || scale != 1)
            {
                y = Along(node, y, axis, (int)wanted, scale);
            }
        }

        return y;
    }

    private static OnnxValue Along(OnnxNode node, OnnxValue x, int axis, int wanted, double scale)
    {
        int extent = x.Shape[axis];
        int[] shape = [.. x.Shape];
        shape[axis] = wanted;
        OnnxValue y = OnnxValue.Of(shape);
        int inner = x.Shape.Skip(axis + 1).Aggregate(1, (product, e) => product * e);
        bool isNearest = node.Text("mode", "nearest") switch
        {
            "nearest" => true,
            "linear" => false,
            _ => throw new EvaluationException($"{node.Operation} is of another kind"),
        };
        for (int place = 0; place < wanted; place++)
        {
            double at = Math.Clamp(Source(node, place, extent, wanted, scale), 0, extent - 1);
            int low = isNearest ? Nearest(node, at) : (int)Math.Floor(at);
            int high = Math.Min(low + 1, extent - 1);
            double share = isNearest ? 0 : at - low;
            for (int block = 0; block < x.Values.Length / (extent * inner); block++)
            {
                for (int i = 0; i < inner; i++)
                {
                    double one = x.Values[(((block * extent) + low) * inner) + i];
                    double other = x.Values[(((block * extent) + high) * inner) + i];
                    y.Values[(((block * wanted) + place) * inner) + i] = ((1 - share) * one) + (share * other);
                }
            }
        }

        return y;
    }

    private static double Source(OnnxNode node, int place, int extent, int wanted, double scale) =>
        node.Text("coordinate_transformation_mode", node.Operation is "Upsample" ? "asymmetric" : "half_pixel") switch
        {
            "half_pixel" => ((place + 0.5) / scale) - 0.5,
            "pytorch_half_pixel" => wanted > 1 ? ((place + 0.5) / scale) - 0.5 : 0,
            "asymmetric" => place / scale,
            "align_corners" => wanted == 1 ? 0 : place * (extent - 1.0) / (wanted - 1),
            _ => throw new EvaluationException($"{node.Operation} is of another kind"),
        };

    private static int Nearest(OnnxNode node, double at) => (int)(node.Text("nearest_mode", node.Operation is "Upsample" ? "floor" : "round_prefer_floor") switch
    {
        "round_prefer_floor" => Math.Ceiling(at - 0.5),
        "round_prefer_ceil" => Math.Floor(at + 0.5),
        "floor" => Math.Floor(at),
        "ceil" => Math.Ceiling(at),
        _ => throw new EvaluationException($"{node.Operation} is of another kind"),
    });
}
