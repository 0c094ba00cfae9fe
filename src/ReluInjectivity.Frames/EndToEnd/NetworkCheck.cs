namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>The verdict on one layer.</summary>
/// <param name="Stage">The layer.</param>
/// <param name="Domain">Where it was checked.</param>
/// <param name="Check">The verdict; for a convolution that of the kernel condition, which is sufficient only.</param>
/// <param name="Verdict">What follows for the layer.</param>
/// <param name="Reason">Why, one sentence.</param>
public sealed record StageResult(Stage Stage, Domain Domain, CheckResult Check, Verdict Verdict, string Reason)
{
    /// <summary>Of a convolution of known input size that of its whole matrix, of which the certificate of its kernels is none.</summary>
    internal StageResult AsMatrixWherePossible => Stage.AsMatrixWherePossible is { IsConvolution: false } whole && Stage.IsConvolution
        ? this with { Stage = whole, Check = Check with { Certificate = null } }
        : this;
}

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

/// <summary>
/// Checks a network layer by layer. After a ReLU inputs have no negative entries, and a layer takes a ball of radius r into one of radius
/// |W| r + |b|. All layers injective makes the network injective; a later layer that is not says nothing, for its collision need not be reached.
/// </summary>
public static class NetworkCheck
{
    /// <summary>Checks a network layer by layer, each on what the layers before can reach.</summary>
    /// <param name="stages">The layers in order.</param>
    /// <param name="domain">The network's inputs.</param>
    /// <param name="options">Limits; the layers and the search of the whole share the time limit.</param>
    /// <param name="ct">Ends the checks; what is left is undecided.</param>
    public static NetworkResult Run(IReadOnlyList<Stage> stages, Domain domain, CheckOptions options, CancellationToken ct = default) =>
        Run(new Network(stages), domain, options, ct);

    /// <summary>Checks a network layer by layer, and where that does not decide, as a whole.</summary>
    /// <param name="network">The layers, a convolution's groups side by side, and what the file holds besides.</param>
    /// <param name="domain">The network's inputs.</param>
    /// <param name="options">Limits; the layers and the search of the whole share the time limit.</param>
    /// <param name="ct">Ends the checks; what is left is undecided.</param>
    public static NetworkResult Run(Network network, Domain domain, CheckOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<Stage> stages = network.Stages;
        if (domain.Inputs is { } bounded && stages.Count > 0 && (stages[0].IsConvolution || stages[0].Layer.Inputs != bounded))
        {
            throw new ArgumentException(
                stages[0].IsConvolution ? "bounds of single inputs are not read for networks that begin with a convolution" : $"the domain bounds {bounded} inputs, the network has {stages[0].Layer.Inputs}",
                nameof(domain));
        }

        List<StageResult> results = [];
        Domain current = domain;
        options = options.Begun();
        for (int k = 0; k < stages.Count; k++)
        {
            // What a layer leaves of its share is for those behind it, and for the whole.
            CheckOptions share = options.Part(stages.Count - k + 1);
            using CancellationTokenSource limited = share.Limited(ct);

            // The groups of a convolution act side by side: each on the input of the first.
            current = k == 0 || stages[k].IsBeside ? current : Next(stages[k - 1], current, limited.Token);
            results.Add(stages[k].IsConvolution ? ConvolutionCheck.Run(stages[k], current, share, ct) : Whole(stages[k], current, share, ct));
        }

        (Verdict verdict, string reason) = EndToEnd(results, network);
        if (verdict is Verdict.Undecided && network.IsInvertedByNodes)
        {
            return new(results, Verdict.Injective, "by construction: going back node by node, all of the input follows from the output") { Evidence = NetworkEvidence.Construction };
        }

        return verdict is Verdict.Undecided
            ? Composed.WholeNetwork.Run(results, domain, options, network, reason, ct)
            : new(results, verdict, reason) { Evidence = NetworkEvidence.Layers };
    }

    /// <summary>The domain of the layer after: what a layer's outputs are known to lie in.</summary>
    /// <param name="stage">The layer.</param>
    /// <param name="domain">What its inputs lie in.</param>
    /// <param name="ct">Where it comes before the layer's norm is known, a bound of it is taken.</param>
    public static Domain Next(Stage stage, Domain domain, CancellationToken ct = default)
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

        if (stage.Pointwise is not null)
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
        double reached = ((Margins.SingularValues.LargestOrBound(stage.Layer, ct).Value * radius.Value) + bias) * (1 + 1e-12);
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
    internal static StageResult Whole(Stage stage, Domain domain, CheckOptions options, CancellationToken ct)
    {
        if (!stage.HasReLU)
        {
            return AffineCheck.Run(stage, domain, options, ct);
        }

        CheckResult check = InjectivityCheck.Run(stage.Layer, domain, options, ct);
        return new(stage, domain, check, check.Verdict, check.Reason);
    }

    private static (Verdict Verdict, string Reason) EndToEnd(List<StageResult> results, Network network)
    {
        if (results.TakeWhile((r, k) => k == 0 || r.Stage.IsBeside).Any(r => r.Verdict == Verdict.NotInjective))
        {
            return (Verdict.NotInjective, "the first layer maps two inputs to one output, and no later layer can tell them apart");
        }

        if (results.TrueForAll(r => r.Verdict == Verdict.Injective))
        {
            return network.Unread is null
                ? (Verdict.Injective, "every layer is injective on what reaches it, so the network is injective on the input domain")
                : (Verdict.Undecided, $"every layer that is read is injective, but {network.Unread}");
        }

        StageResult first = results.First(r => r.Verdict != Verdict.Injective);
        string reason = first.Verdict == Verdict.NotInjective
            ? $"layer '{first.Stage.Name}' is not injective on its domain, but the layers before it may never produce the two inputs it confuses"
            : $"layer '{first.Stage.Name}' is undecided";
        return (Verdict.Undecided, reason);
    }
}
