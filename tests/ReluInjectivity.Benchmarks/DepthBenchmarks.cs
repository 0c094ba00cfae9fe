using BenchmarkDotNet.Attributes;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Benchmarks;

/// <summary>Tables of depths, warm: every hidden layer at the capacity of its own depth, weak injectivity.</summary>
public class DepthBenchmarks
{
    private static readonly IReadOnlyList<EquationFamily> Families = EquationFamily.Group(Catalog.Systems);
    private static readonly Dictionary<string, double> Defaults = [];

    /// <summary>Plain, depths 1 to 6.</summary>
    [Benchmark(Baseline = true)]
    public IReadOnlyList<SolveResult> Plain() => OwnDepth.Solve(Of("deep-plain"), 6, Defaults, Defaults, SolveOptions.Default);

    /// <summary>Partially lifted, depths 1 to 6, plain where lifting does not help.</summary>
    [Benchmark]
    public IReadOnlyList<SolveResult> Partial() => OwnDepth.Solve(Of("deep-partial"), 6, Defaults, Defaults, SolveOptions.Default, Of("deep-plain"));

    /// <summary>Level 2, depths 1 and 2.</summary>
    [Benchmark]
    public IReadOnlyList<SolveResult> Level2Depth2() => OwnDepth.Solve(Of("deep-lifted"), 2, Defaults, Defaults, SolveOptions.Default, level: 2);

    /// <summary>Level 2, depths 1 to 4.</summary>
    [Benchmark]
    public IReadOnlyList<SolveResult> Level2Depth4() => OwnDepth.Solve(Of("deep-lifted"), 4, Defaults, Defaults, SolveOptions.Default, level: 2);

    /// <summary>Level 3, depths 1 to 3.</summary>
    [Benchmark]
    public IReadOnlyList<SolveResult> Level3Depth3() => OwnDepth.Solve(Of("deep-lifted"), 3, Defaults, Defaults, SolveOptions.Default, level: 3);

    private static EquationFamily Of(string model) => Families.First(f => f.Model == model);
}
