using System.Globalization;
using ReluInjectivity.Equations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>The derived relations at solved optima: the model in (p, q) alone against the model in (q, c, chi), which knows no relations.</summary>
public sealed class RelationsTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    private static readonly Lazy<IReadOnlyList<SolveResult>> Primal = new(() => Solve("single-layer", 1));
    private static readonly Lazy<IReadOnlyList<SolveResult>> Dual = new(() => Solve("single-layer-dual", 1));

    public static TheoryData<int> Levels => [.. Families.Of("single-layer-dual").Indices[0].Values];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Capacity_is_that_of_the_single_layer(int level)
    {
        SolveResult dual = Dual.Value[level - 1];
        Assert.Equal(SolveStatus.Solved, dual.Status);
        Assert.Equal(Primal.Value[level - 1].Value, dual.Value, 1e-12);
        Assert.True(dual.ErrorEstimate <= 1e-12);
    }

    /// <summary>chi and c of the one optimum are what the relations make of the other's overlaps and conjugate overlaps.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Relations_give_the_parameters_at_the_optimum(int level)
    {
        SolveResult dual = Dual.Value[level - 1];
        IRelations relations = Catalog.Relations.Single(r => r.Description.Model == "single-layer-dual" && r.Description.Indices.ValueOf(FamilyIndexKind.Level) == level);
        double[] values = relations.Evaluate([.. dual.Unknowns]);
        Dictionary<string, double> primal = ByName(Primal.Value[level - 1]);
        Dictionary<string, double> overlaps = ByName(dual);
        for (int k = 1; k < level; k++)
        {
            // Overlaps run the other way: q[k] of the one is p[r+1-k] of the other.
            AssertClose(primal[Name("q", k)], overlaps[Name("p", level + 1 - k)]);
        }

        foreach ((UnknownInfo unknown, double value) in relations.Description.Relations.Select(r => r.Unknown).Zip(values))
        {
            double expected = unknown.Family switch
            {
                "chi" => primal["chi"],
                "c" => primal[Name("c", level + 1 - unknown.Index!.Value)],
                _ => 1 / Lambda(primal, level, level + 1 - unknown.Index!.Value),
            };
            AssertClose(expected, value);
        }
    }

    /// <summary>The conjugate overlaps in turn follow from the other optimum: q_(k-1) - q_k = (p_(k-1) - p_k)/(Lambda_k Lambda_(k-1)), q_r = p_r/Lambda_r^2.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void Conjugate_overlaps_follow_from_the_parameters(int level)
    {
        Dictionary<string, double> primal = ByName(Primal.Value[level - 1]);
        Dictionary<string, double> dual = ByName(Dual.Value[level - 1]);
        double conjugate = primal["q[1]"] / Math.Pow(Lambda(primal, level, 1), 2);
        AssertClose(conjugate, dual[Name("q", level)]);
        for (int k = 2; k <= level; k++)
        {
            double upper = k == level ? 1 : primal[Name("q", k)];
            conjugate += (upper - primal[Name("q", k - 1)]) / (Lambda(primal, level, k) * Lambda(primal, level, k - 1));
            AssertClose(conjugate, dual[Name("q", level + 1 - k)]);
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.7)]
    [InlineData(5.0)]
    public void Capacities_agree_at_other_targets(double kappa)
    {
        IReadOnlyList<SolveResult> primal = Solve("single-layer", kappa);
        IReadOnlyList<SolveResult> dual = Solve("single-layer-dual", kappa);
        Assert.All(dual, r => Assert.Equal(SolveStatus.Solved, r.Status));
        Assert.All(primal.Zip(dual), p => Assert.Equal(p.First.Value, p.Second.Value, 1e-11 * p.First.Value));
    }

    private static IReadOnlyList<SolveResult> Solve(string model, double kappa) => FamilySolver.Solve(
        Families.Of(model), [.. Families.Of("single-layer-dual").Indices[0].Values], new Dictionary<string, double> { ["kappa"] = kappa }, Tight with { Tolerance = 3e-12 });

    /// <summary>lambda_r = chi, lambda_k = lambda_(k+1) + c_k (q_(k+1) - q_k).</summary>
    private static double Lambda(Dictionary<string, double> primal, int level, int index)
    {
        double lambda = primal["chi"];
        for (int k = level - 1; k >= index; k--)
        {
            lambda += primal[Name("c", k)] * ((k + 1 == level ? 1 : primal[Name("q", k + 1)]) - primal[Name("q", k)]);
        }

        return lambda;
    }

    private static Dictionary<string, double> ByName(SolveResult result) =>
        result.System.Unknowns.Select(u => u.Name).Zip(result.Unknowns).ToDictionary(p => p.First, p => p.Second);

    private static string Name(string family, int index) => string.Create(CultureInfo.InvariantCulture, $"{family}[{index}]");

    private static void AssertClose(double expected, double actual) => Assert.Equal(expected, actual, 1e-10 * Math.Max(1, Math.Abs(expected)));
}
