using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.SpecialFunctions;

namespace ReluInjectivity.Runtime.Tests.Quadrature;

/// <summary>Convolution |y| - y^2 1(y &gt; 0) and a step, whose Gaussian averages have closed forms.</summary>
public sealed class SplitSmoothingTests
{
    private const double S = 0.7;

    [Fact]
    public void A_function_with_a_kink_is_smoothed_to_rounding()
    {
        (EquispacedGrid target, SplitGrid source, SplitConvolution smoothing) = Lay();
        double[] values = [.. Enumerable.Range(0, source.Count).Select(i => Math.Max(source.Coordinate(i), 0))];
        double[][] orders = [.. Enumerable.Range(0, 3).Select(order =>
        {
            double[] result = new double[target.Count];
            smoothing.Add(order, Region.Core, values, result);
            return result;
        })];
        for (int i = target.CoreStart; i < target.CoreStop; i++)
        {
            // E max(x + s z, 0) = x Phi(x/s) + s phi(x/s); d/ds = phi(x/s); d^2/ds^2 = x^2/s^3 phi(x/s)
            double x = target.Coordinate(i);
            double phi = NormalDistribution.Pdf(x / S);
            Assert.Equal((x * NormalDistribution.Cdf(x / S)) + (S * phi), orders[0][i], 1e-13);
            Assert.Equal(phi, orders[1][i], 1e-12);
            Assert.Equal(x * x / (S * S * S) * phi, orders[2][i], 1e-11);
        }
    }

    [Fact]
    public void The_adjoint_is_the_transpose()
    {
        (EquispacedGrid target, SplitGrid source, SplitConvolution smoothing) = Lay();
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, source.Count).Select(_ => random.NextDouble())];
        double[] weights = [.. Enumerable.Range(0, target.Count).Select(_ => random.NextDouble())];
        double[] forward = new double[target.Count];
        double[] back = new double[source.Count];
        smoothing.Add(1, Region.Core, values, forward);
        smoothing.Adjoint(1, weights, Region.Core, back);
        Assert.Equal(forward.Zip(weights, (f, w) => f * w).Sum(), back.Zip(values, (b, v) => b * v).Sum(), 1e-10);

        double[] constant = new double[target.Count];
        double[] ones = new double[target.Count];
        smoothing.AddConstant(0, Region.Core, 2.5, constant);
        smoothing.Add(0, Region.Core, [.. values.Select(_ => 2.5)], ones);
        Assert.All(constant.Zip(ones), p => Assert.Equal(p.First, p.Second, 1e-14));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    public void A_deviation_that_is_none_is_refused(double deviation)
    {
        EquispacedGrid target = new();
        target.Plan(new Resolution(2, 4.5), 0, 0, 1, 1, 0, 0, 0);
        Assert.Throws<NotFiniteNumberException>(() => new SplitGrid().Plan(new Resolution(2, 4.5), 1, target, deviation, 1, [0.0]));
    }

    private static (EquispacedGrid Target, SplitGrid Source, SplitConvolution Convolution) Lay()
    {
        var resolution = new Resolution(2, 4.5);
        EquispacedGrid target = new();
        target.Plan(resolution, 0, 0, 1, 0.5, double.NegativeInfinity, double.PositiveInfinity, 0);
        SplitGrid source = new();
        source.Plan(resolution, 1, target, S, 0.1, [0.0]);
        var smoothing = new SplitConvolution(source, target);
        smoothing.SetDeviation(S);
        return (target, source, smoothing);
    }
}
