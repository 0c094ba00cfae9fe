using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Tests;

/// <summary>The theorems behind the verdicts, on small random layers; small integers bring ties, zero, parallel and dependent rows.</summary>
public sealed class CheckPropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(120);
    private static readonly Arbitrary<int> Seeds = Arb.From(Gen.Choose(0, 1_000_000));

    [Fact]
    public void Verdict_AgreesWithFlatsAndWithCells() => FsCheck.Check.One(Cases, Prop.ForAll(Seeds, static seed =>
    {
        double[][] rows = Small(seed, out _);
        var arrangement = Arrangement.Of(new Layer(rows), Domain.WholeSpace, 0);
        bool byFlats = IsInjectiveByFlats(arrangement);

        Assert.Equal(byFlats ? Verdict.Injective : Verdict.NotInjective, Verified(new Layer(rows), Domain.WholeSpace));
        Assert.Equal(byFlats, CellEnumeration.LowestRank(arrangement) == arrangement.Inputs);
    }));

    [Fact]
    public void Verdict_AgreesWithCellsOnEveryConvexDomain() => FsCheck.Check.One(Cases, Prop.ForAll(Seeds, static seed =>
    {
        Layer layer = Biased(seed, out Random random);
        string[] domains = ["rn", "orthant", "ball:1.3", "nonneg-ball:2.1", "box:-0.7,0.9", "box:0.1,1.7", "box:0,1"];
        Domain domain = Domain.Parse(domains[random.Next(domains.Length)]);
        var arrangement = Arrangement.Of(layer, domain, 0);

        bool isInjective = CellEnumeration.LowestRank(arrangement) == layer.Inputs;

        Assert.Equal(isInjective ? Verdict.Injective : Verdict.NotInjective, Verified(layer, domain));
    }));

    [Fact]
    public void Verdict_IgnoresScaleOrderAndCoordinates() => FsCheck.Check.One(Cases, Prop.ForAll(Seeds, static seed =>
    {
        double[][] rows = Small(seed, out Random random);
        int n = rows[0].Length;
        Verdict verdict = Verified(new Layer(rows), Domain.WholeSpace);
        double[][] scaled = [.. rows.Select(r => Times(r, random.Next(1, 9) / 4.0))];
        random.Shuffle(scaled);

        // A product of shears is invertible over the integers.
        double[][] sheared = [.. rows.Select(r => (double[])r.Clone())];
        for (int k = 0; k < 3 && n > 1; k++)
        {
            int from = random.Next(n);
            int to = (from + 1 + random.Next(n - 1)) % n;
            int factor = random.Next(-2, 3);
            foreach (double[] row in sheared)
            {
                row[to] += factor * row[from];
            }
        }

        Assert.Equal(verdict, Verified(new Layer(scaled), Domain.WholeSpace));
        Assert.Equal(verdict, Verified(new Layer(sheared), Domain.WholeSpace));
    }));

    [Fact]
    public void MoreRowsAndLowerThresholds_NeverHurt() => FsCheck.Check.One(Cases, Prop.ForAll(Seeds, static seed =>
    {
        Layer layer = Biased(seed, out Random random);
        Domain domain = random.Next(2) == 0 ? new BallDomain(1.5) : Domain.Orthant;
        if (Verified(layer, domain) != Verdict.Injective)
        {
            return;
        }

        Layer more = Layer.FromThresholds([.. layer.Rows, RandomLayers.Integers(1, layer.Inputs, seed)[0]], [.. layer.Thresholds, random.NextDouble()]);
        Layer lower = Layer.FromThresholds(layer.Rows, [.. layer.Thresholds.Select(t => t - (random.Next(0, 3) / 8.0))]);

        Assert.Equal(Verdict.Injective, Verified(more, domain));
        Assert.Equal(Verdict.Injective, Verified(lower, domain));
    }));

    [Fact]
    public void BallOfRadius_IsTheUnitBallWithThresholdsOverIt() => FsCheck.Check.One(Cases, Prop.ForAll(Seeds, static seed =>
    {
        Layer layer = Biased(seed, out _);
        Layer divided = Layer.FromThresholds(layer.Rows, [.. layer.Thresholds.Select(t => t / 4)]);

        Assert.Equal(Verified(divided, new BallDomain(1)), Verified(layer, new BallDomain(4)));
    }));

    [Fact]
    public void ThresholdsOfATranslation_AreNone() => FsCheck.Check.One(Cases, Prop.ForAll(Seeds, static seed =>
    {
        // Integers: rounded products would open a tiny cell about the centre.
        Random random = new(seed);
        double[][] rows = RandomLayers.Integers(random.Next(2, 13), random.Next(1, 4), seed, 2);
        double[] centre = [.. rows[0].Select(_ => random.Next(-4, 5) / 4.0)];
        Layer moved = Layer.FromThresholds(rows, [.. rows.Select(r => r.Zip(centre, (a, b) => a * b).Sum())]);

        Assert.Equal(Verified(new Layer(rows), Domain.WholeSpace), Verified(moved, Domain.WholeSpace));
    }));

    [Fact]
    public void BiasNeverHelpsOnAllOfSpace() => FsCheck.Check.One(Cases, Prop.ForAll(Seeds, static seed =>
    {
        Layer layer = Biased(seed, out _);
        if (Verified(layer, Domain.WholeSpace) == Verdict.Injective)
        {
            Assert.Equal(Verdict.Injective, Verified(new Layer(layer.Rows), Domain.WholeSpace));
        }
    }));

    [Fact]
    public void FewerThanTwiceTheInputs_AreNeverEnough() => FsCheck.Check.One(Cases, Prop.ForAll(Seeds, static seed =>
    {
        int n = 2 + (seed % 4);
        Assert.Equal(Verdict.NotInjective, Verified(new Layer(RandomLayers.Gaussian((2 * n) - 1, n, seed)), Domain.WholeSpace));
        Assert.Equal(Verdict.NotInjective, Verified(new Layer(RandomLayers.Gaussian(2 * n, n, seed)), Domain.WholeSpace));
    }));

    [Fact]
    public void Verdict_DoesNotDependOnThreads()
    {
        foreach (int m in new[] { 24, 40, 60 })
        {
            Layer layer = new(RandomLayers.Gaussian(m, 6, m));
            string[] texts = [.. new[] { 1, 2, 5 }.Select(threads => Text(InjectivityCheck.Run(layer, Domain.WholeSpace, CheckOptions.Default with { Threads = threads })))];
            Assert.Single(texts.Distinct(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Cancelled_IsUndecided()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        CheckResult result = InjectivityCheck.Run(new Layer(RandomLayers.Gaussian(60, 6, 1)), Domain.WholeSpace, CheckOptions.Default, source.Token);

        Assert.Equal(Verdict.Undecided, result.Verdict);
        Assert.Null(result.Certificate);
        Assert.True(result.MarginEstimate > 0);
    }

    [Fact]
    public void LargeInjectiveLayer_IsUndecidedWithinItsTime()
    {
        CheckResult result = InjectivityCheck.Run(new Layer(RandomLayers.Gaussian(600, 50, 1)), Domain.WholeSpace, CheckOptions.Default with { TimeLimit = TimeSpan.FromSeconds(1) });

        Assert.Equal(Verdict.Undecided, result.Verdict);
        Assert.True(result.FewestActive >= 50);
    }

    [Fact]
    public void RoundedPair_IsParallelUnlessTakenLiterally()
    {
        Layer layer = MatrixCase.Named("BminusDB_n3").Layer;

        Assert.Equal(Verdict.Injective, InjectivityCheck.Run(layer, Domain.WholeSpace, CheckOptions.Default).Verdict);
        Assert.Equal(Verdict.NotInjective, InjectivityCheck.Run(layer, Domain.WholeSpace, CheckOptions.Default with { ParallelTolerance = 0 }).Verdict);
    }

    [Fact]
    public void Sphere_VerdictsAreCertifiedAndNeverContradictTheBall() => FsCheck.Check.One(Cases.WithMaxTest(60), Prop.ForAll(Seeds, static seed =>
    {
        Layer layer = Biased(seed, out _);
        CheckResult result = InjectivityCheck.Run(layer, Domain.Sphere, CheckOptions.Default with { TimeLimit = TimeSpan.FromSeconds(20) });
        if (result.Certificate is { } certificate)
        {
            Assert.Null(CertificateVerifier.Problem(CertificateTests.RoundTrip(certificate), layer));
        }

        if (InjectivityCheck.Run(layer, new BallDomain(1), CheckOptions.Default).Verdict == Verdict.Injective)
        {
            Assert.Equal(Verdict.Injective, result.Verdict);
        }
    }));

    [Fact]
    public void Collision_LiesInTheDomainThoughCellsAreCones()
    {
        foreach (Domain domain in new Domain[] { new BallDomain(1e-3), new NonNegativeBallDomain(1e-3), new BoxDomain(-1e-3, 1e-4), new BoxDomain(0, 1e-5) })
        {
            Layer layer = new([[1, 1, 0], [1, 0, 0], [-1, 2, 0]]);
            CheckResult result = InjectivityCheck.Run(layer, domain, CheckOptions.Default);
            Collision pair = Assert.IsType<CollisionEvidence>(result.Certificate!.Evidence).Pair;

            Assert.All(pair.RoundedX.Concat(pair.RoundedY), v => Assert.True(Math.Abs(v) <= 1e-3));
            Assert.Null(CertificateVerifier.Problem(result.Certificate, layer));
        }
    }

    [Theory]
    [InlineData("rn")]
    [InlineData("ball:2")]
    [InlineData("orthant")]
    [InlineData("box:1,2")]
    [InlineData("sphere")]
    public void ZeroMatrix_IsNotInjective(string domain)
    {
        Layer layer = new([[0.0, 0], [0, 0], [0, 0]], [1, -1, 0]);

        CheckResult result = InjectivityCheck.Run(layer, Domain.Parse(domain), CheckOptions.Default);

        Assert.Equal(Verdict.NotInjective, result.Verdict);
        Assert.Null(CertificateVerifier.Problem(result.Certificate!, layer));
    }

    [Fact]
    public void NearlyDegenerateVerdict_IsExact()
    {
        // Rows at 0, 120 and 240 degrees twice, one of them turned by 2^-40: exact arithmetic sees it.
        double tiny = Math.ScaleB(1, -40);
        Layer plus = new([[1, 0], [-1, tiny], [0, 1], [0, -1]]);
        Layer exact = new([[1, 0], [-1, 0], [0, 1], [0, -1]]);

        Assert.Equal(Verdict.NotInjective, Verified(plus, Domain.WholeSpace));
        Assert.Equal(Verdict.Injective, Verified(exact, Domain.WholeSpace));
    }

    /// <summary>A verdict whose certificate, read back from its file, holds.</summary>
    private static Verdict Verified(Layer layer, Domain domain)
    {
        CheckResult result = InjectivityCheck.Run(layer, domain, CheckOptions.Default with { ParallelTolerance = 0 });
        Assert.NotNull(result.Certificate);
        Assert.Null(CertificateVerifier.Problem(CertificateTests.RoundTrip(result.Certificate), layer));
        return result.Verdict;
    }

    private static double[][] Small(int seed, out Random random)
    {
        random = new(seed);
        int n = random.Next(1, 4);
        int m = random.Next(n, (4 * n) + 3);
        return random.Next(4) == 0 ? RandomLayers.Gaussian(m, n, seed) : RandomLayers.Integers(m, n, seed, random.Next(1, 4));
    }

    /// <summary>Thresholds in eighths, mostly negative.</summary>
    private static Layer Biased(int seed, out Random random)
    {
        double[][] rows = Small(seed, out random);
        Random own = random;
        return Layer.FromThresholds(rows, [.. rows.Select(_ => own.Next(-12, 4) / 8.0)]);
    }

    private static double[] Times(double[] row, double factor) => [.. row.Select(v => v * factor)];

    private static string Text(CheckResult result)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        CertificateJson.Write(result.Certificate!, text);
        return text.ToString();
    }

    /// <summary>rank W = n, and for every flat F of rank n - 1 some weights >= 0 on the rows outside it vanish: exact, by one linear program a flat.</summary>
    private static bool IsInjectiveByFlats(Arrangement arrangement)
    {
        int n = arrangement.Inputs;
        BigInteger[][] rows = [.. arrangement.Rows.Select(r => r[..n]).Where(r => r.Any(v => !v.IsZero))];
        return Rank(rows) == n && Flats(rows, n).All(flat => HasVanishingCombination([.. rows.Where(r => Rank([.. flat, r]) == n)]));
    }

    private static IEnumerable<BigInteger[][]> Flats(BigInteger[][] rows, int n)
    {
        IEnumerable<BigInteger[][]> sets = [[]];
        for (int k = 0; k < n - 1; k++)
        {
            sets = [.. sets.SelectMany(s => rows.Select(r => (BigInteger[][])[.. s, r]).Where(t => Rank(t) == t.Length))];
        }

        return sets;
    }

    private static int Rank(BigInteger[][] rows) => IntegerElimination.Rank([.. rows.Select(r => (BigInteger[])r.Clone())], rows.Length == 0 ? 0 : rows[0].Length);

    private static bool HasVanishingCombination(BigInteger[][] rows) => ExactGordan.Solve(rows, out _, CancellationToken.None) is null;
}
