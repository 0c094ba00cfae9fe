using System.Numerics;

namespace ReluInjectivity.Frames.Search;

/// <summary>
/// The hyperplanes of a layer and the walls of its domain, as integer vectors (w_i, -alpha_i): a row is active at (x, 1) where its
/// product is positive. Without thresholds and with a conic domain the last coordinate is left out.
/// </summary>
internal sealed class Arrangement
{
    private Arrangement(Layer layer, Domain domain, ParallelRows parallels)
    {
        Layer = layer;
        Domain = domain;
        Inputs = layer.Inputs;
        if (domain.Inputs is { } bounded && bounded != Inputs)
        {
            throw new ArgumentException($"the domain bounds {bounded} inputs, the layer has {Inputs}", nameof(domain));
        }

        Parallels = parallels;
        Rows = parallels.Rows;
        IsRelevant = parallels.IsRelevant;
        Walls = [.. FlatWalls.Of(domain, Inputs)];
        Radius = domain switch
        {
            BallDomain b => b.Radius,
            NonNegativeBallDomain b => b.Radius,
            _ => null,
        };

        DomainWalls = Walls;
        DomainRadius = Radius;

        // Without thresholds the cells are cones: a ball about 0, or a box around it, meets the same cells as all of R^n.
        bool isThresholdFree = Enumerable.Range(0, Rows.Count).All(i => parallels.Leaders[i] < 0 || layer.Thresholds[i] == 0);
        IsConic = isThresholdFree && domain is not (SphereDomain or BoundsDomain or PolyhedronDomain or BoxDomain { Lower: > 0 } or BoxDomain { Upper: < 0 });
        if (IsConic)
        {
            Radius = null;
            Walls = [.. Walls.Where(w => w[Inputs].IsZero)];
        }
        else if (Radius is null && domain is not SphereDomain)
        {
            // The coordinate t of (x, t) is positive.
            Walls = [.. Walls, FlatWalls.Unit(Inputs, Inputs)];
        }
    }

    /// <summary>The layer.</summary>
    public Layer Layer { get; }

    /// <summary>The domain.</summary>
    public Domain Domain { get; }

    /// <summary>The number of inputs, n.</summary>
    public int Inputs { get; }

    /// <summary>Rows taken as exactly parallel.</summary>
    public ParallelRows Parallels { get; }

    /// <summary>The rows (w_i, -alpha_i), each up to a positive factor, n + 1 long.</summary>
    public IReadOnlyList<BigInteger[]> Rows { get; }

    /// <summary>Whether a row counts: not zero, and no parallel row is active wherever it is.</summary>
    public IReadOnlyList<bool> IsRelevant { get; }

    /// <summary>Vectors whose product is positive inside the domain, n + 1 long.</summary>
    public IReadOnlyList<BigInteger[]> Walls { get; }

    /// <summary>The radius where the domain is round and the search must heed it.</summary>
    public double? Radius { get; }

    /// <summary>The walls of the domain itself, also those that the cells of a cone reach across.</summary>
    public IReadOnlyList<BigInteger[]> DomainWalls { get; }

    /// <summary>The radius of the domain itself.</summary>
    public double? DomainRadius { get; }

    /// <summary>Whether every cell is a cone, so that the last coordinate can be left out.</summary>
    public bool IsConic { get; }

    /// <summary>The hyperplanes of a layer on a domain.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="parallelTolerance">Relative distance up to which rows are taken as parallel; 0 for none.</param>
    public static Arrangement Of(Layer layer, Domain domain, double parallelTolerance) =>
        new(layer, domain, ParallelRows.Find(layer, parallelTolerance));

    /// <summary>The hyperplanes with given rows taken as parallel.</summary>
    public static Arrangement With(Layer layer, Domain domain, ParallelRows parallels) => new(layer, domain, parallels);
}
