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
        Assert.True(found.ErrorEstimate >= 3 * Math.Abs(found.Miss), "the bar is three times what is missed, or more");
    }

    /// <summary>0.7/r: a geometric law has half of the last step, 0.7/12, left again and again, so that it ends at 1.25 + 0.7/6. Three times what the power law is from there is more than the way left.</summary>
    [Fact]
    public void FewLevels_GetThreeTimesTheDisagreement()
    {
        SequenceLimit found = SequenceLimit.Of([1, 2, 3, 4], [.. Enumerable.Range(1, 4).Select(r => 1.25 + (0.7 / r))]);
        double disagreement = 1.25 + (0.7 / 6) - found.Value;
        Assert.InRange(3 * disagreement, 1.5 * (1.25 + (0.7 / 4) - found.Value), double.PositiveInfinity);
        Assert.InRange(found.ErrorEstimate, 3 * disagreement * (1 - 1e-9), double.PositiveInfinity);
    }

    /// <summary>With four to eight levels the limit is within a bar that is not narrower than what is left of the way.</summary>
    [Fact]
    public void FewLevels_GetAWideBar()
    {
        const double Limit = 1.25;
        Func<int, double>[] laws =
        [
            r => 0.7 / r, r => 0.7 / (r * r), r => Math.Pow(r, -3.5), r => -Math.Pow(r + 0.3, -2) - (0.4 * Math.Pow(r, -3)), r => 0.5 * Math.Pow(2, -r),
            r => Math.Pow(-0.5, r), r => Math.Pow(r, -1.5) + Math.Pow(3, -r), _ => 0, r => 1 / Math.Sqrt(r),
        ];
        foreach ((Func<int, double> law, int at) in laws.Select((l, i) => (l, i)))
        {
            for (int count = SequenceLimit.FewestLevelsAtAll; count < SequenceLimit.FewestLevels; count++)
            {
                int[] levels = [.. Enumerable.Range(1, count)];
                double[] values = [.. levels.Select(r => Limit + law(r))];
                SequenceLimit found = SequenceLimit.Of(levels, values);
                Assert.True(Math.Abs(found.Value - Limit) <= found.ErrorEstimate, $"law {at}, {count} levels: off by {found.Value - Limit:E2}, claimed {found.ErrorEstimate:E2}");
                Assert.True(found.ErrorEstimate >= Math.Abs(found.Value - values[^1]));
            }
        }
    }

    /// <summary>The levels of the l0 spherical perceptron, whose limit is 6.698050860 (README).</summary>
    [Fact]
    public void FewLevels_OfAModel_HoldItsLimit()
    {
        double[] values = [7.64769493543528, 6.71569683767123, 6.70039194944292, 6.69868783813968];
        SequenceLimit found = SequenceLimit.Of([1, 2, 3, 4], values);
        Assert.True(Math.Abs(found.Value - 6.698050860) <= found.ErrorEstimate, found.ToString());
    }

    [Fact]
    public void DifferencesThatGrow_HaveNoLimit()
    {
        int[] levels = [1, 2, 3, 4, 5];
        Assert.Throws<ArgumentException>(() => SequenceLimit.Of(levels, [.. levels.Select(r => (double)(r * r))]));
        Assert.Throws<ArgumentException>(() => SequenceLimit.Of(levels, [1, 2, double.NaN, 4, 5]));
    }

    [Fact]
    public void Too_few_levels_or_a_gap_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SequenceLimit.Of([1, 2, 3], [1, 2, 3]));
        int[] gap = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11];
        Assert.Throws<ArgumentException>(() => SequenceLimit.Of(gap, [.. gap.Select(r => 1.0 / r)]));
    }
}
