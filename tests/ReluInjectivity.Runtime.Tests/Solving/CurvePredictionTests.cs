using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>Six points determine a polynomial of order five, and Hessians follow their own; fewer points, polynomials of lower order, where these agree.</summary>
public sealed class CurvePredictionTests
{
    private static readonly UnknownInfo[] Free =
    [
        new("x", "x", null, double.NegativeInfinity, double.PositiveInfinity, Ordering.None, null),
        new("y", "y", null, double.NegativeInfinity, double.PositiveInfinity, Ordering.None, null),
    ];

    [Theory]
    [InlineData(0.7)]
    [InlineData(-0.2)]
    [InlineData(1.45)]
    public void Polynomials_AreFollowed(double at)
    {
        CurvePrediction prediction = new(Free);
        foreach (double a in new[] { 1.3, 0, 0.2, 0.5, 0.4, 0.9 })
        {
            prediction.Add(a, Point(a), Hessian(a));
        }

        (double[] start, Matrix<double>? near) = prediction.StartAt(at)!.Value;
        AssertClose(Point(at), start);
        AssertClose([.. Hessian(at).Enumerate()], [.. near!.Enumerate()]);
    }

    [Fact]
    public void PointsBeside_AreThoseThatCount()
    {
        CurvePrediction prediction = new(Free);
        foreach (double a in new[] { 0, 0.2, 0.4, 0.6, 0.8, 1.0 })
        {
            prediction.Add(a, Point(a), Hessian(a));
            prediction.Add(a + 9, [17, -5], Hessian(a));
        }

        AssertClose(Point(0.5), prediction.StartAt(0.5)!.Value.Start);
        AssertClose([17, -5], prediction.StartAt(9.5)!.Value.Start);
    }

    [Fact]
    public void FewPoints_TellNothing()
    {
        CurvePrediction prediction = new(Free);
        Assert.Null(prediction.StartAt(1));
        prediction.Add(0, [1, 2], Hessian(0));
        prediction.Add(2, [1, 2], null);
        Assert.Null(prediction.StartAt(1));
        prediction.Add(3, [1, 2], Hessian(3));

        // Two Hessians are too few.
        (double[] start, Matrix<double>? near) = prediction.StartAt(1)!.Value;
        AssertClose([1, 2], start);
        Assert.Null(near);
        prediction.Add(2, [1, 2], Hessian(2));
        Assert.NotNull(prediction.StartAt(1)!.Value.Near);
    }

    /// <summary>Between two branches nobody knows which one goes on.</summary>
    [Theory]
    [InlineData(1.5, true)]
    [InlineData(3.5, false)]
    [InlineData(5.5, true)]
    public void Jumps_AreNotFollowed(double at, bool isFollowed)
    {
        CurvePrediction prediction = new(Free);
        for (int a = 0; a < 4; a++)
        {
            prediction.Add(0.7 * a, [0, a], null);
            prediction.Add(7 - (0.7 * a), [5, a], null);
        }

        Assert.Equal(isFollowed, prediction.StartAt(at) is not null);
    }

    private static double[] Point(double at) => [1 - (2 * at) + (at * at * at), (3 * at * at) - (0.1 * Math.Pow(at, 5))];

    private static Matrix<double> Hessian(double at) => Matrix<double>.Build.DenseOfArray(new[,] { { 1 + at, at * at }, { at * at, 2 - (at * at * at) } });

    private static void AssertClose(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-12 * (1 + Math.Abs(p.First))));
}
