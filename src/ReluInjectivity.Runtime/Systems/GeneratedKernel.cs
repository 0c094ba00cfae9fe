using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>
/// A generated kernel, over real numbers for values and gradients and over jets for Hessians: one run over jets gives eight columns, and where there are more
/// columns, and no routines, which cost as much, another kernel computes half of the runs on a second processor. Over numbers with bounds it tells what
/// rounding does to values and residuals.
/// </summary>
public sealed class GeneratedKernel : EquationKernel
{
    /// <summary>From how many nodes on the room of Hessians and bounds, which take nine times that of values, is given up: what is compared there are values.</summary>
    private const int NodesOfValuesOnly = 1_000_000;

    private readonly Kernel<Real> _reals;
    private readonly Kernel<Jet> _jets;
    private readonly Lazy<Kernel<Rounded>> _bounds;
    private readonly Real[] _unknowns;
    private readonly Jet[] _directions;
    private double[] _given = [];
    private Resolution? _laid;
    private GeneratedKernel? _other;

    /// <summary>Joins the kernels of one system.</summary>
    /// <param name="reals">The kernel over real numbers.</param>
    /// <param name="jets">The kernel over jets, on the same grids.</param>
    /// <param name="bounds">Makes the kernel over numbers with bounds, on the same grids, when it is asked for.</param>
    public GeneratedKernel(Kernel<Real> reals, Kernel<Jet> jets, Func<Kernel<Rounded>> bounds)
    {
        ArgumentNullException.ThrowIfNull(reals);
        (_reals, _jets, _bounds) = (reals, jets, new Lazy<Kernel<Rounded>>(bounds, LazyThreadSafetyMode.None));
        int n = reals.Residual.Length;
        _unknowns = new Real[n];
        _directions = new Jet[n];
        Setup(n, reals.OutputCount, reals.Layout.Grids, reals.Layout.Routines);
    }

    /// <summary>The types of the kernels: over real numbers, over jets, and over numbers with bounds.</summary>
    internal IReadOnlyList<Type> Kinds => [_reals.GetType(), _jets.GetType(), _bounds.Value.GetType()];

    /// <inheritdoc/>
    protected internal override bool IsRoot => _reals.IsRoot;

    /// <inheritdoc/>
    protected override void Load(ReadOnlySpan<double> x, ReadOnlySpan<double> given)
    {
        for (int i = 0; i < _unknowns.Length; i++)
        {
            _unknowns[i] = x[i];
        }

        (_given, _laid) = (given.ToArray(), null);
        _reals.Load(_unknowns, given);
    }

    /// <inheritdoc/>
    protected override void PlanCore(Resolution resolution)
    {
        _reals.Plan(resolution);
        if (Nodes > NodesOfValuesOnly)
        {
            LetGoOfDerivatives();
        }

        _reals.Reserve();
        _laid = resolution;
    }

    /// <inheritdoc/>
    protected override void EvaluateCore()
    {
        _reals.Evaluate();
        Value = (double)_reals.Value;
        Take();
    }

    /// <inheritdoc/>
    protected override void GradientCore()
    {
        _reals.Gradient();
        Take();
    }

    /// <inheritdoc/>
    protected override void PrepareHessianCore(double[,] hessian, Span<double> valueGradient)
    {
        int n = _unknowns.Length;
        double[] gradient = new double[n];
        if (n > GridFunction.Directions && Another is not null && _reals.Layout.Routines.Count == 0 && _laid is { } laid && Environment.ProcessorCount > 1)
        {
            GeneratedKernel other = _other ??= (GeneratedKernel)Another();
            double[] at = [.. _unknowns.Select(x => (double)x)];
            Task half = Task.Run(() =>
            {
                other.Plan(at, _given, laid);
                other.EvaluateCore();
                other.Columns(1, 2, hessian, gradient);
            });
            Columns(0, 2, hessian, gradient);
            half.GetAwaiter().GetResult();
        }
        else
        {
            Columns(0, 1, hessian, gradient);
        }

        gradient.CopyTo(valueGradient);
    }

    /// <summary>Runs over jets, each of which gives eight columns: all, or every second.</summary>
    private void Columns(int run, int step, double[,] hessian, double[] valueGradient)
    {
        _jets.Reserve();
        int n = _unknowns.Length;
        for (int first = run * GridFunction.Directions; first < n; first += step * GridFunction.Directions)
        {
            for (int i = 0; i < n; i++)
            {
                Vector512<double> slope = Vector512<double>.Zero;
                _directions[i] = new((double)_unknowns[i], i >= first && i < first + GridFunction.Directions ? slope.WithElement(i - first, 1) : slope);
            }

            _jets.Load(_directions, _given);
            _jets.Evaluate();
            _jets.Gradient();
            for (int j = first; j < Math.Min(n, first + GridFunction.Directions); j++)
            {
                valueGradient[j] = _jets.Value.Slope[j - first];
                for (int i = 0; i < n; i++)
                {
                    hessian[i, j] = _jets.Residual[i].Slope[j - first];
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override double RoundingCore(Span<double> residual)
    {
        Kernel<Rounded> bounds = _bounds.Value;
        Rounded[] unknowns = [.. _unknowns.Select(x => new Rounded((double)x))];
        bounds.Reserve();
        bounds.Load(unknowns, _given);
        bounds.Evaluate();
        for (int i = 0; i < residual.Length; i++)
        {
            residual[i] = bounds.Residual[i].Bound;
        }

        return bounds.Value.Bound;
    }

    /// <inheritdoc/>
    protected override double RoundingOfSlopesCore(Span<double> slopes)
    {
        double value = RoundingCore(slopes);
        if (!IsRoot)
        {
            _bounds.Value.Gradient();
            for (int i = 0; i < slopes.Length; i++)
            {
                slopes[i] = _bounds.Value.Residual[i].Bound;
            }
        }

        return value;
    }

    /// <inheritdoc/>
    protected override void OutputsCore(Span<double> result) => _reals.Outputs(result);

    /// <inheritdoc/>
    protected override string? FirstNonFiniteCore() => _reals.FirstNonFinite();

    private protected override void LetGoCore()
    {
        _reals.LetGo();
        LetGoOfDerivatives();
    }

    private void LetGoOfDerivatives()
    {
        _other?.LetGo();
        _jets.LetGo();
        if (_bounds.IsValueCreated)
        {
            _bounds.Value.LetGo();
        }
    }

    private void Take()
    {
        for (int i = 0; i < Residual.Length; i++)
        {
            Residual[i] = (double)_reals.Residual[i];
        }
    }
}
