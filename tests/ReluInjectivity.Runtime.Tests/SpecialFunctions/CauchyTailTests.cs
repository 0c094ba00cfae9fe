using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Runtime.Tests.SpecialFunctions;

public sealed class CauchyTailTests
{
    // For n = 1: (pi/2 - atan(x/sqrt(d)))/sqrt(d), and log((x + s)/(x - s))/(2 s) with s = sqrt(-d).
    [Theory]
    [InlineData(1, 0, 1, Math.PI / 2)]
    [InlineData(1, -1, 1, 3 * Math.PI / 4)]
    [InlineData(1, 2, 0, 0.5)]
    [InlineData(2, 2, 0, 1.0 / 24)]
    [InlineData(1, 2, -1, 0.5493061443340548)]
    [InlineData(2, 0, 1, Math.PI / 4)]
    public void Value_is_the_known_one(int n, double x, double d, double expected) => Assert.Equal(expected, CauchyTail.Value(n, x, d), 4e-16 * (1 + expected));

    /// <summary>The substitution t = x + u/(1 - u) and Gauss-Legendre panels, which share nothing with the closed forms and the series.</summary>
    [Theory]
    [InlineData(0.3, 0.01)]
    [InlineData(0.3, 0.0224)]
    [InlineData(0.3, 0.0226)]
    [InlineData(0.3, -0.0225)]
    [InlineData(0.3, -0.08)]
    [InlineData(2, 5)]
    [InlineData(-1.5, 0.7)]
    public void Value_is_the_integral(double x, double d)
    {
        QuadratureRule rule = GaussLegendre.Rule(20);
        for (int n = 1; n <= 4; n++)
        {
            double sum = 0;
            const int Panels = 4000;
            for (int p = 0; p < Panels; p++)
            {
                for (int k = 0; k < rule.Count; k++)
                {
                    double u = (p + (0.5 * (1 + rule.Nodes[k]))) / Panels;
                    double t = x + (u / (1 - u));
                    sum += 0.5 * rule.Weights[k] / Panels / ((1 - u) * (1 - u)) * Math.Pow(d + (t * t), -n);
                }
            }

            Assert.Equal(1, CauchyTail.Value(n, x, d) / sum, 3e-12);
        }
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 1, -1)]
    [InlineData(1, 0, -1)]
    public void Where_there_is_no_integral_there_is_no_number(double n, double x, double d) => Assert.True(double.IsNaN(CauchyTail.Value(n, x, d)));
}
