using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>What the comparison over pairs of nodes says of values whose errors are known: of the density, of the reach, of both, and where further out there is no value.</summary>
public sealed class QuadratureCheckTests
{
    private const double Exact = 6.41;
    private static readonly Resolution Grids = new(3, 4);

    [Theory]
    [InlineData(1e-9, 0)]
    [InlineData(0, 1e-9)]
    [InlineData(3e-10, -7e-10)]
    [InlineData(-1e-12, 4e-7)]
    public void Bar_Holds(double ofDensity, double ofReach)
    {
        double Value(Resolution grids) => Exact + (ofDensity * Math.Exp(-7 * (grids.NodesPerWidth(0) - 4))) + (ofReach * Math.Exp(-9 * (grids.ReachOf(0) - 8.5)));
        QuadratureCheck check = QuadratureCheck.OfPairs(Value, Value(Grids), Grids, 1e-6, hasOtherRules: false);
        Assert.InRange(check.Error, Math.Abs(check.Value - Exact), 3 * (Math.Abs(ofDensity) + Math.Abs(ofReach)) + 1e-15);
    }

    [Fact]
    public void Reach_IsToldFromDensity()
    {
        double Narrow(Resolution grids) => Exact + (1e-6 * Math.Exp(-9 * (grids.ReachOf(0) - 8.5)));
        Assert.True(QuadratureCheck.OfPairs(Narrow, Narrow(Grids), Grids, 1e-9, hasOtherRules: false).IsReach);
        double Rough(Resolution grids) => Exact + (1e-6 * Math.Exp(-7 * (grids.NodesPerWidth(0) - 4)));
        Assert.False(QuadratureCheck.OfPairs(Rough, Rough(Grids), Grids, 1e-9, hasOtherRules: false).IsReach);
    }

    [Fact]
    public void WhereFurtherOutNothingHasAValue_WhatLessReachLeavesOutTells()
    {
        double Value(Resolution grids) => grids.ReachOf(0) > 9 ? double.NaN : Exact + (1e-9 * Math.Exp(-(grids.ReachOf(0) - 8.5)));
        QuadratureCheck check = QuadratureCheck.OfPairs(Value, Value(Grids), Grids, 1e-6, hasOtherRules: false);
        Assert.InRange(check.Error, Math.Abs(check.Value - Exact), 1e-8);
    }

    [Fact]
    public void OtherRules_HaveTheirSay()
    {
        double Value(Resolution grids) => grids.IsIndependent ? Exact + 1e-8 : Exact;
        Assert.Equal(1e-8, QuadratureCheck.OfPairs(Value, Exact, Grids, 1e-6, hasOtherRules: true).Error, 1e-14);
        Assert.Equal(0, QuadratureCheck.OfPairs(Value, Exact, Grids, 1e-6, hasOtherRules: false).Error);
    }
}
