namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Nodes t on (0, 1) with weights, for a piece of the line under a standard normal density. A piece that ends at a place of its own
/// begins there: t = 0 is that place. Equispaced nodes where both ends are as far as the reach, Gauss-Legendre panels elsewhere, and by a
/// double exponential rule next to an end where the integrand may be singular; <see cref="Resolution.IsIndependent"/> asks for other
/// rules, which share no node with these.
/// </summary>
public sealed class PanelGrid : Grid
{
    private const int NodesPerPanel = 20;
    private const int IndependentNodesPerPanel = 16;
    private const double IndependentDensity = 2.3;
    private const int MaximumNodes = 4_000_000;
    private const int GradedPanels = 80;
    private const double GradedRatio = 0.2;

    /// <summary>The least D = 1 - 2a that the reach follows.</summary>
    private const double SmallestPrecision = 1e-3;

    /// <summary>Where the rule for singular ends stops: t = exp(-pi sinh(5.5)) = 1e-167, 1 - t = 1e-17.</summary>
    private const double RoughEnd = 5.5;
    private const double SmoothEnd = 3.2;

    private readonly List<double> _nodes = [];
    private readonly List<double> _weights = [];
    private double[] _coordinates = [];
    private double[] _masses = [];
    private Layout? _layout;

    /// <summary>How far from 0 the line is taken into account.</summary>
    public double Step { get; private set; }

    /// <summary>The coordinate of the node at an array index, in (0, 1).</summary>
    public override double Coordinate(int index) => _coordinates[index];

    /// <summary>The coordinates.</summary>
    public ReadOnlySpan<double> Coordinates => _coordinates;

    /// <summary>The weight of the node at an array index; all weights add up to 1.</summary>
    public double Weight(int index) => _masses[index];

    /// <summary>The weights.</summary>
    public ReadOnlySpan<double> Weights => _masses;

    /// <summary>Lays the nodes.</summary>
    /// <param name="resolution">How finely.</param>
    /// <param name="id">The grid's number in the resolution.</param>
    /// <param name="low">The left end, or minus infinity.</param>
    /// <param name="high">The right end, or infinity.</param>
    /// <param name="width">The length over which the integrand changes, &gt; 0.</param>
    /// <param name="quadratic">a, where the integrand grows like exp(a z^2 + b |z|) at the most.</param>
    /// <param name="linear">b.</param>
    /// <param name="isRough">Whether the integrand may be singular at a finite end.</param>
    /// <exception cref="NotFiniteNumberException">A length is not positive and finite, or the grid would be too large.</exception>
    public void Plan(Resolution resolution, int id, double low, double high, double width, double quadratic, double linear, bool isRough)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        if (double.IsNaN(low) || double.IsNaN(high) || !(width > 0))
        {
            throw new NotFiniteNumberException("Nodes cannot be laid: a length is not positive and finite.");
        }

        // exp(a z^2 + b z) phi(z) is a normal density of variance 1/D and mean b/D, D = 1 - 2a.
        double d = Math.Max(1 - (2 * Math.Max(quadratic, 0)), SmallestPrecision);
        double limit = (resolution.ReachOf(id) / Math.Sqrt(d)) + (Math.Max(linear, 0) / d);
        Step = double.IsFinite(limit) ? limit : resolution.ReachOf(id);
        double length = Math.Abs(Math.Clamp(high, -Step, Step) - Math.Clamp(low, -Step, Step));
        bool isLine = double.IsInfinity(low) && double.IsInfinity(high);
        double perWidth = resolution.NodesPerWidth(id) / width;
        if (!(length * perWidth < MaximumNodes))
        {
            throw new NotFiniteNumberException("A grid would need more than four million nodes.");
        }

        Layout layout = isLine && !resolution.IsIndependent
            ? new(Math.Max(8, (int)Math.Ceiling(length * perWidth)), 0, 0, resolution.Shift, false)
            : Panels(length * perWidth, resolution.IsIndependent, isRough && !isLine ? resolution.NodesPerWidth(id) : 0);
        if (layout == _layout)
        {
            return;
        }

        _layout = layout;
        _nodes.Clear();
        _weights.Clear();
        if (layout.Nodes > 0)
        {
            Equispaced(layout.Nodes, layout.Shift);
        }
        else
        {
            LayPanels(layout);
        }

        (_coordinates, _masses) = ([.. _nodes], [.. _weights]);
        CoreStart = 0;
        Count = CoreStop = _coordinates.Length;
    }

    private void Equispaced(int count, double shift)
    {
        for (int j = 0; j < count; j++)
        {
            Add((j + shift) / count, 1.0 / count);
        }
    }

    /// <summary>The other rule has its panels elsewhere: they are not simply halves or thirds of the first one's.</summary>
    private static Layout Panels(double nodes, bool isIndependent, double density) => isIndependent
        ? new(0, Math.Max(2, (int)Math.Ceiling(nodes * IndependentDensity / IndependentNodesPerPanel)), density, 0, true)
        : new(0, Math.Max(1, (int)Math.Ceiling(nodes / NodesPerPanel)), density, 0, false);

    private void LayPanels(Layout layout)
    {
        bool isRough = layout.Density > 0;
        double first = isRough ? (layout.IsIndependent ? 0.87 : 1) / (layout.Panels + 1) : 0;
        if (isRough && layout.IsIndependent)
        {
            Graded(first);
        }
        else if (isRough)
        {
            DoubleExponential(first, 1 / (2 * layout.Density));
        }

        QuadratureRule rule = GaussLegendre.Rule(layout.IsIndependent ? IndependentNodesPerPanel : NodesPerPanel);
        double length = (1 - first) / layout.Panels;
        for (int p = 0; p < layout.Panels; p++)
        {
            Panel(rule, first + (p * length), length);
        }
    }

    private void Panel(QuadratureRule rule, double start, double length)
    {
        for (int k = 0; k < rule.Count; k++)
        {
            Add(start + (length * 0.5 * (1 + rule.Nodes[k])), 0.5 * length * rule.Weights[k]);
        }
    }

    /// <summary>Panels that shrink geometrically towards 0.</summary>
    private void Graded(double length)
    {
        QuadratureRule rule = GaussLegendre.Rule(IndependentNodesPerPanel);
        double end = length;
        for (int k = 0; k < GradedPanels; k++)
        {
            double start = k + 1 == GradedPanels ? 0 : end * GradedRatio;
            Panel(rule, start, end - start);
            end = start;
        }
    }

    /// <summary>t = length/(1 + exp(-pi sinh s)), s equispaced.</summary>
    private void DoubleExponential(double length, double step)
    {
        for (int j = (int)Math.Ceiling(-RoughEnd / step); j * step <= SmoothEnd; j++)
        {
            double s = Math.PI * Math.Sinh(j * step);
            double t = 1 / (1 + Math.Exp(-s));
            Add(length * t, step * length * Math.PI * Math.Cosh(j * step) / (2 + (2 * Math.Cosh(s))));
        }
    }

    private void Add(double node, double weight)
    {
        _nodes.Add(node);
        _weights.Add(weight);
    }

    /// <summary>What decides on the nodes.</summary>
    /// <param name="Nodes">The number of equispaced nodes; 0 for panels.</param>
    /// <param name="Panels">The number of panels.</param>
    /// <param name="Density">The density of the rule for a singular end; 0 where the end is smooth.</param>
    /// <param name="Shift">By how much equispaced nodes are moved.</param>
    /// <param name="IsIndependent">Whether the rules are the other ones.</param>
    private sealed record Layout(int Nodes, int Panels, double Density, double Shift, bool IsIndependent);
}
