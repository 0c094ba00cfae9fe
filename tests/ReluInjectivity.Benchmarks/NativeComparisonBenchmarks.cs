using BenchmarkDotNet.Attributes;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Benchmarks;

/// <summary>Value and gradient at the optimum: the emitted kernel beside the same arithmetic written by hand in C++. Needs g++.</summary>
public class NativeComparisonBenchmarks
{
    private const double NodesPerWidth = 4.5;
    private static readonly EquationFamily Family = EquationFamily.Group(Catalog.Systems).First(f => f.Model == "single-layer");
    private Evaluation _emitted = null!;
    private double[] _at = [];
    private double[] _given = [];
    private NativeKernel _native = null!;

    /// <summary>The level.</summary>
    [Params(2, 3, 4, 6, 8, 12)]
    public int Level { get; set; }

    /// <summary>Solves the level, lays the same grids in both, and checks that both compute the same.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SolveResult result = FamilySolver.Solve(Family, [Level], new Dictionary<string, double>(), SolveOptions.Default).Single();
        EquationKernel kernel = Family.Systems.First(s => s.Description.Indices.ValueOf(FamilyIndexKind.Level) == Level).CreateKernel();
        _at = [.. result.Unknowns.Select((v, i) => i < Level - 1 ? v : 1.01 * v)];
        _given = [.. result.Given];
        _emitted = kernel.At(_at, _given, kernel.Resolution(NodesPerWidth));
        _native = new NativeKernel(Level);
        _native.Plan(_at, result.Given[0], NodesPerWidth);
        double value = Native();
        Check("the value", value, _emitted.Value);
        for (int i = 0; i < _at.Length; i++)
        {
            Check(kernel.GetType().Name + " residual " + i, _native.Residual[i], _emitted.Residual[i]);
        }
    }

    /// <summary>Frees the native kernel.</summary>
    [GlobalCleanup]
    public void Cleanup() => _native.Free();

    /// <summary>The kernel written by hand in C++.</summary>
    [Benchmark(Baseline = true)]
    public double Native()
    {
        double value = _native.Evaluate();
        _native.Gradient();
        return value;
    }

    /// <summary>The emitted kernel.</summary>
    [Benchmark]
    public double Emitted()
    {
        _emitted = _emitted.Moved(_at, _given);
        return _emitted.Residual[0];
    }

    private static void Check(string what, double native, double emitted)
    {
        if (!(Math.Abs(native - emitted) <= 1e-11 * (1 + Math.Abs(emitted))))
        {
            throw new InvalidOperationException($"The two kernels differ in {what}: {native:R} by hand, {emitted:R} emitted.");
        }
    }
}
