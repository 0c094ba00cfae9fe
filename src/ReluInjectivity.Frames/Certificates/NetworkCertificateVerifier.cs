using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Frames.EndToEnd.Composed;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>Checks the certificate of a network against its layers in exact arithmetic, independently of how it was found.</summary>
public static class NetworkCertificateVerifier
{
    /// <summary>What is wrong with a certificate; null where it proves its verdict.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="network">The network it is claimed for, a convolution's groups side by side.</param>
    /// <param name="ct">Stops the check.</param>
    public static string? Problem(NetworkCertificate certificate, Network network, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(network);
        IReadOnlyList<Stage> stages = Written(certificate, network.Stages);
        if (certificate.Layers.Count == 0 || certificate.Layers.Count > stages.Count)
        {
            return $"it is for {certificate.Layers.Count} layers, the network has {stages.Count}";
        }

        if (certificate.Domain.Inputs is { } bounded && bounded != stages[0].AsMatrixWherePossible.Layer.Inputs)
        {
            return "its domain bounds another number of inputs";
        }

        Stage[] whole = [.. stages.Take(certificate.Layers.Count).Select(stage => stage.AsMatrixWherePossible)];
        for (int k = 0; k < whole.Length; k++)
        {
            if (LayerProblem(certificate.Layers[k], whole[k], k == 0 ? null : whole[k - 1]) is { } problem)
            {
                return $"layer {k}: {problem}";
            }
        }

        if (certificate.Verdict is Verdict.NotInjective)
        {
            return certificate.Regions is not null ? "its regions prove nothing of this verdict" : certificate.Pair is { } pair ? PairProblem(certificate, whole, pair) : FirstProblem(certificate, whole[0], ct);
        }

        if (certificate.Regions is { } regions && RegionProofCheck.Problem(regions, whole, certificate.Domain, ct) is { } wrong)
        {
            return wrong;
        }

        return whole.Length < stages.Count || network.Unread is not null || certificate.Pair is not null
            ? "it leaves out what stands behind its layers"
            : LayersProblem(certificate, whole, ct);
    }

    // As the layers stand in a certificate of several that are composed.
    private static Stage[] Written(NetworkCertificate certificate, IReadOnlyList<Stage> stages)
    {
        Stage[] whole = [.. stages.Select(stage => stage.AsMatrixWherePossible)];
        int composed = certificate.Regions?.Layers ?? (certificate.Pair is null ? 0 : certificate.Layers.Count);
        return composed <= 0 ? [.. stages] : LeakyStages.Of(whole, LeakyStages.Length(whole, composed));
    }

    private static string? LayerProblem(CertifiedLayer certified, Stage stage, Stage? before)
    {
        if (stage.IsConvolution || stage.IsBeside || (before is not null && before.Layer.Outputs != stage.Layer.Inputs))
        {
            return "the network's is a convolution of unknown size or several groups, or does not fit the one before";
        }

        if (certified.HasReLU != stage.HasReLU || certified.IsFollowedByMap != (stage.Pointwise is not null))
        {
            return "another function follows in the network";
        }

        bool isIt = certified.Outputs == stage.Layer.Outputs && certified.Inputs == stage.Layer.Inputs
            && string.Equals(certified.Layer, Certificate.Fingerprint(stage.Layer), StringComparison.Ordinal);
        return isIt ? null : "it is for other weights or another bias";
    }

    private static string? PairProblem(NetworkCertificate certificate, Stage[] stages, Search.Collision pair)
    {
        if (pair.X.Count != stages[0].Layer.Inputs || pair.Y.Count != pair.X.Count || stages.SkipLast(1).Any(stage => stage.Pointwise is not null))
        {
            return "its two inputs have another length, or the layers do not compose";
        }

        return NetworkCollision.Holds(new ComposedMap(stages), certificate.Domain, pair) ? null : "its two inputs are the same, not in the domain, or have different outputs";
    }

    private static string? FirstProblem(NetworkCertificate certificate, Stage stage, CancellationToken ct) =>
        certificate.Layers[0].Proof is not { Verdict: Verdict.NotInjective } proof ? "it has neither two inputs nor a certificate that the first layer is not injective"
        : proof.Domain != certificate.Domain ? "the certificate of the first layer is for another domain"
        : CertificateVerifier.Problem(proof, stage.Layer, ct) is { } problem ? $"layer 0: {problem}"
        : stage.HasReLU || (proof.Evidence is CollisionEvidence { Pair: var pair } && HaveEqualValues(stage.Layer, pair)) ? null
        : "layer 0: no ReLU follows, and without one its certificate shows no equal outputs";

    // A proof is of ReLU(Wx + b), which confuses more than Wx + b does.
    private static bool HaveEqualValues(Layer layer, Search.Collision pair)
    {
        BigInteger[] difference = [.. pair.X.Zip(pair.Y, (x, y) => x - y)];
        return layer.Rows.All(row => CollisionBuilder.Dot(Dyadic.Scale(row), difference).IsZero);
    }

    private static string? LayersProblem(NetworkCertificate certificate, Stage[] stages, CancellationToken ct)
    {
        int composed = certificate.Regions?.Layers ?? 0;
        for (int k = composed == stages.Length ? composed : 0; k < stages.Length; k++)
        {
            CertifiedLayer layer = certificate.Layers[k];
            bool isReached = k == 0 ? layer.Domain == certificate.Domain : ImageInclusion.Holds(stages[k - 1], certificate.Layers[k - 1].Domain, layer.Domain, ct);
            if (!isReached)
            {
                return $"layer {k}: what reaches it need not lie in {layer.Domain}";
            }

            if (k < composed)
            {
                continue;
            }

            string? problem = layer.Proof is not { } proof
                ? stages[k].HasReLU ? "its certificate is missing" : ExactRank.HasIndependentColumns(stages[k].Layer.Rows, stages[k].Layer.Inputs, ct) ? null : "its columns are dependent"
                : proof.Verdict is not Verdict.Injective || proof.Domain != layer.Domain ? "its certificate is of another verdict or domain"
                : CertificateVerifier.Problem(proof, stages[k].Layer, ct);
            if (problem is not null)
            {
                return $"layer {k}: {problem}";
            }
        }

        return null;
    }
}
