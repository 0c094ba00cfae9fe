using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>What deep networks of one level and depth have to be at others, whatever the parameters: functionals at random points, and solutions.</summary>
public sealed class DeepReductionTests
{
    private const double Inner = 0.6;
    private const double NodesPerWidth = 2.25;
    private const double Wide = 2;

    public static TheoryData<int, int> Points => new() { { 2, 1 }, { 2, 2 }, { 2, 3 }, { 3, 1 }, { 3, 2 } };

    /// <summary>Two steps with one exponent are one step, wherever the overlaps between them are.</summary>
    [Theory]
    [MemberData(nameof(Points))]
    public void Equal_exponents_are_one_step(int depth, int seed)
    {
        Dictionary<string, double> two = Point(depth, seed);
        double exact = Value(2, depth, two);
        var three = new Dictionary<string, double>(two) { ["c[2]"] = two["c[1]"] * (1 + 1e-13) };
        WithInnerOverlaps(three, depth);
        Assert.Equal(exact, Value(3, depth, three), 1e-9 * exact);
    }

    /// <summary>A step without a way, in every layer, is none; so is one with an exponent of 0.</summary>
    [Theory]
    [MemberData(nameof(Points))]
    public void A_step_of_no_length_is_none(int depth, int seed) => AssertLinear(depth, seed, (epsilon, c) => 0.4 * c, (epsilon, overlap) => overlap - epsilon);

    [Theory]
    [MemberData(nameof(Points))]
    public void A_step_with_an_exponent_of_0_is_none(int depth, int seed) => AssertLinear(depth, seed, (epsilon, c) => epsilon, (epsilon, overlap) => overlap * 0.6);

    /// <summary>A layer of many outputs turns overlaps as an infinitely wide one does, but for a distance that falls like a power of its width, from its square root at level 1 on.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2.5)]
    public void A_wide_layer_is_the_kernel(int level, double kappa)
    {
        double kernel = Families.SolveAt("deep-kernel", level, 2, ("kappa", kappa)).Value;
        double[] distances = [.. new[] { 300.0, 3000 }.Select(width => Families.SolveAt("deep-lifted", level, 2, ("kappa", kappa), ("alpha[1]", width)).Value - kernel)];
        Assert.All(distances, d => Assert.True(d < 0));
        Assert.InRange(distances[0] / distances[1], 3, 10);
        Assert.InRange(-distances[1], 0, 1e-2 * kernel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void One_layer_alone_is_the_single_layer(int level)
    {
        foreach (double kappa in new[] { 0.07, 1, 13 })
        {
            SolveResult kernel = Families.SolveAt("deep-kernel", level, 1, ("kappa", kappa));
            SolveResult single = Families.Solve("single-layer", [level], ("kappa", kappa)).Single();
            Assert.Equal(single.Value, kernel.Value, single.ErrorEstimate + kernel.ErrorEstimate);
        }
    }

    /// <summary>The relations of layer 0 hold at solutions that were found without them.</summary>
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void Exponents_follow_from_the_overlaps_of_the_input(int level, int depth)
    {
        SolveResult primal = Families.SolveAt("deep-lifted", level, depth, ("kappa", 1.3));
        SolveResult dual = Families.SolveAt("deep-lifted-dual", level, depth, ("kappa", 1.3));
        Assert.Equal(primal.Value, dual.Value, primal.ErrorEstimate + dual.ErrorEstimate);
        double At(SolveResult of, string name) => of.Unknowns[of.System.Unknowns.ToList().FindIndex(u => u.Name == name)];
        double rho(int k) => At(dual, $"rho[{k}]");
        double q(int k) => k == level ? 1 : At(dual, $"q[0,{k}]");

        // Gamma_1 = sqrt(rho_1/q_1), Gamma_k Gamma_(k-1) = (rho_k - rho_(k-1))/(q_k - q_(k-1)), c_k = (Gamma_(k+1) - Gamma_k)/(rho_(k+1) - rho_k), chi = 1/Gamma_r.
        double gamma = Math.Sqrt(rho(1) / q(1));
        for (int k = 1; k < level; k++)
        {
            double next = (rho(k + 1) - rho(k)) / (gamma * (q(k + 1) - q(k)));
            Assert.Equal(At(primal, $"c[{k}]"), (next - gamma) / (rho(k + 1) - rho(k)), 2e-4);
            gamma = next;
        }

        Assert.Equal(At(primal, "chi[0]"), 1 / gamma, 1e-4);
    }

    /// <summary>A step below those of level 2 changes the value by a distance that vanishes with a number, linearly.</summary>
    private static void AssertLinear(int depth, int seed, Func<double, double, double> exponent, Func<double, double, double> overlap)
    {
        Dictionary<string, double> two = Point(depth, seed);
        double exact = Value(2, depth, two);
        double DistanceAt(double epsilon)
        {
            var three = new Dictionary<string, double>(two) { ["c[1]"] = exponent(epsilon, two["c[1]"]), ["c[2]"] = two["c[1]"] };
            foreach (string name in two.Keys.Where(static n => n[0] is 'q' or 'p'))
            {
                three[name.Replace(",1]", ",2]", StringComparison.Ordinal)] = two[name];
                three[name] = overlap(epsilon, two[name]);
            }

            return Value(3, depth, three) - exact;
        }

        double[] distances = [.. new[] { 0.02, 0.01, 0.005 }.Select(DistanceAt)];
        Assert.InRange(distances[0] / distances[1], 1.6, 2.4);
        Assert.InRange(distances[1] / distances[2], 1.8, 2.2);
        Assert.InRange(Math.Abs(distances[2]), 1e-6 * exact, 1e-2 * exact);
    }

    private static void WithInnerOverlaps(Dictionary<string, double> point, int depth)
    {
        foreach (string family in Enumerable.Range(0, depth).SelectMany(static i => i == 0 ? new[] { "q[0" } : [$"q[{i}", $"p[{i}"]))
        {
            point[family + ",2]"] = 1 - ((1 - point[family + ",1]"]) * (1 - Inner));
        }
    }

    /// <summary>A random point of level 2, where the averages of hidden layers exist: c b^2 chi (1 - p) < 1.</summary>
    private static Dictionary<string, double> Point(int depth, int seed)
    {
        var random = new Random((100 * depth) + seed);
        double Between(double low, double high) => low + ((high - low) * random.NextDouble());
        var point = new Dictionary<string, double> { ["c[1]"] = Between(1, 2) };
        for (int i = 0; i < depth; i++)
        {
            point[$"chi[{i}]"] = Between(0.05, 0.3);
            point[$"q[{i},1]"] = Between(0.4, 0.85);
            if (i > 0)
            {
                point[$"b[{i}]"] = Between(0.8, 1.5);
                point[$"p[{i},1]"] = Between(0.15, 0.5);
            }
        }

        return point;
    }

    private static double Value(int level, int depth, Dictionary<string, double> point)
    {
        IEquationSystem system = Families.Of("deep-lifted").Systems.Single(s =>
            s.Description.Indices.ValueOf(FamilyIndexKind.Level) == level && s.Description.Indices.ValueOf(FamilyIndexKind.Depth) == depth);
        EquationKernel kernel = system.CreateKernel();
        double[] given = [.. system.Description.Givens.Select(static g => g.Default)];
        double value = kernel.At([.. system.Description.Unknowns.Select(u => point[u.Name])], given, kernel.Resolution(NodesPerWidth).Widen(Wide)).Value;
        Assert.True(value is > 0 and < 100, string.Join(" ", point.Select(p => $"{p.Key}={p.Value}")) + $": {value}");
        return value;
    }
}
