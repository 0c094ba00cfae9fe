using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Chains of averages whose functions have no limits in closed form, so that all of their grids are computed on. Values: sums of Gaussians in Python, 16 deviations out.</summary>
public sealed class OpenChainTests
{
    private const string Given = """
        model    open "Chains without limits"
        given    m = 4.347172 in (0, inf)
        given    a = 0.33668 in (0, inf)
        given    b = 0.647805 in (0, inf)

        """;

    [Theory]
    [InlineData("logPhi(h/0.124559222)", 4.347172, 0.33668, 0.647805, -0.345180880065822)]
    [InlineData("log(2) + logcosh(h)", 4.347172, 0.770339, 0.245895, 2.1069457805856504)]
    public void Value_IsThatOfAnotherProgram(string function, double m, double a, double b, double expected)
    {
        SolveResult result = Chain(function).Attempt("v", (int?)null, ("m", m), ("a", a), ("b", b));
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.Equal(expected, result.Value, 1e-11);
        Assert.InRange(result.ErrorEstimate, 0, 1e-11);
    }

    /// <summary>The exponents move the weight so far out that the grids begin too short: they are made longer, not finer.</summary>
    [Theory]
    [InlineData(12, 2.739098151197515)]
    [InlineData(30, 3.468115688414218)]
    public void Weight_ThatExponentsMoveFarOut_TakesLongerGrids(double m, double expected)
    {
        SolveResult result = new TestedModel("""
            model    far "Weight far out"
            given    m = 12 in (0, inf)
            let f(h) = log(E(z, exp(4*(log(2) + logcosh(h + sqrt(1.085)*z)))))/4
            solve v = log(E(z, exp(m*f(sqrt(0.085)*z))))/m
            """).Attempt("v", (int?)null, ("m", m));
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.Equal(expected, result.Value, 1e-11);
        Assert.InRange(result.Nodes, 500, 5000);
    }

    private static TestedModel Chain(string function) => new(Given + $"""
        let g(h) = {function}
        let f(h) = log(E(z, exp(m*g(h + sqrt(a)*z))))/m
        solve v = E(z, f(sqrt(b)*z))
        """);
}
