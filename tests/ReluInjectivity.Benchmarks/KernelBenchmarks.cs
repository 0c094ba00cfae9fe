using BenchmarkDotNet.Attributes;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Benchmarks;

/// <summary>One evaluation of the single-layer kernel at its optimum: value, gradient, and one column of the Hessian.</summary>
public class KernelBenchmarks
{
    private static readonly EquationFamily Family = EquationFamily.Group(Catalog.Systems).First(f => f.Model == "single-layer");
    private EquationKernel _kernel = null!;
    private double[] _direction = [];
    private double[] _column = [];

    /// <summary>The level.</summary>
    [ParamsSource(nameof(Levels))]
    public int Level { get; set; }

    /// <summary>The levels declared.</summary>
    public static IEnumerable<int> Levels => Family.Values(FamilyIndexKind.Level);

    /// <summary>Solves the level and plans the grids at 4.5 nodes a width, as the solver does first.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SolveResult result = FamilySolver.Solve(Family, [Level], new Dictionary<string, double>(), SolveOptions.Default).Single();
        _kernel = Family.Systems.First(s => s.Description.Indices.ValueOf(FamilyIndexKind.Level) == Level).CreateKernel();
        _kernel.Plan([.. result.Unknowns], [.. result.Given], _kernel.Resolution(4.5));
        _direction = [.. result.Unknowns.Select((_, i) => i == 0 ? 1.0 : 0.0)];
        _column = new double[_direction.Length];
        Value();
        Gradient();
        PrepareHessian();
    }

    /// <summary>The value of the goal.</summary>
    [Benchmark(Baseline = true)]
    public void Value() => _kernel.Evaluate();

    /// <summary>The gradient, after the value.</summary>
    [Benchmark]
    public void Gradient() => _kernel.Gradient();

    /// <summary>What all columns share.</summary>
    [Benchmark]
    public void PrepareHessian() => _kernel.PrepareHessian();

    /// <summary>One column.</summary>
    [Benchmark]
    public double Column() => _kernel.HessianVectorProduct(_direction, _column);
}
