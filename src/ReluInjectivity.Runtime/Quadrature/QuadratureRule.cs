namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>Nodes and weights of a quadrature rule: the integral of f is about the sum of weight times f(node).</summary>
/// <remarks>Immutable and therefore safe to share between threads.</remarks>
public sealed class QuadratureRule
{
    private readonly double[] _nodes;
    private readonly double[] _weights;

    internal QuadratureRule(double[] nodes, double[] weights)
    {
        _nodes = nodes;
        _weights = weights;
    }

    /// <summary>Number of nodes.</summary>
    public int Count => _nodes.Length;

    /// <summary>The nodes in increasing order.</summary>
    public ReadOnlySpan<double> Nodes => _nodes;

    /// <summary>The weight of each node.</summary>
    public ReadOnlySpan<double> Weights => _weights;
}
