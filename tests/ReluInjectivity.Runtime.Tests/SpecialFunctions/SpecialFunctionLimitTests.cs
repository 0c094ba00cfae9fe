using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Runtime.Tests.SpecialFunctions;

public sealed class SpecialFunctionLimitTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void NaN_GivesNaN()
    {
        Func<double, double>[] functions =
        [
            ErrorFunctions.Erf, ErrorFunctions.Erfc, ErrorFunctions.Erfcx, ErrorFunctions.LogErfc,
            NormalDistribution.Pdf, NormalDistribution.Cdf, NormalDistribution.LogCdf, NormalDistribution.MillsRatio,
            x => NormalDistribution.CdfDifference(x, 1), x => NormalDistribution.CdfDifference(-Infinity, x),
        ];
        Assert.All(functions, f => Assert.Equal(double.NaN, f(double.NaN)));
    }

    [Fact]
    public void ErrorFunctions_HaveTheirLimits()
    {
        Assert.Equal(1, ErrorFunctions.Erf(Infinity));
        Assert.Equal(-1, ErrorFunctions.Erf(-Infinity));
        Assert.Equal(0, ErrorFunctions.Erfc(Infinity));
        Assert.Equal(2, ErrorFunctions.Erfc(-Infinity));
        Assert.Equal(0, ErrorFunctions.Erfcx(Infinity));
        Assert.Equal(Infinity, ErrorFunctions.Erfcx(-Infinity));
        Assert.Equal(Infinity, ErrorFunctions.Erfcx(-26.7));
        Assert.Equal(-Infinity, ErrorFunctions.LogErfc(Infinity));
        Assert.Equal(-Infinity, ErrorFunctions.LogErfc(1e200));
        Assert.Equal(Math.Log(2), ErrorFunctions.LogErfc(-Infinity));
    }

    [Fact]
    public void NormalDistribution_HasItsLimits()
    {
        Assert.Equal(0, NormalDistribution.Pdf(Infinity));
        Assert.Equal(0, NormalDistribution.Pdf(-Infinity));
        Assert.Equal(0, NormalDistribution.Cdf(-Infinity));
        Assert.Equal(1, NormalDistribution.Cdf(Infinity));
        Assert.Equal(-Infinity, NormalDistribution.LogCdf(-Infinity));
        Assert.Equal(0, NormalDistribution.LogCdf(Infinity));
        Assert.Equal(0, NormalDistribution.MillsRatio(Infinity));
        Assert.Equal(Infinity, NormalDistribution.MillsRatio(-Infinity));
        Assert.Equal(Infinity, NormalDistribution.MillsRatio(-37.7));
    }

    [Fact]
    public void CdfDifference_AllowsInfiniteAndEqualEnds()
    {
        Assert.Equal(1, NormalDistribution.CdfDifference(-Infinity, Infinity));
        Assert.Equal(-1, NormalDistribution.CdfDifference(Infinity, -Infinity));
        Assert.Equal(0, NormalDistribution.CdfDifference(Infinity, Infinity));
        Assert.Equal(0, NormalDistribution.CdfDifference(-Infinity, -Infinity));
        Assert.Equal(0, NormalDistribution.CdfDifference(1.5, 1.5));
        Assert.Equal(0, NormalDistribution.CdfDifference(1e308, 1e308));
        Assert.Equal(0, NormalDistribution.CdfDifference(50, 50.001));
        Assert.Equal(NormalDistribution.Cdf(-20), NormalDistribution.CdfDifference(20, Infinity));
        Assert.Equal(NormalDistribution.Cdf(-20), NormalDistribution.CdfDifference(-Infinity, -20));
    }

    [Fact]
    public void Zero_GivesTheExactValue()
    {
        Assert.Equal(0, ErrorFunctions.Erf(0));
        Assert.Equal(1, ErrorFunctions.Erfc(0));
        Assert.Equal(1, ErrorFunctions.Erfcx(0));
        Assert.Equal(0, ErrorFunctions.LogErfc(0));
        Assert.Equal(0.5, NormalDistribution.Cdf(0));
        Assert.True(double.IsNegative(ErrorFunctions.Erf(-0.0)));
    }
}
