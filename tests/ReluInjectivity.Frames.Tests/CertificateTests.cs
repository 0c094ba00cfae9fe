using System.Globalization;
using System.Numerics;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Certificates survive the file, hold for their layer, and for nothing else.</summary>
public sealed class CertificateTests
{
    public static Certificate RoundTrip(Certificate certificate) => CertificateJson.Read(Text(certificate));

    [Fact]
    public void File_ReadsWhatItWrites()
    {
        foreach (Certificate certificate in Samples().Select(s => s.Certificate))
        {
            Assert.Equal(Text(certificate), Text(RoundTrip(certificate)));
        }
    }

    [Fact]
    public void Certificate_HoldsForItsLayerOnly()
    {
        foreach ((Layer layer, Certificate certificate) in Samples())
        {
            Layer other = new([.. layer.Rows.Select((r, i) => i == 0 ? r.Select(v => v * 2).ToArray() : r)], [.. layer.Thresholds.Select(t => 0 - t)]);

            Assert.Null(CertificateVerifier.Problem(certificate, layer));
            Assert.NotNull(CertificateVerifier.Problem(certificate, other));
            Assert.NotNull(CertificateVerifier.Problem(certificate with { Layer = "sha256:00" }, layer));
            Assert.NotNull(CertificateVerifier.Problem(certificate with { Inputs = certificate.Inputs + 1 }, layer));
        }
    }

    [Fact]
    public void OppositeVerdict_DoesNotHold()
    {
        foreach ((Layer layer, Certificate certificate) in Samples())
        {
            Verdict opposite = certificate.Verdict == Verdict.Injective ? Verdict.NotInjective : Verdict.Injective;
            Assert.NotNull(CertificateVerifier.Problem(certificate with { Verdict = opposite }, layer));
        }
    }

    [Fact]
    public void Tree_MustEndWhereItsNodesDo()
    {
        (Layer layer, Certificate certificate, CellsEvidence cells) = Tree("gauss_n3_m12_seed2", Domain.WholeSpace);

        // Cuts further inside may leave another valid proof; no proof is shorter than its open branches.
        for (int kept = 0; kept < cells.Nodes.Count; kept++)
        {
            CellsEvidence cut = cells with { Nodes = [.. cells.Nodes.Take(kept)] };
            Assert.NotNull(CertificateVerifier.Problem(certificate with { Evidence = cut }, layer));
        }

        CellsEvidence longer = cells with { Nodes = [.. cells.Nodes, cells.Nodes[^1]] };
        Assert.NotNull(CertificateVerifier.Problem(certificate with { Evidence = longer }, layer));
    }

    [Fact]
    public void EveryMultiplier_Counts()
    {
        (Layer layer, Certificate certificate, CellsEvidence cells) = Tree("gauss_n3_m12_seed2", Domain.WholeSpace);

        for (int k = 0; k < cells.Nodes.Count; k++)
        {
            for (int j = 0; j < cells.Nodes[k].Multipliers!.Count; j++)
            {
                ProofNode changed = cells.Nodes[k] with { Multipliers = [.. cells.Nodes[k].Multipliers!.Select((w, i) => i == j ? w + 1 : w)] };
                CellsEvidence tampered = cells with { Nodes = [.. cells.Nodes.Select((node, i) => i == k ? changed : node)] };
                Assert.NotNull(CertificateVerifier.Problem(certificate with { Evidence = tampered }, layer));
            }
        }
    }

    [Fact]
    public void MultipliersLeftOut_AreFoundByTheReader()
    {
        (Layer layer, Certificate certificate, CellsEvidence cells) = Tree("gauss_n4_m20_seed0", Domain.WholeSpace);

        CellsEvidence bare = cells with { Nodes = [.. cells.Nodes.Select(n => n with { Multipliers = null })] };

        Assert.Null(CertificateVerifier.Problem(certificate with { Evidence = bare }, layer));
    }

    [Fact]
    public void Branch_CannotBeDroppedOrForced()
    {
        (Layer layer, Certificate certificate, CellsEvidence cells) = Tree("gauss_n3_m12_seed2", Domain.WholeSpace);
        ProofNode root = cells.Nodes[0];

        ProofNode claimed = root with { Branches = [.. root.Branches.Skip(1)], Inactive = [root.Branches[0]] };
        ProofNode dropped = root with { Branches = [.. root.Branches.Skip(1)], Multipliers = null };
        ProofNode outside = root with { Branches = [.. root.Branches, layer.Outputs] };
        ProofNode wall = root with { Walls = [0] };

        foreach (ProofNode changed in new[] { claimed, dropped, outside, wall })
        {
            CellsEvidence tampered = cells with { Nodes = [changed, .. cells.Nodes.Skip(1)] };
            Assert.NotNull(CertificateVerifier.Problem(certificate with { Evidence = tampered }, layer));
        }
    }

    [Fact]
    public void SmallerDomain_ProvesNothingOnALargerOne()
    {
        MatrixCase mb = MatrixCase.Named("mercedes_benz_2d");
        Layer layer = Layer.FromThresholds(mb.Rows, [-0.51, -0.51, -0.51]);
        Certificate ball = Certified(layer, new BallDomain(1), Verdict.Injective);
        Layer identity = new([[1, 0], [0, 1]]);
        Certificate orthant = Certified(identity, Domain.Orthant, Verdict.Injective);

        Assert.NotNull(CertificateVerifier.Problem(ball with { Domain = new BallDomain(2) }, layer));
        Assert.NotNull(CertificateVerifier.Problem(ball with { Domain = Domain.WholeSpace }, layer));
        Assert.NotNull(CertificateVerifier.Problem(orthant with { Domain = Domain.WholeSpace }, identity));
    }

    [Fact]
    public void ZeroRow_CannotCarryAProof()
    {
        // "The zero row is both active and inactive" would contradict itself, and prove anything.
        Layer layer = new([[1, 0], [0, 1], [0, 0]]);
        ProofNode node = new([], [], [2], [], [BigInteger.One], null);
        CellsEvidence forged = new([], [node, new([2], [], [], [], [BigInteger.One], null)]);
        Certificate certificate = Certified(layer, Domain.WholeSpace, Verdict.NotInjective) with { Verdict = Verdict.Injective, Evidence = forged };

        Assert.NotNull(CertificateVerifier.Problem(certificate, layer));
    }

    [Fact]
    public void Collision_OffByOneDoesNotHold()
    {
        Layer layer = MatrixCase.Named("mercedes_benz_2d").Layer;
        Certificate certificate = Certified(layer, Domain.WholeSpace, Verdict.NotInjective);
        Collision pair = ((CollisionEvidence)certificate.Evidence).Pair;

        Collision moved = pair with { X = [.. pair.X.Select((v, j) => j == 1 ? v + 1 : v)] };
        Collision same = pair with { X = pair.Y };
        Collision negative = pair with { Denominator = -pair.Denominator };

        foreach (Collision tampered in new[] { moved, same, negative })
        {
            Assert.NotNull(CertificateVerifier.Problem(certificate with { Evidence = new CollisionEvidence(tampered) }, layer));
        }
    }

    [Fact]
    public void ParallelRows_MustBeParallel()
    {
        Layer layer = MatrixCase.Named("gauss_n3_m12_seed2").Layer;
        Certificate certificate = Certified(layer, Domain.WholeSpace, Verdict.Injective);

        Assert.NotNull(CertificateVerifier.Problem(certificate with { ParallelRows = [(3, 0)] }, layer));
        Assert.NotNull(CertificateVerifier.Problem(certificate with { ParallelRows = [(3, 0)], ParallelTolerance = 10 }, layer));
        Assert.NotNull(CertificateVerifier.Problem(certificate with { ParallelRows = [(99, 0)] }, layer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("{\"certificate\":\"relu-injectivity\"}")]
    [InlineData("{\"certificate\":\"relu-injectivity\",\"version\":2}")]
    [InlineData("{\"certificate\":\"relu-injectivity\",\"version\":\"1\"}")]
    [InlineData("null")]
    [InlineData("{\"certificate\":\"relu-injectivity\",\"version\":1,\"verdict\":\"injective\",\"domain\":\"rn\",\"layer\":\"\",\"outputs\":1,\"inputs\":1,\"parallelTolerance\":0,\"parallelRows\":[],\"evidence\":\"collision\",\"x\":[],\"y\":[],\"denominator\":null}")]
    public void OtherText_IsRefused(string text) => Assert.Throws<FormatException>(() => CertificateJson.Read(text));

    [Fact]
    public void DamagedFile_IsRefusedOrDoesNotHold()
    {
        (Layer layer, Certificate certificate) = Samples()[0];
        string text = Text(certificate);
        Random random = new(5);
        for (int k = 0; k < 300; k++)
        {
            int at = random.Next(text.Length);
            string damaged = k % 3 == 0 ? text[..at] : text[..at] + (char)random.Next(32, 127) + text[(at + 1)..];
            Certificate read;
            try
            {
                read = CertificateJson.Read(damaged);
            }
            catch (FormatException)
            {
                continue;
            }

            // What still reads either is the same statement, or is told apart.
            if (CertificateVerifier.Problem(read, layer) is null)
            {
                Assert.Equal(certificate.Verdict, read.Verdict);
            }
        }
    }

    private static (Layer Layer, Certificate Certificate, CellsEvidence Cells) Tree(string name, Domain domain)
    {
        Layer layer = MatrixCase.Named(name).Layer;
        Certificate certificate = Certified(layer, domain, Verdict.Injective);
        return (layer, certificate, (CellsEvidence)certificate.Evidence);
    }

    private static Certificate Certified(Layer layer, Domain domain, Verdict expected)
    {
        CheckResult result = InjectivityCheck.Run(layer, domain, CheckOptions.Default);
        Assert.Equal(expected, result.Verdict);
        return result.Certificate!;
    }

    /// <summary>One of each kind of evidence.</summary>
    internal static IReadOnlyList<(Layer Layer, Certificate Certificate)> Samples()
    {
        MatrixCase mb = MatrixCase.Named("mercedes_benz_2d");
        Layer lowered = Layer.FromThresholds(mb.Rows, [-0.51, -0.51, -0.51]);
        Layer wide = new(RandomLayers.Gaussian(150, 70, 1));
        Layer onSphere = Layer.FromThresholds(MatrixCase.Named("icosahedron").Rows, [.. Enumerable.Repeat(0.4, 12)]);
        return
        [
            Sample(mb.Layer, Domain.WholeSpace, Verdict.NotInjective),
            Sample(MatrixCase.Named("gauss_n3_m12_seed2").Layer, Domain.WholeSpace, Verdict.Injective),
            Sample(MatrixCase.Named("BminusDB_n3").Layer, Domain.WholeSpace, Verdict.Injective),
            Sample(lowered, new BallDomain(1), Verdict.Injective),
            Sample(wide, Domain.WholeSpace, Verdict.NotInjective),
            Sample(onSphere, Domain.Sphere, Verdict.Injective),
            Sample(new([[4, -3], [-3, -4], [-4, 3]], [0, 25, 0]), new BallDomain(5), Verdict.Injective),
        ];

        static (Layer, Certificate) Sample(Layer layer, Domain domain, Verdict verdict) => (layer, Certified(layer, domain, verdict));
    }

    internal static string Text(Certificate certificate)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        CertificateJson.Write(certificate, text);
        return text.ToString();
    }
}
