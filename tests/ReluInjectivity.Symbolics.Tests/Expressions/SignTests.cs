using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Tests.Expressions;

public sealed class SignTests
{
    private const string File = """
        model m "m"
        unknown q[k] for k = 1..3 increasing in (0, 1)
        unknown d[k] for k = 1..2 decreasing in (0, 4)
        unknown p in (0, inf)
        unknown n in (-inf, 0)
        unknown a
        unknown c in (3, 5)
        stationary v = q[1] + q[2] + q[3] + d[1] + d[2] + p + n + a + c
        output e =
        """;

    [Theory]
    [InlineData("p", Sign.Positive)]
    [InlineData("n", Sign.Negative)]
    [InlineData("a", Sign.Unknown)]
    [InlineData("-p", Sign.Negative)]
    [InlineData("p*n", Sign.Negative)]
    [InlineData("n*n*n", Sign.Negative)]
    [InlineData("n^2", Sign.Positive)]
    [InlineData("a^2", Sign.NonNegative)]
    [InlineData("a^3", Sign.Unknown)]
    [InlineData("-a^2", Sign.NonPositive)]
    [InlineData("a^2 + 1", Sign.Positive)]
    [InlineData("a^2*p", Sign.NonNegative)]
    [InlineData("a*p", Sign.Unknown)]
    [InlineData("p - n", Sign.Positive)]
    [InlineData("n - 2*p", Sign.Negative)]
    [InlineData("p + n", Sign.Unknown)]
    [InlineData("sqrt(p)", Sign.Positive)]
    [InlineData("sqrt(a)", Sign.NonNegative)]
    [InlineData("1/p", Sign.Positive)]
    [InlineData("p^a", Sign.Positive)]
    [InlineData("exp(a)", Sign.Positive)]
    [InlineData("log(p)", Sign.Unknown)]
    [InlineData("Phi(a)*erfc(a)/cosh(a)", Sign.Positive)]
    [InlineData("phi(n) + logistic(a)", Sign.Positive)]
    [InlineData("q[2] - q[1]", Sign.Positive)]
    [InlineData("q[1] - q[3]", Sign.Negative)]
    [InlineData("p*(q[3] - q[1])", Sign.Positive)]
    [InlineData("d[1] - d[2]", Sign.Positive)]
    [InlineData("d[2] - d[1]", Sign.Negative)]
    [InlineData("1 - q[2]", Sign.Positive)]
    [InlineData("q[2] - 1", Sign.Negative)]
    [InlineData("4 - d[1]", Sign.Positive)]
    [InlineData("3 - d[1]", Sign.Unknown)]
    [InlineData("c - 3", Sign.Positive)]
    [InlineData("5 - c", Sign.Positive)]
    [InlineData("c - 4", Sign.Unknown)]
    [InlineData("p + q[2] - q[1]", Sign.Positive)]
    [InlineData("q[2] - q[1] + n", Sign.Unknown)]
    [InlineData("2*(q[2] - q[1])", Sign.Positive)]
    [InlineData("sqrt(q[2] - q[1])/(1 - q[1])", Sign.Positive)]
    [InlineData("piecewise(a < 0: p; else: 2)", Sign.Positive)]
    [InlineData("piecewise(a < 0: p; else: 0)", Sign.NonNegative)]
    [InlineData("piecewise(a < 0: p; else: n)", Sign.Unknown)]
    [InlineData("E(z, exp(z*a))", Sign.Positive)]
    [InlineData("E(z, z^2)", Sign.NonNegative)]
    [InlineData("a - a", Sign.Zero)]
    public void Sign_FollowsFromTheDeclarations(string expression, Sign expected)
    {
        Formula formula = Formula.File(File + " " + expression);
        Assert.Equal(expected, formula.Facts.SignOf(formula.Expression));
        Assert.Contains(formula.Facts.SignOf(-formula.Expression), new[] { Signs.Negate(expected), Sign.Unknown });
    }

    [Fact]
    public void Assumption_IsSeenByThoseWhoKnowIt()
    {
        var factory = new ExprFactory();
        Expr difference = factory.Symbol("b") - factory.Symbol("a");
        Assert.False(Facts.None.IsPositive(difference));
        Facts facts = Facts.None.With(difference);
        Assert.True(facts.IsPositive(difference));
        Assert.True(facts.IsPositive(factory.Sqrt(difference)));
    }
}
