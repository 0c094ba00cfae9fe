using BenchmarkDotNet.Attributes;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Benchmarks;

/// <summary>What digits cost: levels 1 to 6 of the single-layer model, warm, at the error allowed.</summary>
public class ToleranceBenchmarks
{
    private static readonly EquationFamily Family = EquationFamily.Group(Catalog.Systems).First(f => f.Model == "single-layer");
    private static readonly Dictionary<string, double> Defaults = [];

    /// <summary>The absolute error allowed in the capacity.</summary>
    [Params(1e-4, 1e-6, 1e-8, 1e-10, 1e-12)]
    public double Tolerance { get; set; }

    /// <summary>Solves level 1 to 6.</summary>
    [Benchmark]
    public IReadOnlyList<SolveResult> SolveUpTo6() => FamilySolver.Solve(Family, [6], Defaults, new SolveOptions { Tolerance = Tolerance });
}
