using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using MathNet.Numerics.Distributions;
using ReluInjectivity.Frames;
using ReluInjectivity.Frames.Certificates;
using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Benchmarks;

/// <summary>Whole checks of Gaussian matrices: searched, falsified, or left undecided at a time limit.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class FrameBenchmarks
{
    private static readonly CheckOptions Unlimited = CheckOptions.Default;
    private Layer _n5m60 = null!;
    private Layer _n7m56 = null!;
    private Layer _n7m56Planted = null!;
    private Layer _n7m28 = null!;
    private Layer _n9m90 = null!;
    private Layer _n128m256 = null!;
    private Layer _n1024m4096 = null!;
    private Certificate _certificate = null!;

    /// <summary>Draws the matrices.</summary>
    [GlobalSetup]
    public void Draw()
    {
        _n5m60 = Gaussian(60, 5, 1);
        _n7m56 = Gaussian(56, 7, 1);
        _n7m56Planted = Planted(56, 7, 1);
        _n7m28 = Gaussian(28, 7, 1);
        _n9m90 = Gaussian(90, 9, 1);
        _n128m256 = Gaussian(256, 128, 1);
        _n1024m4096 = Gaussian(4096, 1024, 1);
        _certificate = InjectivityCheck.Run(_n7m56, Domain.WholeSpace, Unlimited).Certificate!;
    }

    /// <summary>Search of a layer that is injective.</summary>
    [Benchmark]
    public Verdict Search_5x60() => InjectivityCheck.Run(_n5m60, Domain.WholeSpace, Unlimited).Verdict;

    /// <summary>Search of a layer that is injective.</summary>
    [Benchmark]
    public Verdict Search_7x56() => InjectivityCheck.Run(_n7m56, Domain.WholeSpace, Unlimited).Verdict;

    /// <summary>Not injective at a planted cell with 6 active rows.</summary>
    [Benchmark]
    public Verdict Search_7x56Planted() => InjectivityCheck.Run(_n7m56Planted, Domain.WholeSpace, Unlimited).Verdict;

    /// <summary>Not injective.</summary>
    [Benchmark]
    public Verdict Search_7x28() => InjectivityCheck.Run(_n7m28, Domain.WholeSpace, Unlimited).Verdict;

    /// <summary>Search of a layer that is injective.</summary>
    [Benchmark]
    public Verdict Search_9x90() => InjectivityCheck.Run(_n9m90, Domain.WholeSpace, Unlimited).Verdict;

    /// <summary>The certificate of <see cref="Search_7x56"/>.</summary>
    [Benchmark]
    public string? Verify_7x56() => CertificateVerifier.Problem(_certificate, _n7m56);

    /// <summary>Not injective, by descent.</summary>
    [Benchmark]
    public Verdict Falsify_128x256() => InjectivityCheck.Run(_n128m256, Domain.WholeSpace, Unlimited).Verdict;

    /// <summary>A verdict, or undecided after 20 s.</summary>
    [Benchmark]
    public Verdict Falsify_1024x4096() => InjectivityCheck.Run(_n1024m4096, Domain.WholeSpace, Unlimited with { TimeLimit = TimeSpan.FromSeconds(20) }).Verdict;

    /// <summary>The exact uniform margin over 6 million sets of rows.</summary>
    [Benchmark]
    public double UniformMargin_5x60() => UniformMargin.Of(_n5m60).Value;

    /// <summary>All but n - 1 rows turned to be inactive at the first axis.</summary>
    private static Layer Planted(int m, int n, int seed) => new(
        [.. Gaussian(m, n, seed).Rows.Select((row, i) => i < n - 1 == row[0] > 0 ? row : [.. row.Select(v => -v)])]);

    private static Layer Gaussian(int m, int n, int seed)
    {
        Random random = new(seed);
        return new([.. Enumerable.Range(0, m).Select(_ => Enumerable.Range(0, n).Select(_ => Normal.Sample(random, 0, 1)).ToArray())]);
    }
}
