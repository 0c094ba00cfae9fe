using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>The map between unconstrained coordinates and unknowns, for every kind of interval and order.</summary>
public sealed class CoordinatesTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<double, double, Ordering> Domains()
    {
        var data = new TheoryData<double, double, Ordering>();
        foreach (Ordering ordering in Enum.GetValues<Ordering>())
        {
            data.Add(-Infinity, Infinity, ordering);
            data.Add(0, Infinity, ordering);
            data.Add(-Infinity, 3, ordering);
            data.Add(-1, 2, ordering);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Unknowns_lie_in_the_interval_and_in_order(double lower, double upper, Ordering ordering)
    {
        foreach (double[] u in Points())
        {
            double[] x = Map(lower, upper, ordering).ToUnknowns(u);
            Assert.All(x, v => Assert.True(v > lower && v < upper));
            for (int i = 1; i < x.Length; i++)
            {
                Assert.True(ordering switch { Ordering.Increasing => x[i] > x[i - 1], Ordering.Decreasing => x[i] < x[i - 1], _ => true });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Coordinates_are_found_again(double lower, double upper, Ordering ordering)
    {
        Coordinates map = Map(lower, upper, ordering);
        foreach (double[] u in Points())
        {
            double[] again = map.ToCoordinates(map.ToUnknowns(u));
            Assert.All(u.Zip(again), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
        }
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Derivatives_are_difference_quotients(double lower, double upper, Ordering ordering)
    {
        const double H = 1e-5;
        Coordinates map = Map(lower, upper, ordering);
        foreach (double[] u in Points())
        {
            double[] gradient = [0.7, -1.3, 0.4];
            double[,] jacobian = map.Jacobian(u);
            double[,] curvature = map.Curvature(u, gradient);
            for (int j = 0; j < u.Length; j++)
            {
                double[] plus = [.. u];
                double[] minus = [.. u];
                plus[j] += H;
                minus[j] -= H;
                double[] right = map.ToUnknowns(plus);
                double[] left = map.ToUnknowns(minus);
                double[,] jacobianRight = map.Jacobian(plus);
                double[,] jacobianLeft = map.Jacobian(minus);
                for (int i = 0; i < u.Length; i++)
                {
                    Assert.Equal((right[i] - left[i]) / (2 * H), jacobian[i, j], 1e-8);
                    double change = Enumerable.Range(0, u.Length).Sum(k => gradient[k] * (jacobianRight[k, i] - jacobianLeft[k, i]) / (2 * H));
                    Assert.Equal(change, curvature[i, j], 1e-7);
                }
            }
        }
    }

    [Fact]
    public void Differences_keep_their_digits_where_unknowns_crowd_at_the_upper_end()
    {
        double[] x = Map(0, 1, Ordering.Increasing).ToUnknowns([8, 8, 8]);
        double expected = Math.Pow(1 / (1 + Math.Exp(8)), 3);
        Assert.Equal(expected, 1 - x[2], 1e-16);
    }

    private static IEnumerable<double[]> Points()
    {
        var random = new Random(7);
        for (int i = 0; i < 5; i++)
        {
            yield return [(3 * random.NextDouble()) - 1.5, (3 * random.NextDouble()) - 1.5, (3 * random.NextDouble()) - 1.5];
        }
    }

    private static Coordinates Map(double lower, double upper, Ordering ordering) =>
        new([.. Enumerable.Range(1, 3).Select(k => new UnknownInfo($"x[{k}]", "x", k, lower, upper, ordering, null))]);
}
