namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>
/// One group of a convolution. Kernels that determine every patch, with patches that cover the input, are enough; where patches are disjoint they are
/// also needed; else the group as a matrix on inputs of known size decides.
/// </summary>
internal static class ConvolutionCheck
{
    public static StageResult Run(Stage stage, Domain domain, CheckOptions options, CancellationToken ct)
    {
        if (stage.CoversInput is false && domain is not SphereDomain)
        {
            const string Reason = "no patch sees some entries of the input";
            return new(stage, domain, new CheckResult(Verdict.NotInjective, null, Reason, 0, null), Verdict.NotInjective, Reason);
        }

        Domain patches = PatchDomain(domain);
        StageResult byPatch = stage.HasReLU ? WithReLU(stage, patches, options, ct) : WithoutReLU(stage, patches, options, ct);
        if (byPatch.Verdict is Verdict.Undecided && stage.HasDisjointPatches && byPatch.Check.Verdict is Verdict.NotInjective && patches == domain)
        {
            return byPatch with { Verdict = Verdict.NotInjective, Reason = "the kernels confuse two patches, and patches share no entry of the input" };
        }

        // A ball of the group's channels, with zeros elsewhere, is a part of the whole ball; of the sphere that is not so.
        if (byPatch.Verdict is not Verdict.Undecided || stage.AsMatrix() is not { } whole || domain is SphereDomain || (domain.Inputs is { } bounded && bounded != whole.Layer.Inputs))
        {
            return byPatch;
        }

        StageResult exact = NetworkCheck.Whole(whole, domain, options, ct);
        return exact.Verdict is Verdict.Undecided ? byPatch : exact;
    }

    /// <summary>A patch of a non-negative image is non-negative, zero padding included; a box's patch with padding may leave the box.</summary>
    private static Domain PatchDomain(Domain domain) => domain switch
    {
        OrthantDomain or NonNegativeBallDomain or BoxDomain { Lower: >= 0 } => Domain.Orthant,
        BoundsDomain bounds when bounds.Lower.All(low => low >= 0) => Domain.Orthant,
        _ => Domain.WholeSpace,
    };

    private static StageResult WithReLU(Stage stage, Domain domain, CheckOptions options, CancellationToken ct)
    {
        CheckResult check = InjectivityCheck.Run(stage.Layer, domain, options, ct);
        (Verdict verdict, string reason) = (check.Verdict, stage.CoversInput) switch
        {
            (Verdict.Injective, true) => (Verdict.Injective, "the kernels determine every patch, and the patches cover the input"),
            (Verdict.Injective, false) => (Verdict.Undecided, "the kernels determine every patch, but the patches leave out entries of the input"),
            (Verdict.Injective, null) => (Verdict.Undecided, "the kernels determine every patch: injective if the patches cover the input, which depends on its size or is not in the file"),
            _ => (Verdict.Undecided, "the kernels do not determine a patch; overlapping patches together still might"),
        };
        return new(stage, domain, check, verdict, reason);
    }

    private static StageResult WithoutReLU(Stage stage, Domain domain, CheckOptions options, CancellationToken ct)
    {
        // The kernels' own verdict: patches are points of the domain, which has interior.
        CheckResult kernels = AffineCheck.Columns(stage.Layer, domain, options, ct);
        bool decides = kernels.Verdict is Verdict.Injective && stage.CoversInput is true;
        return new(stage, domain, kernels, decides ? Verdict.Injective : Verdict.Undecided, kernels.Reason);
    }
}
