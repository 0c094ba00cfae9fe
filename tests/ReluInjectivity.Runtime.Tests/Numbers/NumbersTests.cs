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

    [Fact]
    public void JetLanes_AreFourJets()
    {
        var random = new Random(6);
        for (int draw = 0; draw < Draws; draw++)
        {
            Jet[] a = Jets(random);
            Jet[] b = Jets(random);
            AssertSame([.. a.Zip(b, All)], All(Packed(a), Packed(b)));
            AssertSame([.. a.Zip(b, Chosen)], Chosen(Packed(a), Packed(b)));
            AssertSame([.. a.Zip(b, (x, y) => Jet.Apply<Quotients>(x, y) * Jet.Apply<Exponentials>(x))], JetLanes.Apply<Quotients>(Packed(a), Packed(b)) * JetLanes.Apply<Exponentials>(Packed(a)));
        }
    }

    /// <summary>What does not change has no derivative, also beside nodes and along directions where the function's is infinite.</summary>
    [Fact]
    public void JetLanes_OfConstants_DoNotChange()
    {
        Jet[] a = [0.0, new(0, Along(1)), new(4, Along(0)), new(double.NaN, Along(2))];
        AssertSame([.. a.Select(Jet.Sqrt)], JetLanes.Sqrt(Packed(a)));
        AssertSame([.. a.Select(x => 1.0 / x)], 1.0 / Packed(a));
        AssertSame([.. a.Select(x => x / x)], Packed(a) / Packed(a));
        AssertSame([.. a.Select(x => Jet.Min(x, 1.0) + Jet.Max(2.0, x))], JetLanes.Min(Packed(a), 1.0) + JetLanes.Max(2.0, Packed(a)));
        Assert.Equal(Vector512<double>.Zero, JetLanes.Sum((JetLanes)3.0).Slope);
        Assert.Equal(12.0, (double)JetLanes.Sum((JetLanes)3.0));
    }

    /// <summary>A loop in fours over jets leaves alone what lies behind its end, does not count it, and may begin at any node.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 6)]
    [InlineData(3, 11)]
    [InlineData(2, 10)]
    public void JetLanes_EndWhereTheStretchDoes(int start, int stop)
    {
        const int Nodes = 11;
        var random = new Random(7);
        (GridFunction source, GridFunction target) = (new(), new());
        source.Reserve(Nodes, hasTangents: true);
        target.Reserve(Nodes, hasTangents: true);
        Array.Fill(target.Values, double.NaN);
        Array.Fill(target.Tangents, double.NaN);
        Jet[] nodes = [.. Enumerable.Range(0, Nodes).Select(_ => Jets(random)[0])];
        for (int i = 0; i < Nodes; i++)
        {
            Jet.Store(source, i, Nodes, nodes[i]);
        }

        JetLanes sum = 0.0;
        for (int i = start; i < stop; i += JetLanes.Width)
        {
            JetLanes twice = 2.0 * JetLanes.Load(source, i);
            JetLanes.Store(target, i, stop, twice);
            sum += JetLanes.Keep(twice, i, stop);
        }

        Jet expected = nodes[start..stop].Aggregate((Jet)0.0, (x, y) => x + (2.0 * y));
        Assert.Equal(expected.Value, (double)JetLanes.Sum(sum), 1e-14 * expected.Value);
        for (int direction = 0; direction < JetLanes.Directions; direction++)
        {
            Assert.Equal(expected.Slope[direction], JetLanes.Sum(sum).Slope[direction], 1e-13);
        }

        for (int i = 0; i < Nodes; i++)
        {
            bool isIn = i >= start && i < stop;
            Assert.Equal(isIn ? 2 * nodes[i].Value : double.NaN, target.Values[i]);
            Assert.All(Enumerable.Range(0, JetLanes.Directions), d => Assert.Equal(isIn ? 2 * nodes[i].Slope[d] : double.NaN, target.Tangents[(8 * i) + d]));
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

    /// <summary>Every choice of the interface.</summary>
    private static T Chosen<T>(T a, T b)
        where T : struct, IReal<T> =>
        T.Min(a, b) + (2.0 * T.Max(a, b)) + T.IfLess(a, b, a * a, 3.0 * b) + T.IfAtMost(b, 1.0, a / b, b);

    private static Jet[] Jets(Random random) =>
        [.. Enumerable.Range(0, 4).Select(_ => new Jet(Positive(random), (random.NextDouble() * Along(0)) - (random.NextDouble() * Along(1)) + (Positive(random) * Along(2))))];

    private static JetLanes Packed(Jet[] jets)
    {
        var function = new GridFunction();
        function.Reserve(jets.Length, hasTangents: true);
        for (int i = 0; i < jets.Length; i++)
        {
            Jet.Store(function, i, jets.Length, jets[i]);
        }

        return JetLanes.Load(function, 0);
    }

    private static void AssertSame(Jet[] expected, JetLanes actual)
    {
        var function = new GridFunction();
        function.Reserve(expected.Length, hasTangents: true);
        JetLanes.Store(function, 0, expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Jet jet = Jet.Load(function, i);
            Assert.Equal(expected[i].Value, jet.Value, double.IsFinite(expected[i].Value) ? 1e-13 * Math.Abs(expected[i].Value) : 0);
            for (int direction = 0; direction < JetLanes.Directions; direction++)
            {
                double slope = expected[i].Slope[direction];
                Assert.Equal(slope, jet.Slope[direction], double.IsFinite(slope) && double.IsFinite(jet.Value) ? 1e-12 * (Math.Abs(slope) + Math.Abs(jet.Value)) : 0);
            }
        }
    }

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

    private readonly struct Exponentials : IFunction
    {
        public static bool HasValues => true;

        public static double Value(double x) => Math.Exp(x);

        public static double Slope(double x, double value) => value;

        public static Vector256<double> Values(Vector256<double> x) => Vector256.Exp(x);

        public static Lanes Slope(Lanes x, Lanes value) => value;
    }

    private readonly struct Quotients : IFunctionOfSeveral
    {
        public static bool HasValues => true;

        public static double Value(ReadOnlySpan<double> x) => x[0] / x[1];

        public static double Slope(ReadOnlySpan<double> x, double value, int argument) => argument == 0 ? 1 / x[1] : -value / x[1];

        public static Vector256<double> Values(ReadOnlySpan<Vector256<double>> x) => x[0] / x[1];

        public static Lanes Slope(ReadOnlySpan<Lanes> x, Lanes value, int argument) => argument == 0 ? 1.0 / x[1] : -value / x[1];
    }
}
