using System.Numerics;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Margins;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames;

/// <summary>One run of <see cref="InjectivityCheck"/>.</summary>
/// <param name="layer">The layer.</param>
/// <param name="domain">The inputs that count.</param>
/// <param name="options">Limits.</param>
/// <param name="ct">Ends it.</param>
/// <param name="field">The field that is tried first; null for that of the process.</param>
internal sealed class CheckJob(Layer layer, Domain domain, CheckOptions options, CancellationToken ct, PrimeField? field = null)
{
    /// <summary>Above this many weights an undecided result comes without a margin: estimating it would take long after the time limit.</summary>
    private const long MostEntriesForMargin = 20_000;

    private readonly Progress _nodes = new(options.Progress);
    private int? _fewestActive;
    private int _descents;

    /// <summary>On a convex domain with interior.</summary>
    public CheckResult OnConvexSet()
    {
        var arrangement = Arrangement.Of(layer, domain, options.ParallelTolerance);
        ct.ThrowIfCancellationRequested();
        IReadOnlyList<(int Row, int Opposite)> pairs = AntiparallelPairs.Find(arrangement, ct);
        if (pairs.Count == layer.Inputs)
        {
            return Proven(arrangement, new CellsEvidence(pairs, []), "antiparallel pairs of rows span, and one of each pair is always active");
        }

        if (Falsified(arrangement, out string how) is { } evidence)
        {
            return Refuted(arrangement, evidence, how);
        }

        foreach (PrimeField tried in PrimeField.Several(field))
        {
            SearchOutcome outcome = CellSearch.Run(arrangement, [.. pairs.Select(p => p.Row)], options.Threads, _nodes, ct, field: tried);
            _nodes.Count = outcome.Nodes;
            if (outcome.Point is not { } point)
            {
                return outcome.IsProven
                    ? Proven(arrangement, new CellsEvidence(pairs, ProofNodes.Of(arrangement, outcome.Tree)), "in every cell of the domain the active rows span")
                    : Result(Verdict.Undecided, null, $"{outcome.Unconfirmed} cells touch the domain's boundary too closely to be confirmed");
            }

            // The search takes ranks modulo a prime, which may fall short; the point's own evidence is exact. Where that says otherwise the prime was to blame.
            if (AtPoint(arrangement, point) is { } found)
            {
                return Refuted(arrangement, found, "the search found a cell whose active rows do not span");
            }
        }

        return Result(Verdict.Undecided, null, $"the search ended at a cell whose active rows span after all, with each of {PrimeField.MostTried} primes");
    }

    /// <summary>On the sphere: by the ball, by a collision, by a subdivision.</summary>
    public CheckResult OnSphere()
    {
        var arrangement = Arrangement.Of(layer, domain, options.ParallelTolerance);
        if (layer.Inputs == 1)
        {
            Collision ends = new([BigInteger.One], [BigInteger.MinusOne], BigInteger.One);
            return CollisionCheck.Problem(arrangement, ends) is null
                ? Refuted(arrangement, new CollisionEvidence(ends), "the sphere's two points have the same output")
                : Proven(arrangement, new SphereEvidence([]), "the sphere's two points have different outputs");
        }

        var ball = Arrangement.Of(layer, new BallDomain(1), options.ParallelTolerance);
        IReadOnlyList<(int Row, int Opposite)> pairs = AntiparallelPairs.Find(ball, ct);
        SearchOutcome outcome = CellSearch.Run(ball, [.. pairs.Select(p => p.Row)], options.Threads, _nodes, ct);
        _nodes.Count = outcome.Nodes;
        if (outcome.IsProven)
        {
            return Proven(arrangement, new CellsEvidence(pairs, ProofNodes.Of(ball, outcome.Tree)), "the layer is injective on the unit ball, hence on the sphere");
        }

        foreach (double[] x in new Falsifier(arrangement).Points(16, 200, ct))
        {
            if (SphereCollision.At(arrangement, UnitVector.Of(x), ct) is { } pair)
            {
                return Refuted(arrangement, new CollisionEvidence(pair), "two points of the sphere collide");
            }
        }

        ct.ThrowIfCancellationRequested();
        if (layer.Inputs > SphereCheck.MostInputs)
        {
            return Result(Verdict.Undecided, null, "not proved injective on the ball, which says nothing against the sphere; too many inputs to subdivide it");
        }

        SphereSearch search = new(arrangement);
        Evidence? evidence = search.Run(_nodes, ct);
        _nodes.Count += search.Cones;
        return evidence switch
        {
            CollisionEvidence => Refuted(arrangement, evidence, "two points of the sphere collide"),
            not null => Proven(arrangement, evidence, "strictly active rows span in every cone of a subdivision of the sphere"),
            _ => Result(Verdict.Undecided, null, "somewhere on the sphere strictly active rows span by no margin, and no exact collision was found"),
        };
    }

    private CheckResult Result(Verdict verdict, Certificate? certificate, string reason) =>
        new(verdict, certificate, reason, _nodes.Count, _fewestActive) { Descents = _descents };

    /// <summary>Undecided, with the margin of a bias-free layer of moderate size; its worst input is one more chance to refute.</summary>
    public CheckResult Unfinished(string reason)
    {
        CheckResult undecided = Result(Verdict.Undecided, null, reason);
        if (!layer.IsBiasFree || domain is not WholeSpaceDomain || (long)layer.Outputs * layer.Inputs > MostEntriesForMargin)
        {
            return undecided;
        }

        var margin = UniformMargin.Estimate(layer);
        var arrangement = Arrangement.Of(layer, domain, options.ParallelTolerance);
        int[] active = CollisionBuilder.ActiveRows(arrangement, Dyadic.Scale([.. margin.WorstInput, 1.0])) ?? [];
        Evidence? evidence = active.Length < layer.Inputs ? Confirmed(arrangement, [.. margin.WorstInput]) : null;
        return evidence is null
            ? undecided with { MarginEstimate = margin.Value }
            : Refuted(arrangement, evidence, "the input with the smallest margin lies in a cell whose active rows do not span");
    }

    private Evidence? Falsified(Arrangement arrangement, out string how)
    {
        how = string.Empty;
        Falsifier falsifier = new(arrangement);
        bool isSmall = layer.Inputs <= 12;
        using var half = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (!isSmall && options.Left is { } limit)
        {
            half.CancelAfter(limit / 2);
        }

        // Small layers are searched exactly in little time; in large ones descent is the only hope of a collision.
        int starts = isSmall ? 12 : 64;
        int iterations = isSmall ? 60 : 2000;
        foreach (double[] x in falsifier.Points(starts, iterations, half.Token))
        {
            (_fewestActive, _descents) = (falsifier.FewestActive, falsifier.Descents);
            if (Confirmed(arrangement, x) is { } evidence)
            {
                how = "descent found a cell whose active rows do not span";
                return evidence;
            }
        }

        ct.ThrowIfCancellationRequested();
        (_fewestActive, _descents) = (falsifier.FewestActive, falsifier.Descents);
        return null;
    }

    /// <summary>Far out on the ray too, where on all of R^n thresholds no longer count.</summary>
    private Evidence? Confirmed(Arrangement arrangement, double[] x)
    {
        double[] scales = domain is WholeSpaceDomain && !arrangement.IsConic ? [1, 1e4, 1e8] : [1];
        return scales
            .Select(s => Dyadic.Scale([.. x.Select(v => v * s), 1.0]))
            .Select(point => AtPoint(arrangement, point))
            .FirstOrDefault(evidence => evidence is not null);
    }

    private Evidence? AtPoint(Arrangement arrangement, BigInteger[] point)
    {
        int[]? active = CollisionBuilder.ActiveRows(arrangement, point);
        if (active is null)
        {
            return null;
        }

        // Fewer active rows than inputs are proof enough; the exact kernel that a collision needs takes long in many dimensions.
        bool isDeficient = active.Length < arrangement.Inputs;
        Evidence? deficient = isDeficient ? new DeficientCellEvidence(CollisionBuilder.DrawnInside(arrangement, point)) : null;
        if (isDeficient && arrangement.Inputs > options.MostInputsForCollision)
        {
            return deficient;
        }

        try
        {
            bool spans = !isDeficient && ExactRank.Spans([.. active.Select(i => arrangement.Rows[i])], arrangement.Inputs, ct);
            return !spans && CollisionBuilder.Around(arrangement, point, ct) is { } pair ? new CollisionEvidence(pair) : deficient;
        }
        catch (OperationCanceledException) when (deficient is not null)
        {
            return deficient;
        }
    }

    private CheckResult Proven(Arrangement arrangement, Evidence evidence, string reason) =>
        Result(Verdict.Injective, Certified(arrangement, Verdict.Injective, evidence), reason);

    private CheckResult Refuted(Arrangement arrangement, Evidence evidence, string reason) =>
        Result(Verdict.NotInjective, Certified(arrangement, Verdict.NotInjective, evidence), reason);

    private Certificate Certified(Arrangement arrangement, Verdict verdict, Evidence evidence) => new(
        verdict, domain, Certificate.Fingerprint(layer), layer.Outputs, layer.Inputs, options.ParallelTolerance, arrangement.Parallels.Replaced, evidence);

    /// <summary>Passes counts on and keeps the last.</summary>
    private sealed class Progress(IProgress<long>? target) : IProgress<long>
    {
        public long Count { get; set; }

        public void Report(long value)
        {
            Count = value;
            target?.Report(value);
        }
    }
}
