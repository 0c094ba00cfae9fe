using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>Givens where numbers nearly end: a value with a bar that holds, or a status with its reason, and soon.</summary>
public sealed class ExtremeGivenTests
{
    /// <summary>For kappa -> 0 the capacity goes to 2, that of open half-spaces (Cover 1965), from above; for kappa -> inf alpha/kappa goes to 2, as half of all outputs are active.</summary>
    [Theory]
    [InlineData(2, 1e-300, 2)]
    [InlineData(2, 1e-60, 2)]
    [InlineData(2, 1e100, 2e100)]
    [InlineData(3, 1e60, 2e60)]
    public void Capacity_at_extreme_activity(int level, double kappa, double expected)
    {
        SolveResult result = Within(60, "alpha", level, ("kappa", kappa));
        Assert.True(result.Status is SolveStatus.Solved or SolveStatus.AtBoundary or SolveStatus.Imprecise, $"{result.Status}: {result.Message}");
        Assert.Equal(expected, result.Value, result.ErrorEstimate + (1e-15 * expected));
        Assert.True(result.ErrorEstimate <= 1e-5 * expected);
    }

    /// <summary>
    /// Where exponents of hundreds to thousands are best, exp(-c) is no number any more: 2.00005171418 at c = 900 and 2.00000606266235 at c = 2200, by Gauss-Legendre panels in extended precision over the closed inner
    /// expectation, scaled by its largest term. What is printed with a bar has to hold that, and else there is a reason.
    /// </summary>
    [Theory]
    [InlineData(2, 1e-6, 2.0000517141798)]
    [InlineData(3, 1e-6, 2.0000517141798)]
    [InlineData(2, 1e-7, 2.00000606266235)]
    public void Capacity_where_exponentials_end_is_not_wrong(int level, double kappa, double expected)
    {
        SolveResult result = Within(60, "alpha", level, ("kappa", kappa));
        if (result.Status is SolveStatus.Solved or SolveStatus.AtBoundary or SolveStatus.Imprecise)
        {
            Assert.InRange(expected, result.Value - result.ErrorEstimate, result.Value + result.ErrorEstimate);
        }
        else
        {
            Assert.NotNull(result.Message);
        }
    }

    /// <summary>With fewer outputs than twice the inputs some input makes all of them inactive: the least energy is 0.</summary>
    [Theory]
    [InlineData(2, 2.0)]
    [InlineData(2, 1.5)]
    public void Energy_of_few_outputs_vanishes(int level, double alpha)
    {
        SolveResult result = Within(60, "energy", level, ("alpha", alpha));
        Assert.True(result.Status is SolveStatus.AtBoundary or SolveStatus.Imprecise, $"{result.Status}: {result.Message}");
        Assert.Equal(0, result.Value, result.ErrorEstimate + 1e-300);
        Assert.True(result.ErrorEstimate < 1e-5);
    }

    private static SolveResult Within(double seconds, string goal, int level, params (string Name, double Value)[] given)
    {
        using var limit = new TimeLimit(TimeSpan.FromSeconds(seconds));
        var options = new SolveOptions { TimeLimit = limit };
        return FamilySolver.Solve(Families.Of("single-layer", goal), [level], given.ToDictionary(static g => g.Name, static g => g.Value), options).Single();
    }
}
