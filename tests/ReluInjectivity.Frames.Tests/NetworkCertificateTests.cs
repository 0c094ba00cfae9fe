using System.Globalization;
using System.Text.RegularExpressions;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.EndToEnd;

namespace ReluInjectivity.Frames.Tests;

/// <summary>Certificates of networks: this program and tools/verify.py agree on them, forged ones among them.</summary>
public sealed class NetworkCertificateTests : IDisposable
{
    private static readonly (string Pattern, string By)[] Forgeries =
    [
        ("\"layer\": \"sha256:(.)", "\"layer\": \"sha256:0$1"),
        ("\"inputs\": (\\d+)", "\"inputs\": 1$1"),
        ("\"outputs\": (\\d+)", "\"outputs\": 1$1"),
        ("\"version\": 1", "\"version\": 2"),
        ("\"verdict\": \"injective\"", "\"verdict\": \"notInjective\""),
        ("\"verdict\": \"notInjective\"", "\"verdict\": \"injective\""),
        ("\"x\": \\[\"(-?)(\\d+)\"", "\"x\": [\"${1}1$2\""),
        ("\"y\": \\[\"(-?)(\\d+)\", *", "\"y\": ["),
        ("\"x\": \\[.*?\\]", "\"x\": []"),
        ("\"denominator\": \"", "\"denominator\": \"-"),
        ("\"relu\": true", "\"relu\": false"),
        ("\"relu\": false", "\"relu\": true"),
        ("\"map\": false", "\"map\": true"),
        ("\"map\": false", "\"map\": 0"),
        ("\"proof\"", "\"prove\""),
        ("\"evidence\": \"(\\w+)\"", "\"evidence\": \"x$1\""),
        ("\"multipliers\":\\[\"(\\d+)\"", "\"multipliers\":[\"-$1\""),
        ("\"pairs\": \\[\\[0,", "\"pairs\": [[1,"),
        ("\"parallelTolerance\": [^,]+", "\"parallelTolerance\": 1"),
        ("\"version\": 1", "\"version\": 1,\n  \"version\": 1"),
        ("(\"domain\": \"nonneg-ball:)[^\"]+(\".*\\n.*\"proof\"[\\s\\S]*?\"domain\": \"nonneg-ball:)[^\"]+\"", "${1}0.5${2}0.5\""),
        ("\"domain\": \"[^\"]+\"", "\"domain\": \"ball:-1\""),
        ("\"domain\": \"(rn|ball:1|box:-1,1)\"", "\"domain\": \"box:7,9\""),
        ("\"layers\": \\[[\\s\\S]*\\]", "\"layers\": []"),

        // Regions: another number of layers, a closed side called followed and the other way round, walls left out, added or exchanged, nodes and pairs left out or added.
        ("\"regions\": \\{\"layers\": \\d+", "\"regions\": {\"layers\": 9"),
        ("\"regions\": \\{\"layers\": \\d+", "\"regions\": {\"layers\": 0"),
        ("\\n    \\[0,0\\]", "\n    [[0],0]"),
        ("\\n    \\[0,0\\]", "\n    [0,[]]"),
        ("(\\n    \\[0,)\\[[\\d,]*\\]\\]", "${1}0]"),
        ("(\\n    \\[)\\[[\\d,]*\\],0\\]", "${1}0,0]"),
        ("(\\n    \\[)\\[\\d[\\d,]*\\](,0\\])", "$1[]$2"),
        ("\\n    \\[0,0\\],", ""),
        ("\\n  \\], \"pairs\"", ",\n    [0,0]\n  ], \"pairs\""),
        ("(\"pairs\": \\[\\n    \\[\\[)[\\d,]*(\\])", "${1}99$2"),
        ("(\"pairs\": \\[\\n    \\[\\[)[\\d,]+(\\])", "$1$2"),
        ("(\"pairs\": \\[\\n)    \\[\\[.*?\\]\\],?", "$1"),
        ("(\"pairs\": \\[\\n)", "${1}    [[]],\n"),
        ("\"regions\"", "\"region\""),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("networks").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Certificates_HoldForTheirNetworkOnly()
    {
        foreach ((Stage[] stages, NetworkCertificate certificate) in Samples())
        {
            string text = Text(certificate);
            NetworkCertificate read = NetworkCertificateJson.Read(text);

            Assert.Equal(text, Text(read));
            Assert.Null(NetworkCertificateVerifier.Problem(read, new Network(stages)));
            Assert.True(certificate.Decides(certificate.Domain));
            if (VerifyScript.IsThere)
            {
                Assert.Equal(0, VerifyScript.ExitCode(_folder, text, [.. stages.Select(s => s.Layer)]));
            }

            // Other weights at any layer that the certificate names, another function behind it, and more layers behind an injective network.
            for (int k = 0; k < certificate.Layers.Count; k++)
            {
                Layer layer = stages[k].Layer;
                Layer other = new([.. layer.Rows.Select((r, i) => i == 0 ? r.Select(v => v * 2).ToArray() : r)], [.. layer.Thresholds.Select(t => 1 - t)]);
                Assert.NotNull(NetworkCertificateVerifier.Problem(read, new Network(With(stages, k, stages[k] with { Layer = other }))));
                Assert.NotNull(NetworkCertificateVerifier.Problem(read, new Network(With(stages, k, stages[k] with { HasReLU = !stages[k].HasReLU }))));
            }

            bool isInjective = certificate.Verdict is Verdict.Injective;
            Assert.Equal(isInjective, NetworkCertificateVerifier.Problem(read, new Network([.. stages, stages[^1]])) is not null);
            Assert.Equal(isInjective, NetworkCertificateVerifier.Problem(read, new Network(stages) { Unread = "something is not read" }) is not null);
        }
    }

    [Fact]
    public void Forgeries_AreRefusedByBoth()
    {
        int forged = 0;
        foreach ((Stage[] stages, NetworkCertificate certificate) in Samples())
        {
            string text = Text(certificate);
            List<string> changed = [];
            foreach ((string pattern, string by) in Forgeries)
            {
                string other = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(5)).Replace(text, by, 1);
                if (string.Equals(other, text, StringComparison.Ordinal))
                {
                    continue;
                }

                forged++;
                Assert.False(Holds(stages, other), $"{pattern} on\n{text}");

                // What follows a layer the script takes from the certificate, and prints.
                if (!pattern.StartsWith("\"relu", StringComparison.Ordinal))
                {
                    changed.Add(other);
                }
            }

            if (VerifyScript.IsThere)
            {
                int[] codes = VerifyScript.ExitCodes(_folder, changed, [.. stages.Select(s => s.Layer)]);
                Assert.Equal(changed.Count, codes.Length);
                Assert.All(codes.Zip(changed), pair => Assert.True(pair.First == 1, pair.Second));
            }
        }

        Assert.True(forged >= 50, $"{forged} forged");
    }

    /// <summary>Drawn networks: each that the search of regions calls injective has a certificate, and both checkers take it.</summary>
    [Fact]
    public void Regions_OfDrawnNetworks_Hold()
    {
        int seen = 0;
        Domain[] domains = [Domain.WholeSpace, new BallDomain(1.5), new BoxDomain(-1, 2), Domain.Orthant, new NonNegativeBallDomain(2), new BoundsDomain([-1, double.NegativeInfinity], [double.PositiveInfinity, 0.5])];
        for (int seed = 0; seed < 60; seed++)
        {
            Domain domain = domains[seed % domains.Length];
            int n = domain is BoundsDomain ? 2 : 1 + (seed % 2);
            double[][] a = RandomLayers.Integers(n, n, seed, 3);
            double[][] first = [.. a, .. a.Select(row => (double[])[.. row.Select(v => -v)]), .. RandomLayers.Integers(1, n, seed + 500, 2)];
            double[][] second = RandomLayers.Gaussian((2 * n) + (seed % 2), first.Length, seed);
            Stage[] stages = [new("a", new(first, [.. Enumerable.Range(0, first.Length).Select(i => i % 3 * 0.25)]), true), new("b", new(second), seed % 3 == 0)];
            NetworkResult result = NetworkCheck.Run(stages, domain, CheckOptions.Default);
            if (result.Evidence is not NetworkEvidence.Regions)
            {
                continue;
            }

            seen++;
            NetworkCertificate certificate = NetworkCertificate.Of(result)!;
            Assert.Null(NetworkCertificateVerifier.Problem(NetworkCertificateJson.Read(Text(certificate)), new Network(stages)));
            Assert.True(!VerifyScript.IsThere || VerifyScript.ExitCode(_folder, Text(certificate), [.. stages.Select(s => s.Layer)]) == 0, $"seed {seed}");
        }

        Assert.True(seen >= 12, $"{seen} by regions");
    }

    [Theory]
    [InlineData(0.9999999999, false)]
    [InlineData(1.0000000001, true)]
    public void Image_LiesInABallOfItsNormOnly(double factor, bool holds)
    {
        // Singular values 2 and 1 turned by (3, 4) / 5, the bias of length 3: the image of the ball of radius 1.5 reaches to 2 * 1.5 + 3 at most.
        Layer layer = new([[1.2, 1.6], [-0.8, 0.6], [0, 0]], [1, 2, 2]);
        Stage stage = new("a", layer, HasReLU: true);
        double radius = 6 * factor;

        Assert.Equal(holds, ImageInclusion.Holds(stage, new BallDomain(1.5), new NonNegativeBallDomain(radius), CancellationToken.None));
        Assert.Equal(holds, ImageInclusion.Holds(stage, new BallDomain(1.5), new BallDomain(radius), CancellationToken.None));
        Assert.Equal(holds, ImageInclusion.Holds(stage, new BoundsDomain([-0.9, 0], [0.5, 1.2]), new BallDomain(radius), CancellationToken.None));
        Assert.False(ImageInclusion.Holds(stage, Domain.Orthant, new BallDomain(1e9), CancellationToken.None));
        Assert.False(ImageInclusion.Holds(stage with { HasReLU = false }, new BallDomain(1.5), new NonNegativeBallDomain(2 * radius), CancellationToken.None));
    }

    private static IEnumerable<(Stage[] Stages, NetworkCertificate Certificate)> Samples()
    {
        double[][] pairs = [[1, 0], [0, 1], [-1, 0], [0, -1]];
        double[][] tall = [[1, 2, 0, 1], [0, 1, 3, 1], [1, 1, 1, 0], [2, 0, 0, -1], [0, 0.5, 0, 0]];
        double[][] six = [.. Enumerable.Range(0, 6).Select(k => new[] { Math.Cos(k + 0.3), Math.Sin(k + 0.3) })];

        // Every layer is injective: everywhere, on a ball and the balls its images lie in, behind a map.
        yield return Sample([new("a", new(pairs), true), new("b", new(tall, [1, 2, 3, 4, 5]), false)], Domain.WholeSpace, Verdict.Injective);
        yield return Sample([new("a", new(six, [0.1, 0.2, 0, 0.3, 0.1, 0]), true), new("b", new(Identities(6), [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]), true)], new BallDomain(1), Verdict.Injective);
        yield return Sample([new("a", new(pairs, [0.5, 0, 0, 0]), false) { Pointwise = new("Tanh", null) }, new("b", new(Identities(4)), true)], new BoxDomain(-1, 1), Verdict.Injective);

        // The second layer is not injective, the two together are: everywhere, on a box, on a ball with a bias, with a last ReLU, with an injective layer behind.
        double[][] folds = [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 1]];
        double[][] back = [[1, 0, -1, 0, 0.5], [0, 1, 0, -1, 0]];
        yield return Sample([new("a", new(folds), true), new("b", new(back, [1, 2]), false)], Domain.WholeSpace, Verdict.Injective);
        yield return Sample([new("a", new(folds, [0.25, 0, 0, 0, 0.5]), true), new("b", new(back), false)], new BoxDomain(-1, 1), Verdict.Injective);
        yield return Sample([new("a", new(folds), true), new("b", new([.. back, .. back.Select(row => row.Select(v => -v).ToArray())]), true), new("c", new(tall), false)], new BallDomain(1), Verdict.Injective);
        yield return Sample([new("a", new([[1.0], [-1.0]], [0.5, -1.5]), true), new("b", new([[1.0, -1.0], [1, 1]]), true)], new NonNegativeBallDomain(3), null);
        yield return Sample([new("a", new(folds), true), new("b", new(back), false) { Pointwise = new("Tanh", null) }, new("c", new([[1, 2], [3, 4]]), false)], Domain.Orthant, Verdict.Injective);

        // The first layer is not; the layers together are not, though the first is.
        yield return Sample([new("a", MatrixCase.Named("mercedes_benz_2d").Layer, true), new("b", new(Identities(3)), true)], Domain.WholeSpace, Verdict.NotInjective);
        yield return Sample([new("a", new(pairs), true), new("b", new([[1, 1, 0.0, 0], [0, 0, 1, 1]], [0.5, 0]), true), new("c", new([[1.0, 2], [0, 1]]), false)], new BoxDomain(-1, 1), Verdict.NotInjective);
    }

    private static double[][] Identities(int n) =>
        [.. Enumerable.Range(0, 2 * n).Select(i => Enumerable.Range(0, n).Select(j => j == i % n ? (i < n ? 1.0 : -1) : 0).ToArray())];

    private static (Stage[], NetworkCertificate) Sample(Stage[] stages, Domain domain, Verdict? verdict)
    {
        NetworkResult result = NetworkCheck.Run(stages, domain, CheckOptions.Default);
        Assert.Equal(verdict ?? result.EndToEnd, result.EndToEnd);
        NetworkCertificate? certificate = NetworkCertificate.Of(result);
        Assert.NotNull(certificate);
        return (stages, certificate);
    }

    private static bool Holds(Stage[] stages, string text)
    {
        try
        {
            return NetworkCertificateVerifier.Problem(NetworkCertificateJson.Read(text), new Network(stages)) is null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static Stage[] With(Stage[] stages, int k, Stage stage) => [.. stages.Select((s, i) => i == k ? stage : s)];

    internal static string Text(NetworkCertificate certificate)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        NetworkCertificateJson.Write(certificate, text);
        return text.ToString();
    }
}
