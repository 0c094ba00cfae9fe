using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Nested levels whose optimum is that of the level before, and such as are better by little.</summary>
public sealed class NestedLevelTests
{
    /// <summary>The spherical perceptron; chi is free, which adds a direction that nothing depends on.</summary>
    private static readonly TestedModel Perceptron = new("""
        model    perceptron "Spherical perceptron, lifted"
        level    r = 1..3 nested
        given    margin = 0.2 in (-inf, inf)
        unknown  q[k] for k = 1..r-1  increasing in (0, 1)
        unknown  c[k] for k = 1..r-1  increasing in (0, inf)
        unknown  chi in (0, inf)
        let q[r] = 1
        let lambda[r] = chi
        let lambda[k] = lambda[k+1] + c[k]*(q[k+1] - q[k])   for k = 1..r-1
        let S = q[1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))
        let f[r](h) = -max(margin - h, 0)^2/(2*chi)
        let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1
        minimise alpha = S/(-E(z, f[1](sqrt(q[1])*z)))
        """);

    /// <summary>Level 2 is level 1 at c = 0; whether c > 0 is better is up to a: v = v1 - a c + c^2/2, at c = a lower by a^2/2.</summary>
    private static readonly TestedModel Simple = new("""
        model    simple "A level by a parabola"
        level    r = 1..3 nested
        given    a = 1 in (-inf, inf)
        unknown  x in (0, inf)
        unknown  c[k] for k = 1..r-1 in (0, inf)
        minimise v = x - log(x) + sum(k = 1..r-1, c[k]^2/2 - a*c[k] + (x - 1)^2*c[k])
        """);

    /// <summary>Replica symmetry holds where the margin is positive (Gardner 1988): 1/E max(margin + z, 0)^2 at every level.</summary>
    [Theory]
    [InlineData(2, 0.2)]
    [InlineData(2, 0.75)]
    [InlineData(3, 0.2)]
    public void A_level_that_adds_nothing_has_the_value_of_the_level_before(int level, double margin)
    {
        SolveResult result = Perceptron.Attempt("alpha", level, ("margin", margin));
        double expected = 1 / (((1 + (margin * margin)) * SlowQuadrature.Phi(margin)) + (margin * SlowQuadrature.Density(margin)));
        Assert.Equal(SolveStatus.AtBoundary, result.Status);
        Assert.Contains("the level adds nothing", result.Message!, StringComparison.Ordinal);
        Assert.Equal(expected, result.Value, result.ErrorEstimate + 1e-15);
        Assert.True(result.ErrorEstimate < 1e-8);
    }

    /// <summary>At margin -0.5 the levels differ: 4.77009888262 and 4.70013948772, the latter by an independent lattice program (arXiv:2312.16531).</summary>
    [Fact]
    public void A_level_that_adds_something_does_not_say_so()
    {
        SolveResult result = Perceptron.Attempt("alpha", 2, ("margin", -0.5));
        Assert.Equal(4.70013948772, result.Value, 1e-10);
        Assert.DoesNotContain("adds nothing", result.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, -1)]
    [InlineData(3, -0.01)]
    [InlineData(2, 0)]
    public void Where_every_lifting_costs_the_level_adds_nothing(int level, double a)
    {
        SolveResult result = Simple.Attempt("v", level, ("a", a));
        Assert.Equal(SolveStatus.AtBoundary, result.Status);
        Assert.Contains("the level adds nothing", result.Message!, StringComparison.Ordinal);
        Assert.Equal(1, result.Value, result.ErrorEstimate);
    }

    /// <summary>Both liftings of level 3 are the same, each worth a^2/2.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 1e-2)]
    [InlineData(2, 1e-4)]
    [InlineData(3, 1e-3)]
    public void A_level_that_adds_little_is_solved(int level, double a)
    {
        SolveResult result = Simple.Attempt("v", level, ("a", a));
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.Equal(1 - ((level - 1) * a * a / 2), result.Value, result.ErrorEstimate);
    }
}
