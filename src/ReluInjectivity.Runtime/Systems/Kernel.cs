using ReluInjectivity.Runtime.Numbers;
using ReluInjectivity.Runtime.Quadrature;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>The grids, convolutions and routines of a system, shared by its kernels over different numbers.</summary>
/// <param name="Grids">The grids.</param>
/// <param name="Convolutions">The convolutions between them.</param>
/// <param name="Routines">The functions worked out on their own.</param>
public sealed record Layout(IReadOnlyList<Grid> Grids, IReadOnlyList<Convolution> Convolutions, IReadOnlyList<Routine> Routines);

/// <summary>
/// The arithmetic of a system over one type of numbers: what generated classes write down, in phases that run in the order of the methods here.
/// <see cref="EquationKernel.At"/> runs them.
/// </summary>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="layout">Grids and routines.</param>
/// <param name="unknowns">The number of unknowns.</param>
/// <param name="outputs">The number of outputs.</param>
public abstract class Kernel<T>(Layout layout, int unknowns, int outputs)
    where T : struct, IReal<T>
{
    private readonly HashSet<GridFunction> _functions = [];

    /// <summary>The left stretch of a grid.</summary>
    protected const Region Left = Region.Left;

    /// <summary>The core of a grid.</summary>
    protected const Region Core = Region.Core;

    /// <summary>The right stretch of a grid.</summary>
    protected const Region Right = Region.Right;

    /// <summary>The goal's value, after <see cref="Evaluate"/>.</summary>
    public T Value { get; protected set; }

    /// <summary>For an extremum the gradient, after <see cref="Gradient"/>; for a root the residuals, after <see cref="Evaluate"/>.</summary>
    public T[] Residual { get; } = new T[unknowns];

    /// <summary>The number of outputs.</summary>
    public int OutputCount => outputs;

    /// <summary>Grids and routines.</summary>
    public Layout Layout => layout;

    /// <summary>Whether <see cref="Evaluate"/> computes residuals, and there is no gradient.</summary>
    public virtual bool IsRoot => false;

    /// <summary>Takes unknowns and givens.</summary>
    public virtual void Load(ReadOnlySpan<T> x, ReadOnlySpan<double> given)
    {
    }

    /// <summary>Sizes the grids for the current unknowns; over <see cref="Real"/> only.</summary>
    public virtual void Plan(Resolution resolution)
    {
    }

    /// <summary>Makes room for functions on the grids.</summary>
    public virtual void Reserve()
    {
    }

    /// <summary>Computes <see cref="Value"/>, and for a root the residuals.</summary>
    public virtual void Evaluate()
    {
    }

    /// <summary>Computes the gradient of an extremum, after <see cref="Evaluate"/>, by reverse accumulation.</summary>
    public virtual void Gradient()
    {
    }

    /// <summary>The outputs, then the margins of the outcomes, after <see cref="Gradient"/>.</summary>
    public virtual void Outputs(Span<double> result)
    {
    }

    /// <summary>The first named quantity that is not finite, in the order of evaluation; null where all are.</summary>
    public virtual string? FirstNonFinite() => null;

    /// <summary>Gives the room of functions up; what was computed is lost.</summary>
    internal void LetGo()
    {
        foreach (GridFunction function in _functions)
        {
            function.LetGo();
        }
    }

    /// <summary>Makes room for functions on one grid.</summary>
    protected void Reserve(Grid grid, params ReadOnlySpan<GridFunction> functions)
    {
        foreach (GridFunction function in functions)
        {
            if (function.Values.Length == 0)
            {
                _functions.Add(function);
            }

            function.Reserve(grid.Count, T.HasTangents);
        }
    }

    /// <summary>Whether a number is finite.</summary>
    protected static bool IsFinite(T x) => double.IsFinite((double)x);

    /// <summary>Whether a stretch of a function is finite.</summary>
    protected static bool IsFinite(GridFunction function, int start, int stop)
    {
        foreach (double value in function.Values.AsSpan(start, stop - start))
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
