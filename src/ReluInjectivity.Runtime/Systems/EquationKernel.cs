using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>
/// Evaluates a system: value, gradient (or residuals) and directional derivatives of these, in the system's own unknowns. Generated
/// classes derive from it. It holds buffers, so one kernel serves one thread, and one point at a time.
/// </summary>
/// <example>
/// <code>
/// EquationKernel kernel = system.CreateKernel();
/// Evaluation here = kernel.At(x, given, kernel.Resolution(nodesPerWidth: 6));   // grids are sized for x
/// double value = here.Value;
/// IReadOnlyList&lt;double&gt; gradient = here.Residual;
/// here.HessianVectorProduct(direction, column);
/// </code>
/// </example>
public abstract class EquationKernel
{
    private IReadOnlyList<Grid> _grids = [];
    private IReadOnlyList<Routine> _routines = [];
    private int _outputs;
    private bool? _hasPairs;

    /// <summary>Quadrature nodes in use, over all grids.</summary>
    public virtual int Nodes => _grids.Sum(l => l.Count) + _routines.Sum(r => r.Kernel.Nodes);

    /// <summary>Those in use at a time: routines that take turns with one kernel have the room of one.</summary>
    internal virtual int NodesAtOnce => _grids.Sum(l => l.Count) + _routines.Select(static r => r.Kernel).Distinct().Sum(static k => k.NodesAtOnce);

    /// <summary>Whether <see cref="Quadrature.Resolution.Independent"/> changes any of its grids.</summary>
    internal virtual bool HasOtherRules => _grids.OfType<PanelGrid>().Any() || _routines.Any(r => r.Kernel.HasOtherRules);

    /// <summary>Whether any of its grids is one of pairs.</summary>
    internal bool HasPairs => _hasPairs ??= Enumerable.Range(0, GridCount).Any(IsOfPairs);

    /// <summary>The number of grids, those of its routines included.</summary>
    public virtual int GridCount => _grids.Count + _routines.Sum(r => r.Kernel.GridCount);

    /// <summary>The number of grids without those of its routines.</summary>
    internal int Grids => _grids.Count;

    /// <summary>Whether functions on grids are computed from functions on grids, and not only numbers.</summary>
    internal virtual bool IsChained => _grids.Any(static g => g is not PanelGrid) || _routines.Any(static r => r.Kernel.IsChained);

    /// <summary>How many values have been computed.</summary>
    public int ValueEvaluations { get; private set; }

    /// <summary>How many gradients have been computed; a root has none.</summary>
    public int GradientEvaluations { get; private set; }

    /// <summary>How many products with Hessians or Jacobians have been computed.</summary>
    public int HessianVectorProducts { get; private set; }

    /// <summary>Makes another kernel of the same system, for work to share; null where none is to be made.</summary>
    internal Func<EquationKernel>? Another { get; set; }

    /// <summary>The evaluation that the buffers hold; null before the first, and where grids could not be laid.</summary>
    internal Evaluation? Latest { get; private set; }

    /// <summary>The derivatives of <see cref="Residual"/>, a row for each component and a column for each unknown, after <see cref="PrepareHessian"/>.</summary>
    internal double[,] Hessian { get; private set; } = new double[0, 0];

    /// <summary>The derivatives of <see cref="Value"/>, after <see cref="PrepareHessian"/>.</summary>
    internal double[] ValueGradient { get; private set; } = [];

    /// <summary>Whether residuals come with the value, rather than a gradient after it.</summary>
    protected internal virtual bool IsRoot => false;

    /// <summary>The goal's value, after <see cref="Evaluate"/>.</summary>
    protected internal double Value { get; protected set; }

    /// <summary>For a root the residuals, after <see cref="Evaluate"/>; otherwise the gradient, after <see cref="Gradient"/>.</summary>
    protected internal double[] Residual { get; private set; } = [];

    /// <summary>A resolution for this kernel's grids, one density for all.</summary>
    public Resolution Resolution(double nodesPerWidth) => new(GridCount, nodesPerWidth);

    /// <summary>Evaluates at a point, on grids sized for it.</summary>
    /// <param name="unknowns">The unknowns, in the order of the description.</param>
    /// <param name="given">The givens, in the order of the description.</param>
    /// <param name="resolution">How finely grids are laid: one of <see cref="Resolution(double)"/> to begin with.</param>
    /// <returns>What is known there; of earlier evaluations no more can be had than was asked for.</returns>
    /// <exception cref="NotFiniteNumberException">A grid cannot be laid for these values.</exception>
    public Evaluation At(ReadOnlySpan<double> unknowns, ReadOnlySpan<double> given, Resolution resolution)
    {
        Plan(unknowns, given, resolution);
        return Evaluated();
    }

    /// <summary>Whether a grid is one of pairs, by its number in a resolution.</summary>
    internal virtual bool IsOfPairs(int grid)
    {
        if (grid < _grids.Count)
        {
            return _grids[grid] is ProductGrid;
        }

        int first = _grids.Count;
        foreach (EquationKernel kernel in _routines.Select(static r => r.Kernel))
        {
            if (grid < first + kernel.GridCount)
            {
                return kernel.IsOfPairs(grid - first);
            }

            first += kernel.GridCount;
        }

        return false;
    }

    /// <summary>Takes the unknowns and givens, and sizes the grids for them.</summary>
    internal void Plan(ReadOnlySpan<double> unknowns, ReadOnlySpan<double> given, Resolution resolution)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        Latest = null;
        Load(unknowns, given);
        PlanCore(resolution);
        int first = _grids.Count;
        foreach (Routine routine in _routines)
        {
            routine.Resolution = resolution.Slice(first, routine.Kernel.GridCount);
            routine.KeepsGrids = false;
            first += routine.Kernel.GridCount;
        }
    }

    /// <summary>Evaluates at another point, and keeps the grids as they are.</summary>
    internal Evaluation MovedTo(ReadOnlySpan<double> unknowns, ReadOnlySpan<double> given)
    {
        Latest = null;
        foreach (Routine routine in _routines)
        {
            routine.KeepsGrids = true;
        }

        Load(unknowns, given);
        return Evaluated();
    }

    /// <summary>Computes <see cref="Value"/>, and for a root the residuals.</summary>
    internal void Evaluate()
    {
        ValueEvaluations++;
        EvaluateCore();
    }

    /// <summary>Computes the gradient, after <see cref="Evaluate"/>.</summary>
    internal void Gradient()
    {
        GradientEvaluations++;
        GradientCore();
    }

    /// <summary>Computes what all directional derivatives share, after <see cref="Gradient"/>.</summary>
    internal void PrepareHessian() => PrepareHessianCore(Hessian, ValueGradient);

    /// <summary>The derivative of <see cref="Residual"/> along a direction, after <see cref="PrepareHessian"/>.</summary>
    /// <param name="direction">One component for each unknown.</param>
    /// <param name="result">One component for each unknown; overwritten.</param>
    /// <returns>The derivative of <see cref="Value"/>.</returns>
    internal double HessianVectorProduct(ReadOnlySpan<double> direction, Span<double> result)
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

            ofValue += ValueGradient[j] * direction[j];
            for (int i = 0; i < result.Length; i++)
            {
                result[i] += Hessian[i, j] * direction[j];
            }
        }

        return ofValue;
    }

    /// <summary>Gives up the memory that values of functions take, for other kernels: the next evaluation makes room again, and no more can be had of the last.</summary>
    internal void LetGo()
    {
        Latest = null;
        LetGoCore();
    }

    /// <summary>Bounds on what rounding has done, after <see cref="Evaluate"/>.</summary>
    internal RoundingBounds Rounding()
    {
        double[] residual = new double[Residual.Length];
        return new(RoundingCore(residual), residual);
    }

    /// <summary>Bounds on what rounding does to the value and to the slopes or residuals, after <see cref="Evaluate"/>.</summary>
    internal RoundingBounds RoundingOfSlopes()
    {
        double[] slopes = new double[Residual.Length];
        double value = RoundingOfSlopesCore(slopes);
        return new(value, slopes);
    }

    /// <summary>The outputs, then the margins of the outcomes (an outcome applies where its margin is not negative), after <see cref="Gradient"/>.</summary>
    internal double[] Outputs()
    {
        double[] result = new double[_outputs];
        OutputsCore(result);
        return result;
    }

    /// <summary>The first named quantity that is not finite, in the order of evaluation, after <see cref="Evaluate"/>; null where all are.</summary>
    internal string? FirstNonFinite() => FirstNonFiniteCore() ?? (double.IsFinite(Value) ? null : "the goal's value");

    /// <summary>Tells the base class what the kernel has.</summary>
    protected void Setup(int unknowns, int outputs, IReadOnlyList<Grid> grids, IReadOnlyList<Routine>? routines = null)
    {
        _routines = routines ?? [];
        Residual = new double[unknowns];
        Hessian = new double[unknowns, unknowns];
        ValueGradient = new double[unknowns];
        _outputs = outputs;
        _grids = grids;
    }

    /// <summary>Stores unknowns and givens.</summary>
    protected abstract void Load(ReadOnlySpan<double> x, ReadOnlySpan<double> given);

    /// <summary>Sizes the grids.</summary>
    protected abstract void PlanCore(Resolution resolution);

    /// <summary>Computes <see cref="Value"/>, and for a root <see cref="Residual"/>.</summary>
    protected abstract void EvaluateCore();

    /// <summary>Computes <see cref="Residual"/> where <see cref="IsRoot"/> does not hold; after <see cref="EvaluateCore"/>.</summary>
    protected abstract void GradientCore();

    /// <summary>Computes what all directional derivatives share; after <see cref="GradientCore"/>.</summary>
    /// <param name="hessian">Takes the derivatives of <see cref="Residual"/>: a row for each component, a column for each unknown.</param>
    /// <param name="valueGradient">Takes the derivatives of <see cref="Value"/>.</param>
    protected abstract void PrepareHessianCore(double[,] hessian, Span<double> valueGradient);

    /// <summary>Computes bounds on what rounding has done to <see cref="Value"/> and, for a root, to <see cref="Residual"/>; after <see cref="EvaluateCore"/>.</summary>
    /// <param name="residual">One component for each residual; overwritten.</param>
    /// <returns>The bound for <see cref="Value"/>.</returns>
    protected abstract double RoundingCore(Span<double> residual);

    /// <summary>Computes bounds on what rounding has done to <see cref="Value"/> and to the slopes or residuals; after <see cref="EvaluateCore"/>.</summary>
    /// <param name="slopes">One component for each; overwritten.</param>
    /// <returns>The bound for <see cref="Value"/>.</returns>
    protected abstract double RoundingOfSlopesCore(Span<double> slopes);

    /// <summary>Computes the outputs, then the margins of the outcomes; after <see cref="GradientCore"/>.</summary>
    protected abstract void OutputsCore(Span<double> result);

    /// <summary>The first named quantity that is not finite; null where all are.</summary>
    protected abstract string? FirstNonFiniteCore();

    private protected virtual void LetGoCore()
    {
    }

    private Evaluation Evaluated()
    {
        Evaluate();
        return Latest = new Evaluation(this);
    }
}
