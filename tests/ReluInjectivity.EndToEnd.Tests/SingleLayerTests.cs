using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>The single-layer model against independent computations and the identities it must obey.</summary>
public sealed class SingleLayerTests
{
    private static readonly int[] Levels = [1, 2, 3, 4];

    // Parameters at the optimum, re-derived from arXiv:2410.20646, kappa = 1; six digits.
    [Theory]
    [InlineData(1, "chi", 0.630355)]
    [InlineData(2, "q[1]", 0.777231)]
    [InlineData(2, "c[1]", 3.286658)]
    [InlineData(2, "chi", 0.0533008)]
    [InlineData(3, "q[1]", 0.741098)]
    [InlineData(3, "q[2]", 0.976634)]
    [InlineData(3, "c[1]", 2.667325)]
    [InlineData(3, "c[2]", 5.353317)]
    [InlineData(3, "chi", 0.0356731)]
    public void Parameters_at_the_optimum(int level, string unknown, double expected)
    {
        SolveResult result = Families.Solve("single-layer", [level]).Single();
        int index = result.System.Unknowns.ToList().FindIndex(u => u.Name == unknown);
        Assert.Equal(expected, result.Unknowns[index], 1e-6);
    }

    // kappa = 2 at level 2: 9.991033816378 was computed independently by the deep-network route at depth 1.
    [Fact]
    public void Capacity_at_kappa_2() => Assert.Equal(9.991033816378, Families.Solve("single-layer", [2], ("kappa", 2)).Single().Value, 1e-11);

    [Theory]
    [InlineData(2, 1.0, 30)]
    [InlineData(3, 1.0, 30)]
    [InlineData(3, 0.1, 30)]
    [InlineData(3, 10.0, 60)]
    [InlineData(4, 1.0, 60)]
    public void Value_agrees_with_nested_quadrature_at_the_same_parameters(int level, double kappa, int panels)
    {
        SolveResult result = Families.Solve("single-layer", [level], ("kappa", kappa)).Single();
        (double[] q, double[] c, double chi) = Parameters(result);
        double oracle = NestedQuadrature.Alpha(kappa, q, c, chi, panels);
        Assert.Equal(oracle, result.Value, 1e-11 * result.Value);
        Assert.True(Math.Abs(oracle - result.Value) <= result.ErrorEstimate + (1e-12 * result.Value));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(2.0)]
    [InlineData(2.5)]
    public void What_refinement_shows_bounds_the_error(double nodesPerWidth)
    {
        foreach (SolveResult result in Families.Solve("single-layer", [2, 3, 4]))
        {
            EquationKernel kernel = Families.System("single-layer", result.System.Indices.ValueOf(FamilyIndexKind.Level)!.Value).CreateKernel();
            double Value(double density) => kernel.At([.. result.Unknowns], [1.0], kernel.Resolution(density)).Value;

            double trueError = Math.Abs(Value(nodesPerWidth) - Value(12));
            double shown = Math.Abs(Value(nodesPerWidth) - Value(1.5 * nodesPerWidth));
            Assert.True(trueError > 1e-13, "too fine to tell");
            Assert.InRange(shown, 0.5 * trueError, 2 * trueError);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    [InlineData(10.0)]
    public void Every_level_is_solved_and_below_the_one_before(double kappa)
    {
        IReadOnlyList<SolveResult> results = Families.Solve("single-layer", Levels, ("kappa", kappa));
        Assert.All(results, r => Assert.Equal(SolveStatus.Solved, r.Status));
        for (int i = 1; i < results.Count; i++)
        {
            Assert.True(results[i].Value < results[i - 1].Value - results[i].ErrorEstimate);
        }
    }

    [Fact]
    public void Random_kappa_is_solved_and_capacity_increases_with_it()
    {
        Arbitrary<double> exponents = Gen.Choose(-100, 98).Select(i => i / 100.0).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Draws.Of(12)), Prop.ForAll(exponents, exponent =>
        {
            SolveResult lower = Families.Solve("single-layer", [4], ("kappa", Math.Pow(10, exponent))).Single();
            SolveResult upper = Families.Solve("single-layer", [4], ("kappa", Math.Pow(10, exponent + 0.02))).Single();
            return lower.Status == SolveStatus.Solved && upper.Status == SolveStatus.Solved && lower.ErrorEstimate < 1e-10 && lower.Value < upper.Value;
        }));
    }

    /// <summary>A nested level contains the one before: with two overlaps merged it has the same value.</summary>
    [Fact]
    public void Level_3_with_a_negligible_link_has_the_value_of_level_2()
    {
        SolveResult two = Families.Solve("single-layer", [2]).Single();
        (double[] q, double[] c, double chi) = Parameters(two);
        EquationKernel kernel = Families.System("single-layer", 3).CreateKernel();
        Evaluation at = kernel.At([q[0], 1 - (0.5 * (1 - q[0])), c[0], c[0] * (1 + 1e-12), chi], [1.0], kernel.Resolution(6));
        Assert.Equal(two.Value, at.Value, 1e-10);
    }

    [Fact]
    public void Nonsense_parameters_name_the_first_quantity_that_is_not_finite()
    {
        EquationKernel kernel = Families.System("single-layer", 2).CreateKernel();
        Assert.Equal("S", kernel.At([0.5, -20.0, 1.0], [1.0], kernel.Resolution(3)).FirstNonFinite());
    }

    private static (double[] Overlaps, double[] Exponents, double Susceptibility) Parameters(SolveResult result)
    {
        int steps = result.System.Indices.ValueOf(FamilyIndexKind.Level)!.Value - 1;
        return ([.. result.Unknowns.Take(steps)], [.. result.Unknowns.Skip(steps).Take(steps)], result.Unknowns[^1]);
    }
}
