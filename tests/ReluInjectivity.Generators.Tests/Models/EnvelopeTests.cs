using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>The largest value of a piecewise loss minus a parabola, against what is known in closed form, and against integrals of the best of all tops, joints and ends in mpmath.</summary>
public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("maximum(t in (-inf, inf), -max(0, a - t) - (t - h)^2/(2*chi))", "piecewise(h >= a: 0; h > a - chi: -(a - h)^2/(2*chi); else: h - a + chi/2)")]
    [InlineData("maximum(t in (-inf, inf), piecewise(t < a: -1; else: 0) - (t - h)^2/(2*chi))", "piecewise(h >= a: 0; h > a - sqrt(2*chi): -(a - h)^2/(2*chi); else: -1)")]
    [InlineData("maximum(t in (-inf, inf), piecewise(t > a: -1; else: 0) - (t - h)^2/(2*chi))", "piecewise(h <= a: 0; h < a + sqrt(2*chi): -(a - h)^2/(2*chi); else: -1)")]
    [InlineData("-minimum(t in (-inf, inf), piecewise(t < a: 3*(a - t)^2/2; else: 0) + (t - h)^2/(2*chi))", "piecewise(h < a: -(a - h)^2/(2*(chi + 1/3)); else: 0)")]
    [InlineData("maximum(t in (-inf, inf), -abs(t) - (t - h)^2/(2*chi))", "piecewise(h < -chi: h + chi/2; h < chi: -h^2/(2*chi); else: chi/2 - h)")]
    [InlineData("maximum(t in (0, inf), -abs(t - 2) - (t - h)^2/(2*chi))", "piecewise(h < -chi: -2 - h^2/(2*chi); h < 2 - chi: h - 2 + chi/2; h < 2 + chi: -(2 - h)^2/(2*chi); else: 2 - h + chi/2)")]
    [InlineData("maximum(t in (-inf, 1), -abs(t) - (t - h)^2/(2*chi))", "piecewise(h < -chi: h + chi/2; h < chi: -h^2/(2*chi); h < 1 + chi: chi/2 - h; else: -1 - (1 - h)^2/(2*chi))")]
    public void Envelope_IsWhatIsWrittenOut(string envelope, string writtenOut)
    {
        foreach ((double chi, double shift) in new[] { (0.3, 0.0), (0.02, -1.0), (5.0, 2.0), (1e-3, 0.5) })
        {
            SolveResult result = Solve($"let f(h) = {envelope}\nlet g(h) = {writtenOut}\nsolve v = E(z, f(z + b))\noutput w = E(z, g(z + b))", ("chi", chi), ("b", shift), ("a", 0.3));
            Assert.Equal(result.Outputs[0], result.Value, 1e-12 * (1 + Math.Abs(result.Value)));
        }
    }

    /// <summary>Several joints, an interval that begins and ends within reach, and weights that are givens.</summary>
    [Theory]
    [InlineData("maximum(t in (-2*a, 3*a), -abs(t) - (t - h)^2/(2*chi))", 1, 0.7, -0.84686912400647618521)]
    [InlineData("maximum(t in (-inf, inf), -a*abs(t) - a*abs(t - 1)/2 - (t - h)^2/(2*chi))", 2, 0, -2.2300660324088141947)]
    public void Envelope_HasTheAverage(string envelope, double width, double shift, double expected) =>
        Assert.Equal(expected, Solve($"let f(h) = {envelope}\nsolve v = E(z, f({width}*z + b))", ("chi", 0.3), ("b", shift), ("a", 1)).Value, 1e-12);

    /// <summary>Beyond one level: the least number of errors, whose envelope has two tops that compete.</summary>
    [Fact]
    public void Chain_StartsFromAnEnvelope()
    {
        var model = new TestedModel("""
            model    m "t"
            level    r = 1..2 nested
            given    alpha = 6.71569683767123 in (2, inf)
            unknown  q[k] for k = 1..r-1  increasing in (0, 1)
            unknown  c[k] for k = 1..r-1  increasing in (0, inf)
            unknown  chi in (0, inf)
            let q[r] = 1
            let lambda[r] = chi
            let lambda[k] = lambda[k+1] + c[k]*(q[k+1] - q[k]) for k = 1..r-1
            let S = q[1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))
            let f[r](h) = maximum(t in (-inf, inf), piecewise(t < 0: -1; else: 0) - (t - h)^2/(2*chi))
            let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k] for k = 1..r-1
            maximise v = -E(z, f[1](sqrt(q[1])*z)) - S/alpha
            """);
        Assert.Equal(1 / 6.71569683767123, model.Solve("v", 2).Value, 1e-12);
    }

    private static SolveResult Solve(string rest, params (string, double)[] given) =>
        new TestedModel("model m \"t\"\ngiven a = 1 in (0, inf)\ngiven b = 0\ngiven chi = 1 in (0, inf)\n" + rest).Solve("v", null, 1e-11, given);
}
