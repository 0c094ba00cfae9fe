using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Calculus;

/// <summary>Signs by slopes: what is claimed holds at random points, and what must not be claimed is not.</summary>
public sealed class MonotoneDifferencesTests
{
    private const string Head = """
        model m "m"
        unknown q[k] for k = 1..3 increasing in (0, 1)
        unknown w[k] for k = 1..2 increasing
        unknown s in (-1, 2)
        given a = 3 in (1, inf)
        let rho(t) = (sqrt(1 - t^2) + t*(pi - acos(t)) - 1)/(2*pi)
        let hump(t) = t*(1 - t)
        let stairs(t) = piecewise(t < 0.5: t; else: t^2)

        """;

    /// <summary>All are sums or functions, of unknown sign but for their slopes.</summary>
    [Theory]
    [InlineData("q[2]^2 - q[1]^2", Sign.Positive)]
    [InlineData("q[1]^2 - q[3]^2", Sign.Negative)]
    [InlineData("5*q[3]^7/2 - 5*q[2]^7/2", Sign.Positive)]
    [InlineData("sqrt(q[2]) - sqrt(q[1])", Sign.Positive)]
    [InlineData("1/q[2] - 1/q[1]", Sign.Negative)]
    [InlineData("1 - q[2]^3", Sign.Positive)]
    [InlineData("3 - 3*q[1]^2", Sign.Positive)]
    [InlineData("q[2]^(a - 1) - q[1]^(a - 1)", Sign.Positive)]
    [InlineData("a*q[2]^2 - a*q[1]^2", Sign.Positive)]
    [InlineData("q[2]^2 + q[2]^4 - q[1]^2 - q[1]^4", Sign.Positive)]
    [InlineData("exp(w[2]) - exp(w[1])", Sign.Positive)]
    [InlineData("logistic(-w[2]) - logistic(-w[1])", Sign.Negative)]
    [InlineData("rho(q[3]) - rho(q[1])", Sign.Positive)]
    [InlineData("rho(1) - rho(q[3])", Sign.Positive)]
    [InlineData("asin(2*q[3]/3) - asin(2*q[2]/3)", Sign.Positive)]
    [InlineData("acos(q[3]) - acos(q[2])", Sign.Negative)]
    [InlineData("asin(2*q[1]/3)", Sign.Positive)]
    [InlineData("1 - 4*q[1]^2/9", Sign.Positive)]
    [InlineData("sqrt(1 - q[2]^2) - 1", Sign.Negative)]
    [InlineData("s^3 + s + 2", Sign.Positive)]
    [InlineData("w[2]^2 - w[1]^2", Sign.Unknown)]
    [InlineData("hump(q[2]) - hump(q[1])", Sign.Unknown)]
    [InlineData("stairs(q[2]) - stairs(q[1])", Sign.Unknown)]
    [InlineData("q[2]^2 - 2*q[1]^2", Sign.Unknown)]
    [InlineData("q[2]^3 - q[1]^2", Sign.Unknown)]
    [InlineData("sin(4*q[2]) - sin(4*q[1])", Sign.Unknown)]
    [InlineData("q[2]^2/q[3] - q[1]^2/q[2]", Sign.Unknown)]
    [InlineData("s^3 + s + 1", Sign.Unknown)]
    [InlineData("asin(w[1])", Sign.Unknown)]
    [InlineData("(1 - q[2])*q[3] - (1 - q[1])*q[3]", Sign.Negative)]
    public void A_sign_is_known_where_slopes_tell_it(string expression, Sign sign)
    {
        Formula formula = Formula.File(Head + $"minimise v = {expression} + q[1] + q[2] + q[3] + w[1] + w[2] + s + a + rho(q[1]) + hump(q[1]) + stairs(q[1])\noutput d = {expression}");
        Assert.Equal(sign, formula.Facts.SignOf(formula.Expression));
        Assert.Equal(sign, formula.Facts.SignOf(Symbolics.Calculus.Inline.Apply(formula.Expression, static _ => true)));

        // Where nothing is claimed both signs are met.
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 3000).Select(_ => ValueAt(formula, random))];
        Assert.Equal(sign != Sign.Negative, values.Any(static v => v > 0));
        Assert.Equal(sign != Sign.Positive, values.Any(static v => v < 0));
    }

    /// <summary>At an end, or in a slope, a constant is negative by less than rounding: in double precision each is 0, or positive.</summary>
    [Theory]
    [InlineData("q[1]^2 + sqrt(2) - 1.41421356237309505")]
    [InlineData("s + 1 + exp(1) - 2.718281828459045236")]
    [InlineData("q[2]*1e9 + 1e9*sqrt(2) - 1414213562.37309505")]
    [InlineData("sqrt(2) - 1.41421356237309505")]
    [InlineData("q[2]*(3.141592653589793 - acos(q[2])) + sqrt(1 - q[2]^2) - q[1]*(3.141592653589793 - acos(q[1])) - sqrt(1 - q[1]^2)")]
    public void What_rounding_hides_is_not_claimed(string expression)
    {
        Formula formula = Formula.File(Head + $"minimise v = {expression} + q[1] + q[2] + q[3] + w[1] + w[2] + s + a + rho(q[1]) + hump(q[1]) + stairs(q[1])\noutput d = {expression}");
        Assert.Equal(Sign.Unknown, formula.Facts.SignOf(formula.Expression));
    }

    private static double ValueAt(Formula formula, Random random)
    {
        double[] q = [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble()).Order()];
        double[] w = [.. Enumerable.Range(0, 2).Select(_ => (2 * random.NextDouble()) - 1).Order()];
        return TreeEvaluator.Value(formula.Expression, formula.At(
            ("q[1]", q[0]), ("q[2]", q[1]), ("q[3]", q[2]), ("w[1]", w[0]), ("w[2]", w[1]), ("s", (3 * random.NextDouble()) - 1), ("a", 1 + (4 * random.NextDouble()))));
    }
}
