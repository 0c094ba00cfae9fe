namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>
/// Composite Gauss-Legendre nodes over the line, as far as the Gaussians centred on another grid reach, in panels that end at the places
/// where the integrand has kinks and grow with the distance from these, where the narrow features are.
/// </summary>
public sealed class SplitGrid : Grid
{
    private const int NodesPerPanel = 16;

    private double[] _nodes = [];
    private double[] _weights = [];

    /// <summary>Where Gaussians are cut off, in standard deviations.</summary>
    internal double Reach { get; private set; }

    /// <inheritdoc/>
    public override double Coordinate(int index) => _nodes[index];

    /// <summary>The coordinates.</summary>
    public ReadOnlySpan<double> Coordinates => _nodes;

    /// <summary>The weight of the node at an array index.</summary>
    public double Weight(int index) => _weights[index];

    /// <summary>The weights.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Lays the panels.</summary>
    /// <param name="resolution">How finely.</param>
    /// <param name="id">The grid's number in the resolution.</param>
    /// <param name="target">The grid smoothed onto; already laid.</param>
    /// <param name="deviation">The Gaussians' standard deviation, &gt; 0, also the length over which the integrand changes far from the kinks.</param>
    /// <param name="width">The length over which it changes near them, &gt; 0.</param>
    /// <param name="cuts">Where panels end, ascending.</param>
    /// <exception cref="NotFiniteNumberException">A length is not positive and finite.</exception>
    public void Plan(Resolution resolution, int id, EquispacedGrid target, double deviation, double width, params ReadOnlySpan<double> cuts)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        ArgumentNullException.ThrowIfNull(target);
        Reach = resolution.ReachOf(id);
        double reach = resolution.ReachOf(id) * deviation;
        double low = target.Coordinate(target.CoreStart) - reach;
        double high = target.Coordinate(target.CoreStop - 1) + reach;
        if (!double.IsFinite(high - low) || !(deviation > 0) || !(width > 1e-9 * deviation) || (high - low) / deviation > 1e6)
        {
            throw new NotFiniteNumberException("A grid cannot be laid: a length is not positive and finite.");
        }

        var ends = new List<double> { low };
        foreach (double cut in cuts)
        {
            if (cut > ends[^1] && cut < high)
            {
                ends.Add(cut);
            }
        }

        ends.Add(high);
        double perPanel = NodesPerPanel / resolution.NodesPerWidth(id);
        double[] panels =
        [
            .. ends.Zip(ends.Skip(1)).SelectMany((piece, i) => Panels(piece.First, piece.Second, i > 0, i + 2 < ends.Count, perPanel * width, perPanel * deviation)),
            high,
        ];
        Lay(panels);
    }

    /// <summary>Where the panels of a piece begin: the length grows by half its distance from the kinks, from narrow to wide.</summary>
    private static List<double> Panels(double low, double high, bool isKinkLow, bool isKinkHigh, double narrow, double wide)
    {
        var starts = new List<double>();
        double at = low;
        while (at < high)
        {
            starts.Add(at);
            double fromLow = isKinkLow ? Math.Max(narrow, 0.5 * (at - low)) : wide;

            // Going towards a kink at distance D, a panel of length x leaves D - x, which is twice x: x = D/3.
            double fromHigh = isKinkHigh ? Math.Max(narrow, (high - at) / 3) : wide;
            at += Math.Min(wide, Math.Min(fromLow, fromHigh));
            if (high - at < 0.3 * narrow)
            {
                break;
            }
        }

        return starts;
    }

    private void Lay(double[] panels)
    {
        QuadratureRule rule = GaussLegendre.Rule(NodesPerPanel);
        int count = (panels.Length - 1) * NodesPerPanel;
        if (_nodes.Length < count)
        {
            (_nodes, _weights) = (new double[count + (count / 4)], new double[count + (count / 4)]);
        }

        for (int p = 0; p + 1 < panels.Length; p++)
        {
            double length = panels[p + 1] - panels[p];
            for (int k = 0; k < NodesPerPanel; k++)
            {
                _nodes[(p * NodesPerPanel) + k] = panels[p] + (length * 0.5 * (1 + rule.Nodes[k]));
                _weights[(p * NodesPerPanel) + k] = 0.5 * length * rule.Weights[k];
            }
        }

        CoreStart = 0;
        Count = CoreStop = count;
    }
}
