using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.EndToEnd;
using Xunit.Abstractions;

namespace ReluInjectivity.Frames.Tests;

/// <summary>
/// 200 drawn networks of two layers with two or three inputs, the second layer mostly with fewer outputs than inputs, so that only the network as a whole decides. Verdicts are
/// proofs: two inputs in fractions, or a certificate of regions or layers that is checked here.
/// </summary>
public sealed class TwoLayerTests(ITestOutputHelper output)
{
    private const int Networks = 200;

    [Fact]
    public void MostAreDecided()
    {
        Dictionary<Verdict, int> counts = new() { [Verdict.Injective] = 0, [Verdict.NotInjective] = 0, [Verdict.Undecided] = 0 };
        for (int seed = 0; seed < Networks; seed++)
        {
            Stage[] stages = Drawn(seed);
            NetworkResult result = NetworkCheck.Run(stages, Domain.WholeSpace, CheckOptions.Default with { TimeLimit = TimeSpan.FromSeconds(10) });
            counts[result.EndToEnd]++;
            if (NetworkCertificate.Of(result) is { } certificate)
            {
                Assert.Null(NetworkCertificateVerifier.Problem(certificate, new Network(stages)));
            }
            else
            {
                Assert.True(result.EndToEnd is Verdict.Undecided || result.Evidence is NetworkEvidence.Dimension, $"seed {seed}: {result.Reason}");
            }
        }

        string seen = string.Join(", ", counts.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}"))) + FormattableString.Invariant($"; undecided: {100.0 * counts[Verdict.Undecided] / Networks} %");
        output.WriteLine(seen);
        Assert.True(counts[Verdict.Injective] >= 60 && counts[Verdict.NotInjective] >= 60, seen);
        Assert.True(counts[Verdict.Undecided] <= Networks / 20, seen);
    }

    private static Stage[] Drawn(int seed)
    {
        Random random = new(seed);
        int n = 2 + (seed % 2);
        double[][] a = RandomLayers.Gaussian(n, n, seed);
        bool isPaired = seed % 5 < 3;
        double[][] first = isPaired
            ? [.. a, .. a.Select(row => (double[])[.. row.Select(v => -0.75 * v)]), .. RandomLayers.Gaussian(random.Next(3), n, seed + 1000)]
            : RandomLayers.Gaussian((2 * n) + 1 + random.Next(2), n, seed + 2000);

        // 2n + 1 outputs are enough for almost every matrix, 2n often, 2n - 1 seldom.
        double[][] second = RandomLayers.Gaussian((2 * n) + 1 - (isPaired ? seed / 10 % 5 / 2 : 0), first.Length, seed + 3000);

        // Not negative: the layer stays injective where it is without.
        double[] bias = [.. RandomLayers.Gaussian(1, first.Length, seed + 4000)[0].Select(v => seed % 3 == 0 ? 0.5 * Math.Abs(v) : 0)];
        return [new("a", new Layer(first, bias), true), new("b", new Layer(second), seed % 7 == 0 && !isPaired)];
    }
}
