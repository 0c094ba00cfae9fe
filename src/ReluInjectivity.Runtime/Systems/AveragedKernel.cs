using System.Collections.Concurrent;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>
/// The average of a kernel over its last unknown, a standard normal variable, by Gauss-Hermite quadrature. There is a kernel for each thread, which goes
/// from node to node: what value, gradient and Hessian share is computed again for each, since a kernel for each node would take too much memory.
/// </summary>
public sealed class AveragedKernel : EquationKernel
{
    /// <summary>Nodes for each unit of the resolution, whose refinement tells whether they are enough: for smooth functions only.</summary>
    private const double NodesPerUnit = 4;

    private readonly Func<EquationKernel> _create;
    private readonly ConcurrentBag<EquationKernel> _idle;
    private readonly EquationKernel _model;
    private readonly double[] _arguments;
    private double[] _laidFor = [];
    private bool _arePlaced;
    private Resolution _resolution;
    private QuadratureRule _rule = GaussHermite.Rule(1);
    private int _nodes = 1;

    /// <summary>Makes one kernel; others follow with the threads.</summary>
    /// <param name="create">Makes one kernel.</param>
    public AveragedKernel(Func<EquationKernel> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
        _model = create();
        _idle = [_model];
        _resolution = _model.Resolution(Quadrature.Resolution.CoarseNodesPerWidth);
        _arguments = new double[_model.Residual.Length - 1];
        Setup(_arguments.Length, 0, []);
    }

    /// <inheritdoc/>
    internal override bool HasOtherRules => _model.HasOtherRules;

    /// <inheritdoc/>
    public override int GridCount => 1 + _model.GridCount;

    internal override bool IsChained => true;

    internal override bool IsOfPairs(int grid) => grid > 0 && _model.IsOfPairs(grid - 1);

    /// <inheritdoc/>
    public override int Nodes => _nodes;

    /// <inheritdoc/>
    internal override int NodesAtOnce => _nodes;

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
        _resolution = resolution.Slice(1, _model.GridCount);
        _laidFor = [.. _arguments];
        _arePlaced = true;
    }

    /// <inheritdoc/>
    protected override void EvaluateCore()
    {
        (double Value, int Nodes)[] here = AtNodes(static kernel => (kernel.Value, Math.Max(1, kernel.Nodes)));
        _nodes = here.Sum(static h => h.Nodes);
        Value = Average(k => here[k].Value);
    }

    /// <inheritdoc/>
    protected override void GradientCore()
    {
        double[][] here = AtNodes(static kernel =>
        {
            kernel.Gradient();
            return kernel.Residual.ToArray();
        });
        for (int i = 0; i < Residual.Length; i++)
        {
            Residual[i] = Average(k => here[k][i]);
        }
    }

    /// <inheritdoc/>
    protected override void PrepareHessianCore(double[,] hessian, Span<double> valueGradient)
    {
        double[][,] here = AtNodes(static kernel =>
        {
            kernel.PrepareHessian();
            return (double[,])kernel.Hessian.Clone();
        });
        for (int i = 0; i < Residual.Length; i++)
        {
            for (int j = 0; j < Residual.Length; j++)
            {
                hessian[i, j] = Average(k => here[k][i, j]);
            }
        }

        Residual.CopyTo(valueGradient);
    }

    /// <inheritdoc/>
    protected override double RoundingCore(Span<double> residual)
    {
        double[] here = AtNodes(static kernel => kernel.Rounding().Value);
        return Average(k => here[k]);
    }

    /// <inheritdoc/>
    protected override double RoundingOfSlopesCore(Span<double> slopes)
    {
        RoundingBounds[] here = AtNodes(static kernel => kernel.RoundingOfSlopes());
        for (int i = 0; i < slopes.Length; i++)
        {
            slopes[i] = Average(k => here[k].Residual[i]);
        }

        return Average(k => here[k].Value);
    }

    /// <inheritdoc/>
    protected override void OutputsCore(Span<double> result)
    {
    }

    /// <inheritdoc/>
    protected override string? FirstNonFiniteCore() => AtNodes(static kernel => kernel.FirstNonFinite()).FirstOrDefault(static name => name is not null);

    private double Average(Func<int, double> value)
    {
        double sum = 0;
        for (int k = 0; k < _rule.Count; k++)
        {
            sum += _rule.Weights[k] * value(k);
        }

        return sum;
    }

    /// <summary>What is asked of the kernel once it is evaluated at a node, for each of them.</summary>
    private T[] AtNodes<T>(Func<EquationKernel, T> ask)
    {
        var results = new T[_rule.Count];
        var faults = new NotFiniteNumberException?[_rule.Count];
        Parallel.For(
            0,
            _rule.Count,
            () => _idle.TryTake(out EquationKernel? kernel) ? kernel : _create(),
            (k, _, kernel) =>
            {
                try
                {
                    double[] arguments = [.. _arguments, _rule.Nodes[k]];
                    if (_arePlaced)
                    {
                        kernel.At(arguments, [], _resolution);
                    }
                    else
                    {
                        kernel.Plan([.. _laidFor, _rule.Nodes[k]], [], _resolution);
                        kernel.MovedTo(arguments, []);
                    }

                    results[k] = ask(kernel);
                }
                catch (NotFiniteNumberException fault)
                {
                    faults[k] = fault;
                }

                return kernel;
            },
            _idle.Add);
        return faults.FirstOrDefault(static f => f is not null) is { } first ? throw first : results;
    }
}
