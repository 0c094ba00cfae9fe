using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Solving.Strategies;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <content>Jacobians and Hessians in coordinates.</content>
internal sealed partial class Objective
{
    private KnownCurvature? _curvature;

    /// <inheritdoc/>
    public Matrix<double> Jacobian(double[] u) => KeepsCurvature && At(u) is { } here ? Curvature(u, Gradient(here, u), mayFollow: true) : Derivative(u).Matrix;

    /// <summary>
    /// The Hessian, or the Jacobian of the residual, in coordinates. For a root also the gradient of the reported value. The Hessian of a stationary goal over pairs of nodes,
    /// which costs most of a solve, is that on rough grids, and of a point close by where there is one: steps by it converge nearly as fast, and what is reported depends on its size only.
    /// </summary>
    public (Matrix<double> Matrix, Vector<double> ValueGradient) Derivative(double[] u)
    {
        if (!KeepsCurvature || At(u) is not { } here)
        {
            return Exactly(u);
        }

        Vector<double> slopes = Gradient(here, u);
        return (Curvature(u, slopes, mayFollow: false), slopes);
    }

    /// <inheritdoc/>
    public bool Forget()
    {
        bool isDoubtful = _curvature is { IsComputed: false };
        _curvature = isDoubtful ? null : _curvature;
        return isDoubtful;
    }

    /// <summary>Whether Hessians are worth keeping: those of a stationary goal over pairs of nodes.</summary>
    private bool KeepsCurvature => System.Kind == GoalKind.Stationary && Kernel.HasPairs;

    /// <summary>The Hessian on rough grids: of a point close by, or, while a solution is looked for, one that was brought up to date from there.</summary>
    private Matrix<double> Curvature(double[] u, Vector<double> slopes, bool mayFollow)
    {
        KnownCurvature here = (mayFollow ? _curvature?.Followed(u, slopes) : _curvature?.Near(u))
            ?? new KnownCurvature([.. u], slopes, On(SearchBudget.ForCurvature(this), () => Exactly(u)).Matrix);
        _curvature = here.Matrix.Enumerate().All(double.IsFinite) ? here : null;
        return here.Matrix;
    }

    private Vector<double> Gradient(Evaluation here, double[] u) => ValueGradient(here, Matrix<double>.Build.DenseOfArray(Coordinates.Jacobian(u)));

    private static Vector<double> ValueGradient(Evaluation here, Matrix<double> jacobian) =>
        jacobian.TransposeThisAndMultiply(Vector<double>.Build.DenseOfEnumerable(here.Gradient));

    private (Matrix<double> Matrix, Vector<double> ValueGradient) Exactly(double[] u)
    {
        int n = Coordinates.Count;
        if (At(u) is not { } here)
        {
            return (Matrix<double>.Build.Dense(n, n, double.NaN), Vector<double>.Build.Dense(Undefined()));
        }

        double[,] columns = new double[n, n];
        double[] direction = new double[n];
        double[] column = new double[n];
        for (int j = 0; j < n; j++)
        {
            direction[j] = 1;
            here.HessianVectorProduct(direction, column);
            direction[j] = 0;
            for (int i = 0; i < n; i++)
            {
                columns[i, j] = column[i];
            }
        }

        Matrix<double> jacobian = Matrix<double>.Build.DenseOfArray(Coordinates.Jacobian(u));
        Matrix<double> inUnknowns = Matrix<double>.Build.DenseOfArray(columns);
        Vector<double> valueGradient = ValueGradient(here, jacobian);
        if (System.Kind == GoalKind.Solve)
        {
            return (inUnknowns * jacobian, valueGradient);
        }

        Matrix<double> curvature = Matrix<double>.Build.DenseOfArray(Coordinates.Curvature(u, [.. here.Residual]));
        Matrix<double> hessian = jacobian.TransposeThisAndMultiply(inUnknowns * jacobian) + curvature;
        return (_sign * 0.5 * (hessian + hessian.Transpose()), valueGradient);
    }
}
