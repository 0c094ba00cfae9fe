using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>Checks a certificate against a layer in exact arithmetic, independently of how it was found.</summary>
public static class CertificateVerifier
{
    /// <summary>The most that a certificate may call parallel.</summary>
    public const double LargestTolerance = 1e-6;

    /// <summary>What is wrong with a certificate; null where it proves its verdict.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="layer">The layer it is claimed for.</param>
    /// <param name="ct">Stops the check.</param>
    public static string? Problem(Certificate certificate, Layer layer, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(layer);
        if (certificate.Outputs != layer.Outputs || certificate.Inputs != layer.Inputs)
        {
            return $"it is for {certificate.Outputs} x {certificate.Inputs} weights, these are {layer.Outputs} x {layer.Inputs}";
        }

        if (!string.Equals(certificate.Layer, Certificate.Fingerprint(layer), StringComparison.Ordinal))
        {
            return "it is for other weights or another bias of the same shape";
        }

        bool isTolerable = certificate.ParallelTolerance is >= 0 and <= LargestTolerance;
        bool areInRange = certificate.ParallelRows.All(p => IsRow(p.Row, layer) && IsRow(p.Leader, layer));
        if (!isTolerable || !areInRange || ParallelRows.FromList(layer, certificate.ParallelRows, certificate.ParallelTolerance) is not { } parallels)
        {
            return "its list of parallel rows does not fit the weights";
        }

        if (certificate.Domain.Inputs is { } bounded && bounded != layer.Inputs)
        {
            return "its domain bounds another number of inputs";
        }

        var arrangement = Arrangement.With(layer, certificate.Domain, parallels);
        return (certificate.Verdict, certificate.Evidence) switch
        {
            (Verdict.NotInjective, CollisionEvidence e) => CollisionCheck.Problem(arrangement, e.Pair),
            (Verdict.NotInjective, DeficientCellEvidence e) => Problem(arrangement, e),
            (Verdict.Injective, CellsEvidence e) => ProofTreeCheck.Problem(ConvexHull(arrangement), e, ct),
            (Verdict.Injective, SphereEvidence e) when certificate.Domain is SphereDomain => SphereCheck.Problem(arrangement, e, ct),
            _ => "its evidence is not of a kind that proves its verdict",
        };
    }

    /// <summary>Injective on the ball, injective on the sphere.</summary>
    private static Arrangement ConvexHull(Arrangement arrangement) =>
        arrangement.Domain is SphereDomain ? Arrangement.With(arrangement.Layer, new BallDomain(1), arrangement.Parallels) : arrangement;

    private static bool IsRow(int i, Layer layer) => i >= 0 && i < layer.Outputs;

    private static string? Problem(Arrangement arrangement, DeficientCellEvidence evidence)
    {
        if (evidence.Point.Count != arrangement.Inputs + 1 || arrangement.Domain is SphereDomain)
        {
            return "its point has the wrong number of coordinates, or the domain is a sphere";
        }

        bool isInside = CollisionBuilder.IsInDomain(arrangement, evidence.Point, isClosed: false);
        return (isInside ? CollisionBuilder.ActiveRows(arrangement, [.. evidence.Point]) : null) switch
        {
            null => $"its point is not inside the domain {arrangement.Domain}",
            { } active when active.Length >= arrangement.Inputs => $"{active.Length} rows are active at its point, which is not fewer than {arrangement.Inputs}",
            _ => null,
        };
    }
}
