using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>A function with a kernel of its own, applied to arguments; its derivatives are computed when first asked for.</summary>
/// <param name="kernel">The kernel; its unknowns are the function's parameters.</param>
public sealed class Routine(EquationKernel kernel)
{
    private double[]? _arguments;
    private Resolution? _laid;
    private Evaluation? _evaluation;
    private RoundingBounds? _rounding;
    private double _value;

    /// <summary>The kernel.</summary>
    public EquationKernel Kernel { get; } = kernel;

    /// <summary>How finely its grids are laid.</summary>
    internal Resolution Resolution { get; set; } = kernel.Resolution(Resolution.CoarseNodesPerWidth);

    /// <summary>The value at some arguments; NaN where the grids cannot be laid for them. It is computed once while these stay as they are.</summary>
    public double Value(params ReadOnlySpan<double> arguments)
    {
        if (_laid == Resolution && _arguments is not null && arguments.SequenceEqual(_arguments))
        {
            return _value;
        }

        (_laid, _arguments, _evaluation, _rounding) = (Resolution, arguments.ToArray(), null, null);
        try
        {
            _evaluation = Kernel.At(arguments, [], Resolution);
        }
        catch (NotFiniteNumberException)
        {
            return _value = double.NaN;
        }

        return _value = _evaluation.Value;
    }

    /// <summary>The derivative by a parameter, at the arguments of the last value; NaN where that has none.</summary>
    public double Derivative(int parameter) => _evaluation is { } here ? here.Residual[parameter] : double.NaN;

    /// <summary>The second derivative by two parameters, at the arguments of the last value; NaN where that has none.</summary>
    public double Derivative(int first, int second) => _evaluation is { } here ? here.Hessian(first, second) : double.NaN;

    /// <summary>Bounds on what rounding has done to the last value, or to the derivative by a parameter there.</summary>
    /// <param name="parameter">By which; null for the value.</param>
    internal double Rounding(int? parameter)
    {
        if (_evaluation is null)
        {
            return double.PositiveInfinity;
        }

        _rounding ??= Kernel.RoundingOfSlopes();
        return parameter is { } by ? _rounding.Residual[by] : _rounding.Value;
    }
}
