using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>
/// The average of a kernel over its last unknown, a standard normal variable, by Gauss-Hermite quadrature: a kernel for each node, so that
/// what value, gradient and Hessian share is computed once.
/// </summary>
public sealed class AveragedKernel : EquationKernel
{
    /// <summary>Nodes for each unit of the resolution, whose refinement tells whether they are enough: for smooth functions only.</summary>
    private const double NodesPerUnit = 4;

    private readonly Func<EquationKernel> _create;
    private readonly List<EquationKernel> _kernels;
    private readonly double[] _arguments;
    private bool _arePlaced;
    private QuadratureRule _rule = GaussHermite.Rule(1);

    /// <summary>Makes the kernel of the first node; others follow with the resolution.</summary>
    /// <param name="create">Makes one kernel.</param>
    public AveragedKernel(Func<EquationKernel> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
        _kernels = [create()];
        int parameters = _kernels[0].Residual.Length - 1;
        _arguments = new double[parameters + 1];
        Setup(parameters, 0, []);
    }

    /// <inheritdoc/>
    internal override bool HasOtherRules => _kernels[0].HasOtherRules;

    /// <inheritdoc/>
    public override int GridCount => 1 + _kernels[0].GridCount;

    internal override bool IsChained => true;

    /// <inheritdoc/>
    public override int Nodes => _rule.Count * Math.Max(1, _kernels[0].Nodes);

    private int Parameters => _arguments.Length - 1;

    /// <inheritdoc/>
    protected override void Load(ReadOnlySpan<double> x, ReadOnlySpan<double> given)
    {
        x.CopyTo(_arguments);
        _arePlaced = false;
    }

    /// <inheritdoc/>
    protected override void PlanCore(Resolution resolution)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        _rule = GaussHermite.Rule((int)Math.Ceiling(NodesPerUnit * resolution.NodesPerWidth(0)));
        while (_kernels.Count < _rule.Count)
        {
            _kernels.Add(_create());
        }

        Resolution inner = resolution.Slice(1, _kernels[0].GridCount);
        for (int k = 0; k < _rule.Count; k++)
        {
            _arguments[^1] = _rule.Nodes[k];
            _kernels[k].Plan(_arguments, [], inner);
        }

        _arePlaced = true;
    }

    /// <inheritdoc/>
    protected override void EvaluateCore()
    {
        Parallel.For(0, _rule.Count, k =>
        {
            if (_arePlaced)
            {
                _kernels[k].Evaluate();
            }
            else
            {
                _kernels[k].MovedTo([.. _arguments.AsSpan(0, Parameters), _rule.Nodes[k]], []);
            }
        });
        double sum = 0;
        for (int k = 0; k < _rule.Count; k++)
        {
            sum += _rule.Weights[k] * _kernels[k].Value;
        }

        Value = sum;
    }

    /// <inheritdoc/>
    protected override void GradientCore()
    {
        Parallel.For(0, _rule.Count, k => _kernels[k].Gradient());
        Array.Clear(Residual);
        for (int k = 0; k < _rule.Count; k++)
        {
            for (int i = 0; i < Parameters; i++)
            {
                Residual[i] += _rule.Weights[k] * _kernels[k].Residual[i];
            }
        }
    }

    /// <inheritdoc/>
    protected override void PrepareHessianCore(double[,] hessian, Span<double> valueGradient)
    {
        Parallel.For(0, _rule.Count, k => _kernels[k].PrepareHessian());
        Array.Clear(hessian);
        for (int k = 0; k < _rule.Count; k++)
        {
            for (int i = 0; i < Parameters; i++)
            {
                for (int j = 0; j < Parameters; j++)
                {
                    hessian[i, j] += _rule.Weights[k] * _kernels[k].Hessian[i, j];
                }
            }
        }

        Residual.CopyTo(valueGradient);
    }

    /// <inheritdoc/>
    protected override double RoundingCore(Span<double> residual)
    {
        double sum = 0;
        for (int k = 0; k < _rule.Count; k++)
        {
            sum += _rule.Weights[k] * _kernels[k].Rounding().Value;
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override void OutputsCore(Span<double> result)
    {
    }

    /// <inheritdoc/>
    protected override string? FirstNonFiniteCore() => _kernels.Take(_rule.Count).Select(k => k.FirstNonFinite()).FirstOrDefault(name => name is not null);
}
