using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Tests.Quadrature;

/// <summary>Convolution on grids against exact Gaussian integrals, and its adjoint and derivatives against itself.</summary>
public sealed class GaussianSmoothingTests
{
    private const double Deviation = 0.7;

    // E cos(w (x + s z)) = exp(-w^2 s^2/2) cos(w x)
    [Fact]
    public void A_cosine_is_damped_by_its_exact_factor()
    {
        (EquispacedGrid target, EquispacedGrid source, GaussianConvolution smoothing) = Grids(coreEdge: double.PositiveInfinity);
        double[] cosine = [.. Enumerable.Range(0, source.Count).Select(i => Math.Cos(1.3 * source.Coordinate(i)))];
        double[] result = new double[target.Count];
        smoothing.Add(0, Region.Core, cosine, result);
        for (int i = target.CoreStart; i < target.CoreStop; i++)
        {
            Assert.Equal(Math.Exp(-0.5 * Math.Pow(1.3 * Deviation, 2)) * Math.Cos(1.3 * target.Coordinate(i)), result[i], 1e-14);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Higher_orders_are_derivatives_by_the_deviation(int order)
    {
        const double H = 1e-4;
        (EquispacedGrid target, EquispacedGrid source, GaussianConvolution smoothing) = Grids(coreEdge: double.PositiveInfinity);
        double[] values = [.. Enumerable.Range(0, source.Count).Select(i => Math.Sin(source.Coordinate(i)) + Math.Cos(2 * source.Coordinate(i)))];
        double[] At(double deviation, int n)
        {
            double[] result = new double[target.Count];
            smoothing.SetDeviation(deviation);
            smoothing.Add(n, Region.Core, values, result);
            return result;
        }

        double[] exact = At(Deviation, order);
        double[] plus = At(Deviation + H, order - 1);
        double[] minus = At(Deviation - H, order - 1);
        for (int i = target.CoreStart; i < target.CoreStop; i++)
        {
            Assert.Equal((plus[i] - minus[i]) / (2 * H), exact[i], 1e-6);
        }
    }

    [Theory]
    [InlineData(0, Region.Left)]
    [InlineData(0, Region.Core)]
    [InlineData(1, Region.Right)]
    [InlineData(2, Region.Core)]
    public void Adjoint_transposes_the_smoothing(int order, Region region)
    {
        (EquispacedGrid target, EquispacedGrid source, GaussianConvolution smoothing) = Grids(coreEdge: 1.5);
        var random = new Random(3);
        double[] a = [.. Enumerable.Range(0, source.Count).Select(_ => random.NextDouble() - 0.5)];
        double[] w = [.. Enumerable.Range(0, target.Count).Select(_ => random.NextDouble() - 0.5)];
        double[] smoothed = new double[target.Count];
        double[] spread = new double[source.Count];
        smoothing.Add(order, region, a, smoothed);
        smoothing.Adjoint(order, w, region, spread);
        double left = Enumerable.Range(target.CoreStart, target.CoreStop - target.CoreStart).Sum(i => w[i] * smoothed[i]);
        double right = Enumerable.Range(0, source.Count).Sum(i => a[i] * spread[i]);
        Assert.NotEqual(0, left);
        Assert.Equal(left, right, 1e-12 * Math.Max(1, Math.Abs(left)));
    }

    [Fact]
    public void Three_stretches_of_one_constant_add_up_to_it()
    {
        (EquispacedGrid target, EquispacedGrid source, GaussianConvolution smoothing) = Grids(coreEdge: 1.5);
        Assert.True(source.CoreStart > 0 && source.CoreStop < source.Count);
        double[] ones = [.. Enumerable.Repeat(1.0, source.Count)];
        double[] result = new double[target.Count];
        smoothing.Clear(result);
        smoothing.AddConstant(0, Region.Left, 1, result);
        smoothing.Add(0, Region.Core, ones, result);
        smoothing.AddConstant(0, Region.Right, 1, result);
        for (int i = target.CoreStart; i < target.CoreStop; i++)
        {
            Assert.Equal(1, result[i], 1e-14);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    public void A_grid_that_cannot_be_laid_says_so(double width) =>
        Assert.Throws<NotFiniteNumberException>(() => new EquispacedGrid().Plan(new Resolution(1, 3), 0, 0, 1, width, -1, 1, 1));

    private static (EquispacedGrid Target, EquispacedGrid Source, GaussianConvolution Convolution) Grids(double coreEdge)
    {
        var resolution = new Resolution(2, 6);
        var target = new EquispacedGrid();
        target.Plan(resolution, 0, 0, 0.3, 0.3, double.NegativeInfinity, double.PositiveInfinity, 0);
        var source = new EquispacedGrid();
        source.Plan(resolution, 1, target, Deviation, 0.25, -coreEdge, coreEdge, 0);
        var smoothing = new GaussianConvolution(source, target);
        smoothing.SetDeviation(Deviation);
        return (target, source, smoothing);
    }
}
