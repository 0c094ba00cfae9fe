using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests;

/// <summary>Which members of a family with levels and depths are solved on the way to others.</summary>
public sealed class DeepLevelsTests
{
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
