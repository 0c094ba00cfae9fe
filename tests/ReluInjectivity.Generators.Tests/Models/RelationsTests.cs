using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>A user's own files that ask for relations, from text to values.</summary>
public sealed class RelationsTests
{
    /// <summary>
    /// The spherical p-spin with two overlaps (A. Crisanti, H.-J. Sommers, Z. Phys. B 87 (1992) 341): mu (q1^(p-1) - q0^(p-1)) =
    /// (q1 - q0)/((1 - q1) x0) with mu = p beta^2/2; p = 3.
    /// </summary>
    private const string Spins = """
        model   spins "Spherical 3-spin in a field, one step of replica symmetry breaking"
        source  "Z. Phys. B 87 (1992) 341"
        given   m = 0.5 in (0, 1)        "breaking parameter"
        unknown q[k] for k = 0..1 increasing in (0, 1)  "overlap"
        unknown B in (0, inf)            "squared inverse temperature"
        unknown H in (0, inf)            "squared field"
        let x1 = 1 - q[1]
        let x0 = x1 + m*(q[1] - q[0])
        relations B, H from stationary free = B*(1 - (1 - m)*q[1]^3 - m*q[0]^3)/4 + H*x0/2 + (log(x1) + log(x0/x1)/m + q[0]/x0)/2 over q
        minimise v = (B - 8)^2 + (H - 0.1)^2
        """;

    [Fact]
    public void SphericalSpins_HaveTheKnownRelations()
    {
        var model = new TestedModel(Spins);
        IRelations relations = model.System("v").Description.Relations!;
        Assert.Equal(["q[0]", "q[1]", "m"], relations.Description.Arguments);
        (double q0, double q1, double m) = (0.2, 0.7, 0.4);
        double x0 = 1 - q1 + (m * (q1 - q0));
        double mu = (q1 - q0) / ((1 - q1) * x0 * ((q1 * q1) - (q0 * q0)));
        var values = relations.Description.Relations.Select(r => r.Unknown.Name).Zip(relations.Evaluate([q0, q1, m])).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        Assert.Equal(2 * mu / 3, values["B"], 1e-13);
        Assert.Equal((q0 / (x0 * x0)) - (mu * q0 * q0), values["H"], 1e-13);
        Assert.Throws<ArgumentException>(() => relations.Evaluate([q0, q1]));
    }

    /// <summary>The goal is minimal, zero, where the relations take the values asked for: they are inverted.</summary>
    [Fact]
    public void Goal_UsesTheRelations()
    {
        SolveResult result = new TestedModel(Spins).Solve("v", tolerance: 1e-9);
        double[] values = result.System.Relations!.Evaluate([.. result.Unknowns, 0.5]);
        Assert.Equal([0.1, 8.0], values.Order().Select(v => Math.Round(v, 6)));
        Assert.Equal(2, result.Unknowns.Count);
        Assert.True(result.Unknowns[0] < result.Unknowns[1]);
    }

    /// <summary>At level 3 the condition has degree 2: that level says so, keeps the goal that needs no relation, and leaves the others alone.</summary>
    [Fact]
    public void LevelWithoutRelations_SaysWhy_AndLeavesTheOthersAlone()
    {
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/m.eq", """
            model m "t"
            level r = 1..3
            unknown x in (0, inf)
            unknown y in (0, inf)
            relations y from stationary s = x*y - y^2 - (r - 1)*(r - 2)*y^3 over y
            minimise v = x - log(y)
            minimise w = x - log(x)
            """));

        // A warning, which the tests' compilation, like this repository's, makes an error.
        Assert.Equal(
            "equations/m.eq(5,1): error RIJ020: There are no relations for 'y': d s/d y = 0 is neither linear in y nor in one power of it: its degree is 2 at r = 3",
            Assert.Single(run.Messages));
        IReadOnlyList<EquationFamily> families = EquationFamily.Group(run.Compile());
        Assert.Equal([1, 2], families.Single(f => f.Goal == "v").Indices[0].Values);
        Assert.Equal([1, 2, 3], families.Single(f => f.Goal == "w").Indices[0].Values);
        EquationFamily family = families.Single(f => f.Goal == "v");

        // y = x/2: x - log(x/2) is least at x = 1.
        Assert.Equal(1 + Math.Log(2), FamilySolver.Solve(family, [2], new Dictionary<string, double>(), SolveOptions.Default).Single().Value, 1e-12);
        Assert.Contains("Failure = \"d s/d y = 0 is neither linear", run.Source("MLevel3"), StringComparison.Ordinal);
        Assert.Contains("new MLevel3Relations(),", run.Source("Catalog"), StringComparison.Ordinal);
    }

    /// <summary>What relations imply must lie in the declared interval: y = x - 1 &gt; 0 keeps x above 1, where the minimum over all x is not.</summary>
    [Fact]
    public void DeclaredDomain_BoundsTheSearch()
    {
        SolveResult result = new TestedModel("""
            model bounded "t"
            unknown x in (0, inf)
            unknown y in (0, inf)
            relations y from stationary s = (x - 1)*y - y^2/2 over y
            minimise v = (y^2 - 1/4)^2
            """).Solve("v");
        Assert.Equal(1.5, result.Unknowns[0], 1e-5);
    }

    /// <summary>A relation that is another unknown itself; a denominator that vanishes; a power too large to multiply out.</summary>
    [Theory]
    [InlineData("x*y - y^2/2", "")]
    [InlineData("y^2/((x + 1)^2 - x^2 - 2*x - 1) - y", "divides by zero")]
    [InlineData("y*(x + a + b + c + d)^60 - y^2/2", "grows too large")]
    public void Odd_objectives_do_not_stop_the_generator(string objective, string reason)
    {
        GeneratorRun run = GeneratorDriverHelper.Run(("equations/odd.eq", $"""
            model odd "Odd"
            given a = 1
            given b = 1
            given c = 1
            given d = 1
            unknown x in (0, inf)
            unknown y in (0, inf)
            relations y from stationary s = {objective} over y
            minimise v = (x - 1)^2 + y^2 + (a + b + c + d)^2
            """));
        Assert.Null(run.Result.Exception);
        Assert.Equal(reason.Length == 0, run.Messages.Count == 0);
        Assert.All(run.Messages, m => Assert.Contains(reason, m, StringComparison.Ordinal));
    }
}
