using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.EndToEnd.Composed;

/// <summary>Which rows of each layer are active at an input, by doubles.</summary>
internal static class ActivePattern
{
    /// <summary>For each ReLU of the network whether it is active; null where a value before one is zero, unless by a row of zeros.</summary>
    public static bool[][]? Of(IReadOnlyList<Stage> stages, ReadOnlySpan<double> x)
    {
        double[] values = x.ToArray();
        bool[][] pattern = new bool[stages.Count][];
        for (int k = 0; k < stages.Count; k++)
        {
            Layer layer = stages[k].Layer;
            double[] next = new double[layer.Outputs];
            pattern[k] = new bool[layer.Outputs];
            for (int i = 0; i < next.Length; i++)
            {
                double value = TensorPrimitives.Dot(layer.Row(i), values) - layer.Thresholds[i];
                if (value == 0 && stages[k].HasReLU && IsTie(layer.Rows[i], k == 0 ? null : pattern[k - 1]))
                {
                    return null;
                }

                pattern[k][i] = !stages[k].HasReLU || value > 0;
                next[i] = pattern[k][i] ? value : 0;
            }

            values = next;
        }

        return pattern;
    }

    // A row of which nothing active is seen is constant around the input: zero stays zero.
    private static bool IsTie(double[] row, bool[]? active)
    {
        for (int j = 0; j < row.Length; j++)
        {
            if (row[j] != 0 && (active is null || active[j]))
            {
                return true;
            }
        }

        return false;
    }
}
