using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Integrands whose mass lies beyond where Gaussians are first cut off, without a closed form.</summary>
public sealed class TailTests
{
    /// <summary>By mpmath, 25 digits, Gauss-Legendre on (0, 80) in seven parts: 2.857704285801011, 1.205855300099982 and, of the third integral I = 0.990590371714994, -I^2/4.</summary>
    [Theory]
    [InlineData("unknown v\nequation v = E(z, exp(abs(z)^1.9/2))\nsolve v", 2.857704285801011)]
    [InlineData("unknown x in (0, inf)\nminimise v = x - log(x) + E(z, z^30/(1 + z^2))*1e-15", 1.205855300099982)]
    [InlineData("unknown x in (0, inf)\nminimise v = x^2 - x*E(z, exp(z^2*0.45 - log1p(z^2)))", -0.2453173211336124)]
    public void ReachIsWidenedToTheMass(string text, double expected)
    {
        SolveResult result = new TestedModel($"model tail \"Tail\"\n{text}\n").Attempt("v");
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.InRange(Math.Abs(result.Value - expected), 0, result.ErrorEstimate);
    }
}
