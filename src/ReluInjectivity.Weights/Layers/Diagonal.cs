namespace ReluInjectivity.Weights.Layers;

/// <summary>An elementwise affine map <c>x -&gt; scale * x + shift</c>; a vector of length 1 stands for the same number everywhere.</summary>
/// <param name="Scale">Factors.</param>
/// <param name="Shift">What is added.</param>
/// <param name="Axis">Along which axis the vectors run.</param>
internal sealed record Diagonal(double[] Scale, double[] Shift, Axis Axis)
{
    /// <summary>The longer of the vectors.</summary>
    public int Length => Math.Max(Scale.Length, Shift.Length);

    public double ScaleAt(int i) => Scale.Length == 1 ? Scale[0] : Scale[i];

    public double ShiftAt(int i) => Shift.Length == 1 ? Shift[0] : Shift[i];

    /// <summary>This map followed by another; null if their vectors do not fit.</summary>
    public Diagonal? Then(Diagonal next)
    {
        int length = Math.Max(Length, next.Length);
        if ((Length != length && Length != 1) || (next.Length != length && next.Length != 1) || (Axis != next.Axis && Axis != Axis.Any && next.Axis != Axis.Any))
        {
            return null;
        }

        double[] scale = new double[length];
        double[] shift = new double[length];
        for (int i = 0; i < length; i++)
        {
            // s' (s x + t) + t' = (s' s) x + (s' t + t')
            scale[i] = next.ScaleAt(i) * ScaleAt(i);
            shift[i] = (next.ScaleAt(i) * ShiftAt(i)) + next.ShiftAt(i);
        }

        return new Diagonal(scale, shift, Axis == Axis.Any ? next.Axis : Axis);
    }

    /// <summary>The map on images flattened channel after channel.</summary>
    /// <param name="length">Entries of a flattened image, a multiple of the channels.</param>
    public Diagonal Flatten(int length)
    {
        double[] Repeat(double[] values) => values.Length == 1
            ? values
            : [.. values.SelectMany(value => Enumerable.Repeat(value, length / values.Length))];
        return new Diagonal(Repeat(Scale), Repeat(Shift), Axis.Features);
    }

    /// <summary>Batch normalisation with fixed statistics, <c>gain (x - mean) / sqrt(variance + epsilon) + offset</c>.</summary>
    /// <returns>The map; a factor is not finite where variance + epsilon is not positive.</returns>
    public static Diagonal BatchNormalization(double[]? gain, double[]? offset, double[] mean, double[] variance, double epsilon)
    {
        double[] scale = new double[mean.Length];
        double[] shift = new double[mean.Length];
        for (int i = 0; i < mean.Length; i++)
        {
            scale[i] = (gain?[i] ?? 1) / Math.Sqrt(variance[i] + epsilon);
            shift[i] = (offset?[i] ?? 0) - (scale[i] * mean[i]);
        }

        return new Diagonal(scale, shift, Axis.Any);
    }
}
