using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Tests.Numbers;

/// <summary>The types of numbers that kernels run over, each against plain arithmetic at random places over decades.</summary>
public sealed class NumbersTests
{
    private const int Draws = 300;

    /// <summary>Exact derivatives against central differences of the same expression, whose rounding sets the tolerance.</summary>
    [Fact]
    public void Jet_DifferentiatesEveryOperation()
    {
        var random = new Random(3);
        for (int draw = 0; draw < Draws; draw++)
        {
            (double a, double b) = (Positive(random), Positive(random));
            Jet jet = All(new Jet(a, Along(0)), new Jet(b, Along(1)));
            Assert.Equal((double)All<Real>(a, b), jet.Value, 1e-13 * Math.Abs(jet.Value));
            double byA = Difference(x => (double)All<Real>(x, b), a);
            double byB = Difference(x => (double)All<Real>(a, x), b);
            Assert.Equal(byA, jet.Slope[0], 1e-6 * (Math.Abs(byA) + (Math.Abs(jet.Value) / a)));
            Assert.Equal(byB, jet.Slope[1], 1e-6 * (Math.Abs(byB) + (Math.Abs(jet.Value) / b)));
            Assert.Equal(0, jet.Slope[2]);
        }
    }

    /// <summary>What does not change has no derivative, also where the function's is infinite.</summary>
    [Fact]
    public void Jet_OfAConstant_DoesNotChange()
    {
        Jet root = Jet.Sqrt(new Jet(0, Along(1)));
        Assert.Equal(0, root.Slope[0]);
        Assert.Equal(double.PositiveInfinity, root.Slope[1]);
        Assert.Equal(Vector512<double>.Zero, (Jet.Pow(0.0, 0.5) + (1.0 / (Jet)0.0)).Slope);
    }

    [Fact]
    public void Jet_TakesTheSlopeOfTheBranchChosen()
    {
        var (x, y) = (new Jet(1, Along(0)), new Jet(2, Along(1)));
        Assert.Equal(x.Slope, Jet.IfLess(x, y, x, y).Slope);
        Assert.Equal(y.Slope, Jet.IfLess(y, x, x, y).Slope);
        Assert.Equal(x.Slope, Jet.IfAtMost(x, 1.0, x, y).Slope);
        Assert.Equal(y.Slope, Jet.IfLess(x, 1.0, x, y).Slope);
        Assert.Equal(y.Slope, Jet.IfLess(double.NaN, 1.0, x, y).Slope);
        Assert.Equal(x.Slope, Jet.Min(x, y).Slope);
        Assert.Equal(y.Slope, Jet.Max(x, y).Slope);
    }

    [Fact]
    public void Lanes_AreFourReals()
    {
        var random = new Random(4);
        for (int draw = 0; draw < Draws; draw++)
        {
            double[] a = [Positive(random), Positive(random), Positive(random), Positive(random)];
            double[] b = [Positive(random), Positive(random), Positive(random), Positive(random)];
            Lanes lanes = All(new Lanes(Vector256.Create<double>(a)), new Lanes(Vector256.Create<double>(b)));
            for (int i = 0; i < a.Length; i++)
            {
                Assert.Equal((double)All<Real>(a[i], b[i]), lanes.Values[i], 1e-13 * Math.Abs(lanes.Values[i]));
            }
        }
    }

    /// <summary>A loop in fours leaves alone what lies behind its end, and does not count it.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 6)]
    [InlineData(3, 11)]
    [InlineData(2, 10)]
    public void Lanes_EndWhereTheStretchDoes(int start, int stop)
    {
        var function = new GridFunction();
        function.Reserve(11, hasTangents: false);
        Array.Fill(function.Values, double.NaN);
        Lanes sum = 0.0;
        for (int i = start; i < stop; i += Lanes.Width)
        {
            Lanes.Store(function, i, stop, 2.0);
            sum += Lanes.Keep(Lanes.Load(function, i), i, stop);
        }

        Assert.Equal(2.0 * (stop - start), (double)Lanes.Sum(sum));
        Assert.All(function.Values.Select((value, i) => (value, i)), p => Assert.Equal(p.i >= start && p.i < stop ? 2 : double.NaN, p.value));
    }

    /// <summary>The convolution of eight functions, and its adjoint, is that of each.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(1.7)]
    public void Convolution_OfEightFunctions_IsThatOfEach(double deviation)
    {
        (EquispacedGrid source, EquispacedGrid target) = (new(), new());
        var resolution = new Resolution(2, 3);
        target.Plan(resolution, 0, 0.2, 1.3, 0.9, double.NegativeInfinity, double.PositiveInfinity, 0);
        source.Plan(resolution, 1, target, deviation, deviation, -1, 1.5, 0.2);
        var convolution = new GaussianConvolution(source, target);
        convolution.SetDeviation(deviation);
        var random = new Random(5);
        double[] Filled(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        foreach (Region region in Enum.GetValues<Region>())
        {
            (double[] values, double[] weights) = (Filled(8 * source.Count), Filled(8 * target.Count));
            (double[] sums, double[] back) = (new double[8 * target.Count], new double[8 * source.Count]);
            convolution.AddTangents(1, region, values, sums);
            convolution.AdjointTangents(1, weights, region, back);
            for (int direction = 0; direction < 8; direction++)
            {
                double[] One(double[] all) => [.. all.Where((_, i) => i % 8 == direction)];
                (double[] sum, double[] adjoint) = (new double[target.Count], new double[source.Count]);
                convolution.Add(1, region, One(values), sum);
                convolution.Adjoint(1, One(weights), region, adjoint);
                Assert.All(sum.Zip(One(sums)), p => Assert.Equal(p.First, p.Second, 1e-13));
                Assert.All(adjoint.Zip(One(back)), p => Assert.Equal(p.First, p.Second, 1e-13));
            }
        }
    }

    /// <summary>Every operation of the interface, in one expression of two positive numbers.</summary>
    private static T All<T>(T a, T b)
        where T : struct, IReal<T> =>
        (a * b) + (a / b) - (2.0 * a) + (b * 3.0) - (1.0 - a) + (b - 0.5) + (1.0 / a) + (b / 7.0) - (-a) + (0.25 + b) + (a + 0.75) + T.Sqrt(a * b)
        + T.Pow(a, 1.7) + T.Pow(a, b / (1.0 + b)) + T.Apply<Tangents>(a) + T.Apply<Products>(a, b) + T.Pi;

    private static double Positive(Random random) => Math.Pow(10, (2 * random.NextDouble()) - 1);

    private static Vector512<double> Along(int direction) => Vector512<double>.Zero.WithElement(direction, 1);

    private static double Difference(Func<double, double> f, double x) => (f(x * (1 + 1e-5)) - f(x * (1 - 1e-5))) / (2e-5 * x);

    private readonly struct Tangents : IFunction
    {
        public static double Value(double x) => Math.Tanh(x);

        public static double Slope(double x, double value) => 1 - (value * value);
    }

    private readonly struct Products : IFunctionOfSeveral
    {
        public static double Value(ReadOnlySpan<double> x) => Math.Sin(x[0]) * x[1];

        public static double Slope(ReadOnlySpan<double> x, double value, int argument) => argument == 0 ? Math.Cos(x[0]) * x[1] : Math.Sin(x[0]);
    }
}
