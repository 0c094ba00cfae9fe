using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Tests.Quadrature;

/// <summary>
/// Convolutions, which go by blocks of targets and several nodes at once, against sums written out node by node, on grids of random sizes, ratios and cores;
/// and what is not finite, which reaches no target that its Gaussian does not.
/// </summary>
public sealed class ConvolutionSumsTests
{
    private const int Draws = 60;

    public static TheoryData<int> Orders => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Orders))]
    public void All_operations_are_their_sums(int order)
    {
        var random = new Random(11 + order);
        for (int draw = 0; draw < Draws; draw++)
        {
            Layout at = Drawn(random);
            double[] source = Random(random, at.Source.Count);
            double[] weight = Random(random, at.Target.Count);
            double[] sources = Random(random, 8 * at.Source.Count);
            double[] weights = Random(random, 8 * at.Target.Count);
            var factors = Vector512.Create(Random(random, 8));
            foreach (Region region in Enum.GetValues<Region>())
            {
                double[] target = new double[at.Target.Count];
                double[] along = new double[8 * at.Target.Count];
                double[] spread = new double[at.Source.Count];
                double[] spreadAlong = new double[8 * at.Source.Count];
                at.Convolution.Add(order, region, source, target);
                at.Convolution.AddTangents(order, region, sources, along);
                at.Convolution.AddAlong(order, region, source, factors, along);
                at.Convolution.Adjoint(order, weight, region, spread);
                at.Convolution.AdjointTangents(order, weights, region, spreadAlong);
                at.Convolution.AdjointAlong(order, weight, region, factors, spreadAlong);
                double[] constant = new double[at.Target.Count];
                double[] constants = new double[8 * at.Target.Count];
                at.Convolution.AddConstant(order, region, weight[0], constant);
                at.Convolution.AddConstantTangents(order, region, factors, constants);
                AssertClose(Sums(at, order, region, _ => weight[0]), constant);
                AssertClose(Sums(at, order, region, j => source[j]), target);
                AssertClose(Sums(at, order, region, j => source[j], isAdjoint: true, weight), spread);
                for (int lane = 0; lane < 8; lane++)
                {
                    AssertClose(Sums(at, order, region, _ => factors[lane]), [.. Enumerable.Range(0, constant.Length).Select(i => constants[(8 * i) + lane])]);
                    double[] one = Sums(at, order, region, j => sources[(8 * j) + lane] + (source[j] * factors[lane]));
                    AssertClose(one, [.. Enumerable.Range(0, one.Length).Select(i => along[(8 * i) + lane])]);
                    double[] back = Sums(at, order, region, _ => 0, isAdjoint: true, [.. weight.Select((w, i) => weights[(8 * i) + lane] + (w * factors[lane]))]);
                    AssertClose(back, [.. Enumerable.Range(0, back.Length).Select(j => spreadAlong[(8 * j) + lane])]);
                }
            }
        }
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void What_is_not_finite_stays_within_reach(double bad)
    {
        var random = new Random(5);
        for (int draw = 0; draw < Draws; draw++)
        {
            Layout at = Drawn(random);
            (int start, int stop) = at.Bounds(Region.Core);
            if (start == stop || at.Target.CoreStart == at.Target.CoreStop)
            {
                continue;
            }

            double[] source = new double[at.Source.Count];
            double[] weight = new double[at.Target.Count];
            int node = random.Next(start, stop);
            int center = random.Next(at.Target.CoreStart, at.Target.CoreStop);
            (source[node], weight[center]) = (bad, bad);
            double[] target = new double[at.Target.Count];
            double[] spread = new double[at.Source.Count];
            at.Convolution.Add(0, Region.Core, source, target);
            at.Convolution.Adjoint(0, weight, Region.Core, spread);
            for (int i = at.Target.CoreStart; i < at.Target.CoreStop; i++)
            {
                Assert.Equal(at.IsInReach(i, node), !double.IsFinite(target[i]));
            }

            for (int j = start; j < stop; j++)
            {
                Assert.Equal(at.IsInReach(center, j), !double.IsFinite(spread[j]));
            }
        }
    }

    [Fact]
    public void Constants_follow_a_new_deviation_and_new_grids()
    {
        var random = new Random(17);
        var target = new EquispacedGrid();
        var source = new EquispacedGrid();
        var convolution = new GaussianConvolution(source, target);
        for (int draw = 0; draw < Draws; draw++)
        {
            Layout at = Laid(random, target, source, convolution);
            foreach (Region region in Enum.GetValues<Region>())
            {
                for (int order = 0; order < 3; order++)
                {
                    double[] sums = new double[target.Count];
                    convolution.AddConstant(order, region, 1, sums);
                    AssertClose(Sums(at, order, region, _ => 1), sums);
                }
            }
        }
    }

    [Fact]
    public void An_infinite_constant_out_of_reach_adds_nothing()
    {
        var target = new EquispacedGrid();
        var source = new EquispacedGrid();
        var resolution = new Resolution(2, 5);
        target.Plan(resolution, 0, 0, 1, 0.5, double.NegativeInfinity, double.PositiveInfinity, 0);
        source.Plan(resolution, 1, target, 0.2, 0.2, -1, 1, 0.1);
        var convolution = new GaussianConvolution(source, target);
        convolution.SetDeviation(0.2);
        double[] result = new double[target.Count];
        convolution.AddConstant(0, Region.Right, double.PositiveInfinity, result);
        Assert.Equal(0, result[0]);
        Assert.Equal(double.PositiveInfinity, result[^1]);
    }

    private static Layout Drawn(Random random)
    {
        var target = new EquispacedGrid();
        var source = new EquispacedGrid();
        return Laid(random, target, source, new GaussianConvolution(source, target));
    }

    private static Layout Laid(Random random, EquispacedGrid target, EquispacedGrid source, GaussianConvolution convolution)
    {
        var resolution = new Resolution(2, 1 + (4 * random.NextDouble()), 2 + (5 * random.NextDouble()));
        double edge = random.Next(3) == 0 ? double.PositiveInfinity : 2 * random.NextDouble();
        target.Plan(resolution, 0, random.NextDouble(), 0.2 + random.NextDouble(), 0.2 + random.NextDouble(), -edge, edge, 0.1);
        double deviation = 0.1 + random.NextDouble();
        source.Plan(resolution, 1, target, deviation, 0.1 + (0.5 * random.NextDouble()), -edge, edge, 0.05);
        convolution.SetDeviation(deviation);
        return new(target, source, convolution, deviation);
    }

    private static double[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];

    /// <summary>The convolution at each target, or its adjoint at each node of a stretch.</summary>
    private static double[] Sums(Layout at, int order, Region region, Func<int, double> source, bool isAdjoint = false, double[]? weight = null)
    {
        (int start, int stop) = at.Bounds(region);
        double[] sums = new double[isAdjoint ? at.Source.Count : at.Target.Count];
        for (int i = at.Target.CoreStart; i < at.Target.CoreStop; i++)
        {
            for (int j = start; j < stop; j++)
            {
                if (at.IsInReach(i, j))
                {
                    double z = (at.Source.Coordinate(j) - at.Target.Coordinate(i)) / at.Deviation;
                    double density = at.Source.Step / at.Deviation * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI)
                        * (order switch { 0 => 1, 1 => ((z * z) - 1) / at.Deviation, _ => (Math.Pow(z, 4) - (5 * z * z) + 2) / (at.Deviation * at.Deviation) });
                    sums[isAdjoint ? j : i] += density * (isAdjoint ? weight![i] : source(j));
                }
            }
        }

        return sums;
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        double scale = 1e-12 * (1 + expected.Max(Math.Abs));
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, scale));
    }

    private sealed record Layout(EquispacedGrid Target, EquispacedGrid Source, GaussianConvolution Convolution, double Deviation)
    {
        public (int Start, int Stop) Bounds(Region region) => region switch
        {
            Region.Left => (Source.LeftStart, Source.LeftStop),
            Region.Core => (Source.CoreStart, Source.CoreStop),
            _ => (Source.RightStart, Source.RightStop),
        };

        public bool IsInReach(int target, int node) =>
            Math.Abs(((Target.First + target) * Source.Ratio) - (Source.First + node)) <= Source.HalfWidth;
    }
}
