using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>Four points determine a cubic, and Hessians follow their own; fewer points, polynomials of lower order.</summary>
public sealed class CurvePredictionTests
{
    private static readonly UnknownInfo[] Free =
    [
        new("x", "x", null, double.NegativeInfinity, double.PositiveInfinity, Ordering.None, null),
        new("y", "y", null, double.NegativeInfinity, double.PositiveInfinity, Ordering.None, null),
    ];

    [Fact]
    public void Cubics_AreFollowed()
    {
        CurvePrediction prediction = new(Free);
        foreach (double at in new[] { 0.3, 0.5, 0.4, 0.9, 1.3 })
        {
            prediction.Add(at, Point(at), Hessian(at));
        }

        (double[] start, Matrix<double>? near) = prediction.StartsAt(2).First();
        AssertClose(Point(2), start);
        AssertClose([.. Hessian(2).Enumerate()], [.. near!.Enumerate()]);
    }

    [Fact]
    public void FewPoints_GiveLess()
    {
        CurvePrediction prediction = new(Free);
        Assert.Empty(prediction.StartsAt(1));
        prediction.Add(0, [1, 2], null);
        Assert.Equal([1.0, 2], Assert.Single(prediction.StartsAt(1)).Start);
        prediction.Add(1, [2, 0], Hessian(1));
        (double[] Start, Matrix<double>? Near)[] two = [.. prediction.StartsAt(3)];
        Assert.Equal([[4.0, -4], [2, 0]], two.Select(t => t.Start));
        Assert.All(two, t => Assert.Null(t.Near));
        prediction.Add(2, [5, 0], Hessian(2));

        // The Hessian of the first is not known: a line through the others.
        Matrix<double> near = prediction.StartsAt(3).First().Near!;
        AssertClose([.. ((2 * Hessian(2)) - Hessian(1)).Enumerate()], [.. near.Enumerate()]);
        prediction.Clear();
        Assert.Empty(prediction.StartsAt(3));
    }

    private static double[] Point(double at) => [1 - (2 * at) + (at * at * at), 3 * at * at];

    private static Matrix<double> Hessian(double at) => Matrix<double>.Build.DenseOfArray(new[,] { { 1 + at, at * at }, { at * at, 2 - (at * at * at) } });

    private static void AssertClose(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-12 * (1 + Math.Abs(p.First))));
}
