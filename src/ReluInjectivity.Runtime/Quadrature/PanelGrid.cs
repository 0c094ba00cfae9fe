namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>Composite Gauss-Legendre nodes on (0, 1), for integrands that end at a kink or jump.</summary>
public sealed class PanelGrid : Grid
{
    private const int NodesPerPanel = 20;

    private double[] _nodes = [];
    private double[] _weights = [];

    /// <summary>The coordinate of the node at an array index, in (0, 1).</summary>
    public double Coordinate(int index) => _nodes[index];

    /// <summary>The coordinates.</summary>
    public ReadOnlySpan<double> Coordinates => _nodes;

    /// <summary>The weight of the node at an array index; all weights add up to 1.</summary>
    public double Weight(int index) => _weights[index];

    /// <summary>The weights.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Lays the panels.</summary>
    /// <param name="resolution">How finely.</param>
    /// <param name="id">The grid's number in the resolution.</param>
    /// <param name="length">The length of the interval mapped onto (0, 1), in standard deviations; &gt;= 0.</param>
    /// <exception cref="NotFiniteNumberException">The length is not finite.</exception>
    public void Plan(Resolution resolution, int id, double length)
    {
        if (!double.IsFinite(length))
        {
            throw new NotFiniteNumberException("Panels cannot be laid over a length that is not finite.");
        }

        int panels = Math.Max(1, (int)Math.Ceiling(Math.Abs(length) * resolution.NodesPerWidth(id) / NodesPerPanel));
        CoreStart = 0;
        if (panels * NodesPerPanel == Count)
        {
            return;
        }

        QuadratureRule rule = GaussLegendre.Rule(NodesPerPanel);
        Count = CoreStop = panels * NodesPerPanel;
        _nodes = new double[Count];
        _weights = new double[Count];
        for (int p = 0; p < panels; p++)
        {
            for (int k = 0; k < NodesPerPanel; k++)
            {
                _nodes[(p * NodesPerPanel) + k] = (p + (0.5 * (1 + rule.Nodes[k]))) / panels;
                _weights[(p * NodesPerPanel) + k] = 0.5 * rule.Weights[k] / panels;
            }
        }
    }
}
