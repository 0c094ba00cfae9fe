using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using Xunit;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Goals without unknowns: closed forms, and members of families that have none.</summary>
public sealed class NothingToVaryTests
{
    private const string Waves = """
        model waves "A cosine, whose average takes quadrature, and an expectation of an expectation"
        given a = 1/2 in (0, inf)
        solve v = 3*E(z, cos(a*z)) + E(b, E(z, sin(a*b + z)^2))
        output w = a^2
        """;

    private const string Steps = """
        model steps "None at level 1"
        level r = 1..3 nested
        given a = 2 in (0, inf)
        unknown q[k] for k = 1..r-1 in (0, 9)
        unknown c[k] for k = 1..r-1 in (-9, 9)
        stationary v = a + sum(k = 1..r-1, (q[k] - k)^2 - 1/k + q[k]*c[k] - c[k]^2) minimise q maximise c
        """;

    /// <summary>E cos(a z) = exp(-a^2/2), E sin^2(x) = (1 - exp(-2 (1 + a^2)))/2 for x of variance 1 + a^2.</summary>
    [Theory]
    [InlineData(0.07)]
    [InlineData(0.3)]
    [InlineData(1.3)]
    [InlineData(5.5)]
    [InlineData(17)]
    public void What_takes_quadrature_is_worked_out_with_a_bar(double a)
    {
        double truth = (3 * Math.Exp(-a * a / 2)) + ((1 - Math.Exp(-2 * (1 + (a * a)))) / 2);
        var model = new TestedModel(Waves);
        foreach (double tolerance in new[] { 1e-3, 1e-7, 1e-11 })
        {
            SolveResult result = model.Solve("v", null, tolerance, ("a", a));
            Assert.InRange(result.Value, truth - result.ErrorEstimate, truth + result.ErrorEstimate);
            Assert.True(result.ErrorEstimate > 0 && result.QuadratureError > 0 && result.Nodes > 0);
            Assert.Equal(("nothing-to-vary", null, 0), (result.Strategy, result.Message, result.Iterations));
            Assert.Equal(a * a, Assert.Single(result.Outputs), 1e-12 * a * a);
        }
    }

    /// <summary>The bar of a closed form is that of rounding, which it counts: tan(a) - sin(a) = 2 tan(a) sin^2(a/2) loses digits where a is small.</summary>
    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    [InlineData(0.5)]
    public void The_bar_of_a_closed_form_counts_rounding(double a)
    {
        SolveResult result = new TestedModel("model m \"m\"\ngiven a = 1 in (0, inf)\nsolve v = (tan(a) - sin(a))/a^3").Attempt("v", new SolveOptions { Tolerance = 1e-2 }, ("a", a));
        double truth = 2 * Math.Tan(a) / a * Math.Pow(Math.Sin(a / 2) / a, 2);
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.InRange(result.Value, truth - result.ErrorEstimate, truth + result.ErrorEstimate);
        Assert.InRange(result.ErrorEstimate, 1e-17 / (a * a), 1e-14 / (a * a));
    }

    [Fact]
    public void A_member_without_unknowns_comes_before_others()
    {
        var model = new TestedModel(Steps);
        Assert.Equal(2, model.Solve("v", 1).Value);
        Assert.Empty(model.System("v", 1).Description.Unknowns);

        // The maximum over c of q c - c^2 is q^2/4; that of (q - k)^2 + q^2/4 is least at q = 4 k/5, where it is k^2/5.
        SolveResult second = model.Attempt("v", 2);
        Assert.Equal((1.2, SolveStatus.Solved), (Math.Round(second.Value, 10), second.Status));
        Assert.Equal([0.8, 0.4], second.Unknowns.Select(u => Math.Round(u, 8)));
        Assert.Equal(2 + 0.2 - 1 + 0.8 - 0.5, model.Solve("v", 3).Value, 1e-10);
    }

    /// <summary>Where nothing else bounds them, levels above start anywhere, as if the one without unknowns were not there.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, -1)]
    public void A_nested_level_is_held_against_one_without_unknowns(int level, double sign)
    {
        SolveResult result = new TestedModel($"""
            model m "m"
            level r = 1..2 nested
            unknown q[k] for k = 1..r-1 in (0, inf)
            minimise v = 5 {(sign > 0 ? "+" : "-")} sum(k = 1..r-1, exp(-(log(q[k]) - 3)^2))
            """).Attempt("v", level);
        Assert.Equal((SolveStatus.Solved, level == 1 ? 5 : 4), (result.Status, Math.Round(result.Value, 10)));
        Assert.Equal(level == 1 ? "nothing-to-vary" : "anywhere-in-domains", result.Strategy);
    }

    [Theory]
    [InlineData("solve v = log(1 - a)", SolveStatus.NonFinite, "log(1 - a)")]
    [InlineData("solve v = E(z, log(1 - a + cos(z)))", SolveStatus.NonFinite, "the first quantity that is not finite")]
    [InlineData("solve v = log(1 - a)\noutcome \"too large\" when 1 < a", SolveStatus.NoValue, "too large")]
    [InlineData("minimise v = 2*a", SolveStatus.Solved, "there are no unknowns: the value is that of the goal as it stands")]
    [InlineData("stationary v = 2*a", SolveStatus.Solved, "there are no unknowns")]
    [InlineData("solve v = 2*a", SolveStatus.Solved, null)]
    public void What_there_is_to_say_is_said(string goal, SolveStatus status, string? message)
    {
        SolveResult result = new TestedModel($"model m \"m\"\ngiven a = 3 in (0, inf)\n{goal}").Attempt("v");
        Assert.Equal(status, result.Status);
        Assert.Contains(message ?? string.Empty, result.Message ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(message is null, result.Message is null);
        Assert.Equal(status == SolveStatus.Solved ? 6 : double.NaN, result.Value);
    }

    [Fact]
    public void Evaluations_have_empty_slopes()
    {
        IEquationSystem system = new TestedModel(Waves).System("v");
        EquationKernel kernel = system.CreateKernel();
        Evaluation here = kernel.At([], [0.5], kernel.Resolution(8));
        Assert.Equal((0, 0, 0), (here.Residual.Count, here.Gradient.Count, here.HessianVectorProduct([], [])));
        Assert.Equal(SolveStatus.Solved, FamilySolver.SolveFrom(system, new Dictionary<string, double>(), []).Status);
    }

    [Fact]
    public void A_curve_is_worked_out_point_by_point()
    {
        var model = new TestedModel(Waves);
        EquationFamily family = EquationFamily.Group([model.System("v")])[0];
        double[] places = [.. Enumerable.Range(1, 20).Select(static i => 0.1 * i)];
        IReadOnlyList<SolveResult> curve = CurveSolver.Solve(family, family.Systems[0], "a", places, workers: 2);
        Assert.All(curve.Zip(places), p => Assert.Equal(model.Solve("v", null, 1e-10, ("a", p.Second)).Value, p.First.Value, 1e-10));
        Assert.All(BranchJumps.Of(family.Systems[0].Description, [.. curve.Zip(places, static (r, a) => new CurveSample(a, r.Status, r.Unknowns))]), Assert.Null);
    }
}
