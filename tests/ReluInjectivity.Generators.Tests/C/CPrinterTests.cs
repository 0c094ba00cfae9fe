using ReluInjectivity.Generators.Tests.Kernels;
using ReluInjectivity.Generators.Tests.Models;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.C;

/// <summary>Whole models as C, against the same kernels as C#: value, gradient or residuals, and outputs at random points.</summary>
public sealed class CPrinterTests
{
    private const string Kinks = """
        model kinks "Kinks under a smoothing"
        unknown  s in (0, inf)
        unknown  a in (0, inf)
        let f(h) = -max(1 - h, 0)^2/2
        let g(h) = log(E(z, exp(f(h + s*z))))
        let k(h) = log(E(z, exp(g(h + a*z))))
        minimise v = s^2 + a^2 + E(z, k(z)) - log(s) - log(a)
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SingleLayer(int level) => Agree(Repository.EquationFile("equations/single-layer.eq").Text, MemberOf.Level(level));

    [Fact]
    public void DeepPlain() => Agree(Repository.EquationFile("equations/deep/deep-plain.eq").Text, MemberOf.Depth(2));

    [Theory]
    [InlineData("euler-characteristic")]
    [InlineData("first-moment")]
    [InlineData("union-bound-sharp")]
    [InlineData("replica-symmetric-instability")]
    public void Geometric(string name) => Agree(Repository.EquationFile($"equations/geometric/{name}.eq").Text, FamilyMember.Only);

    [Fact]
    public void FunctionsAndChoices() => Agree(Files.Functions, FamilyMember.Only);

    [Fact]
    public void NothingToVary() => Agree("model m \"m\"\ngiven a = 2\nsolve v = E(z, cos(a*z)) + a^3\noutput w = E(b, log(1 + exp(a*b)))", FamilyMember.Only);

    [Fact]
    public void TwoGrids() => Agree(Kinks, FamilyMember.Only);

    [Fact]
    public void TwoVariables() => Agree(PairTests.Spins, FamilyMember.Only);

    [Fact]
    public void TwoVariablesWithKinks() => Agree(PairTests.TwoLayers, MemberOf.Level(2));

    /// <summary>The kernels of a member of a model, one for each goal.</summary>
    internal static (IReadOnlyList<Kernel> Kernels, EquationSystem System) Plan(string text, FamilyMember member)
    {
        CompiledMember compiled = Compiler.Compile(Compiler.Read(text).Model!, member, default);
        return ([.. compiled.Programs.Select(p => p.Kernel)], compiled.Integrated!);
    }

    private static void Agree(string text, FamilyMember member)
    {
        (IReadOnlyList<Kernel> kernels, EquationSystem system) = Plan(text, member);
        var random = new Random(17);
        int finite = 0;
        for (int goal = 0; goal < system.Goals.Count; goal++)
        {
            EquationKernel left = CSharpKernel.Compile(("Tested_Kernel", kernels[goal], []))();
            CKernel right = CKernel.Compile(("Tested_Kernel", kernels[goal], []))();
            double[] given = [.. system.Givens.Concat(system.Goals[goal].Givens).Select(g => g.Default)];
            for (int run = 0; run < 5; run++)
            {
                double[] at = Draw(random, system);
                right.Plan(at, given, 4);
                Evaluation here = left.At(at, given, left.Resolution(4));
                Agreement.Run(here, right);
                finite += double.IsFinite(here.Value) ? 1 : 0;
            }
        }

        Assert.True(finite > 2 * system.Goals.Count);
    }

    /// <summary>A point in the declared intervals and orders.</summary>
    private static double[] Draw(Random random, EquationSystem system)
    {
        double[] at = new double[system.Unknowns.Count];
        for (int i = 0; i < at.Length; i++)
        {
            double End(Expr? end, double otherwise) => end is not null && ConstantEvaluator.TryEvaluate(end, out double value) && double.IsFinite(value) ? value : otherwise;
            double low = End(system.Unknowns[i].Lower, 0);
            double high = End(system.Unknowns[i].Upper, low + 2);
            at[i] = low + ((high - low) * (0.1 + (0.8 * random.NextDouble())));
        }

        foreach (IGrouping<string, int> family in Enumerable.Range(0, at.Length).GroupBy(i => system.Unknowns[i].Name.Stem, StringComparer.Ordinal))
        {
            int[] members = [.. family];
            double[] values = [.. members.Select(i => at[i]).Order()];
            if (system.Unknowns[members[0]].Ordering == Symbolics.Language.Ordering.Decreasing)
            {
                Array.Reverse(values);
            }

            for (int i = 0; i < members.Length; i++)
            {
                at[members[i]] = values[i];
            }
        }

        return at;
    }
}
