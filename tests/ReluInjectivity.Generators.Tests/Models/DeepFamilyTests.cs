using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>The deep ReLU network with some of its levels and depths deleted, and beside level 2 by other averages and in other variables.</summary>
public sealed class DeepFamilyTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "equations", "deep", "deep-lifted.eq"))
        .Replace("level    r = 1..4", "level    r = 2..3", StringComparison.Ordinal)
        .Replace("depth    l = 1..6", "depth    l = 2..3", StringComparison.Ordinal);

    private static readonly EquationFamily Family = Of(string.Join('\n', Text.Split('\n').Where(line => !line.StartsWith("expect", StringComparison.Ordinal))));

    private static readonly EquationFamily ByAverages = Of(File.ReadAllText(
        Path.Combine(Repository.Root, "tests", "ReluInjectivity.Generators.Tests", "Models", "deep-lifted-by-averages.eq")));

    /// <summary>Each is solved alone, from the starts of the file. The values are those of a program of product lattices in numpy (its steps halved, its lattices widened).</summary>
    [Theory]
    [InlineData(2, 2, 6.434466386054)]
    [InlineData(3, 2, 6.413057114159)]
    [InlineData(2, 3, 6.183530379717)]
    [InlineData(3, 3, 6.158284975433)]
    public void MembersThatAreLeft_HaveTheirValues(int level, int depth, double value)
    {
        SolveResult result = Solve(Family, level, depth);
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.Equal(value, result.Value, 2e-12 + result.ErrorEstimate);
        Assert.InRange(result.ErrorEstimate, 0, 1e-11);
    }

    [Theory]
    [InlineData(2, 0.6, 5, 0)]
    [InlineData(2, 2.7, 40, 0)]
    [InlineData(3, 1.7, 55, 28)]
    [InlineData(3, 0.8, 4.3, 17)]
    public void Level2_IsThatByAverages(int depth, double kappa, double first, double second)
    {
        (string, double)[] given = [("kappa", kappa), ("alpha[1]", first), .. depth == 3 ? [("alpha[2]", second)] : Array.Empty<(string, double)>()];
        SolveResult ours = Solve(Family, 2, depth, given);
        SolveResult other = Solve(ByAverages, null, depth, given);
        Assert.Equal((SolveStatus.Solved, SolveStatus.Solved), (ours.Status, other.Status));
        Assert.Equal(other.Value, ours.Value, ours.ErrorEstimate + other.ErrorEstimate);
    }

    private static EquationFamily Of(string text) => EquationFamily.Group(GeneratorDriverHelper.Run(("equations/deep.eq", text)).Compile()).Single();

    private static SolveResult Solve(EquationFamily family, int? level, int depth, params (string Name, double Value)[] given)
    {
        IEquationSystem member = family.Systems.Single(s => s.Description.Indices.ValueOf(FamilyIndexKind.Depth) == depth && s.Description.Indices.ValueOf(FamilyIndexKind.Level) == level);
        return FamilySolver.SolveMembers(family, [member], given.ToDictionary(g => g.Name, g => g.Value)).Single();
    }
}
