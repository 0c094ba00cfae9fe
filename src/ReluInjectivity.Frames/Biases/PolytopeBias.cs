using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Frames.Biases;

/// <summary>
/// Polytope bias estimation (arXiv:2406.15856): the cones over the facets of the hull of the unit rows tile R^n, each facet's rows span,
/// and a row's threshold is its lowest inner product over the cones of its facets. Facets are merged, so no triangulation matters.
/// </summary>
public static class PolytopeBias
{
    private const double AtOrigin = 1e-9;

    /// <summary>Estimates; the result is a certificate.</summary>
    /// <param name="layer">The layer; its bias plays no part.</param>
    /// <param name="domain">Where the bias is to be safe.</param>
    /// <param name="ct">Stops the computation with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="NotOmnidirectionalException">The rows leave a direction uncovered, so the method has no answer.</exception>
    public static SafeBias Of(Layer layer, BiasDomain domain, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var rows = UnitRows.Of(layer);
        bool isNonNegative = domain.Kind is BiasDomainKind.NonNegativeBall;
        IReadOnlyList<int[]> facets = isNonNegative ? OrthantFacets(rows, ct) : Facets(rows, ct);
        double[] normalised = new double[rows.Directions.Count];
        Array.Fill(normalised, double.PositiveInfinity);
        foreach (int[] facet in facets)
        {
            double[][] edges = [.. facet.Select(i => rows.Directions[i])];
            foreach (int i in facet)
            {
                normalised[i] = Math.Min(normalised[i], ConeBound.Lowest(edges, rows.Directions[i], ct));
            }
        }

        string note = FormattableString.Invariant($"lowest inner products over the cones of {facets.Count} facets");
        return SafeBias.Of("pbe", layer, domain, rows, normalised, Reliability.Certificate, note);
    }

    /// <summary>The facets of the hull of the unit rows, as rows of the matrix.</summary>
    /// <exception cref="NotOmnidirectionalException">The origin is not inside the hull.</exception>
    internal static IReadOnlyList<int[]> Facets(UnitRows rows, CancellationToken ct)
    {
        IReadOnlyList<HullFacet> facets = rows.Directions.Count == 0 ? [] : ConvexHull.Facets(rows.Directions, ct);
        return facets.Count > 0 && facets.All(f => f.Offset > AtOrigin)
            ? [.. facets.Select(f => f.Points.ToArray())]
            : throw new NotOmnidirectionalException("the origin is not inside the convex hull of the rows: some half-space holds no row inside");
    }

    /// <summary>Of the hull of the rows and the origin, the facets off the origin whose cones meet the open orthant.</summary>
    private static IReadOnlyList<int[]> OrthantFacets(UnitRows rows, CancellationToken ct)
    {
        int n = rows.Inputs;
        for (int j = 0; j < n; j++)
        {
            double[] e = new double[n];
            e[j] = 1;
            double[] nearest = rows.Directions.Count == 0 ? new double[n] : ConeBound.Projection(rows.Directions, e, ct);
            if (Math.Abs(nearest[j] - 1) > 1e-9)
            {
                throw new NotOmnidirectionalException(FormattableString.Invariant($"input {j} alone is not in the cone of the rows"));
            }
        }

        double[][] points = [.. rows.Directions, new double[n]];
        int origin = points.Length - 1;
        IReadOnlyList<HullFacet> facets = ConvexHull.Facets(points, ct);
        if (facets.Count == 0)
        {
            throw new NotOmnidirectionalException("the convex hull of the rows and the origin has no volume that doubles can tell from none");
        }

        return
        [
            .. facets
                .Where(f => f.Offset > AtOrigin && !f.Points.Contains(origin) && ConeBound.MeetsOpenOrthant([.. f.Points.Select(i => points[i])], ct))
                .Select(f => f.Points.ToArray()),
        ];
    }
}

/// <summary>The rows do not surround the origin, or do not cover the orthant: polytope bias estimation has no answer.</summary>
public sealed class NotOmnidirectionalException : Exception
{
    /// <summary>Without a message.</summary>
    public NotOmnidirectionalException()
    {
    }

    /// <summary>With a message.</summary>
    public NotOmnidirectionalException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public NotOmnidirectionalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
