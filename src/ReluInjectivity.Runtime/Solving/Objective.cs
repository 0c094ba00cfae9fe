using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>A kernel at fixed givens, seen in unconstrained coordinates. An extremum is turned so that it is a minimum.</summary>
internal sealed class Objective : INewtonProblem
{
    private readonly double[] _given;
    private readonly double _sign;
    private readonly DerivedDomain? _derived;

    /// <summary>Wraps a system.</summary>
    public Objective(IEquationSystem system, double[] given)
    {
        System = system.Description;
        Kernel = system.CreateKernel();
        Coordinates = new Coordinates(System.Unknowns);
        _given = given;
        _derived = System.Relations is { } relations ? new DerivedDomain(System, relations, given) : null;
        _sign = System.Kind == GoalKind.Maximise ? -1 : 1;
        Resolution = Kernel.Resolution(Quadrature.Resolution.CoarseNodesPerWidth);
    }

    /// <summary>The system.</summary>
    public SystemDescription System { get; }

    /// <summary>Its kernel.</summary>
    public EquationKernel Kernel { get; }

    /// <summary>Its coordinates.</summary>
    public Coordinates Coordinates { get; }

    /// <summary>How finely grids are laid.</summary>
    public Resolution Resolution { get; set; }

    /// <inheritdoc/>
    public bool IsRoot => System.Kind is GoalKind.Solve or GoalKind.Stationary;

    /// <summary>The parameters.</summary>
    public IReadOnlyList<double> Given => _given;

    /// <inheritdoc/>
    public double Merit(double[] u)
    {
        double[] x = Coordinates.ToUnknowns(u);
        if (_derived?.Honours(x) == false)
        {
            return double.NaN;
        }

        try
        {
            Kernel.Plan(x, _given, Resolution);
        }
        catch (NotFiniteNumberException)
        {
            return double.NaN;
        }

        Kernel.Evaluate();
        if (System.Kind == GoalKind.Stationary)
        {
            Kernel.Gradient();
        }

        double merit = IsRoot ? Norm(InCoordinates(u)) : _sign * Kernel.Value;
        return double.IsFinite(merit) ? merit : double.NaN;
    }

    /// <inheritdoc/>
    public Vector<double> Residual(double[] u)
    {
        if (System.Kind != GoalKind.Solve)
        {
            Kernel.Gradient();
        }

        return Vector<double>.Build.Dense(InCoordinates(u));
    }

    /// <inheritdoc/>
    public Matrix<double> Jacobian(double[] u) => Derivative(u).Matrix;

    /// <summary>
    /// The Hessian, or the Jacobian of the residual, in coordinates; after <see cref="Residual"/> at the same point. For a root also the
    /// gradient of the reported value.
    /// </summary>
    public (Matrix<double> Matrix, Vector<double> ValueGradient) Derivative(double[] u)
    {
        int n = Coordinates.Count;
        Kernel.PrepareHessian();
        double[,] columns = new double[n, n];
        double[] direction = new double[n];
        double[] column = new double[n];
        double[] value = new double[n];
        for (int j = 0; j < n; j++)
        {
            direction[j] = 1;
            value[j] = Kernel.HessianVectorProduct(direction, column);
            direction[j] = 0;
            for (int i = 0; i < n; i++)
            {
                columns[i, j] = column[i];
            }
        }

        Matrix<double> jacobian = Matrix<double>.Build.DenseOfArray(Coordinates.Jacobian(u));
        Matrix<double> inUnknowns = Matrix<double>.Build.DenseOfArray(columns);
        Vector<double> valueGradient = jacobian.TransposeThisAndMultiply(Vector<double>.Build.Dense(System.Kind == GoalKind.Solve ? value : Kernel.Residual));
        if (System.Kind == GoalKind.Solve)
        {
            return (inUnknowns * jacobian, valueGradient);
        }

        Matrix<double> curvature = Matrix<double>.Build.DenseOfArray(Coordinates.Curvature(u, Kernel.Residual));
        Matrix<double> hessian = jacobian.TransposeThisAndMultiply(inUnknowns * jacobian) + curvature;
        return (_sign * 0.5 * (hessian + hessian.Transpose()), valueGradient);
    }

    private double[] InCoordinates(double[] u)
    {
        if (System.Kind == GoalKind.Solve)
        {
            return [.. Kernel.Residual];
        }

        double[,] jacobian = Coordinates.Jacobian(u);
        double[] gradient = new double[u.Length];
        for (int j = 0; j < u.Length; j++)
        {
            for (int i = 0; i < u.Length; i++)
            {
                gradient[j] += _sign * Kernel.Residual[i] * jacobian[i, j];
            }
        }

        return gradient;
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(v => v * v));
}
