using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Generators.Tests.Numbers;

/// <summary>What kernels over intervals derive from: the members of <c>EquationKernel</c> that closed forms use.</summary>
public abstract class IntervalKernel
{
    private int _outputs;

    public Interval Value { get; protected set; }

    public Interval[] Residual { get; private set; } = [];

    /// <summary>All that a kernel computes at a point: the value or residuals, the gradient, a Hessian-vector product, and the outputs.</summary>
    public Interval[][] Run(Interval[] x, Interval[] given, Interval[] direction)
    {
        Load(x, given);
        EvaluateCore();
        Interval[] first = [Value, .. Residual];
        GradientCore();
        Interval[] gradient = [.. Residual];
        PrepareHessianCore();
        Interval[] product = new Interval[x.Length];
        HessianVectorProductCore(direction, product);
        Interval[] outputs = new Interval[_outputs];
        OutputsCore(outputs);
        return [first, gradient, product, outputs];
    }

    /// <summary>See <see cref="FirstNonFiniteCore"/>.</summary>
    public string? FirstNonFinite() => FirstNonFiniteCore();

    protected void Setup(int unknowns, int outputs, IReadOnlyList<Grid> grids)
    {
        Assert.Empty(grids);
        Residual = new Interval[unknowns];
        _outputs = outputs;
    }

    protected abstract void Load(ReadOnlySpan<Interval> x, ReadOnlySpan<Interval> given);

    protected abstract void PlanCore(Resolution resolution);

    protected abstract void EvaluateCore();

    protected abstract void GradientCore();

    protected abstract void PrepareHessianCore();

    protected abstract Interval HessianVectorProductCore(ReadOnlySpan<Interval> direction, Span<Interval> result);

    protected abstract void OutputsCore(Span<Interval> result);

    protected abstract string? FirstNonFiniteCore();
}
