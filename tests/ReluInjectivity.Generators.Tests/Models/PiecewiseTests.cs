using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Expectations with kinks and jumps: in closed form where the pieces allow it, on panels where not.</summary>
public sealed class PiecewiseTests
{
    private static readonly TestedModel Panels = new("""
        model panels "A kink, and no closed form"
        given b = 0.3
        unknown a in (0, inf)
        equation "mean" a = E(z, log(1 + max(z - b, 0)))
        solve a
        """);

    private static readonly TestedModel Functions = new("""
        model functions "The functions"
        given c = 1.5 in (0, inf)
        unknown x in (-1, 1)
        let clamped = E(z, min(max(z, -c), c)^2)
        let distance = E(z, abs(z - x))
        let angle = E(z, atan(max(z, x)))
        equation "e" tan(x) = clamped - distance/2 + angle/2 - 1/2
        solve x
        output clamped
        output distance
        output angle
        output jumps = E(z, piecewise(z < -1: exp(sin(z)); -1 <= z < c/2 + 1: z^3; else: sqrt(1 + z^2)))
        output nested = E(z, max(min(max(z, -c), c), -c/2))
        output rounded = E(z, exp(sin(min(max(z, -c), c))))
        """);

    [Theory]
    [InlineData(0.3)]
    [InlineData(-2)]
    [InlineData(4)]
    [InlineData(-30)]
    public void Kink_WithoutClosedForm_IsSplitAt(double b)
    {
        SolveResult result = Panels.Solve("a", given: ("b", b));
        Assert.Equal(SlowQuadrature.Expectation(z => Math.Log(1 + Math.Max(z - b, 0)), b), result.Value, 1e-11);
        Assert.Equal(["quadrature"], Panels.Methods("a"));
        Assert.True(result.Nodes > 0);
    }

    /// <summary>Beyond a kink f equals its argument, on the grid the coordinate itself: E over n variables of max(x (z1 + ... + zn), 0) is x sqrt(n/(2 pi)).</summary>
    [Theory]
    [InlineData(3, "let f0(h) = max(h, 0)\nlet f1(h) = E(z, f0(h + x*z))\nlet f2(h) = E(z, f1(h + x*z))\nminimise v = E(z, f2(x*z)) - log(x)")]
    [InlineData(3, "let f[0](h) = max(h, 0)\nlet f[k](h) = E(z, f[k-1](h + x*z)) for k = 1..3\nminimise v = f[3](0) - log(x)")]
    [InlineData(3, "let f[0](h) = max(-h, 0)\nlet f[k](h) = E(z, f[k-1](h + x*z)) for k = 1..3\nminimise v = f[3](0) - log(x)")]
    [InlineData(3, "let f0(h) = max(h, 0)\nlet f1(h) = E(z, f0(h + z))\nlet f2(h) = E(z, f1(h + z))\nminimise v = x*E(z, f2(z)) - log(x)")]
    [InlineData(6, "let f[0](h) = abs(h)/2\nlet f[k](h) = E(z, f[k-1](h + x*z)) for k = 1..6\nminimise v = f[6](0) - log(x)")]
    public void LinearTail_IsSmoothedOnAndOn(int variables, string text)
    {
        SolveResult result = new TestedModel("model chain \"Linear far out\"\nunknown x in (0, 20)\n" + text).Solve("v", tolerance: 1e-9);
        double slope = Math.Sqrt(variables / (2 * Math.PI));
        Assert.Equal(1 + Math.Log(slope), result.Value, 1e-9);
        Assert.Equal(1 / slope, result.Unknowns[0], 1e-4);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(0.1)]
    public void Functions_AgreeWithSlowQuadrature(double c)
    {
        SolveResult result = Functions.Solve("x", given: ("c", c));
        double x = result.Unknowns[0];
        double clamped = SlowQuadrature.Expectation(z => Math.Pow(Math.Min(Math.Max(z, -c), c), 2), -c, c);
        double distance = SlowQuadrature.Expectation(z => Math.Abs(z - x), x);
        double angle = SlowQuadrature.Expectation(z => Math.Atan(Math.Max(z, x)), x);
        Assert.Equal(clamped - (distance / 2) + (angle / 2) - 0.5, Math.Tan(x), 1e-11);
        Assert.Equal(clamped, Output(result, "clamped"), 1e-12);
        Assert.Equal(distance, Output(result, "distance"), 1e-11);
        Assert.Equal(angle, Output(result, "angle"), 1e-11);
        double jumps = SlowQuadrature.Expectation(
            z => z < -1 ? Math.Exp(Math.Sin(z)) : z < (c / 2) + 1 ? Math.Pow(z, 3) : Math.Sqrt(1 + (z * z)), -1, (c / 2) + 1);
        Assert.Equal(jumps, Output(result, "jumps"), 1e-10);
        Assert.Equal(SlowQuadrature.Expectation(z => Math.Max(Math.Min(Math.Max(z, -c), c), -c / 2), -c, -c / 2, c), Output(result, "nested"), 1e-12);
        Assert.Equal(SlowQuadrature.Expectation(z => Math.Exp(Math.Sin(Math.Min(Math.Max(z, -c), c))), -c, c), Output(result, "rounded"), 1e-11);
        Assert.Equal(["closed form", "closed form", "quadrature"], Functions.Methods("x"));
    }

    /// <summary>A pole of the kink on the way: the solver's Newton steps use the derivative of the clamped ends too.</summary>
    [Fact]
    public void Derivatives_PassThroughMovingKinks()
    {
        SolveResult result = new TestedModel("""
            model moving "The kink moves with the unknown"
            unknown x in (0, inf)
            minimise v = x/2 + E(z, log1p(exp(-x)*max(z + x, 0)^2)) + exp(-x)
            """).Solve("v");
        double Value(double t) => (t / 2) + SlowQuadrature.Expectation(z => Math.Log(1 + (Math.Exp(-t) * Math.Pow(Math.Max(z + t, 0), 2))), -t) + Math.Exp(-t);
        double x = result.Unknowns[0];
        Assert.Equal(Value(x), result.Value, 1e-12);
        Assert.Equal(0, (Value(x + 1e-4) - Value(x - 1e-4)) / 2e-4, 1e-8);
        Assert.True(Value(x) < Value(x + 0.01) && Value(x) < Value(x - 0.01));
    }

    private static double Output(SolveResult result, string name) => result.Outputs[result.System.Outputs.ToList().FindIndex(o => o.Name == name)];
}
