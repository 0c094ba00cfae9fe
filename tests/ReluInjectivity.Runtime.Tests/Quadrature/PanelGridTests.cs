using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Tests.Quadrature;

public sealed class PanelGridTests
{
    private const double Infinity = double.PositiveInfinity;

    /// <summary>The integral of t^power over (0, 1) is 1/(1 + power), by both rules, singular or not.</summary>
    [Theory]
    [InlineData(2, false, false)]
    [InlineData(2, false, true)]
    [InlineData(-0.5, true, false)]
    [InlineData(-0.5, true, true)]
    [InlineData(0.3, true, false)]
    [InlineData(0.3, true, true)]
    public void BothRules_IntegratePowers(double power, bool isRough, bool isIndependent)
    {
        Resolution resolution = new(1, nodesPerWidth: 6);
        PanelGrid grid = Laid(isIndependent ? resolution.Independent() : resolution, 0, Infinity, isRough: isRough);
        Assert.Equal(1, grid.Weights.ToArray().Sum(), 1e-13);
        Assert.Equal(1 / (1 + power), Sum(grid, t => Math.Pow(t, power)), 1e-12);
    }

    /// <summary>E exp(a z^2 + b z) = exp(b^2/(2 (1 - 2a)))/sqrt(1 - 2a): the grid reaches as far as the integrand's mass.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.45, 0)]
    [InlineData(0.49, 0.5)]
    [InlineData(0.1, 12)]
    public void Reach_FollowsTheGrowth(double a, double b)
    {
        double d = 1 - (2 * a);
        PanelGrid grid = Laid(new Resolution(1, nodesPerWidth: 6), -Infinity, Infinity, a, b);
        double sum = Sum(grid, t => Math.Exp(((a - 0.5) * Square(At(grid, t))) + (b * At(grid, t)) - (b * b / (2 * d)))) * 2 * grid.Step / Math.Sqrt(2 * Math.PI);
        Assert.Equal(1 / Math.Sqrt(d), sum, 1e-12 / d);
    }

    [Fact]
    public void Shift_MovesEveryNode()
    {
        Resolution resolution = new(1, nodesPerWidth: 4);
        PanelGrid grid = Laid(resolution, -Infinity, Infinity);
        double[] nodes = grid.Coordinates.ToArray();
        PanelGrid moved = Laid(resolution.Shifted(0.25), -Infinity, Infinity);
        Assert.Equal(nodes.Length, moved.Count);
        Assert.All(nodes.Zip(moved.Coordinates.ToArray()), p => Assert.Equal(0.25 / nodes.Length, p.Second - p.First, 1e-15));
        Assert.Empty(nodes.Intersect(Laid(resolution.Independent(), -Infinity, Infinity).Coordinates.ToArray()));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, 0)]
    [InlineData(0, 1e-9)]
    public void WhatCannotBeLaid_IsSaid(double low, double width) =>
        Assert.Throws<NotFiniteNumberException>(() => new PanelGrid().Plan(new Resolution(1, 4), 0, low, Infinity, width, 0, 0, isRough: false));

    private static PanelGrid Laid(Resolution resolution, double low, double high, double a = 0, double b = 0, bool isRough = false)
    {
        var grid = new PanelGrid();
        grid.Plan(resolution, 0, low, high, 1, a, b, isRough);
        return grid;
    }

    private static double At(PanelGrid grid, double t) => grid.Step * ((2 * t) - 1);

    private static double Square(double x) => x * x;

    private static double Sum(PanelGrid grid, Func<double, double> f) => Enumerable.Range(0, grid.Count).Sum(i => grid.Weight(i) * f(grid.Coordinate(i)));
}
