using BenchmarkDotNet.Attributes;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Benchmarks;

/// <summary>
/// The single layer in (q, c, chi) against its dual form in (p, q), whose other parameters are derived relations: whole solves by
/// continuation, and one solve from the level's own optimum moved a little, which costs Newton steps alone.
/// </summary>
[MemoryDiagnoser]
public class DualFormBenchmarks
{
    private static readonly Dictionary<string, double> Defaults = [];

    private EquationFamily _family = null!;
    private IEquationSystem _system = null!;
    private double[] _start = [];

    /// <summary>The model.</summary>
    [Params("single-layer", "single-layer-dual")]
    public string Model { get; set; } = string.Empty;

    /// <summary>The level solved.</summary>
    [Params(2, 4, 6)]
    public int Level { get; set; }

    /// <summary>Finds the optimum to start from at another parameter.</summary>
    [GlobalSetup]
    public void Solve()
    {
        _family = EquationFamily.Group(Catalog.Systems).First(f => string.Equals(f.Model, Model, StringComparison.Ordinal));
        _system = _family.Systems.First(s => s.Description.Indices.ValueOf(FamilyIndexKind.Level) == Level);
        _start = [.. FamilySolver.Solve(_family, [Level], new Dictionary<string, double>(StringComparer.Ordinal) { ["kappa"] = 1.1 }, SolveOptions.Default)[0].Unknowns];
    }

    /// <summary>Level 1 to <see cref="Level"/>.</summary>
    [Benchmark]
    public IReadOnlyList<SolveResult> ByContinuation() => FamilySolver.Solve(_family, [Level], Defaults, SolveOptions.Default);

    /// <summary>The level alone, from the optimum at kappa = 1.1.</summary>
    [Benchmark]
    public SolveResult FromNearby() => FamilySolver.SolveFrom(_system, Defaults, _start, SolveOptions.Default);
}
