using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Functions;

public sealed class ExponentialFactorsTests
{
    /// <summary>The products' values (mpmath, 30 digits); in the last case one factor overflows and the other underflows.</summary>
    [Theory]
    [InlineData(3, -2, 0.45694861525254485)]
    [InlineData(-5, 1, 0.0056689363069688633)]
    [InlineData(800, -40, 0.00996733518830131)]
    public void Product_HasItsValue(double a, double b, double value)
    {
        Formula f = Formula.Of("2*exp(a)*Phi(b)", "a; b");
        double there = ExprEvaluator<double>.Evaluate(new RealArithmetic(), ExponentialFactors.Together(f.Expression), new Dictionary<Symbol, double> { [f["a"]] = a, [f["b"]] = b });
        Assert.Equal(2 * value, there, 1e-12 * value);
    }

    [Theory]
    [InlineData("a*exp(a) + b*Phi(b)")]
    [InlineData("exp(a + logPhi(b))")]
    public void Others_StayAsTheyAre(string expression)
    {
        Formula f = Formula.Of(expression, "a; b");
        Assert.Same(f.Expression, ExponentialFactors.Together(f.Expression));
    }
}
