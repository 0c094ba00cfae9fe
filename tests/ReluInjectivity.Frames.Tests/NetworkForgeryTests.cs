using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.EndToEnd;
using ReluInjectivity.Frames.EndToEnd.Composed;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Certificates of networks that say something false with parts that are true; this program and tools/verify.py refuse each.</summary>
public sealed class NetworkForgeryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forged").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A certificate is of ReLU(Wx + b); where no ReLU follows, what it confuses has different outputs: x and 2x below zero, or a point where no row is active.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReluOfAnAffineLayer_ProvesNoCollision(bool hasMap)
    {
        Layer layer = new([[1.0, 0.0], [0, 1]]);
        Stage[] stages = [new("a", layer, false) { Pointwise = hasMap ? new("Tanh", null) : null }, new("b", layer, false)];
        Evidence[] evidence = [new CollisionEvidence(new Collision([-1, -1], [-2, -3], 1)), new DeficientCellEvidence([-1, -1, 1])];
        foreach (Evidence given in evidence)
        {
            Certificate proof = new(Verdict.NotInjective, Domain.WholeSpace, Certificate.Fingerprint(layer), 2, 2, 0, [], given);
            Assert.Null(CertificateVerifier.Problem(proof, layer));
            RefusedByBoth(stages, new(Verdict.NotInjective, Domain.WholeSpace, [Entry(stages[0], Domain.WholeSpace, proof)], null));
        }

        // What a null vector confuses both take.
        Layer flat = new([[1.0, 2.0], [2, 4]]);
        Stage[] flattened = [stages[0] with { Layer = flat }, stages[1]];
        Certificate straight = new(Verdict.NotInjective, Domain.WholeSpace, Certificate.Fingerprint(flat), 2, 2, 0, [], new CollisionEvidence(new Collision([2, -1], [0, 0], 1)));
        NetworkCertificate honest = new(Verdict.NotInjective, Domain.WholeSpace, [Entry(flattened[0], Domain.WholeSpace, straight)], null);
        Assert.Null(NetworkCertificateVerifier.Problem(honest, new Network(flattened)));
        Assert.True(!VerifyScript.IsThere || VerifyScript.ExitCode(_folder, NetworkCertificateTests.Text(honest), [flat, layer]) == 0);
    }

    /// <summary>|x| is injective on x >= 0 alone, by its regions; the proof for that domain is none for any other.</summary>
    [Fact]
    public void RegionsOfAnotherDomain_ProveNothing()
    {
        Stage[] stages = [new("a", new([[1.0], [-1]]), true), new("b", new([[1.0, 1]]), false)];
        NetworkCertificate honest = Honest(stages, Domain.Orthant);
        foreach (Domain domain in new[]
        {
            Domain.WholeSpace, new BallDomain(1), new BoxDomain(-1, 1), new BoundsDomain([-0.5], [double.PositiveInfinity]), new BoundsDomain([double.NegativeInfinity], [3]),
            new PolyhedronDomain([[1, 1], [-2, 1]]), Domain.Sphere, new BoundsDomain([0, 0], [1, 1]), new PolyhedronDomain([[1, 1, 1]]),
        })
        {
            RefusedByBoth(stages, honest with { Domain = domain });
            RefusedByBoth(stages, honest with { Domain = domain, Layers = [.. honest.Layers.Select((layer, k) => k == 0 ? layer with { Domain = domain } : layer)] });
        }
    }

    [Fact]
    public void RegionsChanged_ProveNothing()
    {
        Stage[] stages = [new("a", new([[1.0], [-1]]), true), new("b", new([[1.0, 1]]), false)];
        NetworkCertificate everywhere = new(Verdict.Injective, Domain.WholeSpace, [.. stages.Select(stage => Entry(stage, Domain.WholeSpace, null))], null);
        RegionProof honest = Honest(stages, Domain.Orthant).Regions!;

        // On R: two regions, x > 0 and x < 0, that fold onto each other.
        IReadOnlyList<int> none = [];
        RegionProof[] forged =
        [
            honest,
            new(2, [], []),
            new(2, [new(none, none)], []),
            new(2, [new(null, none), new(null, none)], []),
            new(2, [new(null, [0]), new(null, [0])], []),
            new(2, [new(null, [1]), new([1], null)], [[[0], [0]]]),
            new(2, [new(null, null), new([1], null), new(null, null)], []),
            new(2, [new(null, null), new([1], null), new(null, null)], [[[0]]]),
            new(2, [new(null, null), new([1], null), new(null, null)], [[[0, 1], [0, 1]]]),
            new(2, [new(null, null), new([1], null), new(null, null)], [[[1], [1]]]),
            new(2, [new(null, null), new([1], null), new(null, null)], [[[]]]),
            new(2, [new(null, null), new([1], null), new(null, null)], [[[1], [1]], [[1], [1]], [[1], [1]], [[1], [1]]]),
            new(2, [new(null, null), new([1], null), new(null, null)], [[[0], [2]], .. honest.Pairs, .. honest.Pairs, .. honest.Pairs]),
            new(1, [new(null, null), new([1], null), new(null, null)], []),
            new(0, [], []),
            new(3, [], []),
            new(-1, [], []),
        ];
        Assert.All(forged, regions => RefusedByBoth(stages, everywhere with { Regions = regions }));

        // With what they prove beside them, and the other verdict.
        NetworkCertificate halved = Honest(stages, Domain.Orthant);
        RefusedByBoth(stages, halved with { Verdict = Verdict.NotInjective });
        RefusedByBoth(stages, halved with { Layers = [halved.Layers[0]] });
        RefusedByBoth(stages, halved with { Pair = new Collision([1], [2], 1) });
        RefusedByBoth(stages, halved with { Verdict = Verdict.NotInjective, Pair = new Collision([1], [-1], 1) });
    }

    /// <summary>The first layers are injective by regions; what stands behind needs its own proof, on all that reaches it.</summary>
    [Fact]
    public void LayersBehindRegions_NeedTheirProofs()
    {
        Layer last = new([[1.0], [-2]]);
        Stage[] stages = [new("a", new([[1.0], [-1]]), true), new("b", new([[1.0, -1]]), false), new("c", last, true)];
        CheckResult check = InjectivityCheck.Run(last, new BallDomain(4), CheckOptions.Default);
        RegionProof regions = Honest(stages[..2], new BoxDomain(-1, 1)).Regions!;
        CertifiedLayer[] layers =
        [
            Entry(stages[0], new BoxDomain(-1, 1), null), Entry(stages[1], new NonNegativeBallDomain(2), null), Entry(stages[2], new BallDomain(4), check.Certificate),
        ];
        NetworkCertificate honest = new(Verdict.Injective, new BoxDomain(-1, 1), layers, null) { Regions = regions };
        Assert.Null(NetworkCertificateVerifier.Problem(honest, new Network(stages)));
        Assert.True(!VerifyScript.IsThere || VerifyScript.ExitCode(_folder, NetworkCertificateTests.Text(honest), [.. stages.Select(s => s.Layer)]) == 0);

        CertifiedLayer[][] forged =
        [
            [layers[0], layers[1], layers[2] with { Proof = null }],
            [layers[0], layers[1], layers[2] with { Domain = new BallDomain(1) }],
            [layers[0], layers[1], layers[2] with { Domain = Domain.Orthant }],
            [layers[0], layers[1] with { Domain = new BallDomain(0.5) }, layers[2]],
            [layers[0], layers[1], layers[2] with { Domain = new BallDomain(0.125), Proof = InjectivityCheck.Run(last, new BallDomain(0.125), CheckOptions.Default).Certificate }],
            [layers[0], layers[1], layers[2] with { Proof = InjectivityCheck.Run(last, new BallDomain(3), CheckOptions.Default).Certificate }],
            [layers[0], layers[1], layers[2] with { Proof = check.Certificate! with { Verdict = Verdict.NotInjective } }],
            [layers[0], layers[1]],
            [.. layers, layers[2]],
        ];
        Assert.All(forged, changed => RefusedByBoth(stages, honest with { Layers = changed }));
    }

    /// <summary>A tree as deep as the rows of a wide network is refused before it is walked.</summary>
    [Fact]
    public void DeepTrees_AreRefused()
    {
        double[][] rows = [.. Enumerable.Range(0, 20_000).Select(i => new[] { i % 2 == 0 ? 1.0 : -1 })];
        Stage[] stages = [new("a", new(rows), true)];
        NetworkCertificate certificate = new(Verdict.Injective, Domain.WholeSpace, [Entry(stages[0], Domain.WholeSpace, null)], null)
        {
            Regions = new(1, [.. rows.Select(_ => new RegionNode(null, []))], []),
        };

        Assert.NotNull(NetworkCertificateVerifier.Problem(certificate, new Network(stages)));
    }

    private static NetworkCertificate Honest(Stage[] stages, Domain domain)
    {
        NetworkResult result = NetworkCheck.Run(stages, domain, CheckOptions.Default);
        Assert.Equal((Verdict.Injective, NetworkEvidence.Regions), (result.EndToEnd, result.Evidence));
        NetworkCertificate certificate = NetworkCertificate.Of(result)!;
        Assert.Null(NetworkCertificateVerifier.Problem(certificate, new Network(stages)));
        return certificate;
    }

    private static CertifiedLayer Entry(Stage stage, Domain domain, Certificate? proof) =>
        new(Certificate.Fingerprint(stage.Layer), stage.Layer.Outputs, stage.Layer.Inputs, stage.HasReLU, stage.Pointwise is not null, domain, proof);

    private void RefusedByBoth(Stage[] stages, NetworkCertificate certificate)
    {
        string text = NetworkCertificateTests.Text(certificate);
        Assert.True(NetworkCertificateVerifier.Problem(certificate, new Network(stages)) is not null, text);
        Assert.True(!VerifyScript.IsThere || VerifyScript.ExitCode(_folder, text, [.. stages.Select(s => s.Layer)]) == 1, text);
    }
}
