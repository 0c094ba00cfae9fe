using ReluInjectivity.Simulation.Sampling;
using ReluInjectivity.Simulation.Statistics;

namespace ReluInjectivity.Simulation.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public void Interval_is_that_of_Student()
    {
        // Mean 3, s^2 = 2.5, t(0.975; 4) = 2.7764451052 (Abramowitz and Stegun, table 26.10).
        MeanEstimate estimate = MeanEstimate.Of([1, 2, 3, 4, 5]);
        double half = 2.7764451052 * Math.Sqrt(2.5 / 5);

        Assert.Equal(3, estimate.Mean);
        Assert.Equal(3 - half, estimate.Lower, 1e-8);
        Assert.Equal(3 + half, estimate.Upper, 1e-8);
    }

    [Fact]
    public void Interval_covers_the_mean_as_often_as_it_says()
    {
        // 2000 intervals of 4 normal samples: the coverage has standard deviation sqrt(0.95*0.05/2000) = 0.0049; five of them are allowed.
        var random = new RandomNumbers(99);
        int covered = Enumerable.Range(0, 2000).Count(_ =>
        {
            MeanEstimate e = MeanEstimate.Of([random.Gaussian(), random.Gaussian(), random.Gaussian(), random.Gaussian()]);
            return e.Lower <= 0 && e.Upper >= 0;
        });

        Assert.InRange(covered / 2000.0, 0.95 - 0.0245, 0.95 + 0.0245);
    }

    [Fact]
    public void One_sample_has_no_interval()
    {
        MeanEstimate estimate = MeanEstimate.Of([7]);

        Assert.Equal(7, estimate.Mean);
        Assert.True(double.IsNaN(estimate.Lower) && double.IsNaN(estimate.Upper));
        Assert.Throws<ArgumentException>(() => MeanEstimate.Of([]));
    }

    [Fact]
    public void Random_numbers_have_the_moments_of_their_law()
    {
        // Five standard errors: of the mean 5/sqrt(N), of the second moment 5 sqrt(2/N), of the uniform mean 5/sqrt(12 N).
        const int N = 100_000;
        var random = new RandomNumbers(1, 2);
        double[] gaussian = new double[N];
        random.Gaussian(gaussian);

        Assert.InRange(gaussian.Average(), -5 / Math.Sqrt(N), 5 / Math.Sqrt(N));
        Assert.InRange(gaussian.Average(g => g * g), 1 - (5 * Math.Sqrt(2.0 / N)), 1 + (5 * Math.Sqrt(2.0 / N)));
        Assert.InRange(Enumerable.Range(0, N).Average(_ => random.Uniform()), 0.5 - (5 / Math.Sqrt(12.0 * N)), 0.5 + (5 / Math.Sqrt(12.0 * N)));
        Assert.NotEqual(new RandomNumbers(1, 2).Uniform(), new RandomNumbers(1, 3).Uniform());
    }
}
