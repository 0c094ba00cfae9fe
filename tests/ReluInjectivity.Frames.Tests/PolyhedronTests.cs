using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Domains limited by linear inequalities: boxes turned by unimodular matrices, for which the verdict is that of the turned layer on the box.</summary>
public sealed class PolyhedronTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polyhedra").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>x in P exactly if Tx in the box: f(x) = ReLU(W T x + b) on P is ReLU(W y + b) on the box; integers throughout, so that nothing rounds.</summary>
    [Fact]
    public void TurnedBox_HasTheVerdictOfTheBox()
    {
        Dictionary<Verdict, int> seen = [];
        for (int seed = 0; seed < 90; seed++)
        {
            int n = 1 + (seed % 3);
            Random random = new(seed);
            double[][] turn = Unimodular(n, random);
            double[][] rows = RandomLayers.Integers(n + (seed % 8), n, seed, 2);
            double[] bias = [.. rows.Select(_ => random.Next(-4, 8) / 4.0)];
            (double low, double high) = (random.Next(-2, 1) / 2.0, random.Next(1, 4) / 2.0);
            PolyhedronDomain turned = Box(turn, low, high);
            Layer layer = new(Product(rows, turn), bias);

            CheckResult expected = InjectivityCheck.Run(new Layer(rows, bias), new BoxDomain(low, high), CheckOptions.Default);
            CheckResult result = InjectivityCheck.Run(layer, turned, CheckOptions.Default);

            Assert.True(expected.Verdict == result.Verdict, $"seed {seed}: {result.Verdict}: {result.Reason}");
            Assert.Equal(turned, Domain.Parse(turned.ToString()));
            Certificate certificate = CertificateTests.RoundTrip(result.Certificate!);
            Assert.Null(CertificateVerifier.Problem(certificate, layer));
            Assert.True(!VerifyScript.IsThere || seed % 3 > 0 || VerifyScript.ExitCode(_folder, CertificateTests.Text(certificate), layer) == 0, $"seed {seed}");
            seen[result.Verdict] = seen.GetValueOrDefault(result.Verdict) + 1;
        }

        Assert.True(seen.Values.Min() >= 20 && seen.Count == 2, string.Join(';', seen));
    }

    [Fact]
    public void Networks_OnTurnedBoxes_HaveTheVerdictOnTheBox()
    {
        HashSet<(Verdict, NetworkEvidence)> seen = [];
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            int n = 1 + (seed % 2);
            double[][] turn = Unimodular(n, random);
            double[][] half = RandomLayers.Integers(n, n, seed, 3);
            double[][] first = [.. half, .. half.Select(row => (double[])[.. row.Select(v => -v)]), .. RandomLayers.Integers(1, n, seed + 500, 2)];
            Layer last = new(RandomLayers.Integers(n + (seed % 3), first.Length, seed, 2));
            double[] bias = [.. first.Select(_ => random.Next(0, 3) / 4.0)];
            PolyhedronDomain turned = Box(turn, -1, 0.5);
            Stage[] stages = [new("a", new(Product(first, turn), bias), true), new("b", last, seed % 3 == 0)];

            NetworkResult expected = NetworkCheck.Run([new("a", new(first, bias), true), new("b", last, seed % 3 == 0)], new BoxDomain(-1, 0.5), CheckOptions.Default);
            NetworkResult result = NetworkCheck.Run(stages, turned, CheckOptions.Default);

            Assert.True(expected.EndToEnd == result.EndToEnd, $"seed {seed}: {result.EndToEnd}: {result.Reason}");
            seen.Add((result.EndToEnd, result.Evidence));
            if (NetworkCertificate.Of(result) is { } certificate)
            {
                string text = NetworkCertificateTests.Text(certificate);
                Assert.Null(NetworkCertificateVerifier.Problem(NetworkCertificateJson.Read(text), new Network(stages)));
                Assert.True(!VerifyScript.IsThere || seed % 3 > 0 || VerifyScript.ExitCode(_folder, text, [.. stages.Select(s => s.Layer)]) == 0, $"seed {seed}\n{text}");
            }
        }

        Assert.Contains((Verdict.Injective, NetworkEvidence.Regions), seen);
        Assert.Contains((Verdict.NotInjective, NetworkEvidence.Collision), seen);
    }

    /// <summary>A wedge between two rays: injective there by hand, by a row less than R^2 needs, and no more if it opens beyond a half-plane.</summary>
    [Fact]
    public void Wedge_IsDecidedByHand()
    {
        // Two rows are active between the rays at 45 degrees on either side of (1, 0): x1 + x2 and x1 - x2 themselves.
        Layer layer = new([[1, 1], [1, -1]]);

        Assert.Equal(Verdict.Injective, InjectivityCheck.Run(layer, new PolyhedronDomain([[-1, -1, 0], [-1, 1, 0]]), CheckOptions.Default).Verdict);
        Assert.Equal(Verdict.NotInjective, InjectivityCheck.Run(layer, new PolyhedronDomain([[-1, -1, 0.001], [-1, 1, 0]]), CheckOptions.Default).Verdict);
        Assert.Equal(Verdict.NotInjective, InjectivityCheck.Run(layer, new PolyhedronDomain([[-1.125, -1, 0], [-1, 1, 0]]), CheckOptions.Default).Verdict);
        Assert.Equal(Verdict.Injective, InjectivityCheck.Run(layer, new PolyhedronDomain([[-0.875, -1, 0], [-1, 1, 0], [-1, 0, 0]]), CheckOptions.Default).Verdict);
    }

    [Fact]
    public void Inclusion_IsDecidedBySides()
    {
        PolyhedronDomain triangle = new([[-1, 0, 0], [0, -1, 0], [1, 1, 1]]);
        (Domain Inner, Domain Outer, bool Holds)[] cases =
        [
            (triangle, new BoxDomain(0, 1), true), (triangle, new BoxDomain(0, 0.99), false), (triangle, Domain.Orthant, true), (triangle, new BoundsDomain([0, -1], [1, 2]), true),
            (triangle, new BoundsDomain([0, 0.1], [1, 2]), false), (new BoxDomain(0, 0.5), triangle, true), (new BoxDomain(0, 0.51), triangle, false), (Domain.Orthant, triangle, false),
            (Domain.Orthant, new PolyhedronDomain([[-2, -3, 1]]), true), (new NonNegativeBallDomain(0.7), triangle, true), (new NonNegativeBallDomain(0.71), triangle, false),
            (new BallDomain(0.1), triangle, false), (new BallDomain(1), new PolyhedronDomain([[3, 4, 5], [-3, -4, 6]]), true), (Domain.Sphere, new PolyhedronDomain([[3, 4, 4.99]]), false),
            (triangle, new PolyhedronDomain([[1, 2, 2]]), true), (triangle, new PolyhedronDomain([[1, 2, 1.9]]), false), (Domain.WholeSpace, triangle, false), (triangle, Domain.WholeSpace, true),
        ];

        Assert.All(cases, c => Assert.True(c.Holds == DomainInclusion.Holds(c.Inner, c.Outer, 2), $"{c.Inner} in {c.Outer}"));
        Assert.False(DomainInclusion.Holds(triangle, new BoxDomain(0, 1), 3));
    }

    [Theory]
    [InlineData("polyhedron:")]
    [InlineData("polyhedron:1")]
    [InlineData("polyhedron:0,0,1")]
    [InlineData("polyhedron:1,0,1;1,1")]
    [InlineData("polyhedron:1,0,nan")]
    [InlineData("polyhedron:1,inf,1")]
    [InlineData("polyhedron:1,0,x")]
    [InlineData("polyhedron:1,0,0;-1,0,0")]
    [InlineData("polyhedron:1,1,-1;-1,0,0;0,-1,0")]
    public void NoInterior_IsRefused(string text) => Assert.Throws<FormatException>(() => Domain.Parse(text));

    /// <summary>Forged: a domain that is larger, of other inputs, without interior, or whose point inside is not; both checkers refuse.</summary>
    [Fact]
    public void Forgeries_AreRefusedByBoth()
    {
        Layer layer = new([[1, 1], [1, -1]]);
        string text = CertificateTests.Text(InjectivityCheck.Run(layer, new PolyhedronDomain([[-1, -1, 0], [-1, 1, 0], [1, 0, 8]]), CheckOptions.Default).Certificate!);
        string domain = "polyhedron:-1,-1,0;-1,1,0;1,0,8";
        string inside = text.Split('\n').Single(line => line.Contains("\"inside\"", StringComparison.Ordinal));
        string[] forged =
        [
            text.Replace(domain, "polyhedron:-1,-1,0.5;-1,1,0;1,0,8", StringComparison.Ordinal),
            text.Replace(domain, "polyhedron:-1,1,0;1,0,8", StringComparison.Ordinal),
            text.Replace(domain, "rn", StringComparison.Ordinal),
            text.Replace(domain, "polyhedron:-1,-1,0,0;-1,1,0,0;1,0,0,8", StringComparison.Ordinal),
            text.Replace(domain, "polyhedron:-1,-1,0;-1,1,0;1,0,-8", StringComparison.Ordinal),
            text.Replace(domain, "polyhedron:-1,-1,0;1,1,0;-1,1,0;1,-1,0", StringComparison.Ordinal),
            text.Replace(domain, "polyhedron:0,0,0;-1,-1,0;-1,1,0", StringComparison.Ordinal),
            text.Replace(domain, "polyhedron:-1,-1,inf;-1,1,0;1,0,8", StringComparison.Ordinal),
            text.Replace(domain, "polyhedron", StringComparison.Ordinal),
            text.Replace(domain, "bounds:-1,1", StringComparison.Ordinal),
        ];
        string[] inner = [text.Replace(inside, string.Empty, StringComparison.Ordinal), .. new[] { "[\"9\",\"0\",\"1\"]", "[\"0\",\"0\",\"1\"]", "[\"1\",\"0\",\"0\"]", "[\"-1\",\"0\",\"-1\"]", "[\"1\",\"0\"]" }
            .Select(point => text.Replace(inside, $"  \"inside\": {point},", StringComparison.Ordinal))];

        Assert.All(forged, changed => Assert.False(string.Equals(changed, text, StringComparison.Ordinal) || Holds(layer, changed), changed));

        // The point inside is for the script, which finds none itself.
        if (VerifyScript.IsThere)
        {
            Assert.Equal(0, VerifyScript.ExitCode(_folder, text, layer));
            Assert.All(VerifyScript.ExitCodes(_folder, [.. forged, .. inner], [layer]).Zip((string[])[.. forged, .. inner]), pair => Assert.True(pair.First == 1, pair.Second));
        }
    }

    private static bool Holds(Layer layer, string text)
    {
        try
        {
            return CertificateVerifier.Problem(CertificateJson.Read(text), layer) is null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // A product of shears, with entries of either sign.
    private static double[][] Unimodular(int n, Random random)
    {
        double[][] turn = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0).ToArray())];
        for (int k = 0; k < 2 * n && n > 1; k++)
        {
            int i = random.Next(n);
            int j = (i + 1 + random.Next(n - 1)) % n;
            int factor = random.Next(-2, 3);
            turn[i] = [.. turn[i].Zip(turn[j], (a, b) => a + (factor * b))];
        }

        return turn;
    }

    // low <= Tx <= high.
    private static PolyhedronDomain Box(double[][] turn, double low, double high) =>
        new([.. turn.SelectMany(row => new IReadOnlyList<double>[] { [.. row, high], [.. row.Select(v => -v), -low] })]);

    private static double[][] Product(double[][] a, double[][] b) => [.. a.Select(row => Enumerable.Range(0, b[0].Length).Select(j => row.Select((v, k) => v * b[k][j]).Sum()).ToArray())];
}
