namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>Runs a network in single precision, as most programs do.</summary>
public static class SinglePrecision
{
    /// <summary>The outputs of the linear layers from the first on, as far as they compose, at an input rounded to single precision.</summary>
    /// <param name="result">A network's verdict.</param>
    /// <param name="x">The input, as long as the first layer takes.</param>
    public static float[] Run(NetworkResult result, IReadOnlyList<double> x)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(x);
        float[] values = [.. x.Select(v => (float)v)];
        foreach (Stage stage in result.Stages.Select(r => r.Stage.AsMatrixWherePossible).TakeWhile(s => s is { IsConvolution: false, IsBeside: false }))
        {
            if (stage.Layer.Inputs != values.Length)
            {
                break;
            }

            float[] next = new float[stage.Layer.Outputs];
            for (int i = 0; i < next.Length; i++)
            {
                float sum = (float)(0 - stage.Layer.Thresholds[i]);
                for (int j = 0; j < values.Length; j++)
                {
                    sum += (float)stage.Layer.Rows[i][j] * values[j];
                }

                next[i] = stage.HasReLU ? Math.Max(sum, 0) : sum;
            }

            values = next;
            if (stage.Pointwise is not null)
            {
                break;
            }
        }

        return values;
    }
}
