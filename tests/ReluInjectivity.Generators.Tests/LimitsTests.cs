using System.Diagnostics;
using System.Globalization;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;
using Xunit.Abstractions;

namespace ReluInjectivity.Generators.Tests;

/// <summary>Files that go deep or grow: each compiles, through the C# compiler too, to a kernel that works, or ends in a diagnostic at its place.</summary>
public sealed class LimitsTests(ITestOutputHelper output)
{
    private const double MostSeconds = 60;
    private const int Links = 5000;

    [Fact]
    public void DefinitionsEachOnTheNext()
    {
        string lets = Lines(1, Links, static i => $"let a{i} = a{i - 1} + x/{i}");
        double sum = 1 + Enumerable.Range(1, Links).Sum(static i => 1.0 / i);
        Compiles($"unknown x in (0, 2)\nlet a0 = x\n{lets}\nminimise v = (a{Links} - 3)^2", 0.5, Math.Pow((0.5 * sum) - 3, 2), 2 * sum * ((0.5 * sum) - 3));
    }

    /// <summary>The C# compiler takes most of the time, so it sees a shorter chain.</summary>
    [Fact]
    public void RecursionOverAnIndex()
    {
        Generates($"unknown x in (0, 2)\nlet a[0] = x\nlet a[i] = sin(a[i-1]) + x for i = 1..{Links}\nminimise v = (a[{Links}] - 1)^2");
        const int Compiled = 500;
        (double a, double slope) = (0.5, 1);
        for (int i = 0; i < Compiled; i++)
        {
            (a, slope) = (Math.Sin(a) + 0.5, (Math.Cos(a) * slope) + 1);
        }

        Compiles(
            $"unknown x in (0, 2)\nlet a[0] = x\nlet a[i] = sin(a[i-1]) + x for i = 1..{Compiled}\nminimise v = (a[{Compiled}] - 1)^2", 0.5, Math.Pow(a - 1, 2), 2 * (a - 1) * slope);
    }

    [Fact]
    public void LongProduct()
    {
        Generates($"unknown x in (0, 1)\nminimise v = (log(product(k = 1..{Links}, x + k)) - 40)^2");
        const int Compiled = 500;
        double log = Enumerable.Range(1, Compiled).Sum(static k => Math.Log(0.5 + k));
        double slope = Enumerable.Range(1, Compiled).Sum(static k => 1 / (0.5 + k));
        Compiles($"unknown x in (0, 1)\nminimise v = (log(product(k = 1..{Compiled}, x + k)) - 40)^2", 0.5, double.PositiveInfinity, double.NaN);
        Compiles($"unknown x in (0, 1)\nminimise v = (sum(k = 1..{Compiled}, log(x + k)) - 40)^2", 0.5, Math.Pow(log - 40, 2), 2 * (log - 40) * slope);
    }

    /// <summary>The size of a grid that rests on a recursion, each step of which uses the one before three times, is worked out step by step.</summary>
    [Fact]
    public void WidthsThatRestOnARecursion()
    {
        static string File(int steps) =>
            $"unknown x in (0, 1)\nlet q[0] = x\nlet q[i] = (sqrt(1 - q[i-1]^2) + (pi - acos(q[i-1]))*q[i-1])/pi for i = 1..{steps}\nminimise v = E(z, log(1 + exp(2*sqrt(q[{steps}])*z))) + 1/x";
        static int Size(int steps) => GeneratorDriverHelper.Run(("equations/m.eq", $"model m \"a model\"\n{File(steps)}")).Sources.Sum(static s => s.Value.Length);
        (int few, int twice, int more) = (Size(5), Size(10), Size(20));
        output.WriteLine($"{few} {twice} {more}");
        Assert.InRange(more - twice, 0, 2.2 * (twice - few));
    }

    /// <summary>What is printed of long sums and products is linear in their length, and so is the work.</summary>
    [Fact]
    public void LongSumsAndProducts() => Generates(
        "unknown x in (0, 10)\nequation x = sum(i = 1..10000, 1/(x + i)) + product(i = 1..10000, 1 + 1/i)/10000 + product(k = 1..3000, x + k)^0\nsolve v = x");

    [Fact]
    public void ManyNestedExtrema()
    {
        static string Nested(string inner, string slope) => Enumerable.Range(1, 190)
            .Aggregate(inner, (e, i) => $"{(i % 2 == 0 ? "min" : "max")}({e}, {i}/7 + {(i % 2 == 0 ? slope : "-" + slope)}*{i})");
        Generates($"unknown x in (0, 10)\nequation x = 1 + {Nested("x", "x")}/1000\nsolve v = x");
        Generates($"unknown x in (0, 10)\nequation x = 1 + E(z, {Nested("z", "z")})/1000\nsolve v = x");
    }

    /// <summary>2^13 calls where all are written out; each value is that of the one below applied twice.</summary>
    [Fact]
    public void TwelveDoublings()
    {
        const int Functions = 12;
        static double At(int function, double y) => function == Functions - 1 ? Math.Sin(y) + 1 : At(function + 1, At(function + 1, y)) + 1;
        string lets = Lines(0, Functions - 1, static i => $"let f{i}(y) = f{i + 1}(f{i + 1}(y)) + 1");
        Compiles($"unknown x in (0, 1)\n{lets}\nlet f{Functions - 1}(y) = sin(y) + 1\nminimise v = f0(x)", 0.5, At(0, 0.5), null);
    }

    /// <summary>2^30 calls, 2^14 calls: said at the first function that takes more than 10000, at once.</summary>
    [Theory]
    [InlineData(14, 3)]
    [InlineData(30, 19)]
    public void MoreDoublings(int functions, int line) => Fails(Doublings(functions), "RIJ021", line, "16383 applications of functions, more than 10000");

    /// <summary>Constants are folded exactly; numbers that would grow without end are said to be too long where they are met.</summary>
    [Theory]
    [InlineData("let a[0] = 2\nlet a[i] = a[i-1]*a[i-1] for i = 1..30\nminimise v = x + 1/x + a[30]", 4)]
    [InlineData("let a[0] = 3/2\nlet a[i] = a[i-1]^2 for i = 1..30\nminimise v = x + 1/x + a[30]", 4)]
    [InlineData("let a[0] = 3/2\nlet a[i] = a[i-1]^2 + 1/3 for i = 1..30\nminimise v = x + 1/x + a[30]", 4)]
    [InlineData("let a[0] = 2\nlet a[1] = 3\nlet a[i] = a[i-1]*a[i-2] for i = 2..60\nminimise v = x + 1/x + a[60]", 5)]
    [InlineData("let a[0] = 1e400\nlet a[i] = a[i-1]^2 for i = 1..30\nminimise v = x + 1/x + a[30]", 4)]
    [InlineData("minimise v = x + 1/x + sum(k = 1..10000, 1/(k^20 + 1))", 3)]
    [InlineData("minimise v = x + 1/x + product(k = 1..3000, 1e400)", 3)]
    [InlineData("minimise v = x + sum(k = 1..3000, x/(k^20 + 1))", 3)]
    public void ConstantsWithoutEnd(string text, int line) => Fails("unknown x in (0, 1)\n" + text, "RIJ021", line, "more than 10000 digits");

    /// <summary>4346 digits.</summary>
    [Fact]
    public void HarmonicNumber()
    {
        double sum = Enumerable.Range(1, 10_000).Reverse().Sum(static k => 1.0 / k);
        Compiles("unknown x in (0, 1)\nminimise v = x + sum(k = 1..10000, 1/k)", 0.5, 0.5 + sum, 1, 1e-14);
    }

    [Fact]
    public void TowerOfAPower() => Fails("unknown x in (0, 1)\nminimise v = E(z, exp(z^2147483648)) + x^2", "RIJ009", 3, "outgrows the normal density");

    /// <summary>Against sums over rules of many nodes.</summary>
    [Fact]
    public void ExpectationsThreeDeep()
    {
        const double Q = 0.5;
        QuadratureRule rule = GaussHermite.Rule(100);
        double Mean(Func<double, double> f) => Enumerable.Range(0, rule.Count).Sum(k => rule.Weights[k] * f(rule.Nodes[k]));

        // E(v, exp(-max(h + q v, 0))) has a kink, so it is taken piece by piece: Phi(-h/q) + exp(q^2/2 - h) Phi(h/q - q).
        static double Inner(double h) => Math.Log(
            Runtime.SpecialFunctions.NormalDistribution.Cdf(-h / Q) + (Math.Exp((Q * Q / 2) - h) * Runtime.SpecialFunctions.NormalDistribution.Cdf((h / Q) - Q)));
        double expected = Mean(b => Mean(z => Inner(b + (Q * z)))) + Q;
        Compiles("unknown q in (0, 1)\nlet g(h) = log(E(v, exp(-max(h + q*v, 0))))\nminimise e = E(b, E(z, g(b + q*z))) + q", Q, expected, null, 1e-8);
    }

    [Fact]
    public void Cancellation_EndsACompilationSoon()
    {
        FrontResult front = Compiler.Read(Model("unknown x in (0, 2)\nlet a[0] = x\nlet a[i] = sin(a[i-1]) + x for i = 1..10000\nminimise v = (a[10000] - 1)^2"));
        using var source = new CancellationTokenSource();

        // A thread of its own: other tests may hold back the pool's timers.
        var cancelling = new Thread(() =>
        {
            Thread.Sleep(50);
            source.Cancel();
        });
        var watch = Stopwatch.StartNew();
        cancelling.Start();
        Assert.ThrowsAny<OperationCanceledException>(() => Compiler.Compile(front.Model!, FamilyMember.Only, source.Token));
        cancelling.Join();
        Report(watch);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1.1);
    }

    private static string Doublings(int functions) =>
        $"unknown x in (0, 1)\n{Lines(0, functions - 1, static i => $"let f{i}(y) = f{i + 1}(f{i + 1}(y)) + 1")}\nlet f{functions - 1}(y) = y^2 + 1\nminimise v = f0(x)";

    private static string Model(string text) => "model m \"Limits\"\n" + text;

    private static string Lines(int from, int count, Func<int, FormattableString> line) =>
        string.Join('\n', Enumerable.Range(from, count).Select(i => FormattableString.Invariant(line(i))));

    /// <summary>Comes out of the generator without a word.</summary>
    private void Generates(string text)
    {
        var watch = Stopwatch.StartNew();
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/m.eq", Model(text)));
        Report(watch);
        Assert.Empty(run.Messages);
        Assert.Contains("equations.m.M.g.cs", run.Sources.Keys);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, MostSeconds);
    }

    private void Compiles(string text, double at, double value, double? slope, double tolerance = 1e-10)
    {
        var watch = Stopwatch.StartNew();
        IEquationSystem system = Assert.Single(GeneratorDriverHelper.Run(("equations/m.eq", Model(text))).Compile());
        EquationKernel kernel = system.CreateKernel();
        Evaluation here = kernel.At([at], [], kernel.Resolution(8));
        _ = here.Residual;
        Report(watch);
        AssertClose(value, here.Value, tolerance);
        if (slope is { } s)
        {
            AssertClose(s, here.Residual[0], tolerance);
        }

        here.HessianVectorProduct([1], new double[1]);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, MostSeconds);
    }

    private void Fails(string text, string id, int line, string message)
    {
        var watch = Stopwatch.StartNew();
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/m.eq", Model(text)), ("equations/good.eq", Files.Good));
        Report(watch);
        Assert.Null(run.Result.Exception);
        string only = Assert.Single(run.Messages);
        output.WriteLine(only);
        Assert.Matches($@"^equations/m\.eq\(\d+,\d+\): error {id}: ", only);
        Assert.Contains(message, only, StringComparison.Ordinal);
        Assert.True(line == 5 || only.StartsWith(FormattableString.Invariant($"equations/m.eq({line},"), StringComparison.Ordinal), only);
        Assert.Contains("equations.good.Good.g.cs", run.Sources.Keys);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, MostSeconds);
    }

    private void Report(Stopwatch watch) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F2} s, peak of the process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB"));

    private static void AssertClose(double expected, double actual, double tolerance) => Assert.True(
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), FormattableString.Invariant($"{actual:R} is not {expected:R}"));
}
