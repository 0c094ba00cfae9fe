using System.Globalization;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>
/// The functions that the files of deep networks are made of, at parameters where the re-derivation of arXiv:2412.19677 states their values
/// to 12 to 14 digits. Moments are read off derivatives.
/// </summary>
public sealed class DeepRoutineTests
{
    // a, mu: cost, u^2, v u.
    [Theory]
    [InlineData(1.0, 1.0, 0.23603764357414, 0.24688488487991, 0.23523103398685)]
    [InlineData(1.6235416792, 0.5838838137, 0.13075835378567, 0.37146356556889, 0.21689156332037)]
    [InlineData(0.3, 3.0, 0.45600329524078, 0.04768331711860, 0.13945338186541)]
    public void Moments_of_a_plain_unit(double a, double mu, double cost, double square, double gained)
    {
        Evaluation at = EvaluationOf("deep-plain", ["gain"], "unknown a in (0, inf)\nunknown mu in (0, inf)", "gain(a, mu)", a, mu);
        Assert.Equal(cost, -2 * at.Residual[0], 1e-13);
        Assert.Equal(square, -2 * at.Residual[1], 1e-13);
        Assert.Equal(gained, at.Value + (0.5 * a * cost) + (0.5 * mu * square), 1e-13);
        Assert.Equal(0, at.Nodes);
    }

    // alpha, rho^2 of the layer before: rho^2, a, mu.
    [Theory]
    [InlineData(7.6476949354, 1.0, 0.968500057454, 1.623541679209, 0.583883813717)]
    [InlineData(6.7004, 1.0, 0.965606582209, 1.475905526865, 0.638450351211)]
    [InlineData(4.0, 1.0, 0.949298360932, 0.943269511875, 0.960561280267)]
    [InlineData(3.0, 0.9, 0.846156845139, 0.762043436293, 1.157544593612)]
    [InlineData(16.0, 0.97, 0.950767751562, 2.636647931542, 0.367492645802)]
    public void A_plain_layer(double alpha, double before, double after, double a, double mu)
    {
        SolveResult layer = new TestedModel($"""
            model layer "A hidden layer"
            given alpha = {Text(alpha)}
            given before = {Text(before)}
            unknown a in (0, inf)
            unknown mu in (0, inf)
            {Definitions("deep-plain", ["gain"])}
            let after = 2*mu*(alpha*gain(a, mu) + a/2*before)
            equation diff(after, a) = 0
            equation diff(after, mu) = 0
            solve after
            """).Solve("after");
        Assert.Equal(after, layer.Value, 1e-11);
        Assert.Equal(a, layer.Unknowns[0], 1e-10);
        Assert.Equal(mu, layer.Unknowns[1], 1e-10);
    }

    // A, c, m: I, (t - g)^2, v u, u^2.
    [Theory]
    [InlineData(1.0, 0.7, 0.65, 1.01600074074197, 0.04456067986833, 0.42748161691684, 0.42308806504174)]
    [InlineData(2.380475221708728, 1.2, 1.8, 0.98912912934852, 0.02251749130307, 0.49919320432297, 0.34183663036094)]
    [InlineData(0.1, 0.1, 0.07, 0.99791085746421, 0.09247957751045, 0.21342522979311, 0.35253164534748)]
    public void A_partially_lifted_unit(double stiffness, double c, double m, double value, double misfit, double gained, double square)
    {
        Evaluation at = EvaluationOf(
            "deep-partial", ["hidden"], "unknown A in (0, inf)\nunknown c in (0, inf)\nunknown m in (0, inf)", "log(hidden(A, c, m))", stiffness, c, m);
        Assert.Equal(value, Math.Exp(at.Value), 1e-13);
        Assert.Equal(misfit, -at.Residual[0], 1e-13);
        Assert.Equal(gained, at.Residual[1], 1e-12);
        Assert.Equal(square, -2 * at.Residual[2], 1e-12);
        Assert.Equal(0, at.Nodes);
    }

    // A, nu: I, g^2 in the middle, active share.
    [Theory]
    [InlineData(1.271877182156471, 0.7084760057924764, 0.83523495674066, 0.03788431842317, 0.13425271875114)]
    [InlineData(0.5, 0.3, 0.91937288096610, 0.04749224437859, 0.17670011789450)]
    public void The_last_partially_lifted_layer(double stiffness, double nu, double value, double middle, double active)
    {
        Evaluation at = EvaluationOf("deep-partial", ["last"], "unknown A in (0, inf)\nunknown nu in (0, inf)", "log(last(A, nu))", stiffness, nu);
        Assert.Equal(value, Math.Exp(at.Value), 1e-13);
        Assert.Equal(middle, -at.Residual[0], 1e-13);
        Assert.Equal(active, -at.Residual[1], 1e-13);
    }

    // A, q, c, m, p: E log Z, E<(t-g)^2>, E<t-g>^2, E<v u>, E<u^2>, E<u>^2; derivatives by q and p through the heat equation. The first
    // E log Z is stated as 0.003683923318; at every density from 4.5 to 16 nodes a width it comes out as 0.00368392332806, 1e-11 more.
    [Theory]
    [InlineData(28.7538, 0.73211, 4.73699, 19.4232, 0.193833, 0.003683923318, 0.002490870676, 0.000355527407, 1.541339741709, 0.375908630755, 0.293775860921)]
    [InlineData(5.0, 0.5, 2.0, 4.0, 0.3, -0.055004241966, 0.013749141656, 0.002550044147, 0.529617855103, 0.283180730934, 0.173667803313)]
    public void A_lifted_unit(
        double stiffness, double q, double c, double m, double p, double value, double misfit, double meanMisfit, double gained, double square, double mean)
    {
        Evaluation at = EvaluationOf(
            "deep-lifted-by-averages", ["unit", "hidden"],
            "unknown A in (0, inf)\nunknown q in (0, 1)\nunknown c in (0, inf)\nunknown m in (0, inf)\nunknown p in (0, 1)", "hidden(A, q, c, m, p)",
            stiffness, q, c, m, p);
        Assert.Equal(value, at.Value, 2e-11);
        Assert.Equal(misfit, -at.Residual[0], 1e-11);
        Assert.Equal(meanMisfit, -at.Residual[1] / (2 * stiffness * stiffness), 1e-11);
        Assert.Equal(gained, at.Residual[2], 1e-9);
        Assert.Equal(square, -2 * at.Residual[3], 1e-9);
        Assert.Equal(mean, -2 * at.Residual[4] / (c * c), 1e-9);
    }

    // A, q, x: E log Z, E<g^2 in the middle>, E<g in the middle>^2, E<active>.
    [Theory]
    [InlineData(30.831222038727, 0.777230752264, 3.286657757139, -0.93183456447129, 0.00278390138969, 0.00053293030284, 0.14890487527518)]
    [InlineData(5.0, 0.4, 1.0, -0.31119543686559, 0.00921232478483, 0.00138544639111, 0.19831856252665)]
    public void The_last_lifted_layer(double stiffness, double q, double x, double value, double square, double mean, double active)
    {
        Evaluation at = EvaluationOf(
            "deep-lifted-by-averages", ["last", "step"], "unknown A in (0, inf)\nunknown q in (0, 1)\nunknown x in (0, inf)", "last(A, q, x)", stiffness, q, x);
        Assert.Equal(value, at.Value, 1e-12);
        Assert.Equal(square, -at.Residual[0], 1e-12);
        Assert.Equal(mean, -at.Residual[1] / (2 * stiffness * stiffness), 1e-12);
        Assert.Equal(active, -at.Residual[2], 1e-12);
    }

    /// <summary>
    /// Infinitely many hidden units: a layer maps an overlap q to K(q), the arc-cosine kernel, and leaves the stiffness. The capacity of two
    /// layers approaches that of this one-layer problem, with an error that falls like 1/sqrt(alpha[1]) in the end.
    /// </summary>
    [Fact]
    public void Infinite_width_leads_to_the_arc_cosine_kernel()
    {
        double limit = new TestedModel($"""
            model wide "Two layers, infinitely many hidden units"
            unknown A = 29 in (0, inf)
            unknown q = 0.7 in (0, 1)
            unknown x = 3 in (0, inf)
            {Definitions("deep-lifted-by-averages", ["last", "step"])}
            let K = (sqrt(1 - q^2) + (pi/2 + atan(q/sqrt(1 - q^2)))*q)/pi
            let L = 1 + 2*A*(1 - q)
            stationary capacity = (x + A*q/L + log(L)/2)/(-last(A, K, x))
            """).Solve("capacity").Value;
        var deep = new TestedModel(File("deep-lifted-by-averages").Replace("depth    l = 1..4", "depth    l = 1..2", StringComparison.Ordinal));
        double[] misses = [.. new[] { 1e3, 1e4 }.Select(alpha => limit - deep.Solve("capacity", 2, 1e-9, ("alpha[1]", alpha)).Value)];
        Assert.InRange(misses[1], 1e-5, 1e-4);
        Assert.InRange(misses[0] / misses[1], Math.Sqrt(10), 6);
    }

    private static Evaluation EvaluationOf(string file, string[] functions, string unknowns, string value, params double[] at)
    {
        IEquationSystem system = new TestedModel($"model m \"m\"\n{unknowns}\n{Definitions(file, functions)}\nstationary value = {value}").System("value");
        EquationKernel kernel = system.CreateKernel();
        return kernel.At(at, [], kernel.Resolution(6));
    }

    /// <summary>The definitions of some functions, as an equation file of the repository states them.</summary>
    private static string Definitions(string file, string[] functions)
    {
        var kept = new List<string>();
        bool isKept = false;
        foreach (string line in File(file).Split('\n'))
        {
            isKept = line.StartsWith(' ') ? isKept : functions.Any(f => line.StartsWith($"let {f}(", StringComparison.Ordinal));
            if (isKept)
            {
                kept.Add(line);
            }
        }

        return string.Join('\n', kept);
    }

    private static string File(string name)
    {
        string catalogue = Path.Combine(Repository.Root, "equations", "deep", name + ".eq");
        return System.IO.File.ReadAllText(System.IO.File.Exists(catalogue) ? catalogue : Path.Combine(Repository.Root, "tests", "ReluInjectivity.Generators.Tests", "Models", name + ".eq"));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
