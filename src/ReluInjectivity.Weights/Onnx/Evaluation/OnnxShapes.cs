namespace ReluInjectivity.Weights.Onnx.Evaluation;

/// <summary>Operations that move entries.</summary>
internal static class OnnxShapes
{
    /// <summary>The shape that a Reshape asks for; 0 keeps an extent, -1 is worked out.</summary>
    public static OnnxValue Reshape(OnnxValue x, IReadOnlyList<long> target, bool zeroIsZero)
    {
        long[] shape = [.. target.Select((extent, axis) => extent == 0 && !zeroIsZero && axis < x.Shape.Length ? x.Shape[axis] : extent)];
        long known = shape.Where(extent => extent != -1).Aggregate(1L, (product, extent) => product * extent);
        return x.As([.. shape.Select(extent => (int)(extent == -1 && known > 0 ? x.Values.Length / known : extent))]);
    }

    /// <summary>Two axes: those before and those from some axis on.</summary>
    public static OnnxValue Flatten(OnnxValue x, int axis)
    {
        int split = axis < 0 ? axis + x.Shape.Length : axis;
        int rows = x.Shape.Take(split).Aggregate(1, (product, extent) => product * extent);
        return x.As([rows, x.Values.Length / rows]);
    }

    /// <summary>Axes of extent 1 left out.</summary>
    public static OnnxValue Squeeze(OnnxValue x, long[]? axes)
    {
        HashSet<long>? wanted = axes is null ? null : [.. axes.Select(axis => axis < 0 ? axis + x.Shape.Length : axis)];
        return x.As([.. x.Shape.Where((extent, axis) => wanted is null ? extent != 1 : !wanted.Contains(axis))]);
    }

    /// <summary>Axes of extent 1 put in.</summary>
    public static OnnxValue Unsqueeze(OnnxValue x, long[] axes)
    {
        int rank = x.Shape.Length + axes.Length;
        HashSet<long> wanted = [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];
        Queue<int> rest = new(x.Shape);
        return x.As([.. Enumerable.Range(0, rank).Select(axis => wanted.Contains(axis) ? 1 : rest.Dequeue())]);
    }

    /// <summary>Axes in another order; reversed where none is given.</summary>
    public static OnnxValue Transpose(OnnxValue x, long[]? order)
    {
        int[] axes = order is null ? [.. Enumerable.Range(0, x.Shape.Length).Reverse()] : [.. order.Select(axis => (int)axis)];
        if (!axes.Order().SequenceEqual(Enumerable.Range(0, x.Shape.Length)))
        {
            throw new EvaluationException("perm is no permutation");
        }

        if (axes is [1, 0])
        {
            return Flipped(x);
        }

        int[] steps = new int[x.Shape.Length];
        for (int axis = x.Shape.Length - 1, step = 1; axis >= 0; axis--)
        {
            steps[axis] = step;
            step *= x.Shape[axis];
        }

        return Gathered(x, [.. axes.Select(axis => x.Shape[axis])], at => at.Select((a, k) => a * steps[axes[k]]).Sum());
    }

    // A matrix, in tiles that stay in cache: those of large layers have millions of entries.
    private static OnnxValue Flipped(OnnxValue x)
    {
        const int Tile = 32;
        (int rows, int columns) = (x.Shape[0], x.Shape[1]);
        OnnxValue y = OnnxValue.Of([columns, rows]);
        for (int top = 0; top < rows; top += Tile)
        {
            for (int left = 0; left < columns; left += Tile)
            {
                for (int j = left; j < Math.Min(left + Tile, columns); j++)
                {
                    for (int i = top; i < Math.Min(top + Tile, rows); i++)
                    {
                        y.Values[(j * rows) + i] = x.Values[(i * columns) + j];
                    }
                }
            }
        }

        return y;
    }

    /// <summary>Tensors one after another along an axis.</summary>
    public static OnnxValue Concat(IReadOnlyList<OnnxValue> parts, int axis)
    {
        int along = axis < 0 ? axis + parts[0].Shape.Length : axis;
        int[] shape = [.. parts[0].Shape];
        shape[along] = parts.Sum(part => part.Shape[along]);
        if (parts.Any(part => part.Shape.Length != shape.Length || part.Shape.Where((extent, k) => k != along && extent != shape[k]).Any()))
        {
            throw new EvaluationException("the shapes of a Concat do not fit");
        }

        OnnxValue result = OnnxValue.Of(shape);
        int inner = shape[(along + 1)..].Aggregate(1, (product, extent) => product * extent);
        int outer = shape[..along].Aggregate(1, (product, extent) => product * extent);
        int to = 0;
        for (int i = 0; i < outer; i++)
        {
            foreach (OnnxValue part in parts)
            {
                int length = part.Shape[along] * inner;
                Array.Copy(part.Values, i * length, result.Values, to, length);
                to += length;
            }
        }

        return result;
    }

    /// <summary>A part along some axes, forwards.</summary>
    public static OnnxValue Slice(OnnxValue x, long[] starts, long[] ends, long[]? axes, long[]? steps)
    {
        if (steps is not null && steps.Any(step => step != 1))
        {
            throw new EvaluationException("a Slice has steps");
        }

        int[] from = new int[x.Shape.Length];
        int[] shape = [.. x.Shape];
        for (int k = 0; k < starts.Length; k++)
        {
            int axis = (int)(axes?[k] ?? k);
            axis = axis < 0 ? axis + x.Shape.Length : axis;
            long At(long place) => Math.Clamp(place < 0 ? place + x.Shape[axis] : place, 0, x.Shape[axis]);
            from[axis] = (int)At(starts[k]);
            shape[axis] = (int)At(ends[k]) - from[axis];
        }

        return Moved(x, shape, from);
    }

    /// <summary>A part, or with negative starts zeros around the whole.</summary>
    public static OnnxValue Moved(OnnxValue x, int[] shape, int[] from, double filling = 0)
    {
        OnnxValue padded = new([.. x.Values, filling], x.Shape);
        return Gathered(padded, shape, at =>
        {
            int index = 0;
            for (int axis = 0; axis < at.Length; axis++)
            {
                int place = at[axis] + from[axis];
                if (place < 0 || place >= x.Shape[axis])
                {
                    return x.Values.Length;
                }

                index = (index * x.Shape[axis]) + place;
            }

            return index;
        });
    }

    private static OnnxValue Gathered(OnnxValue x, int[] shape, Func<int[], int> from)
    {
        OnnxValue result = OnnxValue.Of(shape);
        int[] at = new int[shape.Length];
        for (int i = 0; i < result.Values.Length; i++)
        {
            for (int axis = shape.Length - 1, rest = i; axis >= 0; axis--)
            {
                (rest, at[axis]) = Math.DivRem(rest, shape[axis]);
            }

            result.Values[i] = x.Values[from(at)];
        }

        return result;
    }

    /// <summary>Longer along an axis, entry after entry as the mode goes on: standing still, turning round, or beginning again.</summary>
    public static OnnxValue Extended(OnnxValue x, int axis, int before, int after, string mode)
    {
        int extent = x.Shape[axis];
        int period = mode switch
        {
            "edge" => 1,
            "wrap" => extent,
            "reflect" when extent > 1 || (before <= 0 && after <= 0) => Math.Max(1, 2 * (extent - 1)),
            _ => throw new EvaluationException("Pad is of another kind"),
        };
        int Entry(int k)
        {
            int steps = (k % period) + (k % period < 0 ? period : 0);
            return mode is "edge" ? (k < 0 ? 0 : k < extent ? k : extent - 1) : steps < extent ? steps : period - steps;
        }

        int inner = x.Shape.Skip(axis + 1).Aggregate(1, (product, e) => product * e);
        int[] entries = [.. Enumerable.Range(-before, Math.Max(0, before + extent + after)).Select(Entry)];
        double[] values = [.. x.Values.Chunk(extent * inner).SelectMany(block => entries.SelectMany(entry => block.AsSpan(entry * inner, inner).ToArray()))];
        return new OnnxValue(values, [.. x.Shape.Select((e, k) => k == axis ? entries.Length : e)]);
    }
}
