using BenchmarkDotNet.Attributes;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Benchmarks;

/// <summary>Whole solves of the single-layer model, warm: all levels up to one, by continuation.</summary>
[MemoryDiagnoser]
public class SolveBenchmarks
{
    private static readonly EquationFamily Family = EquationFamily.Group(Catalog.Systems).First(f => f.Model == "single-layer");
    private static readonly Dictionary<string, double> Defaults = [];

    /// <summary>The level solved.</summary>
    [ParamsSource(nameof(Levels))]
    public int Level { get; set; }

    /// <summary>The levels declared.</summary>
    public static IEnumerable<int> Levels => Family.Values(FamilyIndexKind.Level);

    /// <summary>Solves level 1 to <see cref="Level"/>.</summary>
    [Benchmark]
    public IReadOnlyList<SolveResult> SolveUpTo() => FamilySolver.Solve(Family, [Level], Defaults, SolveOptions.Default);
}
