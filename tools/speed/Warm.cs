// In process and warm: each line is a name and processor seconds, the least of several runs. Compiled by speed.py against the assemblies of a commit;
// BASE is defined for commits whose kernels are asked step by step.
using System.Diagnostics;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

EquationFamily family = EquationFamily.Group(Catalog.Systems).First(f => f.Model == "single-layer");
Dictionary<string, double> defaults = [];
int highest = int.Parse(args[0]);
int[] levels = [2, 4, 8, 12];
int[] upTo = [.. new[] { 16, highest }.Distinct()];

foreach (int level in upTo)
{
    IReadOnlyList<SolveResult> results = [];
    Print($"levels 1..{level}", Least(level > 16 ? 1 : 4, () => results = FamilySolver.Solve(family, [.. Enumerable.Range(1, level)], defaults, SolveOptions.Default)));
    Console.WriteLine($"# iterations {string.Join(' ', results.Select(r => r.Iterations))}");
    Console.WriteLine($"# values {string.Join(' ', results.Select(r => r.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}");
    if (results.Any(r => r.Status != SolveStatus.Solved))
    {
        Console.WriteLine("# NOT ALL SOLVED");
    }
}

if (highest > 16)
{
    return;
}

foreach (double tolerance in new[] { 1e-6, 1e-12 })
{
    Print($"levels 1..12 to {tolerance}", Least(6, () => FamilySolver.Solve(family, [.. Enumerable.Range(1, 12)], defaults, new SolveOptions { Tolerance = tolerance })));
}

EquationFamily energy = EquationFamily.Group(Catalog.Systems).First(f => f.Model == "single-layer" && f.Goal == "energy");
double[] abscissae = [.. Enumerable.Range(0, 100).Select(i => 3 + (7 * i / 99.0))];
foreach (double tolerance in new[] { 1e-6, 1e-12 })
{
    var options = new SolveOptions { Tolerance = tolerance };
    IReadOnlyList<SolveResult> points = [];
#if BASE
    Print($"curve to {tolerance}", Least(3, () => points = CurveSolver.Solve(energy, 6, "alpha", abscissae, defaults, options, 1)));
#else
    Print($"curve to {tolerance}", Least(3, () => points = CurveSolver.Solve(energy, energy.Systems[5], "alpha", abscissae, defaults, options, 1)));
#endif
    Console.WriteLine(FormattableString.Invariant($"# curve to {tolerance}: {points.Average(p => p.Iterations):0.00} iterations, {points.Average(p => p.ValueEvaluations):0.00} values a point"));
}

foreach (int level in levels)
{
    SolveResult result = FamilySolver.Solve(family, [level], defaults, SolveOptions.Default).Single();
    double[] at = [.. result.Unknowns];
    double[] given = [.. result.Given];
    double[] column = new double[at.Length];
    double[][] directions = [.. at.Select((_, i) => at.Select((_, j) => i == j ? 1.0 : 0.0).ToArray())];
#if BASE
    EquationKernel kernel = family.Systems.First(s => s.Description.Level == level).CreateKernel();
    kernel.Plan(at, given, kernel.Resolution(4.5));
    Action gradient = () => { kernel.Evaluate(); kernel.Gradient(); };
    Action hessian = () => { kernel.Evaluate(); kernel.Gradient(); kernel.Prepare(); foreach (double[] d in directions) { kernel.Tangent(d, column); } };
#else
    EquationKernel kernel = family.Systems.First(s => s.Description.Indices.ValueOf(FamilyIndexKind.Level) == level).CreateKernel();
    Evaluation here = kernel.At(at, given, kernel.Resolution(4.5));
    double sum = 0;
    Action gradient = () => { here = here.Moved(at, given); sum += here.Residual[0]; };
    Action hessian = () => { here = here.Moved(at, given); foreach (double[] d in directions) { sum += here.HessianVectorProduct(d, column); } };
#endif
    Print($"value and gradient, level {level}", Least(20, () => Repeat(100, gradient)) / 100);
    Print($"with Hessian, level {level}", Least(20, () => Repeat(10, hessian)) / 10);
}

#if THIS
// What a level and a layer of a deep network cost.
EquationFamily deep = EquationFamily.Group(Catalog.Systems).First(f => f.Model == "deep-lifted");
foreach ((int level, int depth) in new[] { (2, 1), (2, 2), (2, 3), (2, 4), (3, 2), (3, 3) })
{
    IEquationSystem system = deep.Systems.First(s => s.Description.Indices.ValueOf(FamilyIndexKind.Level) == level && s.Description.Indices.ValueOf(FamilyIndexKind.Depth) == depth);
    SolveResult result = FamilySolver.SolveMembers(deep, [system]).Single();
    EquationKernel kernel = system.CreateKernel();
    double[] at = [.. result.Unknowns];
    double[] given = [.. result.Given];
    Evaluation here = kernel.At(at, given, kernel.Resolution(2.25).Widen(1.5));
    double sum = 0;
    Print($"value and gradient, deep-lifted, level {level}, depth {depth}", Least(5, () => Repeat(10, () => { at = [.. at.Select(x => x * (1 - 1e-12))]; here = here.Moved(at, given); sum += here.Residual[0]; })) / 10);
}
#endif

static void Repeat(int times, Action action)
{
    for (int i = 0; i < times; i++)
    {
        action();
    }
}

static double Least(int runs, Action action)
{
    action();
    double least = double.PositiveInfinity;
    for (int run = 0; run < runs; run++)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        action();
        least = Math.Min(least, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    return least;
}

static void Print(string name, double seconds) => Console.WriteLine(FormattableString.Invariant($"{name}\t{seconds:R}"));
