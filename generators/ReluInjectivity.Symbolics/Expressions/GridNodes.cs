namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>A stretch of a grid.</summary>
/// <param name="Grid">The grid, by its number in its system.</param>
/// <param name="Region">Which stretch.</param>
public readonly record struct Domain(int Grid, Region Region)
{
    /// <summary>Scalars first, then grids by number, stretches from left to right.</summary>
    public static int Compare(Domain? a, Domain? b)
    {
        if (a is not { } x || b is not { } y)
        {
            return a.HasValue.CompareTo(b.HasValue);
        }

        int order = x.Grid.CompareTo(y.Grid);
        return order != 0 ? order : x.Region.CompareTo(y.Region);
    }
}

/// <summary>The three stretches of a grid.</summary>
public enum Region
{
    /// <summary>Left of the core, where functions equal their left asymptote.</summary>
    Left,

    /// <summary>Where functions are evaluated.</summary>
    Core,

    /// <summary>Right of the core.</summary>
    Right,
}

/// <summary>The sum of an expression over the nodes of its domain; a scalar.</summary>
public sealed class Reduction : Expr
{
    internal Reduction(ExprFactory factory, Expr body) : base(factory, null, EquatableArray<Expr>.Adopt([body]))
    {
    }

    /// <summary>The summand.</summary>
    public Expr Body => Children[0];

    internal override object? Tag => null;
}

/// <summary>
/// A Gaussian convolution: at every core node x of the target grid, the grid sum of (d/ds)^Order of the normal density of
/// standard deviation s, centred at x, times the source. The source is given on the three stretches of the source grid.
/// </summary>
public sealed class GaussianConvolution : Expr
{
    internal GaussianConvolution(ExprFactory factory, int order, int source, int target, EquatableArray<Expr> operands)
        : base(factory, new Domain(target, Region.Core), operands)
    {
        Order = order;
        Source = source;
        Target = target;
    }

    /// <summary>
    /// The order that stands for no convolution: by how much the largest value on the line convolved over exceeds what its exponential may be, to be taken off exponents before
    /// they are convolved; the adjoint brings it back to the source. A choice: what is computed does not depend on it, so it has no slope.
    /// </summary>
    public const int Peak = -1;

    /// <summary>How often the density is differentiated by its standard deviation.</summary>
    public int Order { get; }

    /// <summary>The source grid.</summary>
    public int Source { get; }

    /// <summary>The target grid.</summary>
    public int Target { get; }

    /// <summary>The standard deviation.</summary>
    public Expr Deviation => Children[0];

    internal override object Tag => (Order, Source, Target);
}

/// <summary>
/// The adjoint of a <see cref="GaussianConvolution"/>: at every node y of a stretch of the source grid, the sum over the core nodes x of
/// the target grid of (d/ds)^Order of the density at y - x times the weight at x.
/// </summary>
public sealed class GaussianConvolutionAdjoint : Expr
{
    internal GaussianConvolutionAdjoint(ExprFactory factory, int order, Domain source, int target, EquatableArray<Expr> operands)
        : base(factory, source, operands)
    {
        Order = order;
        Target = target;
    }

    /// <summary>How often the density is differentiated by its standard deviation.</summary>
    public int Order { get; }

    /// <summary>The target grid.</summary>
    public int Target { get; }

    /// <summary>The standard deviation.</summary>
    public Expr Deviation => Children[0];

    /// <summary>The weight on the target's core.</summary>
    public Expr Weight => Children[1];

    internal override object Tag => (Order, Domain, Target);
}
