namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Nodes <c>y = Offset + j * Step</c> for consecutive integers j. Against a Gaussian the trapezoid rule on such nodes converges
/// exponentially in the number of nodes for each length over which the integrand changes, which is what sizes the step.
/// </summary>
public sealed class EquispacedGrid : Grid
{
    private const int MaximumNodes = 4_000_000;

    private int _first;

    /// <summary>The distance of two nodes.</summary>
    public double Step { get; private set; }

    /// <summary>The integer j of the first core node.</summary>
    internal int CoreFirst => _first + CoreStart;

    /// <summary>The integer j just after the last core node.</summary>
    internal int CoreEnd => _first + CoreStop;

    /// <summary>The integer j of index 0.</summary>
    public int First => _first;

    /// <summary>Steps of this grid in a step of the one it is smoothed onto.</summary>
    internal int Ratio { get; private set; } = 1;

    /// <summary>Steps from a target to where its Gaussian is cut off.</summary>
    internal int HalfWidth { get; private set; }

    /// <summary>The coordinate of the node j = 0: a part of the step of the outermost of the grids that are aligned with each other.</summary>
    public double Offset { get; private set; }

    /// <inheritdoc/>
    public override double Coordinate(int index) => Offset + ((_first + index) * Step);

    /// <summary>Lays the grid for one Gaussian.</summary>
    /// <param name="resolution">How finely.</param>
    /// <param name="id">The grid's number in the resolution.</param>
    /// <param name="center">The Gaussian's mean.</param>
    /// <param name="deviation">Its standard deviation, &gt; 0.</param>
    /// <param name="width">The length over which the integrand changes, &gt; 0.</param>
    /// <param name="low">The first place where functions pass from one piece to another.</param>
    /// <param name="high">The last such place.</param>
    /// <param name="spread">The standard deviation of what has blurred those places.</param>
    /// <exception cref="NotFiniteNumberException">A length is not positive and finite, or the grid would be too large.</exception>
    public void Plan(Resolution resolution, int id, double center, double deviation, double width, double low, double high, double spread)
    {
        Step = width / resolution.NodesPerWidth(id);
        Offset = resolution.Shift * Step;
        Ratio = 1;
        HalfWidth = 0;
        Lay(
            Floor((center - Offset - (resolution.ReachOf(id) * deviation)) / Step),
            -Floor(-(center - Offset + (resolution.ReachOf(id) * deviation)) / Step) + 1,
            low - (resolution.ReachOf(id) * spread),
            high + (resolution.ReachOf(id) * spread));
    }

    /// <summary>Lays the grid for Gaussians centred at every core node of another, aligned with it.</summary>
    /// <param name="resolution">How finely.</param>
    /// <param name="id">The grid's number in the resolution.</param>
    /// <param name="target">The grid smoothed onto; already laid.</param>
    /// <param name="deviation">The Gaussians' standard deviation, &gt; 0.</param>
    /// <param name="width">The length over which the integrand changes, &gt; 0.</param>
    /// <param name="low">The first place where functions pass from one piece to another.</param>
    /// <param name="high">The last such place.</param>
    /// <param name="spread">The standard deviation of what has blurred those places; without such places, how many times further Gaussians reach, as what no asymptote continues moves their weight.</param>
    /// <exception cref="NotFiniteNumberException">A length is not positive and finite, or the grid would be too large.</exception>
    public void Plan(
        Resolution resolution, int id, EquispacedGrid target, double deviation, double width, double low, double high, double spread)
    {
        double wanted = width / resolution.NodesPerWidth(id);
        Ratio = Math.Max(1, -Floor(-target.Step / wanted));
        Step = target.Step / Ratio;
        Offset = target.Offset;

        double further = double.IsNegativeInfinity(low) && double.IsPositiveInfinity(high) ? 1 + spread : 1;
        HalfWidth = -Floor(-resolution.ReachOf(id) * further * deviation / Step);
        Lay(
            (target.CoreFirst * Ratio) - HalfWidth,
            ((target.CoreEnd - 1) * Ratio) + HalfWidth + 1,
            low - (resolution.ReachOf(id) * spread),
            high + (resolution.ReachOf(id) * spread));
    }

    private void Lay(int first, int end, double coreLow, double coreHigh)
    {
        if (end < first)
        {
            end = first;
        }

        if ((long)end - first > MaximumNodes)
        {
            throw new NotFiniteNumberException("A grid would need more than four million nodes.");
        }

        _first = first;
        Count = end - first;
        CoreStart = double.IsNegativeInfinity(coreLow) ? 0 : Math.Clamp(Floor((coreLow - Offset) / Step) - first, 0, Count);
        CoreStop = double.IsPositiveInfinity(coreHigh) ? Count : Math.Clamp(-Floor(-(coreHigh - Offset) / Step) + 1 - first, CoreStart, Count);
    }

    private static int Floor(double value)
    {
        double floor = Math.Floor(value);
        return Math.Abs(floor) < 1e9 ? (int)floor : throw new NotFiniteNumberException("A grid cannot be laid: a length is not positive and finite.");
    }
}
