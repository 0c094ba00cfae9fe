using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>Points where a file's requirements fail are refused while a solution is looked for, and a file whose requirements no point meets has no value.</summary>
public sealed class RequirementTests
{
    /// <summary>The roots of x^2 = 9 are -3 and 3, and one of them is asked for.</summary>
    [Theory]
    [InlineData("x < 2*a", 1, SolveStatus.Solved, -3)]
    [InlineData("x > a", 1, SolveStatus.Solved, 3)]
    [InlineData("a < x + 10 and x < 0", 1, SolveStatus.Solved, -3)]
    [InlineData("-4*a < x < 0", 1, SolveStatus.Solved, -3)]
    [InlineData("x > 5*a", 1, SolveStatus.NoRoot, double.NaN)]
    [InlineData("a > 2", 1, SolveStatus.NoValue, double.NaN)]
    [InlineData("a > 2 and x > 0", 1, SolveStatus.NonFinite, double.NaN)]
    public void Root_IsOneOfThoseThatMeetIt(string requirement, double a, SolveStatus status, double value)
    {
        SolveResult result = Attempt($"given a = 5\nunknown x\nequation x^2 = 9\nsolve v = x\nrequire {requirement}", ("a", a));
        Assert.Equal((status, value), (result.Status, Math.Round(result.Value, 12)));
        Assert.Equal(status == SolveStatus.Solved, result.Message?.Contains($"require {requirement}", StringComparison.Ordinal) != true);
    }

    /// <summary>x^3 - 3 x has its minimum at 1, of value -2, and falls below it left of -2.</summary>
    [Fact]
    public void Optimum_IsLookedForWhereTheyHold()
    {
        SolveResult result = Attempt("unknown x\nlet lambda = x + 1\nrequire lambda > 0\nminimise v = x^3 - 3*x");
        Assert.Equal((SolveStatus.Solved, -2.0), (result.Status, Math.Round(result.Value, 12)));
        Assert.NotEqual(SolveStatus.Solved, Attempt("unknown x\nlet lambda = x + 1\nminimise v = x^3 - 3*x").Status);
    }

    /// <summary>Where the goal improves up to the place where one fails, nothing is vouched for.</summary>
    [Fact]
    public void Optimum_AtTheEdge_IsNone()
    {
        SolveResult result = Attempt("unknown x\nrequire x < 1\nminimise v = (x - 2)^2");
        Assert.Equal(SolveStatus.Stalled, result.Status);
        Assert.Contains("'require x < 1' of the file is nearest to failing there", result.Message, StringComparison.Ordinal);
        Assert.InRange(result.Unknowns[0], 0.9, 1);
    }

    /// <summary>What is required is known while the file is compiled: this expectation exists by it alone, and has a closed form.</summary>
    [Fact]
    public void Requirement_IsAFact()
    {
        const string Rest = "unknown g[k] = 1 for k = 1..2\nlet G[k] = sum(j = 1..k, g[j]) for k = 1..2\nstationary v = sum(k = 1..2, G[k] - k*log(G[k])) + E(z, max(0, h + sqrt(G[2])*z))\ngiven h = 1\n";
        SolveResult result = Attempt(Rest + "require G[k] > 0 for k = 1..2");
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.Contains("RIJ014", Assert.ThrowsAny<Exception>(() => Attempt(Rest)).Message, StringComparison.Ordinal);
    }

    private static SolveResult Attempt(string rest, params (string, double)[] given) => new TestedModel("model m \"t\"\n" + rest).Attempt("v", (int?)null, given);
}
