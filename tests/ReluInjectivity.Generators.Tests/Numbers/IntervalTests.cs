using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Generators.Tests.C;
using ReluInjectivity.Generators.Tests.Kernels;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Numbers;

/// <summary>Kernels printed as C# over another type of numbers: nothing of <c>double</c> is decided before printing.</summary>
public sealed class IntervalTests
{
    private const string Pieces = """
        model pieces "Constants, functions and choices"
        given    w = 2 in (0, inf)
        unknown  x in (0, inf)
        unknown  y in (0, inf)
        let      share = piecewise(x < y: x^(3/2)/y; x < 2*y: atan(x*y) + 1/(x^2*y); else: -x^7)
        let      scale = log(1 + x/3)*exp(-y/7) + sqrt(x*y/pi)
        minimise v = share + scale + w^(-x/2) - E(z, max(z - 0.1*x, 0))
        output   largest = max(x, y) + min(x, w)
        """;

    private static readonly Dictionary<BuiltInFunction, string> Functions = new()
    {
        [Exponentials.Exp] = "Exp",
        [Exponentials.Log] = "Log",
        [Trigonometric.Atan] = "Atan",
        [Normal.Density] = "Pdf",
        [Normal.Distribution] = "Cdf",
        [Normal.Between] = "CdfDifference",
    };

    private static string Type => "global::" + typeof(Interval).FullName;

    [Fact]
    public void FunctionsAndChoices() => Assert.Empty(Outside(Pieces, FamilyMember.Only, static v => v));

    [Fact]
    public void SingleLayer() => Assert.Empty(Outside(Repository.EquationFile("equations/single-layer.eq").Text, MemberOf.Level(1), static v => v));

    /// <summary>Intervals are narrow enough to tell 1/3 from what is not.</summary>
    [Fact]
    public void WrongConstant_IsNoticed()
    {
        Rational third = new(1, 3);
        Assert.NotEmpty(Outside(Pieces, FamilyMember.Only, v => v == third ? v + Rational.Parse("1e-12") : v));
    }

    /// <summary>Where a condition is not decided, both its values are in the result.</summary>
    [Fact]
    public void UndecidedChoice_HasBothValues()
    {
        IntervalKernel kernel = Compile(CPrinterTests.Plan(Pieces, FamilyMember.Only).Kernel, static v => v)(0);
        Interval[] at = [new(1 - 1e-9, 1 + 1e-9), new(1)];
        Interval both = kernel.Run(at, [new(2)], at)[0][0];
        Interval left = kernel.Run([new(1 - 1e-9), at[1]], [new(2)], at)[0][0];
        Interval right = kernel.Run([new(1 + 1e-9), at[1]], [new(2)], at)[0][0];
        Assert.True(right.Lower - left.Upper > 0.5);
        Assert.True(both.Contains(left.Lower) && both.Contains(right.Upper));
        Assert.True(both.Width < right.Upper - left.Lower + 1e-6);
    }

    /// <summary>Runs a kernel over doubles and over intervals, which must be narrow, at points of all sizes.</summary>
    /// <returns>The numbers that do not lie in their intervals.</returns>
    private static List<string> Outside(string text, FamilyMember member, Func<Rational, Rational> constant)
    {
        (Kernel kernel, EquationSystem system) = CPrinterTests.Plan(text, member);
        Func<int, EquationKernel> doubles = CSharpKernel.Compile(("Tested_Kernel", kernel, []));
        Func<int, IntervalKernel> intervals = Compile(kernel, constant);
        var random = new Random(29);
        var outside = new List<string>();
        for (int goal = 0; goal < system.Goals.Count; goal++)
        {
            (EquationKernel number, IntervalKernel interval) = (doubles(goal), intervals(goal));
            double[] given = [.. system.Givens.Concat(system.Goals[goal].Givens).Select(g => g.Default)];
            for (int run = 0; run < 200; run++)
            {
                double[] x = [.. system.Unknowns.Select(_ => Math.Pow(10, (3 * random.NextDouble()) - 2))];
                double[] direction = [.. x.Select(_ => random.NextDouble() - 0.5)];
                double[][] expected = Run(number, x, given, direction);
                Interval[][] actual = interval.Run(Exact(x), Exact(given), Exact(direction));
                Assert.Equal(expected.Select(e => e.Length), actual.Select(a => a.Length));
                foreach ((double[] e, Interval[] a) in expected.Zip(actual))
                {
                    double scale = e.Select(Math.Abs).DefaultIfEmpty(0).Max();
                    Assert.All(a, i => Assert.InRange(i.Width, 0, 1e-10 * scale));
                    outside.AddRange(e.Zip(a).Where(p => !p.Second.Contains(p.First)).Select(p => FormattableString.Invariant($"{p.First:R} is not in {p.Second}")));
                }

                Assert.Null(interval.FirstNonFinite());
            }
        }

        return outside;
    }

    private static double[][] Run(EquationKernel kernel, double[] x, double[] given, double[] direction)
    {
        kernel.Plan(x, given, kernel.Resolution(4));
        kernel.Evaluate();
        double[] first = [kernel.Value, .. kernel.Residual];
        kernel.Gradient();
        double[] gradient = [.. kernel.Residual];
        kernel.PrepareHessian();
        double[] product = new double[x.Length];
        kernel.HessianVectorProduct(direction, product);
        return [first, gradient, product, kernel.Outputs()];
    }

    private static Func<int, IntervalKernel> Compile(Kernel kernel, Func<Rational, Rational> constant)
    {
        var numbers = new Target(
            Type,
            Number: v => Enclosed(constant(v)),
            Pi: Type + ".Pi",
            Undefined: Type + ".None",
            SquareRoot: Type + ".Sqrt",
            Power: Type + ".Pow",
            Smaller: Type + ".Min",
            Larger: Type + ".Max",
            Function: static f => $"{Type}.{Functions[f]}",
            Choose: static (condition, then, otherwise) => $"{Type}.Choose({condition}, {then}, {otherwise})");
        return CSharpKernel.Compile<IntervalKernel>(new CSharpTarget(numbers, "global::" + typeof(IntervalKernel).FullName), ("Tested_Kernel", kernel, []));
    }

    /// <summary>A whole number that is a double, or what lies around the nearest one.</summary>
    private static string Enclosed(Rational value)
    {
        double nearest = value.ToDouble();
        return $"{(value.IsInteger && Math.Abs(nearest) < 1L << 53 ? $"new {Type}" : $"{Type}.Around")}({CSharpTarget.Literal(nearest)})";
    }

    private static Interval[] Exact(double[] values) => [.. values.Select(v => new Interval(v))];
}
