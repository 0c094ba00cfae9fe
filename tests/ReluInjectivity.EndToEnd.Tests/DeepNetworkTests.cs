using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>
/// Deep networks against the values re-derived from arXiv:2412.19677 (plain to 10 digits, partial to 9, level 2 to 8), and what must be true
/// of them.
/// </summary>
public sealed class DeepNetworkTests
{
    private static readonly Dictionary<string, double> None = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, double> Strong = new(StringComparer.Ordinal) { ["kappa"] = 2 };

    [Theory]
    [InlineData("deep-plain", false, 1e-10, new[] { 7.6476949354, 7.5406729135, 7.4373282426 })]
    [InlineData("deep-plain", true, 1e-10, new[] { 7.6476949354, 11.4602568784, 11.3618879802 })]
    [InlineData("deep-partial", false, 1e-9, new[] { 7.4486387263, 7.4112589464 })]
    public void Layers_at_the_capacity_of_their_own_depth(string model, bool isStrong, double tolerance, double[] expected)
    {
        IReadOnlyList<SolveResult> results = OwnDepth.Solve(Families.Of(model), expected.Length, None, isStrong ? Strong : None, SolveOptions.Default);
        Assert.All(results.Zip(expected), p => Assert.Equal(p.Second, p.First.Value, tolerance));
        Assert.All(results, r => Assert.True(r.Status == SolveStatus.Solved && r.ErrorEstimate < tolerance));
    }

    // All hidden alpha = 4.
    [Theory]
    [InlineData(2, 7.4749688986)]
    [InlineData(3, 7.3157956881)]
    [InlineData(4, 7.1683748132)]
    public void Plain_chain_of_narrow_layers(int depth, double expected) => Assert.Equal(
        expected, Families.Solve("deep-plain", [depth], [.. Enumerable.Range(1, depth - 1).Select(i => ($"alpha[{i}]", 4.0))]).Single().Value, 1e-10);

    [Fact]
    public void Partial_lifting_of_two_layers()
    {
        SolveResult weak = OwnDepth.Solve(Families.Of("deep-partial"), 2, None, None, SolveOptions.Default)[1];
        foreach ((string name, double expected) in new[] { ("A[0]", 1.0056127682), ("c[1]", 1.1842874982 / 1.6522488069), ("A[1]", 1.0387139648), ("nu", 0.6358574307) })
        {
            Assert.Equal(expected, Unknown(weak, name), 1e-9);
        }

        SolveResult strong = Families.Solve("deep-partial", [2], ("kappa", 2)).Single();
        Assert.Equal(11.0295338308, strong.Value, 1e-9);
    }

    [Fact]
    public void Level_2_of_two_layers()
    {
        // In the paper's variables chi = x/(2 A), and b = C/(r x).
        SolveResult weak = Families.SolveAt("deep-lifted", 2, 2);
        double x = Unknown(weak, "c[1]");
        foreach ((double expected, double found, double tolerance) in new[]
        {
            (28.73189973, x / (2 * Unknown(weak, "chi[0]")), 3e-7), (0.73191508, Unknown(weak, "q[0,1]"), 1e-8), (8.02806055 / 1.69552531, x * Unknown(weak, "b[1]"), 5e-8),
            (0.19380479, Unknown(weak, "p[1,1]"), 1e-8), (29.25986433, x / (2 * Unknown(weak, "chi[1]")), 2e-7), (0.78137821, Unknown(weak, "q[1,1]"), 1e-8), (3.18118483, x, 2e-8),
        })
        {
            Assert.Equal(expected, found, tolerance);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public void One_plain_layer_is_the_single_layer(double kappa) => Assert.Equal(
        Families.Solve("single-layer", [1], ("kappa", kappa)).Single().Value, Families.Solve("deep-plain", [1], ("kappa", kappa)).Single().Value, 1e-11);

    [Theory]
    [InlineData(1, 0.7)]
    [InlineData(2, 1.0)]
    [InlineData(2, 3.0)]
    [InlineData(3, 2.0)]
    [InlineData(4, 0.6)]
    public void One_lifted_layer_is_the_single_layer(int level, double kappa) => Assert.Equal(
        Families.Solve("single-layer", [level], ("kappa", kappa)).Single().Value, Families.SolveAt("deep-lifted", level, 1, ("kappa", kappa)).Value, 1e-11);

    [Theory]
    [InlineData(2, 0.8)]
    [InlineData(4, 2.0)]
    [InlineData(6, 1.0)]
    public void Level_1_is_the_plain_chain(int depth, double kappa) => Assert.Equal(
        Families.Solve("deep-plain", [depth], ("kappa", kappa)).Single().Value, Families.SolveAt("deep-lifted", 1, depth, ("kappa", kappa)).Value, 1e-11);

    /// <summary>
    /// However far out functions of two variables are taken into account, where exponents exceed 709 too, the value is that of a reach that is enough. The point is near the solution:
    /// A = 127.6 and 129.6, x = 7.567, c = 11.87, so chi = x/(2 A), b = c/x.
    /// </summary>
    [Fact]
    public void Exponents_beyond_all_numbers_are_scaled()
    {
        EquationKernel kernel = Families.Member("deep-lifted", 4, 2).CreateKernel();
        double[] at = [0.02965, 0.0292, 0.6627, 0.93815, 0.9925, 0.73164, 0.94412, 0.99285, 1.56855, 0.16117, 0.30258, 0.6051, 2.28785, 3.7127, 7.567];
        double[] values = [.. new[] { 2.2, 2.8, 3.6, 4.4 }.Select(wide => kernel.At(at, [1, 7.64769493543528], kernel.Resolution(2.5).Widen(wide)).Value)];
        Assert.All(values, v => Assert.Equal(values[0], v, 1e-8));
        Assert.InRange(values[0], 6.41, 6.411);
    }

    /// <summary>A program of product lattices in numpy, its steps halved and its lattices widened.</summary>
    [Theory]
    [InlineData(3, 2, 1, 7.64769493543528, 6.413057114159)]
    [InlineData(3, 2, 2, 6.70039194944292, 9.622463788907)]
    [InlineData(3, 2, 1, 4, 6.381394242159)]
    [InlineData(4, 2, 1, 7.64769493543528, 6.410374933259)]
    public void Higher_levels_of_two_layers(int level, int depth, double kappa, double alpha, double value)
    {
        SolveResult result = Families.SolveAt("deep-lifted", level, depth, ("kappa", kappa), ("alpha[1]", alpha));
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.Equal(value, result.Value, 2e-12 + result.ErrorEstimate);
    }

    [Theory]
    [InlineData(1.0, 4.0)]
    [InlineData(2.0, 7.6)]
    [InlineData(1.5, 12.0)]
    public void Lifting_lowers_the_capacity(double kappa, double alpha)
    {
        double[] values = [.. new[] { "deep-unit-dual", "deep-plain", "deep-partial", "deep-lifted" }.Select(m =>
        {
            (string, double)[] given = [("kappa", kappa), ("alpha[1]", alpha)];
            SolveResult result = m == "deep-lifted" ? Families.SolveAt(m, 2, 2, given) : Families.Solve(m, [2], given).Single();
            Assert.Equal(SolveStatus.Solved, result.Status);
            return result.Value;
        })];
        Assert.Equal(values.OrderDescending(), values);
    }

    /// <summary>The overlap of a layer's output rises with its width, to 1 as 1 - sqrt(2)/(6 pi)/sqrt(alpha); a wider layer and fewer of them raise the capacity.</summary>
    [Fact]
    public void Plain_chain_is_monotonic_and_has_its_limits()
    {
        SolveResult[] byWidth = [.. new[] { 2.000001, 3, 5, 10, 100, 1e4, 1e6 }.Select(a => Families.Solve("deep-plain", [2], ("alpha[1]", a)).Single())];
        Assert.Equal(byWidth.Select(r => r.Outputs[0]).Order(), byWidth.Select(r => r.Outputs[0]));
        Assert.Equal(byWidth.Select(r => r.Value).Order(), byWidth.Select(r => r.Value));

        // alpha -> 2+: rho^2 -> 0.8813531028, capacity -> 7.2394480 (weak), 11.0876531 (strong).
        Assert.Equal(0.8813531028, Math.Pow(byWidth[0].Outputs[0], 2), 1e-5);
        Assert.Equal(7.2394480, byWidth[0].Value, 1e-5);
        Assert.Equal(11.0876531, Families.Solve("deep-plain", [2], ("alpha[1]", 2.000001), ("kappa", 2)).Single().Value, 1e-5);
        Assert.Equal(0.0750264, 1e3 * (1 - Math.Pow(byWidth[^1].Outputs[0], 2)), 1e-4);
        Assert.InRange(byWidth[^1].Value, 7.6470, 7.6476949354);

        IReadOnlyList<SolveResult> byDepth = Families.Solve("deep-plain", [1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal(byDepth.Select(r => r.Value).OrderDescending(), byDepth.Select(r => r.Value));
    }

    [Theory]
    [InlineData("deep-plain")]
    [InlineData("deep-unit-dual")]
    [InlineData("deep-partial")]
    [InlineData("deep-lifted")]
    public void A_dead_layer_is_an_outcome(string model)
    {
        SolveResult result = model == "deep-lifted" ? Families.SolveAt(model, 3, 2, ("alpha[1]", 2)) : Families.Solve(model, [2], ("alpha[1]", 2)).Single();
        Assert.Equal(SolveStatus.NoValue, result.Status);
        Assert.Contains("dead layer", result.Message!, StringComparison.Ordinal);
        Assert.True(double.IsNaN(result.Value));
    }

    /// <summary>A layer after a narrowed one dies at less than 2: alpha[2] &lt;= 2 rho_1^2.</summary>
    [Fact]
    public void A_layer_may_die_behind_another()
    {
        double overlap = Families.Solve("deep-plain", [2], ("alpha[1]", 2.5)).Single().Outputs[0];
        double edge = 2 * overlap * overlap;
        Assert.Equal(SolveStatus.NoValue, Families.Solve("deep-plain", [3], ("alpha[1]", 2.5), ("alpha[2]", edge - 1e-9)).Single().Status);
        Assert.Equal(SolveStatus.Solved, Families.Solve("deep-plain", [3], ("alpha[1]", 2.5), ("alpha[2]", edge + 1e-6)).Single().Status);
    }

    /// <summary>The lifted models do not decide that: where the plain chain has a value there is an upper bound.</summary>
    [Fact]
    public void A_second_hidden_layer_narrower_than_2_need_not_be_dead()
    {
        Assert.Equal(SolveStatus.Solved, Families.Solve("deep-plain", [3], ("alpha[1]", 7.6477), ("alpha[2]", 1.98)).Single().Status);
        Assert.Equal(SolveStatus.Solved, Families.SolveAt("deep-lifted", 2, 3, ("alpha[1]", 7.6477), ("alpha[2]", 1.98)).Status);
    }

    [Fact]
    public void A_curve_meets_outcomes_where_solves_do()
    {
        double[] widths = [2.2, 2.1, 2.0, 1.95, 1.9, 1.8];
        IReadOnlyList<SolveResult> curve = CurveSolver.Solve(
            Families.Of("deep-plain"), Families.Of("deep-plain").Systems[2], "alpha[2]", widths, new Dictionary<string, double> { ["alpha[1]"] = 7.6477 }, SolveOptions.Default, workers: 1);
        Assert.Equal(widths.Select(w => w > 1.94), curve.Select(r => r.Status == SolveStatus.Solved));
        Assert.All(curve.Skip(4), r => Assert.Equal(SolveStatus.NoValue, r.Status));
    }

    [Fact]
    public void Where_lifting_does_not_help_the_plain_value_stands()
    {
        IReadOnlyList<SolveResult> results = OwnDepth.Solve(Families.Of("deep-partial"), 6, None, None, SolveOptions.Default, Families.Of("deep-plain"));
        Assert.Equal(["deep-partial", "deep-partial", "deep-partial", "deep-partial", "deep-plain", "deep-plain"], results.Select(r => r.System.Model));
        Assert.All(results.Skip(4), r => Assert.Contains("lifting does not help", r.Message!, StringComparison.Ordinal));

        // With the layers before it at their capacities, depth 5 is no better partially lifted.
        Dictionary<string, double> widths = results.Take(4).Select((r, i) => ($"alpha[{i + 1}]", r.Value)).ToDictionary(p => p.Item1, p => p.Value);
        Assert.Equal(SolveStatus.NoValue, FamilySolver.Solve(Families.Of("deep-partial"), [5], widths, SolveOptions.Default)[0].Status);
        Assert.Equal(results[4].Value, FamilySolver.Solve(Families.Of("deep-plain"), [5], widths, SolveOptions.Default)[0].Value, 1e-12);
    }

    /// <summary>The level-2 objective is stationary in every variable, a maximum in b and p for the others fixed.</summary>
    [Fact]
    public void Level_2_is_a_saddle()
    {
        SolveResult result = Families.SolveAt("deep-lifted", 2, 2);
        IEquationSystem system = Families.Member("deep-lifted", 2, 2);
        EquationKernel kernel = system.CreateKernel();
        double[] x = [.. result.Unknowns];
        Evaluation at = kernel.At(x, [.. result.Given], kernel.Resolution(6));
        Assert.All(x.Zip(at.Residual), p => Assert.Equal(0, p.First * p.Second, 1e-8));
        foreach ((string name, int sign) in new[] { ("chi[0]", 1), ("q[0,1]", 1), ("c[1]", 1), ("b[1]", -1), ("p[1,1]", -1) })
        {
            int i = system.Description.Unknowns.ToList().FindIndex(u => u.Name == name);
            double[] direction = new double[x.Length];
            double[] column = new double[x.Length];
            direction[i] = 1;
            at.HessianVectorProduct(direction, column);
            Assert.Equal((name, sign), (name, Math.Sign(column[i])));
        }
    }

    /// <summary>
    /// Against a golden section search in c inside a simplex search in A and nu of the reduced functional of theory note 5, section 2, with the
    /// wedge integrated in polar coordinates by Gauss-Legendre rules: nothing of this program.
    /// </summary>
    [Theory]
    [InlineData(3, 2.1, 14.1809826298)]
    [InlineData(8, 4, 28.5996864590)]
    [InlineData(4.4, 2.02, 18.4155306765)]
    [InlineData(5, 3, 20.2321312494)]
    [InlineData(16, 8, 49.3238024962)]
    [InlineData(3, 8, 14.2746423072)]
    public void Partial_lifting_is_the_minimum_of_a_maximum(double kappa, double width, double expected)
    {
        SolveResult partial = Families.Solve("deep-partial", [2], ("kappa", kappa), ("alpha[1]", width)).Single();
        Assert.Equal((SolveStatus.Solved, partial.Message), (partial.Status, null));
        Assert.Equal(expected, partial.Value, 2e-9);
        Assert.True(partial.Value < Families.Solve("deep-plain", [2], ("kappa", kappa), ("alpha[1]", width)).Single().Value);
    }

    /// <summary>
    /// A hidden unit's expected gain against sampling: the best of the two candidates replaced by a grid of pre-activations, which loses at most
    /// (a + mu) h^2/8 for a step h; 200 000 samples, five standard errors.
    /// </summary>
    [Fact]
    public void A_hidden_units_gain_is_that_of_sampling()
    {
        const double A = 1.6;
        const double Mu = 0.6;
        const double Step = 0.02;
        var random = new Random(20241219);
        double sum = 0;
        double squares = 0;
        const int Samples = 200_000;
        for (int s = 0; s < Samples; s++)
        {
            double g = Normal(random);
            double v = Normal(random);
            double best = -A / 2 * Math.Pow(Math.Max(g, 0), 2);
            double top = ((A * g) + v) / (A + Mu);
            for (double t = Math.Max(0, Math.Floor(top / Step) * Step); t <= Math.Max(0, top) + Step; t += Step)
            {
                best = Math.Max(best, (v * t) - (A / 2 * (t - g) * (t - g)) - (Mu / 2 * t * t));
            }

            sum += best;
            squares += best * best;
        }

        double mean = sum / Samples;
        double error = Math.Sqrt(((squares / Samples) - (mean * mean)) / Samples);

        // rho^2 = 2 mu (alpha gain + a/2), which the kernel of two layers computes at any a and mu, enters the last equation's residual.
        EquationKernel kernel = Families.Of("deep-plain").Systems[1].CreateKernel();
        double Residual(double alpha) => kernel.At([A, Mu, 1.0], [1.0, alpha], kernel.Resolution(6)).Residual[2];

        double phi = ReluInjectivity.Runtime.SpecialFunctions.NormalDistribution.Cdf(-1);
        double gain = (Residual(5) - Residual(6)) / (2 * Mu * phi);
        Assert.InRange(gain - mean, -5 * error, (5 * error) + ((A + Mu) * Step * Step / 8));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Unknown(SolveResult result, string name) =>
        result.Unknowns[result.System.Unknowns.ToList().FindIndex(u => u.Name == name)];
}
