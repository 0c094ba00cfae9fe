using BenchmarkDotNet.Attributes;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Benchmarks;

/// <summary>One evaluation of the single-layer kernel at its optimum: value, gradient, and one column of the Hessian.</summary>
public class KernelBenchmarks
{
    private static readonly EquationFamily Family = EquationFamily.Group(Catalog.Systems).First(f => f.Model == "single-layer");
    private Evaluation _here = null!;
    private double[] _at = [];
    private double[] _given = [];
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
        EquationKernel kernel = Family.Systems.First(s => s.Description.Indices.ValueOf(FamilyIndexKind.Level) == Level).CreateKernel();
        _at = [.. result.Unknowns];
        _given = [.. result.Given];
        _here = kernel.At(_at, _given, kernel.Resolution(4.5));
        _direction = [.. result.Unknowns.Select((_, i) => i == 0 ? 1.0 : 0.0)];
        _column = new double[_direction.Length];
    }

    /// <summary>The value of the goal.</summary>
    [Benchmark(Baseline = true)]
    public double Value() => (_here = _here.Moved(_at, _given)).Value;

    /// <summary>Value and gradient.</summary>
    [Benchmark]
    public double ValueAndGradient() => (_here = _here.Moved(_at, _given)).Residual[0];

    /// <summary>Value, gradient and Hessian, of which a column is taken.</summary>
    [Benchmark]
    public double ValueGradientAndHessian() => (_here = _here.Moved(_at, _given)).HessianVectorProduct(_direction, _column);
}
