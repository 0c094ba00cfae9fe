using ReluInjectivity.Frames.Exact;

namespace ReluInjectivity.Frames.Networks;

/// <summary>One layer of a network to be checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Layer">The weights, batch normalisation folded in; for a convolution a group's kernels, one flattened kernel a row.</param>
/// <param name="HasReLU">Whether a ReLU follows.</param>
/// <param name="IsConvolution">Whether the rows are kernels.</param>
/// <param name="CoversInput">For a convolution, whether every entry of the input is in some patch; null where that depends on the input's size or is not known.</param>
public sealed record NetworkStage(string Name, ReluLayer Layer, bool HasReLU, bool IsConvolution = false, bool? CoversInput = null);

/// <summary>The verdict on one layer.</summary>
/// <param name="Stage">The layer.</param>
/// <param name="Domain">Where it was checked.</param>
/// <param name="Check">The verdict; for a convolution that of the kernel condition, which is sufficient only.</param>
/// <param name="Verdict">What follows for the layer.</param>
/// <param name="Reason">Why, one sentence.</param>
public sealed record StageResult(NetworkStage Stage, Domain Domain, CheckResult Check, Verdict Verdict, string Reason);

/// <summary>The verdicts on a network.</summary>
/// <param name="Stages">Layer by layer.</param>
/// <param name="EndToEnd">Whether the whole map is injective on the input domain.</param>
/// <param name="Reason">What is and is not implied, one sentence.</param>
public sealed record NetworkResult(IReadOnlyList<StageResult> Stages, Verdict EndToEnd, string Reason);

/// <summary>
/// Checks a network layer by layer. After a ReLU inputs have no negative entries, and a layer takes a ball of radius r into one of radius
/// |W| r + |b|. All layers injective makes the network injective; a later layer that is not says nothing, for its collision need not be reached.
/// </summary>
public static class NetworkCheck
{
    /// <summary>Checks a network layer by layer, each on what the layers before can reach.</summary>
    /// <param name="stages">The layers in order.</param>
    /// <param name="domain">The network's inputs.</param>
    /// <param name="options">Limits; the time limit holds for each layer.</param>
    /// <param name="ct">Ends the checks; what is left is undecided.</param>
    public static NetworkResult Run(IReadOnlyList<NetworkStage> stages, Domain domain, CheckOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(stages);
        List<StageResult> results = [];
        Domain current = domain;
        foreach (NetworkStage stage in stages)
        {
            Domain checkedOn = stage.IsConvolution ? PatchDomain(current) : current;
            StageResult result = stage.HasReLU ? WithReLU(stage, checkedOn, options, ct) : WithoutReLU(stage, checkedOn);
            results.Add(result);
            current = Next(stage, current);
        }

        (Verdict verdict, string reason) = EndToEnd(results);
        return new(results, verdict, reason);
    }

    /// <summary>The domain of the layer after: what a layer's outputs are known to lie in.</summary>
    public static Domain Next(NetworkStage stage, Domain domain)
    {
        ArgumentNullException.ThrowIfNull(stage);
        double? radius = domain switch
        {
            BallDomain b => b.Radius,
            NonNegativeBallDomain b => b.Radius,
            SphereDomain => 1,
            BoxDomain b => Math.Sqrt(stage.Layer.Inputs) * Math.Max(Math.Abs(b.Lower), Math.Abs(b.Upper)),
            _ => null,
        };

        // A convolution's norm depends on the input's size, which is not known.
        if (radius is null || stage.IsConvolution)
        {
            return stage.HasReLU ? Domain.Orthant : Domain.WholeSpace;
        }

        // A little more, for rounding.
        double bias = UnitVector.Norm([.. stage.Layer.Thresholds]);
        double reached = ((Margins.SingularValues.Of(stage.Layer.ToMatrix()).Largest * radius.Value) + bias) * (1 + 1e-12);
        bool isUsable = reached > 0 && double.IsFinite(reached);
        return (isUsable, stage.HasReLU) switch
        {
            (true, true) => new NonNegativeBallDomain(reached),
            (true, false) => new BallDomain(reached),
            (false, true) => Domain.Orthant,
            _ => Domain.WholeSpace,
        };
    }

    /// <summary>A patch of a non-negative image is non-negative, zero padding included; a box's patch with padding may leave the box.</summary>
    private static Domain PatchDomain(Domain domain) => domain switch
    {
        OrthantDomain or NonNegativeBallDomain or BoxDomain { Lower: >= 0 } => Domain.Orthant,
        _ => Domain.WholeSpace,
    };

    private static StageResult WithReLU(NetworkStage stage, Domain domain, CheckOptions options, CancellationToken ct)
    {
        CheckResult check = InjectivityCheck.Run(stage.Layer, domain, options, ct);
        if (!stage.IsConvolution)
        {
            return new(stage, domain, check, check.Verdict, check.Reason);
        }

        (Verdict verdict, string reason) = (check.Verdict, stage.CoversInput) switch
        {
            (Verdict.Injective, true) => (Verdict.Injective, "the kernels determine every patch, and the patches cover the input"),
            (Verdict.Injective, false) => (Verdict.Undecided, "the kernels determine every patch, but the stride skips entries of the input"),
            (Verdict.Injective, null) => (Verdict.Undecided, "the kernels determine every patch: injective if the patches cover the input, which depends on its size or is not in the file"),
            _ => (Verdict.Undecided, "the kernels do not determine a patch; overlapping patches together still might"),
        };
        return new(stage, domain, check, verdict, reason);
    }

    private static StageResult WithoutReLU(NetworkStage stage, Domain domain)
    {
        int n = stage.Layer.Inputs;
        bool hasFullRank = Echelon.RankOf(stage.Layer.Rows.Select(r => Dyadic.Scale(r)), n) == n;
        Verdict verdict = (hasFullRank, stage.IsConvolution) switch
        {
            (true, false) => Verdict.Injective,
            (true, true) when stage.CoversInput is true => Verdict.Injective,
            (false, false) when domain is not SphereDomain => Verdict.NotInjective,
            _ => Verdict.Undecided,
        };
        string reason = hasFullRank ? "affine, with independent columns" : "affine, with dependent columns";
        return new(stage, domain, new CheckResult(verdict, null, reason, 0, null), verdict, reason);
    }

    private static (Verdict Verdict, string Reason) EndToEnd(List<StageResult> results)
    {
        if (results.TrueForAll(r => r.Verdict == Verdict.Injective))
        {
            return (Verdict.Injective, "every layer is injective on what reaches it, so the network is injective on the input domain");
        }

        if (results[0].Verdict == Verdict.NotInjective)
        {
            return (Verdict.NotInjective, "the first layer maps two inputs to one output, and no later layer can tell them apart");
        }

        StageResult first = results.First(r => r.Verdict != Verdict.Injective);
        string reason = first.Verdict == Verdict.NotInjective
            ? $"layer '{first.Stage.Name}' is not injective on its domain, but the layers before it may never produce the two inputs it confuses"
            : $"layer '{first.Stage.Name}' is undecided";
        return (Verdict.Undecided, reason);
    }
}
