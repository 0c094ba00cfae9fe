using MathNet.Numerics.Distributions;

namespace ReluInjectivity.Simulation.Statistics;

/// <summary>The mean of independent samples with Student's two-sided confidence interval: mean ± t(1 - (1-c)/2; N-1) s / sqrt(N).</summary>
/// <param name="Samples">The number N of samples, at least 1.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their standard deviation s, with N-1; not a number for one sample.</param>
/// <param name="Lower">The lower end of the interval; not a number for one sample.</param>
/// <param name="Upper">The upper end; not a number for one sample.</param>
public sealed record MeanEstimate(int Samples, double Mean, double StandardDeviation, double Lower, double Upper)
{
    /// <summary>The confidence c of the intervals reported.</summary>
    public const double Confidence = 0.95;

    /// <summary>The estimate from samples.</summary>
    /// <param name="values">The samples, at least one.</param>
    /// <param name="confidence">The confidence c, in (0, 1).</param>
    /// <exception cref="ArgumentException">There is no sample, or the confidence is out of range.</exception>
    public static MeanEstimate Of(IReadOnlyList<double> values, double confidence = Confidence)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException("At least one sample is needed.", nameof(values));
        }

        if (!(confidence is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1.");
        }

        double mean = values.Average();
        if (values.Count == 1)
        {
            return new(1, mean, double.NaN, double.NaN, double.NaN);
        }

        int freedom = values.Count - 1;
        double deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / freedom);
        double half = StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2) * deviation / Math.Sqrt(values.Count);
        return new(values.Count, mean, deviation, mean - half, mean + half);
    }
}
