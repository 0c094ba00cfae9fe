using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>
/// A function with a kernel of its own, applied to arguments; its derivatives are computed when first asked for. Several instances may take turns with one kernel, which
/// evaluates again where another has used it since.
/// </summary>
/// <param name="kernel">The kernel; its unknowns are the function's parameters.</param>
public sealed class Routine(EquationKernel kernel)
{
    private double[]? _arguments;
    private Resolution? _laid;
    private Evaluation? _evaluation;
    private double[]? _grids;
    private bool _isMoved;
    private double[]? _slopes;
    private double[,]? _curvatures;
    private RoundingBounds? _rounding;
    private RoundingBounds? _roundingOfSlopes;
    private double _value;

    /// <summary>The kernel.</summary>
    public EquationKernel Kernel { get; } = kernel;

    /// <summary>How finely its grids are laid.</summary>
    internal Resolution Resolution { get; set; } = kernel.Resolution(Resolution.CoarseNodesPerWidth);

    /// <summary>Whether its grids stay as they were laid for other arguments.</summary>
    internal bool KeepsGrids { get; set; }

    /// <summary>The value at some arguments; NaN where the grids cannot be laid for them. It is computed once while these stay as they are.</summary>
    public double Value(params ReadOnlySpan<double> arguments)
    {
        if (_arguments is not null && _laid?.IsSame(Resolution) == true && _isMoved == KeepsGrids && arguments.SequenceEqual(_arguments))
        {
            return _value;
        }

        (_laid, _arguments, _isMoved) = (Resolution, arguments.ToArray(), KeepsGrids && _grids is not null);
        _grids = _isMoved ? _grids : _arguments;
        (_evaluation, _slopes, _curvatures, _rounding, _roundingOfSlopes) = (null, null, null, null, null);
        try
        {
            _evaluation = Evaluated();
        }
        catch (NotFiniteNumberException)
        {
            return _value = double.NaN;
        }

        return _value = _evaluation.Value;
    }

    /// <summary>The derivative by a parameter, at the arguments of the last value; NaN where that has none.</summary>
    public double Derivative(int parameter)
    {
        _slopes ??= Here() is { } here ? [.. here.Residual] : null;
        return _slopes?[parameter] ?? double.NaN;
    }

    /// <summary>The second derivative by two parameters, at the arguments of the last value; NaN where that has none.</summary>
    public double Derivative(int first, int second)
    {
        _curvatures ??= Here() is { } here ? here.Hessian() : null;
        return _curvatures?[first, second] ?? double.NaN;
    }

    /// <summary>Bounds on what rounding has done to the last value, or to the derivative by a parameter there.</summary>
    /// <param name="parameter">By which; null for the value.</param>
    internal double Rounding(int? parameter)
    {
        if (parameter is not { } by)
        {
            _rounding ??= _roundingOfSlopes ?? Here()?.Rounding;
            return _rounding?.Value ?? double.PositiveInfinity;
        }

        _roundingOfSlopes ??= Here() is null ? null : Kernel.RoundingOfSlopes();
        return _roundingOfSlopes?.Residual[by] ?? double.PositiveInfinity;
    }

    /// <summary>The evaluation at the arguments of the last value, made again where the kernel is at another point; null where there is none.</summary>
    private Evaluation? Here()
    {
        if (_evaluation is not null && !ReferenceEquals(Kernel.Latest, _evaluation))
        {
            _evaluation = Evaluated();
        }

        return _evaluation;
    }

    private Evaluation Evaluated()
    {
        if (!_isMoved)
        {
            return Kernel.At(_arguments, [], _laid!);
        }

        Kernel.Plan(_grids, [], _laid!);
        return Kernel.MovedTo(_arguments, []);
    }
}
