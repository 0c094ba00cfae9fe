namespace ReluInjectivity.Runtime.Systems;

/// <summary>
/// A system at one point, on one choice of grids: made by <see cref="EquationKernel.At"/>. Everything can be asked for in any order; what
/// costs is computed when first asked for. It is computed in the kernel's buffers, so what has not been asked for before the kernel is used
/// at another point can no longer be had: asking throws <see cref="InvalidOperationException"/>. What has been asked for stays as it is.
/// </summary>
public sealed class Evaluation
{
    private readonly EquationKernel _kernel;
    private double[]? _residual;
    private double[]? _gradient;
    private double[]? _outputs;
    private RoundingBounds? _rounding;
    private bool _hasSlopes;
    private bool _hasHessian;

    internal Evaluation(EquationKernel kernel)
    {
        _kernel = kernel;
        Value = kernel.Value;
    }

    /// <summary>The goal's value; NaN or infinite where something is not finite.</summary>
    public double Value { get; }

    /// <summary>What vanishes at a solution, in the system's own unknowns: for a root the residuals of its equations, otherwise the gradient.</summary>
    /// <exception cref="InvalidOperationException">The kernel has gone on to another point.</exception>
    public IReadOnlyList<double> Residual => _residual ??= WithSlopes().Residual.ToArray();

    /// <summary>The derivatives of <see cref="Value"/> by the unknowns; for a root they take as much as the Jacobian of its residuals.</summary>
    /// <exception cref="InvalidOperationException">The kernel has gone on to another point.</exception>
    public IReadOnlyList<double> Gradient => _gradient ??= _kernel.IsRoot ? WithHessian().ValueGradient.ToArray() : WithSlopes().Residual.ToArray();

    /// <summary>The outputs, then the margins of the outcomes: an outcome applies where its margin is not negative.</summary>
    /// <exception cref="InvalidOperationException">The kernel has gone on to another point.</exception>
    public IReadOnlyList<double> Outputs => _outputs ??= WithSlopes().Outputs();

    /// <summary>Bounds on what rounding has done to the value and, for a root, to its residuals.</summary>
    /// <exception cref="InvalidOperationException">The kernel has gone on to another point.</exception>
    public RoundingBounds Rounding => _rounding ??= Current().Rounding();

    /// <summary>Quadrature nodes in use, over all grids.</summary>
    /// <exception cref="InvalidOperationException">The kernel has gone on to another point.</exception>
    public int Nodes => Current().Nodes;

    /// <summary>The derivative of <see cref="Residual"/> along a direction: the Hessian, or a root's Jacobian, times it.</summary>
    /// <param name="direction">One component for each unknown.</param>
    /// <param name="result">One component for each unknown; overwritten.</param>
    /// <returns>The derivative of <see cref="Value"/> along the direction.</returns>
    /// <exception cref="InvalidOperationException">The kernel has gone on to another point.</exception>
    /// <exception cref="ArgumentException">A length is not the number of unknowns.</exception>
    public double HessianVectorProduct(ReadOnlySpan<double> direction, Span<double> result)
    {
        EquationKernel kernel = WithHessian();
        int n = kernel.Residual.Length;
        if (direction.Length != n || result.Length != n)
        {
            throw new ArgumentException($"A direction and its result have {n} components here, not {direction.Length} and {result.Length}.", nameof(direction));
        }

        return kernel.HessianVectorProduct(direction, result);
    }

    /// <summary>The first named quantity that is not finite, in the order of evaluation; null where all are.</summary>
    /// <exception cref="InvalidOperationException">The kernel has gone on to another point.</exception>
    public string? FirstNonFinite() => Current().FirstNonFinite();

    /// <summary>Evaluates at another point on the same grids, for differences across a fixed discretisation. This evaluation is over then.</summary>
    /// <param name="unknowns">The unknowns, in the order of the description.</param>
    /// <param name="given">The givens, in the order of the description.</param>
    /// <exception cref="InvalidOperationException">The kernel has gone on to another point.</exception>
    public Evaluation Moved(ReadOnlySpan<double> unknowns, ReadOnlySpan<double> given) => Current().MovedTo(unknowns, given);

    /// <summary>The derivatives of <see cref="Residual"/>, a row for each component.</summary>
    internal double[,] Hessian() => (double[,])WithHessian().Hessian.Clone();

    private EquationKernel Current() => ReferenceEquals(_kernel.Latest, this) ? _kernel
        : throw new InvalidOperationException("The kernel has gone on to another point, so no more can be had of this evaluation: ask before, or evaluate again.");

    private EquationKernel WithSlopes()
    {
        EquationKernel kernel = Current();
        if (!_hasSlopes && !kernel.IsRoot)
        {
            kernel.Gradient();
        }

        _hasSlopes = true;
        return kernel;
    }

    private EquationKernel WithHessian()
    {
        EquationKernel kernel = WithSlopes();
        if (!_hasHessian)
        {
            kernel.PrepareHessian();
        }

        _hasHessian = true;
        return kernel;
    }
}
