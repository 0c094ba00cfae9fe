using ReluInjectivity.Runtime.SpecialFunctions;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// Maps unconstrained coordinates u, any real numbers, one to one onto the unknowns x inside their intervals and in their order.
/// Unknowns fall into chains; the k-th of a chain depends on the first k coordinates of the chain.
/// </summary>
internal sealed class Coordinates
{
    private readonly List<OrderedCoordinates> _chains = [];

    /// <summary>Builds the map for a system's unknowns.</summary>
    public Coordinates(IReadOnlyList<UnknownInfo> unknowns)
    {
        Count = unknowns.Count;
        int i = 0;
        while (i < unknowns.Count)
        {
            UnknownInfo first = unknowns[i];
            int length = 1;
            if (first.Ordering != Ordering.None)
            {
                while (i + length < unknowns.Count && string.Equals(unknowns[i + length].Family, first.Family, StringComparison.Ordinal))
                {
                    length++;
                }
            }

            _chains.Add(OrderedCoordinates.Of(first, i, length));
            i += length;
        }
    }

    /// <summary>The number of unknowns.</summary>
    public int Count { get; }

    /// <summary>The chains, in the order of the unknowns.</summary>
    public IReadOnlyList<OrderedCoordinates> Chains => _chains;

    /// <summary>Whether a coordinate goes to an end of an interval, rather than being an unknown that may be any number.</summary>
    public bool HasEnds(int coordinate) => !_chains.Exists(c => c.Kind == ChainKind.Free && c.At(0) == coordinate);

    /// <summary>The unknowns at coordinates.</summary>
    public double[] ToUnknowns(ReadOnlySpan<double> u)
    {
        double[] x = new double[Count];
        foreach (OrderedCoordinates chain in _chains)
        {
            chain.ToUnknowns(u, x);
        }

        return x;
    }

    /// <summary>The coordinates of unknowns that honour intervals and order.</summary>
    public double[] ToCoordinates(ReadOnlySpan<double> x)
    {
        double[] u = new double[Count];
        foreach (OrderedCoordinates chain in _chains)
        {
            chain.ToCoordinates(x, u);
        }

        return u;
    }

    /// <summary>The coordinates of unknowns given as <see cref="OrderedCoordinates.Profile"/> has them; not finite where these are out of order.</summary>
    public double[] OfProfiles(ReadOnlySpan<double> profiles)
    {
        double[] x = new double[Count];
        foreach (OrderedCoordinates chain in _chains)
        {
            chain.OfProfile(profiles, x);
        }

        return ToCoordinates(x);
    }

    /// <summary>dx_i/du_j.</summary>
    public double[,] Jacobian(ReadOnlySpan<double> u)
    {
        double[,] jacobian = new double[Count, Count];
        foreach (OrderedCoordinates chain in _chains)
        {
            chain.AddJacobian(u, jacobian);
        }

        return jacobian;
    }

    /// <summary>sum_i gradient_i d^2x_i/du_j du_k.</summary>
    public double[,] Curvature(ReadOnlySpan<double> u, ReadOnlySpan<double> gradient)
    {
        double[,] curvature = new double[Count, Count];
        foreach (OrderedCoordinates chain in _chains)
        {
            chain.AddCurvature(u, gradient, curvature);
        }

        return curvature;
    }
}
