namespace ReluInjectivity.Weights.Onnx.Evaluation;

/// <summary>A tensor with numbers, as an evaluation meets it.</summary>
/// <param name="Values">Entries in row-major order, as many as the product of the shape.</param>
/// <param name="Shape">Extents.</param>
internal sealed record OnnxValue(double[] Values, int[] Shape)
{
    // A forward pass is a check, not the work: larger tensors than a large image are not evaluated.
    private const long Most = 1L << 24;

    /// <summary>A tensor of zeros.</summary>
    /// <exception cref="EvaluationException">It is empty or huge.</exception>
    public static OnnxValue Of(int[] shape)
    {
        long count = 1;
        foreach (int extent in shape)
        {
            count = extent > 0 && count * extent <= Most ? count * extent : throw new EvaluationException("a tensor is empty or huge");
        }

        return new(new double[count], shape);
    }

    /// <summary>The same entries in another shape.</summary>
    /// <exception cref="EvaluationException">The number of entries differs.</exception>
    public OnnxValue As(int[] shape) =>
        shape.Aggregate(1L, (product, extent) => product * extent) == Values.Length ? new(Values, shape) : throw new EvaluationException("a change of shape changes the number of entries");

    /// <summary>Entry by entry.</summary>
    public OnnxValue Map(Func<double, double> function) => new(Array.ConvertAll(Values, v => function(v)), Shape);

    /// <summary>Two tensors entry by entry, extents of one repeated.</summary>
    /// <exception cref="EvaluationException">The shapes do not fit.</exception>
    public static OnnxValue Zip(OnnxValue left, OnnxValue right, Func<double, double, double> function)
    {
        int[] shape = Broadcast(left.Shape, right.Shape);
        OnnxValue result = Of(shape);
        int[] leftSteps = Steps(left.Shape, shape.Length);
        int[] rightSteps = Steps(right.Shape, shape.Length);
        for (int i = 0; i < result.Values.Length; i++)
        {
            (int rest, int l, int r) = (i, 0, 0);
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                (rest, int at) = Math.DivRem(rest, shape[axis]);
                l += at * leftSteps[axis];
                r += at * rightSteps[axis];
            }

            result.Values[i] = function(left.Values[l], right.Values[r]);
        }

        return result;
    }

    /// <summary>The common shape of two, by the rules of numpy.</summary>
    public static int[] Broadcast(int[] left, int[] right)
    {
        int rank = Math.Max(left.Length, right.Length);
        int[] shape = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int l = axis < rank - left.Length ? 1 : left[axis - rank + left.Length];
            int r = axis < rank - right.Length ? 1 : right[axis - rank + right.Length];
            shape[axis] = l == r || r == 1 ? l : l == 1 ? r : throw new EvaluationException("two shapes do not broadcast");
        }

        return shape;
    }

    /// <summary>Steps between entries along each axis of a broadcast shape; 0 along repeated ones.</summary>
    public static int[] Steps(int[] shape, int rank)
    {
        int[] steps = new int[rank];
        int step = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            steps[axis + rank - shape.Length] = shape[axis] == 1 ? 0 : step;
            step *= shape[axis];
        }

        return steps;
    }
}
