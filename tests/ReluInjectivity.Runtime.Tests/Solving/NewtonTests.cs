using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Runtime.Tests.Solving;

/// <summary>Newton's method with Hessians brought up to date by gradients, on functions whose minima are known.</summary>
public sealed class NewtonTests
{
    private const int MaximumIterations = 200;

    /// <summary>sum w_i (cosh(u_i - i) - 1) + (sum (u_i - i))^2/2 over weights of several decades: least at u_i = i.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(6, 1e-2)]
    [InlineData(12, 1e-4)]
    public void Minimum_IsFoundToRounding_WithFewHessians(int dimension, double smallest)
    {
        var problem = new Valley(dimension, smallest);
        NewtonResult found = Newton.Run(problem, [.. Enumerable.Range(0, dimension).Select(i => i + 0.8 - (0.3 * (i % 3)))], MaximumIterations, CancellationToken.None);
        Assert.Equal(SolveStatus.Solved, found.Status);
        Assert.True(found.IsPositive);
        Assert.All(found.Point, (u, i) => Assert.Equal(i, u, 1e-11));
        Assert.True(problem.Hessians < found.Iterations, $"{problem.Hessians} Hessians in {found.Iterations} iterations");
    }

    [Fact]
    public void Hessian_OfAMinimumCloseBy_IsTaken()
    {
        var problem = new Valley(5, 0.1);
        Matrix<double> near = problem.Jacobian([1e-4, 1.0001, 2, 3, 3.9999]);
        problem.Hessians = 0;
        NewtonResult found = Newton.Run(problem, [0, 1.00005, 2, 3.00005, 4], MaximumIterations, CancellationToken.None, near);
        Assert.Equal(SolveStatus.Solved, found.Status);
        Assert.Equal(0, problem.Hessians);
        Assert.All(found.Point, (u, i) => Assert.Equal(i, u, 1e-11));
    }

    [Fact]
    public void Hessian_ThatDoesNotFit_IsNot()
    {
        var problem = new Valley(5, 0.1);
        NewtonResult found = Newton.Run(problem, [0.1, 1, 2, 3, 4], MaximumIterations, CancellationToken.None, -problem.Jacobian([0, 1, 2, 3, 4]));
        Assert.Equal(SolveStatus.Solved, found.Status);
        Assert.True(problem.Hessians > 1);
        Assert.All(found.Point, (u, i) => Assert.Equal(i, u, 1e-11));
    }

    /// <summary>A Hessian of elsewhere may be anything, numbers or none: it is not trusted.</summary>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void Hessian_ThatIsNoNumber_IsNotTaken(double entry)
    {
        var problem = new Valley(3, 0.1);
        NewtonResult found = Newton.Run(problem, [0.1, 1, 2], MaximumIterations, CancellationToken.None, Matrix<double>.Build.Dense(3, 3, entry));
        Assert.Equal(SolveStatus.Solved, found.Status);
        Assert.All(found.Point, (u, i) => Assert.Equal(i, u, 1e-11));
    }

    /// <summary>From a saddle's flank the iteration goes down past it.</summary>
    [Fact]
    public void NegativeCurvature_IsLeft()
    {
        var problem = new DoubleWell();
        NewtonResult found = Newton.Run(problem, [0.05, 0.3], MaximumIterations, CancellationToken.None);
        Assert.Equal(SolveStatus.Solved, found.Status);
        Assert.True(found.IsPositive);
        Assert.Equal(1, found.Point[0], 1e-11);
        Assert.Equal(0, found.Point[1], 1e-11);
    }

    /// <summary>A convex function with a Hessian that counts how often it is asked for.</summary>
    private sealed class Valley(int dimension, double smallest) : INewtonProblem
    {
        private readonly double[] _weights = [.. Enumerable.Range(0, dimension).Select(i => Math.Pow(smallest, i / Math.Max(1.0, dimension - 1)))];

        public int Hessians { get; set; }

        public bool IsRoot => false;

        public double Merit(double[] u) => u.Select((x, i) => _weights[i] * 2 * Square(Math.Sinh((x - i) / 2))).Sum() + (0.5 * Square(Sum(u)));

        public double Rounding(double[] u) => 0;

        public Vector<double> Residual(double[] u) => Vector<double>.Build.Dense(u.Length, i => (_weights[i] * Math.Sinh(u[i] - i)) + Sum(u));

        public Matrix<double> Jacobian(double[] u)
        {
            Hessians++;
            return Matrix<double>.Build.Dense(u.Length, u.Length, (i, j) => 1 + (i == j ? _weights[i] * Math.Cosh(u[i] - i) : 0));
        }

        private static double Sum(double[] u) => u.Select((x, i) => x - i).Sum();

        private static double Square(double x) => x * x;
    }

    /// <summary>(x^2 - 1)^2 + y^2: two minima and a saddle between them.</summary>
    private sealed class DoubleWell : INewtonProblem
    {
        public bool IsRoot => false;

        public double Merit(double[] u) => Math.Pow((u[0] * u[0]) - 1, 2) + (u[1] * u[1]);

        public double Rounding(double[] u) => 0;

        public Vector<double> Residual(double[] u) => Vector<double>.Build.Dense([4 * u[0] * ((u[0] * u[0]) - 1), 2 * u[1]]);

        public Matrix<double> Jacobian(double[] u) => Matrix<double>.Build.DenseOfArray(new[,] { { (12 * u[0] * u[0]) - 4, 0 }, { 0, 2 } });
    }
}
