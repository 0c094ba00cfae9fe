using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Several equations together, outcomes without a value, and functions worked out on their own, in models that have nothing to do with networks.</summary>
public sealed class ChainTests
{
    private const string Chain = """
        model chain "Each link from the one before"
        depth n = 1..4
        given a = 2 in (0, inf)
        unknown x[i] for i = 1..n in (0, inf)
        unknown y[i] for i = 1..n in (0, inf)
        equation "sum" x[n+1-i] + y[n+1-i] = a + i for i = 1..n
        equation "product" x[i]*y[i] = 1 for i = 1..n
        outcome "no two numbers have this sum and product" when a < 1
        outcome "large" when x[i] + y[i] >= 6.5 for i = 1..n
        solve total = sum(i = 1..n, x[i]^2 + y[i]^2)
        """;

    [Fact]
    public void Blocks_are_solved_one_by_one()
    {
        SolveResult result = new TestedModel(Chain).Solve("total", 3);

        // x^2 + y^2 = s^2 - 2 for the sums 3, 4, 5.
        Assert.Equal(9 + 16 + 25 - 6, result.Value, 1e-11);
    }

    [Theory]
    [InlineData(0.5, 1, "no two numbers have this sum and product")]
    [InlineData(2.75, 4, "large")]
    public void An_outcome_is_reported_instead_of_a_value(double a, int depth, string message)
    {
        SolveResult result = new TestedModel(Chain).Attempt("total", depth, ("a", a));
        Assert.Equal((SolveStatus.NoValue, message), (result.Status, result.Message));
        Assert.True(double.IsNaN(result.Value));
    }

    /// <summary>A condition on what is no number neither holds nor fails.</summary>
    [Theory]
    [InlineData(0.2, SolveStatus.Solved, "", 1)]
    [InlineData(0.45, SolveStatus.NoValue, "large", double.NaN)]
    [InlineData(0.9, SolveStatus.NonFinite, "the condition of the outcome \"large\"", double.NaN)]
    public void An_outcome_that_cannot_be_decided_is_no_value(double a, SolveStatus status, string message, double value)
    {
        foreach (string definitions in new[] { "let s = E(z, exp(a*z^2))", "let g(h) = E(z, exp(a*z^2 + h*z))\nlet s = piecewise(g(0) < 2: 1; else: 7)" })
        {
            SolveResult result = new TestedModel($"model m \"t\"\ngiven a = 0.2\nunknown x in (0, 2)\n{definitions}\nequation x = 1\nsolve x\noutcome \"large\" when s > 2").Attempt("x", given: ("a", a));
            Assert.Equal((status, message), (result.Status, result.Message ?? string.Empty));
            Assert.Equal(value, result.Value, 1e-12);
        }
    }

    [Fact]
    public void Equations_without_a_root_are_named()
    {
        SolveResult result = new TestedModel("""
            model none "No root"
            unknown x in (0, inf)
            unknown y
            equation "impossible" exp(-x) + x^2 = -1
            equation y = x
            solve v = x + y
            """).Attempt("v");
        Assert.Equal(SolveStatus.NoRoot, result.Status);
        Assert.Contains("impossible", result.Message!, StringComparison.Ordinal);
        Assert.Contains("x", result.Message!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_of_several_roots_is_said_to_be_it()
    {
        SolveResult result = new TestedModel("model two \"Two roots\"\nunknown x\nunknown y\nequation (x - 1)*(x - 2) = 0\nequation y = x\nsolve v = x + y").Attempt("v");
        Assert.Equal((SolveStatus.Solved, "for x the first of 2 roots"), (result.Status, result.Message));
        Assert.Equal(2, result.Value, 1e-11);
    }

    [Fact]
    public void An_outcome_holds_at_a_solution_too()
    {
        SolveResult result = new TestedModel("model over \"Over\"\nunknown x = 1.5 in (0, inf)\nminimise v = (x - 2)^2\noutcome \"x is over one\" when 1 <= x").Attempt("v");
        Assert.Equal((SolveStatus.NoValue, "x is over one"), (result.Status, result.Message));
    }

    /// <summary>E log(1 + a exp(z + w)) by two variables, once as an average over the outer one, once by a product of rules.</summary>
    [Fact]
    public void A_routine_is_averaged_over_its_outer_variable()
    {
        var model = new TestedModel("""
            model nested "Nested quadrature"
            let soft(a in (0, inf), s in (0, 1)) = E(w, E(z, log(2 + sin(s*w) + E(u, log(2 + cos(z + u + s*w)))*exp(-a*z))))
            unknown a in (0, inf)
            minimise v = soft(a, 0.5) + a^2/4 - a/4
            """);
        SolveResult result = model.Solve("v", null, 1e-9);
        double a = result.Unknowns[0];
        QuadratureRule rule = GaussHermite.Rule(120);
        double Mean(Func<double, double> f) => Enumerable.Range(0, rule.Count).Sum(k => rule.Weights[k] * f(rule.Nodes[k]));
        double Soft(double at) => Mean(w => Mean(z => Math.Log(2 + Math.Sin(0.5 * w)
            + (Math.Exp(-at * z) * Mean(u => Math.Log(2 + Math.Cos(z + u + (0.5 * w))))))));
        Assert.Equal(Soft(a) + (a * a / 4) - (a / 4), result.Value, 1e-8);
    }

    [Fact]
    public void A_search_starts_where_the_file_says()
    {
        // Two minima, at -1 and 1; from either start the one nearby.
        double At(string start) => new TestedModel($"model w \"w\"\nunknown x = {start}\nminimise v = (x^2 - 1)^2 + x/100").Solve("v").Unknowns[0];
        Assert.InRange(At("0.8"), 0.9, 1.1);
        Assert.InRange(At("-0.8"), -1.1, -0.9);
    }

    /// <summary>At k = 40 Newton's method from the start goes astray; along the path from k = 1 it does not.</summary>
    [Fact]
    public void Givens_far_from_their_defaults_are_reached_along_a_path()
    {
        SolveResult result = new TestedModel("""
            model far "Stationary far away"
            given k = 1 in (0, inf)
            unknown x = 1 in (0, inf)
            stationary v = k*log(x) - x + sin(3*x)/3 + atan(20*(x - k))/20
            """).Solve("v", null, 1e-10, ("k", 40));
        double x = result.Unknowns[0];
        Assert.Equal(0, (40 / x) - 1 + Math.Cos(3 * x) + (1 / (1 + (400 * (x - 40) * (x - 40)))), 1e-9);
    }
}
