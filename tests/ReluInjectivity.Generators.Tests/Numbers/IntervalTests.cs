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

    [Fact]
    public void FunctionsAndChoices() => Assert.Empty(Outside(Pieces, Pieces, FamilyMember.Only));

    [Fact]
    public void SingleLayer()
    {
        string text = Repository.EquationFile("equations/single-layer.eq").Text;
        Assert.Empty(Outside(text, text, MemberOf.Level(1)));
    }

    /// <summary>Intervals are narrow enough to tell 1/3 from what is not.</summary>
    [Fact]
    public void WrongConstant_IsNoticed() =>
        Assert.NotEmpty(Outside(Pieces, Pieces.Replace("x/3", "x/3.00000000001", StringComparison.Ordinal), FamilyMember.Only));

    /// <summary>Where a condition is not decided, both its values are in the result.</summary>
    [Fact]
    public void UndecidedChoice_HasBothValues()
    {
        Kernel<Interval> kernel = CSharpKernel.Over<Interval>(CPrinterTests.Plan(Pieces, FamilyMember.Only).Kernels[0]);
        Interval Value(Interval x)
        {
            kernel.Load([x, 1], [2]);
            kernel.Evaluate();
            return kernel.Value;
        }

        Interval both = Value(new(1 - 1e-9, 1 + 1e-9));
        Interval left = Value(1 - 1e-9);
        Interval right = Value(1 + 1e-9);
        Assert.True(right.Lower - left.Upper > 0.5);
        Assert.True(both.Contains(left.Lower) && both.Contains(right.Upper));
        Assert.True(both.Size < right.Upper - left.Lower + 1e-6);
    }

    /// <summary>Runs kernels over doubles and over intervals, which must be narrow, at points of all sizes.</summary>
    /// <returns>The numbers that do not lie in their intervals.</returns>
    private static List<string> Outside(string text, string enclosed, FamilyMember member)
    {
        (IReadOnlyList<Kernel> kernels, EquationSystem system) = CPrinterTests.Plan(text, member);
        IReadOnlyList<Kernel> others = CPrinterTests.Plan(enclosed, member).Kernels;
        var random = new Random(29);
        var outside = new List<string>();
        for (int goal = 0; goal < system.Goals.Count; goal++)
        {
            EquationKernel number = CSharpKernel.Compile(("Tested_Kernel", kernels[goal], []))();
            Kernel<Interval> interval = CSharpKernel.Over<Interval>(others[goal]);
            double[] given = [.. system.Givens.Concat(system.Goals[goal].Givens).Select(g => g.Default)];
            for (int run = 0; run < 200; run++)
            {
                double[] x = [.. system.Unknowns.Select(_ => Math.Pow(10, (3 * random.NextDouble()) - 2))];
                double[][] expected = Run(number, x, given);
                Interval[][] actual = Run(interval, x, given);
                Assert.Equal(expected.Select(e => e.Length), actual.Select(a => a.Length));
                foreach ((double[] e, Interval[] a) in expected.Zip(actual))
                {
                    double scale = e.Select(Math.Abs).DefaultIfEmpty(0).Max();
                    Assert.All(a, i => Assert.InRange(i.Size, 0, 1e-10 * scale));
                    outside.AddRange(e.Zip(a).Where(p => !p.Second.Contains(p.First)).Select(p => FormattableString.Invariant($"{p.First:R} is not in {p.Second}")));
                }

                Assert.Null(interval.FirstNonFinite());
            }
        }

        return outside;
    }

    private static double[][] Run(EquationKernel kernel, double[] x, double[] given)
    {
        Evaluation at = kernel.At(x, given, kernel.Resolution(4));
        return [[at.Value], [.. at.Residual]];
    }

    private static Interval[][] Run(Kernel<Interval> kernel, double[] x, double[] given)
    {
        kernel.Load([.. x.Select(v => new Interval(v))], given);
        kernel.Evaluate();
        kernel.Gradient();
        return [[kernel.Value], [.. kernel.Residual]];
    }
}
