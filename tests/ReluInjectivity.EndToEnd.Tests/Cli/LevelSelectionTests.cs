using ReluInjectivity.Cli.Arguments;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

public sealed class LevelSelectionTests
{
    [Theory]
    [InlineData(null, new[] { 1, 2, 3 })]
    [InlineData("2", new[] { 2 })]
    [InlineData("1..3", new[] { 1, 2, 3 })]
    [InlineData("2..2", new[] { 2 })]
    [InlineData("3,1", new[] { 1, 3 })]
    [InlineData("1, 1..2", new[] { 1, 2 })]
    public void Parse_GivesLevelsAscendingAndOnce(string? typed, int[] expected) =>
        Assert.Equal(expected, LevelSelection.Parse(typed, "stairs", [1, 2, 3], "level"));

    [Theory]
    [InlineData(new int[0], "-")]
    [InlineData(new[] { 2 }, "2")]
    [InlineData(new[] { 1, 2 }, "1,2")]
    [InlineData(new[] { 1, 2, 3 }, "1..3")]
    [InlineData(new[] { 1, 2, 4 }, "1,2,4")]
    public void Print_UsesARangeWhereItCan(int[] levels, string expected) => Assert.Equal(expected, LevelSelection.Print(levels));
}
