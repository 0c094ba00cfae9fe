using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>Hessians kept for points nearby: the same close by, brought up to date a little further, computed again beyond.</summary>
public sealed class KnownCurvatureTests
{
    // Of x^2 - y^2/2 + x y^2: an indefinite Hessian that changes.
    private static readonly double[] Origin = [0.3, -0.2];

    [Fact]
    public void CloseBy_ItIsTheComputedOne()
    {
        KnownCurvature known = At(Origin);
        double[] near = [Origin[0] + 9e-4, Origin[1] - 9e-4];
        Assert.Same(known, known.Near(near));
        Assert.Same(known, known.Followed(near, Slopes(near)));
        Assert.Null(known.Near([Origin[0] + 1.1e-3, Origin[1]]));
    }

    [Theory]
    [InlineData(0.02, 0.05)]
    [InlineData(-0.1, 0.01)]
    [InlineData(0.003, -0.12)]
    public void Followed_ItForetellsTheGradientItHasSeen(double dx, double dy)
    {
        KnownCurvature known = At(Origin);
        double[] there = [Origin[0] + dx, Origin[1] + dy];
        KnownCurvature followed = known.Followed(there, Slopes(there))!;
        Assert.False(followed.IsComputed);
        Assert.Equal(0, (followed.Matrix - followed.Matrix.Transpose()).FrobeniusNorm(), 1e-15);
        Vector<double> step = Vector<double>.Build.Dense([dx, dy]);
        Assert.Equal(0, ((followed.Matrix * step) - (Slopes(there) - Slopes(Origin))).L2Norm(), 1e-15);

        // What is reported rests on a computed one of a point close by, of which there is none now.
        Assert.Null(followed.Near(there));
        Assert.Same(known, followed.Near(Origin));
    }

    [Fact]
    public void FarAway_OrWhereItForetellsLittle_ItIsComputedAgain()
    {
        KnownCurvature known = At(Origin);
        double[] far = [Origin[0] + 0.16, Origin[1]];
        Assert.Null(known.Followed(far, Slopes(far)));
        double[] there = [Origin[0] + 0.05, Origin[1]];
        Assert.Null(known.Followed(there, -1.5 * Slopes(there)));
        Assert.Null(known.Followed(there, Slopes(there) * double.NaN));
    }

    private static KnownCurvature At(double[] u) => new(u, Slopes(u), Hessian(u));

    private static Vector<double> Slopes(double[] u) => Vector<double>.Build.Dense([(2 * u[0]) + (u[1] * u[1]), -u[1] + (2 * u[0] * u[1])]);

    private static Matrix<double> Hessian(double[] u) => Matrix<double>.Build.DenseOfArray(new[,] { { 2, 2 * u[1] }, { 2 * u[1], -1 + (2 * u[0]) } });
}
