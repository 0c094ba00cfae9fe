using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>Extrapolation of sequences whose limit and law are known.</summary>
public sealed class SequenceLimitTests
{
    [Theory]
    [InlineData(4.0, 0.0)]
    [InlineData(2.0, 0.0)]
    [InlineData(2.5, -0.3)]
    [InlineData(3.3, 0.2)]
    public void Finds_the_limit_and_the_exponent(double power, double shift)
    {
        const double Limit = 1.25;
        int[] levels = [.. Enumerable.Range(1, 16)];
        double[] values = [.. levels.Select(r => Limit + (0.7 * Math.Pow(r + shift, -power)) + (0.2 * Math.Pow(r + shift, -power - 1)))];

        SequenceLimit found = SequenceLimit.Of(levels, values);

        Assert.True(Math.Abs(found.Value - Limit) <= found.ErrorEstimate, $"off by {found.Value - Limit:E2}, claimed {found.ErrorEstimate:E2}");
        Assert.True(found.ErrorEstimate < 0.01 * (values[^1] - Limit), "no better than the last level");
        Assert.Equal(power, found.Exponent, 0.1);
        Assert.Equal(16, found.HeldOutLevel);
        Assert.Equal(found.Predicted - values[^1], found.Miss);
    }

    [Fact]
    public void Too_few_levels_or_a_gap_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SequenceLimit.Of([1, 2, 3], [1, 2, 3]));
        int[] gap = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11];
        Assert.Throws<ArgumentException>(() => SequenceLimit.Of(gap, [.. gap.Select(r => 1.0 / r)]));
    }
}
