using System.Globalization;
using ReluInjectivity.Frames.EndToEnd.Images;

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
            return Decided(stage, domain, Verdict.NotInjective, Reason);
        }

        using CancellationTokenSource limited = options.Limited(ct);
        options = options.Begun();
        if (Few(stage, domain) is { } few)
        {
            return Decided(stage, domain, Verdict.NotInjective, few);
        }

        Domain patches = PatchDomain(domain);
        StageResult byPatch = stage.Convolution is { IsTransposed: true } ? Decided(stage, domain, Verdict.Undecided, "a transposed convolution has no patch of its input for each output")
            : stage.HasReLU ? WithReLU(stage, patches, options, ct)
            : WithoutReLU(stage, patches, options, ct);
        if (byPatch.Verdict is Verdict.Undecided && stage.HasDisjointPatches && byPatch.Check.Verdict is Verdict.NotInjective && patches == domain)
        {
            return byPatch with { Verdict = Verdict.NotInjective, Reason = "the kernels confuse two patches, and patches share no entry of the input" };
        }

        if (byPatch.Verdict is not Verdict.Undecided || domain is SphereDomain)
        {
            return byPatch;
        }

        // A ball of the group's channels, with zeros elsewhere, is a part of the whole ball; of the sphere that is not so.
        if (stage.AsMatrix() is { } whole)
        {
            StageResult? exact = domain.Inputs is { } bounded && bounded != whole.Layer.Inputs ? null : NetworkCheck.Whole(whole, domain, options, ct);
            return exact is null or { Verdict: Verdict.Undecided } ? byPatch : exact;
        }

        try
        {
            return Large(stage, domain, patches, options, byPatch, limited.Token);
        }
        catch (OperationCanceledException)
        {
            return byPatch with { Reason = byPatch.Reason + "; the time limit came before more was known" };
        }
    }

    // What numbers of inputs and outputs tell of any domain with interior, and of all of R^n for ReLU: generic x and -x have each output active at one of them alone, and each needs n.
    private static string? Few(Stage stage, Domain domain)
    {
        if (domain is SphereDomain || stage.Convolution is not { Groups: 1, InputSize: { } size, OutputSize: { } places } shape)
        {
            return null;
        }

        long inputs = size.Aggregate((long)shape.InputChannels, (product, extent) => product * extent);
        long outputs = places.Aggregate((long)shape.OutputChannels, (product, extent) => product * extent);
        return outputs < inputs ? string.Create(CultureInfo.InvariantCulture, $"it gives {outputs} numbers for {inputs}")
            : stage.HasReLU && domain is WholeSpaceDomain && outputs < 2 * inputs
                ? string.Create(CultureInfo.InvariantCulture, $"it gives {outputs} numbers for {inputs}; on all of R^n a layer with ReLU needs twice as many")
                : null;
    }

    // Of an image too large to be written out.
    private static StageResult Large(Stage stage, Domain domain, Domain patches, CheckOptions options, StageResult byPatch, CancellationToken ct)
    {
        if (CircularCheck.Applies(stage))
        {
            (Verdict verdict, string reason) = CircularCheck.Run(stage, ct);
            return Decided(stage, domain, verdict, reason);
        }

        if (ImageRows.Of(stage) is not { } image)
        {
            return byPatch;
        }

        if (stage.HasReLU && new UnseenPlace(image, domain, ct).Exists())
        {
            return Decided(stage, domain, Verdict.NotInjective, "at some input no output that sees one of its places is active");
        }

        (Verdict byBlocks, string why) = new BlockCheck(image, patches, patches == domain, options, ct).Run();
        return byBlocks is Verdict.Undecided ? byPatch with { Reason = $"{byPatch.Reason}; {why}" } : Decided(stage, domain, byBlocks, why);
    }

    private static StageResult Decided(Stage stage, Domain domain, Verdict verdict, string reason) => new(stage, domain, new CheckResult(verdict, null, reason, 0, null), verdict, reason);

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
