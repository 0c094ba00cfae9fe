using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>High levels of deep networks, and which members of a family with levels and depths are solved on the way to others.</summary>
public sealed class DeepLevelsTests
{
    /// <summary>Level 4, re-derived from arXiv:2412.19677 by product lattices of a program of its own (12 decimals, the last to 2); its bar holds.</summary>
    [Fact]
    public void Level_four_of_two_layers()
    {
        SolveResult result = Families.SolveAt("deep-lifted", 4, 2);
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.InRange(result.ErrorEstimate, 0, 1e-11);
        Assert.Equal(6.410374933259, result.Value, result.ErrorEstimate + 2e-12);
    }

    /// <summary>A member whose file says where to start is solved without those before it, and is the same to the last digit beside them.</summary>
    [Theory]
    [InlineData(1, 7.64769493543528, 3)]
    [InlineData(2.5, 5, 3)]
    [InlineData(0.2, 30, 2)]
    public void Levels_before_change_nothing(double kappa, double alpha, int level)
    {
        EquationFamily family = Families.Of("deep-lifted");
        var given = new Dictionary<string, double>(StringComparer.Ordinal) { ["kappa"] = kappa, ["alpha[1]"] = alpha };
        IEquationSystem[] members = [.. family.Systems.Where(s => s.Name.Indices.ValueOf(FamilyIndexKind.Depth) == 2 && s.Name.Indices.ValueOf(FamilyIndexKind.Level) <= level)];
        SolveResult beside = FamilySolver.SolveMembers(family, members, given)[^1];
        SolveResult alone = FamilySolver.SolveMembers(family, [members[^1]], given).Single();
        Assert.Equal(SolveStatus.Solved, alone.Status);
        Assert.Equal(beside.Value, alone.Value);
        Assert.Equal(beside.Unknowns, alone.Unknowns);
    }
}
