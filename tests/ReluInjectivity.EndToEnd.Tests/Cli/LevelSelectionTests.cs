using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

public sealed class LevelSelectionTests
{
    private static readonly EquationFamily Stairs = EquationFamily.Group(FakeSystems.All).Single(f => f.Levels.Count > 0);

    [Theory]
    [InlineData(null, new[] { 1, 2, 3 })]
    [InlineData("2", new[] { 2 })]
    [InlineData("1..3", new[] { 1, 2, 3 })]
    [InlineData("2..2", new[] { 2 })]
    [InlineData("3,1", new[] { 1, 3 })]
    [InlineData("1, 1..2", new[] { 1, 2 })]
    public void Parse_GivesLevelsAscendingAndOnce(string? typed, int[] expected) =>
        Assert.Equal(expected, LevelSelection.Parse(typed, Stairs));

    [Theory]
    [InlineData(new int[0], "-")]
    [InlineData(new[] { 2 }, "2")]
    [InlineData(new[] { 1, 2 }, "1,2")]
    [InlineData(new[] { 1, 2, 3 }, "1..3")]
    [InlineData(new[] { 1, 2, 4 }, "1,2,4")]
    public void Print_UsesARangeWhereItCan(int[] levels, string expected) => Assert.Equal(expected, LevelSelection.Print(levels));
}
