using ReluInjectivity.Runtime.Solving;
using Xunit;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>What kind of point a search ended at: nothing that is none of those meant is solved.</summary>
public sealed class OptimaTests
{
    /// <summary>x^2 - y^2 + y^4/8 has its only stationary points at y = 0 (a maximum in y) and y = -2, 2 (minima).</summary>
    [Theory]
    [InlineData("minimise x maximise y", SolveStatus.Solved, 0)]
    [InlineData("minimise x, y", SolveStatus.Solved, -2)]
    [InlineData("maximise-both", SolveStatus.NotAnOptimum, double.NaN)]
    public void A_stationary_point_has_the_order_declared(string order, SolveStatus status, double expected)
    {
        string declared = order == "maximise-both" ? "minimise y maximise x" : order;
        SolveResult result = new TestedModel($"""
            model saddle "Two variables"
            unknown x = 0.3 in (-5, 5)
            unknown y = 0.1 in (-1.5, 5)
            stationary v = x^2 - y^2 + y^4/8 {declared}
            """).Attempt("v");
        if (status == SolveStatus.Solved)
        {
            Assert.Equal((SolveStatus.Solved, null), (result.Status, result.Message));
            Assert.Equal(expected, result.Value, 1e-9);
        }
        else
        {
            Assert.NotEqual(SolveStatus.Solved, result.Status);
        }
    }

    /// <summary>Coupled, so that neither single curvature nor the number of negative ones alone decides: min over x of max over y of -x^2 + 4 x y - y^2 is at 0, and there is no max over x of min over y.</summary>
    [Theory]
    [InlineData("minimise x maximise y", true)]
    [InlineData("minimise y maximise x", true)]
    [InlineData("minimise x, y", false)]
    public void The_outer_curvature_is_that_of_the_maximum(string order, bool isSolved)
    {
        SolveResult result = new TestedModel($"""
            model coupled "Both curvatures negative"
            unknown x = 0.3
            unknown y = 0.2
            stationary v = -x^2 + 4*x*y - y^2 + 1 {order}
            """).Attempt("v");
        Assert.Equal(isSolved ? SolveStatus.Solved : SolveStatus.NotAnOptimum, result.Status);
        Assert.Equal(1, result.Value, 1e-9);
    }

    /// <summary>e^x has no stationary point, x^3 + x none either; with starts there is nothing to ask for.</summary>
    [Theory]
    [InlineData("unknown x", "exp(x)", true)]
    [InlineData("unknown x", "x^3 + x", true)]
    [InlineData("unknown x = 1", "x^3 + x", false)]
    public void A_stationary_goal_without_starts_says_that_it_needs_them(string unknown, string goal, bool isSaid)
    {
        SolveResult result = new TestedModel($"model bare \"Bare\"\n{unknown} in (-5, 5)\nstationary v = {goal}").Attempt("v");
        Assert.NotEqual(SolveStatus.Solved, result.Status);
        Assert.Equal(isSaid, result.Message?.Contains("a stationary goal needs starts", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("minimise v = 1 + x + x^2", "(0, 1)", 1, "x -> 0")]
    [InlineData("maximise v = 3 + x - x^2/4", "(0, 2)", 4, "x -> 2")]
    [InlineData("minimise v = 2 + 1/(1 + x)", "(0, inf)", 2, "x -> inf")]
    public void An_optimum_at_the_boundary_is_a_result_of_its_own(string goal, string interval, double expected, string where)
    {
        SolveResult result = new TestedModel($"model edge \"Edge\"\nunknown x in {interval}\n{goal}").Attempt("v");
        Assert.Equal(SolveStatus.AtBoundary, result.Status);
        Assert.Contains(where, result.Message!, StringComparison.Ordinal);
        Assert.Equal(expected, result.Value, result.ErrorEstimate);
        Assert.True(result.ErrorEstimate < 1e-4);
    }

    /// <summary>
    /// Grids grow like 1/q on the way to q = 0, where they take too many nodes: the value there is extrapolated. It is E log(1 + e^b), E log(1 + 1/(1 + e^-b)),
    /// max over m of -E log(1 + 1/(1 + e^-(b + m))) - (m - 1)^2, by mpmath with 25 digits, and -E max(b, 0) = -1/sqrt(2 pi).
    /// </summary>
    [Theory]
    [InlineData("minimise e = E(b, E(z, log(1 + exp(b + q*z)))) + q^2", 0.80605918334743978)]
    [InlineData("minimise e = E(b, log(1 + E(z, logistic(b + q*z)))) + q^2", 0.39561904257693279)]
    [InlineData("unknown m\nmaximise e = -E(b, log(1 + E(z, logistic(b + q*z + m)))) - q - (m - 1)^2", -0.51944761422160436)]
    [InlineData("minimise e = E(b, log(E(z, exp(-max(b + q*z, 0))))) + q", -0.39894228040143268)]
    public void An_optimum_at_the_boundary_of_an_expectation(string goal, double expected)
    {
        SolveResult result = new TestedModel($"model edge \"Edge\"\nunknown q in (0, 1)\n{goal}").Attempt("e");
        Assert.Equal(SolveStatus.AtBoundary, result.Status);
        Assert.Contains("q -> 0; the value is extrapolated", result.Message!, StringComparison.Ordinal);
        Assert.Equal(expected, result.Value, result.ErrorEstimate);
        Assert.True(result.ErrorEstimate < 1e-7);
    }

    [Fact]
    public void A_goal_without_end_is_unbounded()
    {
        SolveResult result = new TestedModel("model down \"Down\"\nunknown x in (0, inf)\nminimise v = -x").Attempt("v");
        Assert.Equal((SolveStatus.Unbounded, double.NaN), (result.Status, result.Value));
        Assert.Contains("x -> inf", result.Message!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_direction_that_the_goal_does_not_depend_on_is_named()
    {
        SolveResult result = new TestedModel("model flat \"Flat\"\nunknown x\nunknown y\nminimise v = (x - 1)^2 + 3 + sin(y)^2 + cos(y)^2 - 1").Attempt("v");
        Assert.Equal(SolveStatus.Flat, result.Status);
        Assert.Contains("on y", result.Message!, StringComparison.Ordinal);
        Assert.Equal(3, result.Value, 1e-9);
    }

    /// <summary>Spherical p-spin at one step, T = 0.4: f = -0.581754744356 at q = 0.779614, m = 0.513630 (Crisanti and Sommers 1992), but not the edge m = 1.</summary>
    [Fact]
    public void A_stationary_point_on_the_edge_is_not_solved()
    {
        SolveResult result = new TestedModel("""
            model spin "Spherical p-spin"
            given T = 0.4 in (0, inf)
            unknown q = 0.8 in (0, 1)
            unknown m = 0.8 in (0, 1)
            stationary f = -(1 - (1-m)*q^3)/(4*T) - T/2*((m-1)/m*log(1-q) + log(1-(1-m)*q)/m)
            """).Attempt("f");
        Assert.True(result.Status != SolveStatus.Solved || Math.Abs(result.Value + 0.581754744356) < 1e-9, result.ToString());
    }
}
