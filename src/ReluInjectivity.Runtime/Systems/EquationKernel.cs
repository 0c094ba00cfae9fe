using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>
/// Evaluates a system: value, gradient (or residuals) and directional derivatives of these, in the system's own unknowns. Generated
/// classes derive from it. It holds buffers, so one kernel serves one thread.
/// </summary>
/// <example>
/// <code>
/// EquationKernel kernel = system.CreateKernel();
/// kernel.Plan(x, given, kernel.Resolution(nodesPerWidth: 6));   // sizes the grids for x
/// kernel.Evaluate();                                            // kernel.Value
/// kernel.Gradient();                                            // kernel.Residual: the gradient by the unknowns
/// kernel.PrepareHessian();
/// kernel.HessianVectorProduct(direction, column);               // Hessian times direction
/// </code>
/// </example>
public abstract class EquationKernel
{
    private IReadOnlyList<Grid> _grids = [];
    private IReadOnlyList<Routine> _routines = [];
    private double[] _valueGradient = [];
    private int _outputs;

    /// <summary>The goal's value, after <see cref="Evaluate"/>.</summary>
    public double Value { get; protected set; }

    /// <summary>For an extremum the gradient, after <see cref="Gradient"/>; for a root the residuals, after <see cref="Evaluate"/>.</summary>
    public double[] Residual { get; private set; } = [];

    /// <summary>Quadrature nodes in use, over all grids.</summary>
    public virtual int Nodes => _grids.Sum(l => l.Count) + _routines.Sum(r => r.Kernel.Nodes);

    /// <summary>The number of grids, those of its routines included.</summary>
    public virtual int GridCount => _grids.Count + _routines.Sum(r => r.Kernel.GridCount);

    /// <summary>How often <see cref="Evaluate"/> has run.</summary>
    public int ValueEvaluations { get; private set; }

    /// <summary>How often <see cref="Gradient"/> has run.</summary>
    public int GradientEvaluations { get; private set; }

    /// <summary>How often <see cref="HessianVectorProduct"/> has run.</summary>
    public int HessianVectorProducts { get; private set; }

    /// <summary>The derivatives of <see cref="Residual"/>, a row for each component and a column for each unknown, after <see cref="PrepareHessian"/>.</summary>
    internal double[,] Hessian { get; private set; } = new double[0, 0];

    /// <summary>A resolution for this kernel's grids, one density for all.</summary>
    public Resolution Resolution(double nodesPerWidth) => new(GridCount, nodesPerWidth);

    /// <summary>Takes the unknowns and givens, and sizes the grids for them.</summary>
    /// <exception cref="NotFiniteNumberException">A grid cannot be laid for these values.</exception>
    public void Plan(ReadOnlySpan<double> unknowns, ReadOnlySpan<double> given, Resolution resolution)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        Load(unknowns, given);
        PlanCore(resolution);
        int first = _grids.Count;
        foreach (Routine routine in _routines)
        {
            routine.Resolution = resolution.Slice(first, routine.Kernel.GridCount);
            first += routine.Kernel.GridCount;
        }
    }

    /// <summary>Takes the unknowns and givens, and keeps the grids as they are; for differences across a fixed discretisation.</summary>
    public void Move(ReadOnlySpan<double> unknowns, ReadOnlySpan<double> given) => Load(unknowns, given);

    /// <summary>Computes <see cref="Value"/>, and for a root the residuals.</summary>
    public void Evaluate()
    {
        ValueEvaluations++;
        EvaluateCore();
    }

    /// <summary>Computes the gradient, after <see cref="Evaluate"/>.</summary>
    public void Gradient()
    {
        GradientEvaluations++;
        GradientCore();
    }

    /// <summary>Computes what all directional derivatives share, after <see cref="Gradient"/>.</summary>
    public void PrepareHessian() => PrepareHessianCore(Hessian, _valueGradient);

    /// <summary>The derivative of <see cref="Residual"/> along a direction, after <see cref="PrepareHessian"/>.</summary>
    /// <param name="direction">One component for each unknown.</param>
    /// <param name="result">One component for each unknown; overwritten.</param>
    /// <returns>The derivative of <see cref="Value"/>.</returns>
    public double HessianVectorProduct(ReadOnlySpan<double> direction, Span<double> result)
    {
        HessianVectorProducts++;
        result.Clear();
        double ofValue = 0;
        for (int j = 0; j < direction.Length; j++)
        {
            if (direction[j] == 0)
            {
                continue;
            }

            ofValue += _valueGradient[j] * direction[j];
            for (int i = 0; i < result.Length; i++)
            {
                result[i] += Hessian[i, j] * direction[j];
            }
        }

        return ofValue;
    }

    /// <summary>The outputs, then the margins of the outcomes (an outcome applies where its margin is not negative), after <see cref="Gradient"/>.</summary>
    public double[] Outputs()
    {
        double[] result = new double[_outputs];
        OutputsCore(result);
        return result;
    }

    /// <summary>The first named quantity that is not finite, in the order of evaluation, after <see cref="Evaluate"/>; null where all are.</summary>
    public string? FirstNonFinite() => FirstNonFiniteCore() ?? (double.IsFinite(Value) ? null : "the goal's value");

    /// <summary>Tells the base class what the kernel has.</summary>
    protected void Setup(int unknowns, int outputs, IReadOnlyList<Grid> grids, IReadOnlyList<Routine>? routines = null)
    {
        _routines = routines ?? [];
        Residual = new double[unknowns];
        Hessian = new double[unknowns, unknowns];
        _valueGradient = new double[unknowns];
        _outputs = outputs;
        _grids = grids;
    }

    /// <summary>Stores unknowns and givens.</summary>
    protected abstract void Load(ReadOnlySpan<double> x, ReadOnlySpan<double> given);

    /// <summary>Sizes the grids.</summary>
    protected abstract void PlanCore(Resolution resolution);

    /// <summary>See <see cref="Evaluate"/>.</summary>
    protected abstract void EvaluateCore();

    /// <summary>See <see cref="Gradient"/>.</summary>
    protected abstract void GradientCore();

    /// <summary>See <see cref="PrepareHessian"/>.</summary>
    /// <param name="hessian">Takes the derivatives of <see cref="Residual"/>: a row for each component, a column for each unknown.</param>
    /// <param name="valueGradient">Takes the derivatives of <see cref="Value"/>.</param>
    protected abstract void PrepareHessianCore(double[,] hessian, Span<double> valueGradient);

    /// <summary>See <see cref="Outputs"/>.</summary>
    protected abstract void OutputsCore(Span<double> result);

    /// <summary>See <see cref="FirstNonFinite"/>.</summary>
    protected abstract string? FirstNonFiniteCore();
}
