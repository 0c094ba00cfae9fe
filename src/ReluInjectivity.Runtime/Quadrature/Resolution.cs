namespace ReluInjectivity.Runtime.Quadrature;

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

/// <summary>How finely grids are laid.</summary>
public sealed class Resolution
{
    /// <summary>The reach at which the mass left out, 2 Phi(-8.5) = 2e-17, is below rounding.</summary>
    public const double DefaultReach = 8.5;

    /// <summary>The coarsest resolution in use, for finding starts.</summary>
    public const double CoarseNodesPerWidth = 2;

    private readonly double[] _nodesPerWidth;
    private readonly double[] _widening;

    /// <summary>One density for all grids.</summary>
    /// <param name="grids">The number of grids.</param>
    /// <param name="nodesPerWidth">Nodes in a length over which the integrand changes; the error falls exponentially with it.</param>
    /// <param name="reach">Where Gaussians are cut off, in standard deviations.</param>
    public Resolution(int grids, double nodesPerWidth, double reach = DefaultReach)
        : this([.. Enumerable.Repeat(nodesPerWidth, grids)], [.. Enumerable.Repeat(1.0, grids)], reach)
    {
    }

    private Resolution(double[] nodesPerWidth, double[] widening, double reach, double shift = 0, bool isIndependent = false)
    {
        (_nodesPerWidth, _widening) = (nodesPerWidth, widening);
        (Reach, Shift, IsIndependent) = (reach, shift, isIndependent);
    }

    /// <summary>Where Gaussians are cut off, in standard deviations, but for grids that reach further.</summary>
    public double Reach { get; }

    /// <summary>By how much of a step equispaced nodes are moved, from 0 to 1.</summary>
    public double Shift { get; }

    /// <summary>Whether grids for one Gaussian are laid by other rules than else, which share no node with these.</summary>
    public bool IsIndependent { get; }

    /// <summary>The number of grids.</summary>
    public int Count => _nodesPerWidth.Length;

    /// <summary>The density of one grid.</summary>
    public double NodesPerWidth(int grid) => _nodesPerWidth[grid];

    /// <summary>Where the Gaussians of one grid are cut off, in standard deviations.</summary>
    public double ReachOf(int grid) => Reach * _widening[grid];

    /// <summary>Every grid finer by a factor, with Gaussians cut off further out.</summary>
    public Resolution Refine(double factor, double reach) => new([.. _nodesPerWidth.Select(n => n * factor)], _widening, Reach + reach, Shift, IsIndependent);

    /// <summary>Nodes moved by a part of a step.</summary>
    public Resolution Shifted(double shift) => new(_nodesPerWidth, _widening, Reach, shift, IsIndependent);

    /// <summary>Gaussians cut off further out by a factor.</summary>
    public Resolution Widen(double factor) => new(_nodesPerWidth, _widening, Reach * factor, Shift, IsIndependent);

    /// <summary>The other rules, as finely.</summary>
    public Resolution Independent() => new(_nodesPerWidth, _widening, Reach, Shift, isIndependent: true);

    /// <summary>The resolution of some consecutive grids.</summary>
    public Resolution Slice(int first, int count) => new(_nodesPerWidth[first..(first + count)], _widening[first..(first + count)], Reach, Shift, IsIndependent);

    /// <summary>As finely and as far out as all grids are, with the Gaussians of single grids cut off where another resolution has it.</summary>
    public Resolution AsWideAs(Resolution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(_nodesPerWidth, other._widening, Reach, Shift, IsIndependent);
    }

    /// <summary>One grid finer by a factor.</summary>
    public Resolution RefineOne(int grid, double factor) => new(TimesOne(_nodesPerWidth, grid, factor), _widening, Reach, Shift, IsIndependent);

    /// <summary>The Gaussians of one grid cut off further out by a factor.</summary>
    public Resolution WidenOne(int grid, double factor) => new(_nodesPerWidth, TimesOne(_widening, grid, factor), Reach, Shift, IsIndependent);

    /// <summary>Whether grids would be laid alike.</summary>
    internal bool IsSame(Resolution other) => ReferenceEquals(this, other)
        || (Reach == other.Reach && Shift == other.Shift && IsIndependent == other.IsIndependent && _nodesPerWidth.AsSpan().SequenceEqual(other._nodesPerWidth)
            && _widening.AsSpan().SequenceEqual(other._widening));

    private static double[] TimesOne(double[] numbers, int at, double factor)
    {
        double[] result = [.. numbers];
        result[at] *= factor;
        return result;
    }
}
