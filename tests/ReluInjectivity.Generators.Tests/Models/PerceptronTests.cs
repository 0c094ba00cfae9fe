using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>A model that is no file of this repository: the spherical perceptron, whose capacity is known since Gardner.</summary>
public sealed class PerceptronTests
{
    private static readonly TestedModel Capacity = new("""
        model    perceptron "Spherical perceptron, level 1"
        source   "E. Gardner, J. Phys. A 21 (1988) 257"
        given    margin = 0 in (-inf, inf)
        unknown  alpha in (0, inf)            "constraints per dimension"
        equation "capacity" alpha*E(z, max(z + margin, 0)^2) = 1
        solve    alpha
        """);

    /// <summary>The next level: the inner expectation is closed, the outer is a sum; to the left the inner one is quadratic.</summary>
    private static readonly TestedModel Lifted = new("""
        model    lifted "Energy of a perceptron's output, lifted"
        level    r = 2..3
        given    q = 0.5 in (0, 1)
        given    c = 1.5 in (0, inf)
        unknown  s in (0.05, 10)
        let f[r](h) = -max(1 - h, 0)^2/2
        let f[k](h) = log(E(z, exp(c*f[k+1](h + s*z))))/c   for k = 1..r-1
        equation "energy" E(z, f[1](sqrt(q)*z)) = -0.55
        solve    s
        """);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(-1.5)]
    public void Capacity_IsGardners(double k)
    {
        // The terms of a negative margin cancel, which the bar has to allow for.
        SolveResult result = Capacity.Solve("alpha", tolerance: k < 0 ? 1e-10 : 1e-12, given: ("margin", k));
        double expected = 1 / (((1 + (k * k)) * SlowQuadrature.Phi(k)) + (k * SlowQuadrature.Density(k)));
        Assert.Equal(expected, result.Value, 1e-12 * expected);
        Assert.Equal(0, result.Nodes);
    }

    [Fact]
    public void CapacityWithoutMargin_IsTwo() => Assert.Equal(2, Capacity.Solve("alpha", tolerance: 1e-12).Value, 1e-12);

    [Fact]
    public void Capacity_IsFoundInClosedForm() => Assert.Equal(["closed form"], Capacity.Methods("alpha"));

    [Theory]
    [InlineData(2, 0.5, 1.5)]
    [InlineData(2, 0.9, 4)]
    [InlineData(3, 0.5, 1.5)]
    public void LiftedEnergy_AgreesWithNestedQuadrature(int level, double q, double c)
    {
        SolveResult result = Lifted.Solve("s", level, 1e-10, ("q", q), ("c", c));
        double s = result.Unknowns[0];

        // Innermost: E exp(-c max(1 - h - s z, 0)^2 / 2), with its kink at z = (1 - h)/s.
        double Inner(double h) => Math.Log(SlowQuadrature.Expectation(z => Math.Exp(-c * Math.Pow(Math.Max(1 - h - (s * z), 0), 2) / 2), (1 - h) / s)) / c;
        Func<double, double> outer = level == 2 ? Inner : h => Math.Log(Coarse(z => Math.Exp(c * Inner(h + (s * z))))) / c;
        Assert.Equal(-0.55, Coarse(z => outer(Math.Sqrt(q) * z)), 1e-9);
        Assert.True(result.Nodes > 0);
    }

    /// <summary>The scan for a root passes deviations so small that no grid can be laid: such points are no roots.</summary>
    [Fact]
    public void PointsThatCannotBeEvaluated_AreNoRoots()
    {
        SolveResult result = new TestedModel("""
            model    tiny "A deviation from 1e-12 to 1"
            unknown  t in (0, 12)
            let f(h) = -max(1 - h, 0)^2/2
            let g(h) = log(E(z, exp(f(h + 10^(t - 12)*z))))
            equation "energy" E(z, g(z)) = -0.8
            solve    t
            """).Solve("t");
        Assert.Null(result.Message);
        Assert.InRange(result.Value, 11, 12);
    }

    /// <summary>The trapezoid rule, which converges exponentially for integrands this smooth.</summary>
    private static double Coarse(Func<double, double> f)
    {
        const double step = 0.25;
        double sum = 0;
        for (int j = -36; j <= 36; j++)
        {
            sum += step * SlowQuadrature.Density(j * step) * f(j * step);
        }

        return sum;
    }
}
