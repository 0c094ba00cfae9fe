namespace ReluInjectivity.Frames.Networks;

/// <summary>One layer of a network to be checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Layer">The weights, batch normalisation folded in; for a convolution a group's kernels, one flattened kernel a row.</param>
/// <param name="HasReLU">Whether a ReLU follows.</param>
/// <param name="IsConvolution">Whether the rows are kernels.</param>
/// <param name="CoversInput">For a convolution, whether every entry of the input is in some patch; null where that depends on the input's size or is not known.</param>
/// <param name="IsBeside">Whether it acts side by side with the stage before, on other channels of the same input: a further group of a convolution.</param>
/// <param name="HasDisjointPatches">For a convolution, whether patches share no entry and see no padding: then what the kernels confuse the layer confuses.</param>
/// <param name="Unrolled">For a convolution of known input size, the group as a layer of its own; null where that is not known or too large.</param>
public sealed record NetworkStage(
    string Name,
    ReluLayer Layer,
    bool HasReLU,
    bool IsConvolution = false,
    bool? CoversInput = null,
    bool IsBeside = false,
    bool HasDisjointPatches = false,
    ReluLayer? Unrolled = null)
{
    /// <summary>Whether a strictly increasing map of each output by itself follows in place of a ReLU, such as Tanh: it keeps different outputs different.</summary>
    public bool IsFollowedByMap { get; init; }

    /// <summary>That map, for those who invert it or go through it; null where it is not known.</summary>
    public IncreasingMap? Map { get; init; }

    /// <summary>A lower bound of that map's slopes; 0 where it gets as flat as one likes, or where they are not known.</summary>
    public double LeastSlope { get; init; }

    /// <summary>An upper bound of that map's slopes; infinite where they are not known.</summary>
    public double GreatestSlope { get; init; } = double.PositiveInfinity;

    /// <summary>The group of a convolution as a layer whose matrix is the whole of it; null where <see cref="Unrolled"/> is.</summary>
    public NetworkStage? AsMatrix() => Unrolled is null ? null : this with { Name = Name + " (unrolled)", Layer = Unrolled, IsConvolution = false };

    /// <summary>Itself, but a convolution of known input size as the layer of its whole matrix.</summary>
    internal NetworkStage AsMatrixWherePossible => IsConvolution && AsMatrix() is { } whole ? whole : this;
}

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
public sealed record NetworkResult(IReadOnlyList<StageResult> Stages, Verdict EndToEnd, string Reason)
{
    /// <summary>What the verdict end to end rests on.</summary>
    public NetworkEvidence Evidence { get; init; }

    /// <summary>Two inputs of the network with equal outputs, in exact fractions; null where none is given.</summary>
    public Search.Collision? Pair { get; init; }

    /// <summary>For <see cref="NetworkEvidence.Regions"/> the regions and why no two collide; else null.</summary>
    public Composed.RegionProof? Regions { get; init; }
}

/// <summary>What a network's verdict rests on.</summary>
public enum NetworkEvidence
{
    /// <summary>Nothing: it is undecided.</summary>
    None,

    /// <summary>The verdicts on its layers.</summary>
    Layers,

    /// <summary>The network is continuous, and gives fewer numbers than it takes: no such map is injective on a set with interior, nor on a sphere.</summary>
    Dimension,

    /// <summary>Two inputs with equal outputs.</summary>
    Collision,

    /// <summary>All pairs of the regions on which it is affine, searched in exact arithmetic.</summary>
    Regions,

    /// <summary>The input follows from the output node by node, as in coupling layers of flows.</summary>
    Construction,
}

/// <summary>What a file holds behind or around the layers that are checked.</summary>
/// <param name="Unread">What is left out at the end, and why; null for nothing.</param>
/// <param name="Dimensions">Inputs and outputs of the whole network where it is continuous throughout; null where that is not known.</param>
/// <param name="IsInvertedByNodes">Whether the input follows from the output node by node, in exact arithmetic.</param>
public sealed record NetworkRest(string? Unread = null, (long Inputs, long Outputs)? Dimensions = null, bool IsInvertedByNodes = false);

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
    public static NetworkResult Run(IReadOnlyList<NetworkStage> stages, Domain domain, CheckOptions options, CancellationToken ct = default) =>
        Run(stages, domain, options, new NetworkRest(), ct);

    /// <summary>Checks a network layer by layer, and where that does not decide, as a whole.</summary>
    /// <param name="stages">The layers in order.</param>
    /// <param name="domain">The network's inputs.</param>
    /// <param name="options">Limits; the time limit holds for each layer, and once more for the whole.</param>
    /// <param name="rest">What the file holds besides.</param>
    /// <param name="ct">Ends the checks; what is left is undecided.</param>
    public static NetworkResult Run(IReadOnlyList<NetworkStage> stages, Domain domain, CheckOptions options, NetworkRest rest, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(stages);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rest);
        if (domain.Inputs is { } bounded && stages.Count > 0 && (stages[0].IsConvolution || stages[0].Layer.Inputs != bounded))
        {
            throw new ArgumentException(
                stages[0].IsConvolution ? "bounds of single inputs are not read for networks that begin with a convolution" : $"the domain bounds {bounded} inputs, the network has {stages[0].Layer.Inputs}",
                nameof(domain));
        }

        List<StageResult> results = [];
        Domain current = domain;
        for (int k = 0; k < stages.Count; k++)
        {
            // The groups of a convolution act side by side: each on the input of the first.
            current = k == 0 || stages[k].IsBeside ? current : Next(stages[k - 1], current);
            results.Add(stages[k].IsConvolution ? ConvolutionCheck.Run(stages[k], current, options, ct) : Whole(stages[k], current, options, ct));
        }

        (Verdict verdict, string reason) = EndToEnd(results, rest);
        if (verdict is Verdict.Undecided && rest.IsInvertedByNodes)
        {
            return new(results, Verdict.Injective, "by construction: going back node by node, all of the input follows from the output") { Evidence = NetworkEvidence.Construction };
        }

        return verdict is Verdict.Undecided
            ? Composed.WholeNetwork.Run(results, domain, options, rest, reason, ct)
            : new(results, verdict, reason) { Evidence = NetworkEvidence.Layers };
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
            BoundsDomain b when b.Lower.Concat(b.Upper).All(double.IsFinite) => Math.Sqrt(b.Lower.Zip(b.Upper, (low, high) => Math.Max(low * low, high * high)).Sum()),
            BoxDomain b => Math.Sqrt(stage.Layer.Inputs) * Math.Max(Math.Abs(b.Lower), Math.Abs(b.Upper)),
            _ => null,
        };

        if (stage.IsFollowedByMap)
        {
            return Domain.WholeSpace;
        }

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

    /// <summary>A layer whose matrix is the whole of it.</summary>
    internal static StageResult Whole(NetworkStage stage, Domain domain, CheckOptions options, CancellationToken ct)
    {
        if (!stage.HasReLU)
        {
            return AffineCheck.Run(stage, domain, options, ct);
        }

        CheckResult check = InjectivityCheck.Run(stage.Layer, domain, options, ct);
        return new(stage, domain, check, check.Verdict, check.Reason);
    }

    private static (Verdict Verdict, string Reason) EndToEnd(List<StageResult> results, NetworkRest rest)
    {
        if (results.TakeWhile((r, k) => k == 0 || r.Stage.IsBeside).Any(r => r.Verdict == Verdict.NotInjective))
        {
            return (Verdict.NotInjective, "the first layer maps two inputs to one output, and no later layer can tell them apart");
        }

        if (results.TrueForAll(r => r.Verdict == Verdict.Injective))
        {
            return rest.Unread is null
                ? (Verdict.Injective, "every layer is injective on what reaches it, so the network is injective on the input domain")
                : (Verdict.Undecided, $"every layer that is read is injective, but {rest.Unread}");
        }

        StageResult first = results.First(r => r.Verdict != Verdict.Injective);
        string reason = first.Verdict == Verdict.NotInjective
            ? $"layer '{first.Stage.Name}' is not injective on its domain, but the layers before it may never produce the two inputs it confuses"
            : $"layer '{first.Stage.Name}' is undecided";
        return (Verdict.Undecided, reason);
    }
}
