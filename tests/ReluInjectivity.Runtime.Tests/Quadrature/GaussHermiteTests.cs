using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Tests.Quadrature;

public sealed class GaussHermiteTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(18)]
    [InlineData(40)]
    public void Moments_of_the_normal_distribution_are_exact(int n)
    {
        QuadratureRule rule = GaussHermite.Rule(n);
        double moment = 1;
        for (int degree = 0; degree < Math.Min(2 * n, 40); degree += 2)
        {
            double sum = Enumerable.Range(0, n).Sum(k => rule.Weights[k] * Math.Pow(rule.Nodes[k], degree));
            Assert.Equal(1, sum / moment, 2e-13 * (1 + degree));
            moment *= degree + 1;
        }

        Assert.All(Enumerable.Range(0, n).Where(k => k != n - 1 - k), k => Assert.Equal(-rule.Nodes[n - 1 - k], rule.Nodes[k]));
    }

    [Fact]
    public void A_rule_has_a_node() => Assert.Throws<ArgumentOutOfRangeException>(() => GaussHermite.Rule(0));
}
