using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>What must be true of many levels, of the limit, and of the energy.</summary>
public sealed class TruthTests
{
    private static readonly Lazy<IReadOnlyList<SolveResult>> Capacities =
        new(() => Families.Solve("single-layer", [.. Families.Of("single-layer").Indices[0].Values]));

    [Fact]
    public void Every_level_is_solved_to_1e_10_and_below_the_one_before()
    {
        IReadOnlyList<SolveResult> results = Capacities.Value;
        Assert.True(results.Count >= 12);
        Assert.All(results, r => Assert.Equal(SolveStatus.Solved, r.Status));
        Assert.All(results, r => Assert.True(r.ErrorEstimate <= 1e-10));
        for (int i = 1; i < results.Count; i++)
        {
            Assert.True(results[i].Value < results[i - 1].Value);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(10.0)]
    public void Twelve_levels_are_solved_at_the_ends_of_the_range_of_kappa(double kappa)
    {
        IReadOnlyList<SolveResult> results = Families.Solve("single-layer", [.. Enumerable.Range(1, 12)], ("kappa", kappa));
        Assert.All(results, r => Assert.Equal(SolveStatus.Solved, r.Status));
        Assert.All(results, r => Assert.True(r.ErrorEstimate <= 1e-10));
    }

    // Published values of the limit r -> infinity lie between 6.6979 and 6.6981 (arXiv:2302.14112 and arXiv:2410.20646).
    [Fact]
    public void The_limit_is_known_to_1e_8_and_a_held_out_level_confirms_it()
    {
        IReadOnlyList<SolveResult> results = Capacities.Value;
        SequenceLimit Limit(int levels) => SequenceLimit.Of(
            [.. results.Take(levels).Select(r => r.System.Indices.ValueOf(FamilyIndexKind.Level)!.Value)], [.. results.Take(levels).Select(r => r.Value)]);

        SequenceLimit limit = Limit(results.Count);
        Assert.True(limit.ErrorEstimate <= 1e-8);
        Assert.InRange(limit.Value, 6.6979, 6.6981);
        Assert.True(limit.Value < results[^1].Value);
        Assert.True(Math.Abs(limit.Miss) <= limit.ErrorEstimate);
        Assert.Equal(4, limit.Exponent, 0.1);

        // Fewer levels claim a wider interval, which holds the better value.
        foreach (int fewer in new[] { 12, 13, 14 })
        {
            SequenceLimit coarser = Limit(fewer);
            Assert.True(Math.Abs(coarser.Value - limit.Value) <= coarser.ErrorEstimate + limit.ErrorEstimate, $"{fewer}: {coarser}");
        }
    }

    [Fact]
    public void The_limit_of_the_overlap_function_lies_within_the_errors_that_fewer_levels_claim()
    {
        IReadOnlyList<SolveResult> results = Capacities.Value;
        ProfileInfo profile = Assert.Single(results[^1].System.Profiles);
        ProfileLimit all = ProfileLimit.Of(results, profile, 4)!;
        ProfileLimit fewer = ProfileLimit.Of([.. results.Take(15)], profile, 4)!;
        Assert.Null(ProfileLimit.Of([.. results.Take(9)], profile, 4));

        Assert.Equal(all.Points.OrderBy(p => p.At).Select(p => p.Value), all.Points.Select(p => p.Value).Order());
        int compared = 0;
        foreach (ProfilePoint point in fewer.Points)
        {
            foreach (ProfilePoint better in all.Points.Where(p => p.At == point.At))
            {
                Assert.True(Math.Abs(point.Value - better.Value) <= point.ErrorEstimate, $"at {point.At}: {point} against {better}");
                Assert.True(better.ErrorEstimate < 1e-3);
                compared++;
            }
        }

        Assert.Equal(9, compared);
    }

    /// <summary>
    /// Stationarity in q_k and chi, from a computation that knows no gradient: alpha E_k[f_k'(h)^2] = q_1/lambda_1^2 + sum_(j &lt; k)
    /// (q_(j+1) - q_j)/(lambda_j lambda_(j+1)), with E_k over the process that the lifting exponents tilt (G. Parisi, J. Phys. A 13 (1980) 1101).
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Second_moments_of_the_fields_obey_the_Parisi_identities(int level)
    {
        SolveResult result = Capacities.Value[level - 1];
        double[] q = [.. result.Unknowns.Take(level - 1), 1.0];
        double[] c = [.. result.Unknowns.Skip(level - 1).Take(level - 1)];
        double[] lambda = new double[level];
        lambda[^1] = result.Unknowns[^1];
        for (int k = level - 2; k >= 0; k--)
        {
            lambda[k] = lambda[k + 1] + (c[k] * (q[k + 1] - q[k]));
        }

        double[] moments = NestedQuadrature.SlopeMoments(q[..^1], c, lambda[^1]);
        double conjugate = q[0] / (lambda[0] * lambda[0]);
        for (int k = 0; k < level; k++)
        {
            conjugate += k == 0 ? 0 : (q[k] - q[k - 1]) / (lambda[k - 1] * lambda[k]);
            Assert.Equal(conjugate, result.Value * moments[k], 1e-7 * conjugate);
        }
    }

    [Fact]
    public void Capacity_is_a_smooth_increasing_function_of_kappa()
    {
        double[] abscissae = [.. Enumerable.Range(0, 31).Select(i => 0.5 + (0.1 * i))];
        IReadOnlyList<SolveResult> curve = CurveSolver.Solve(
            Families.Of("single-layer", "alpha"), Families.System("single-layer", 4), "kappa", abscissae, new Dictionary<string, double>(), SolveOptions.Default, workers: 2);
        double[] values = [.. curve.Select(p => p.Value)];
        double[] first = [.. values.Skip(1).Zip(values, (next, v) => next - v)];
        double[] second = [.. first.Skip(1).Zip(first, (next, v) => next - v)];
        Assert.All(first, d => Assert.True(d > 0));

        // Concave, and its curvature fades without a jump.
        Assert.All(second, d => Assert.True(d < 0));
        Assert.All(second.Skip(1).Zip(second), p => Assert.InRange(p.First / p.Second, 0.5, 1));
    }

    [Theory]
    [InlineData(3.5)]
    [InlineData(6.7)]
    [InlineData(9.0)]
    public void The_energy_rises_with_alpha_at_the_rate_minus_F(double alpha)
    {
        const double H = 1e-4;
        SolveResult At(double a) => FamilySolver.Solve(
            Families.Of("single-layer", "energy"), [4], new Dictionary<string, double> { ["alpha"] = a }, SolveOptions.Default).Single();

        double rate = (At(alpha + H).Value - At(alpha - H).Value) / (2 * H);
        Assert.Equal(-At(alpha).Outputs[1], rate, 1e-7);
    }

    [Fact]
    public void At_capacity_the_energy_is_kappa_at_the_same_parameters()
    {
        SolveResult capacity = Families.Solve("single-layer", [5], ("kappa", 2)).Single();
        SolveResult energy = FamilySolver.Solve(
            Families.Of("single-layer", "energy"), [5], new Dictionary<string, double> { ["alpha"] = capacity.Value }, SolveOptions.Default).Single();
        Assert.Equal(2, energy.Value, 1e-11);
        Assert.All(capacity.Unknowns.Zip(energy.Unknowns), p => Assert.Equal(p.First, p.Second, 1e-6));
    }

    [Fact]
    public void Gradient_vanishes_at_the_optimum_of_every_level()
    {
        foreach (SolveResult result in Capacities.Value)
        {
            EquationKernel kernel = Families.System("single-layer", result.System.Indices.ValueOf(FamilyIndexKind.Level)!.Value).CreateKernel();
            Evaluation at = kernel.At([.. result.Unknowns], [.. result.Given], kernel.Resolution(6));
            double scale = result.Unknowns.Zip(at.Residual, (x, g) => Math.Abs(x * g)).Max();
            Assert.True(scale < 1e-8, $"level {result.System.Indices.ValueOf(FamilyIndexKind.Level)}: {scale:E1}");
        }
    }

    [Fact]
    public void Level_5_agrees_with_the_independent_oracle_at_fixed_parameters()
    {
        SolveResult five = Capacities.Value[4];
        Assert.Equal(5, five.System.Indices.ValueOf(FamilyIndexKind.Level));
        double oracle = NestedQuadrature.Alpha(1, [.. five.Unknowns.Take(4)], [.. five.Unknowns.Skip(4).Take(4)], five.Unknowns[8], panels: 60);
        Assert.Equal(oracle, five.Value, 1e-10);
    }

    [Fact]
    public void Halving_the_step_leaves_the_value_within_the_error_estimate()
    {
        foreach (SolveResult result in Capacities.Value.Where(r => r.System.Indices.ValueOf(FamilyIndexKind.Level) is 6 or 12))
        {
            EquationKernel kernel = Families.System("single-layer", result.System.Indices.ValueOf(FamilyIndexKind.Level)!.Value).CreateKernel();
            Evaluation at = kernel.At([.. result.Unknowns], [.. result.Given], kernel.Resolution(13.5));
            Assert.True(Math.Abs(at.Value - result.Value) <= result.ErrorEstimate);
        }
    }

    /// <summary>Of a curve of 100 points each starts so close to where it is that one or two steps are left, beside the values that it is confirmed by.</summary>
    [Theory]
    [InlineData("energy", "alpha", 3, 10)]
    [InlineData("alpha", "kappa", 0.2, 5)]
    public void A_curve_takes_few_steps_and_values_a_point(string goal, string swept, double from, double to)
    {
        double[] abscissae = [.. Enumerable.Range(0, 100).Select(i => from + ((to - from) * i / 99))];
        EquationFamily family = Families.Of("single-layer", goal);
        IReadOnlyList<SolveResult> curve = CurveSolver.Solve(family, family.Systems[5], swept, abscissae);
        Assert.All(curve, p => Assert.Equal(SolveStatus.Solved, p.Status));
        Assert.InRange(curve.Average(p => p.Iterations), 1, 3);
        Assert.InRange(curve.Average(p => p.ValueEvaluations), 4, 7);
    }

    [Fact]
    public void A_curve_does_not_depend_on_the_number_of_workers()
    {
        EquationFamily family = Families.Of("single-layer", "alpha");
        foreach (int count in new[] { 0, 1, 2, 3, 12 })
        {
            double[] abscissae = [.. Enumerable.Range(0, count).Select(i => 0.3 * Math.Pow(1.4, i))];
            IReadOnlyList<SolveResult>[] curves = [.. new[] { 1, 3 }.Select(workers => CurveSolver.Solve(family, family.Systems[2], "kappa", abscissae, workers: workers))];
            Assert.Equal(abscissae, curves[0].Select(static p => p.Given[0]));
            Assert.Equal(curves[0].Select(static p => (p.Value, p.ErrorEstimate)), curves[1].Select(static p => (p.Value, p.ErrorEstimate)));
            Assert.Equal(curves[0].SelectMany(static p => p.Unknowns), curves[1].SelectMany(static p => p.Unknowns));
        }
    }

    [Fact]
    public void A_curve_agrees_with_solves_at_its_points_and_is_smooth()
    {
        double[] abscissae = [.. Enumerable.Range(0, 21).Select(i => 4 + (0.2 * i))];
        var given = new Dictionary<string, double>();
        IReadOnlyList<SolveResult> curve = CurveSolver.Solve(Families.Of("single-layer", "energy"), Families.Of("single-layer", "energy").Systems[2], "alpha", abscissae, given, SolveOptions.Default, workers: 2);

        Assert.All(curve, p => Assert.Equal(SolveStatus.Solved, p.Status));
        foreach (int i in new[] { 0, 9, 10, 20 })
        {
            SolveResult alone = FamilySolver.Solve(
                Families.Of("single-layer", "energy"), [3], new Dictionary<string, double> { ["alpha"] = abscissae[i] }, SolveOptions.Default).Single();
            Assert.Equal(alone.Value, curve[i].Value, 1e-12);
        }

        for (int i = 3; i < curve.Count; i++)
        {
            double third = curve[i].Value - (3 * curve[i - 1].Value) + (3 * curve[i - 2].Value) - curve[i - 3].Value;
            Assert.True(Math.Abs(third) < 1e-3, $"a jump near {abscissae[i]}");
        }
    }
}
