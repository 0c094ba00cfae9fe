using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Frames.EndToEnd.Composed;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Certificates;

/// <summary>A layer of a network that is certified.</summary>
/// <param name="Layer">Its fingerprint; see <see cref="Certificate.Fingerprint"/>.</param>
/// <param name="Outputs">m.</param>
/// <param name="Inputs">n.</param>
/// <param name="HasReLU">Whether a ReLU follows.</param>
/// <param name="IsFollowedByMap">Whether a strictly increasing map of each output follows instead.</param>
/// <param name="Domain">What its inputs lie in.</param>
/// <param name="Proof">The certificate of the layer there; null where its verdict is not used, or where independent columns are the proof.</param>
public sealed record CertifiedLayer(string Layer, int Outputs, int Inputs, bool HasReLU, bool IsFollowedByMap, Domain Domain, Certificate? Proof);

/// <summary>
/// A verdict on a network that anyone can check: injective, as each layer is on what the layers before let through; or not injective, by a certificate of the first
/// layer or by two inputs that the layers take to one output. <see cref="NetworkCertificateVerifier"/> checks it in integers.
/// </summary>
/// <param name="Verdict">What is certified.</param>
/// <param name="Domain">The network's inputs.</param>
/// <param name="Layers">All layers of an injective network; of another those up to where two inputs meet.</param>
/// <param name="Pair">Two inputs with equal outputs; null where the layers' own certificates are the proof.</param>
public sealed record NetworkCertificate(Verdict Verdict, Domain Domain, IReadOnlyList<CertifiedLayer> Layers, Collision? Pair)
{
    /// <summary>For an injective network whose layers do not show it one by one: the regions of its first layers; null elsewhere. The layers behind have certificates.</summary>
    public RegionProof? Regions { get; init; }

    /// <summary>Whether the verdict settles another domain too; see <see cref="Certificate.Decides"/>.</summary>
    /// <param name="domain">The other domain.</param>
    public bool Decides(Domain domain) => DomainInclusion.Decides(Verdict, Domain, domain, Layers[0].Inputs);

    // With more inputs the exact norm of a layer takes minutes.
    private const int MostInputsOfNorm = 48;

    /// <summary>The certificate of a verdict; null where it is undecided, or rests on what is not certified: widths, kernels of convolutions, construction.</summary>
    /// <param name="result">The verdict.</param>
    public static NetworkCertificate? Of(NetworkResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        StageResult[] whole = [.. result.Stages.Select(stage => stage.AsMatrixWherePossible).TakeWhile(stage => stage.Stage is { IsConvolution: false, IsBeside: false })];
        Domain? domain = result.Stages.Count > 0 ? result.Stages[0].Domain : null;
        if (domain is null || whole.Length == 0)
        {
            return null;
        }

        switch (result.EndToEnd, result.Evidence)
        {
            case (Verdict.NotInjective, NetworkEvidence.Layers) when whole[0].Verdict is Verdict.NotInjective && whole[0].Check.Certificate is not null:
                return new(Verdict.NotInjective, domain, [Certified(whole[0], withProof: true)], null);
            case (Verdict.NotInjective, NetworkEvidence.Collision) when result.Pair is { } pair:
                int count = 1;
                while (count < whole.Length && whole[count].Stage.Layer.Inputs == whole[count - 1].Stage.Layer.Outputs && Composes(whole[..(count + 1)]))
                {
                    count++;
                }

                return new(Verdict.NotInjective, domain, [.. LeakyStages.Of(whole[..count], count).Select(stage => Certified(stage, withProof: false))], pair);
            case (Verdict.Injective, NetworkEvidence.Layers) when whole.Length == result.Stages.Count && whole.All(IsProven) && whole.SkipLast(1).Zip(whole.Skip(1)).All(IsShort):
                return new(Verdict.Injective, domain, [.. whole.Select(stage => Certified(stage, withProof: true))], null);
            case (Verdict.Injective, NetworkEvidence.Regions) when whole.Length == result.Stages.Count && result.Regions is { } regions:
                whole = LeakyStages.Of(whole, LeakyStages.Length([.. whole.Select(stage => stage.Stage)], regions.Layers));
                return !IsBehindProven(whole, regions.Layers) ? null : new(Verdict.Injective, domain, [.. whole.Select((stage, k) => Certified(stage, withProof: k >= regions.Layers))], null) { Regions = regions };
            default:
                return null;
        }
    }

    private static bool Composes(StageResult[] results) => ComposedMap.Composes(LeakyStages.Of((Stage[])[.. results.Select(result => result.Stage)], results.Length));

    private static bool IsBehindProven(StageResult[] whole, int from) =>
        from == whole.Length || (whole.Skip(from).All(IsProven) && whole.SkipLast(1).Zip(whole.Skip(1)).All(IsShort));

    private static bool IsProven(StageResult stage) => stage.Check.Certificate is not null || !stage.Stage.HasReLU;

    private static bool IsShort((StageResult First, StageResult Second) pair) =>
        pair.Second.Domain is not (BallDomain or NonNegativeBallDomain) || pair.First.Stage.Layer.Inputs <= MostInputsOfNorm;

    private static CertifiedLayer Certified(StageResult result, bool withProof) => new(
        Certificate.Fingerprint(result.Stage.Layer),
        result.Stage.Layer.Outputs,
        result.Stage.Layer.Inputs,
        result.Stage.HasReLU,
        result.Stage.Pointwise is not null,
        result.Domain,
        withProof ? result.Check.Certificate : null);
}
