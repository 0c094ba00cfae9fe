using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Reporting;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

public sealed class NotationTests
{
    [Theory]
    [InlineData(6.7156968376712345, 3e-13, "6.715696837671 ± 3e-13")]
    [InlineData(6.7156968376712345, 7e-13, "6.71569683767 ± 7e-13")]
    [InlineData(6.7156968376712345, 3.1e-13, "6.715696837671 ± 4e-13")]
    [InlineData(6.7156968376712345, 9.5e-5, "6.716 ± 1e-4")]
    [InlineData(-0.25, 1e-3, "-0.25 ± 1e-3")]
    [InlineData(0.5, 0, "0.5 ± 0")]
    [InlineData(1234.56, 30, "1235 ± 3e1")]
    [InlineData(1.23456e-7, 1e-10, "1.23e-7 ± 1e-10")]
    [InlineData(1.5e20, 1e3, "1.5000000000000000e20 ± 1e3")]
    [InlineData(0, 1e-3, "0.00 ± 1e-3")]
    [InlineData(0.1, 1e-30, "0.10000000000000001 ± 1e-30")]
    [InlineData(double.NaN, double.NaN, "NaN ± NaN")]
    [InlineData(2.5, double.PositiveInfinity, "2.5 ± inf")]
    public void WithError_KeepsTheDigitsThatTheErrorLeaves(double value, double error, string expected) =>
        Assert.Equal(expected, Notation.WithError(value, error));

    [Theory]
    [InlineData("singel", "single")]
    [InlineData("SINGLE", "single")]
    [InlineData("un", "union")]
    [InlineData("qqqq", null)]
    [InlineData("", null)]
    public void Nearest_OffersOnlyWhatIsNear(string typed, string? expected) =>
        Assert.Equal(expected, Suggestion.Nearest(typed, ["single", "union"]));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 2)]
    public void Distance_CountsEdits(string a, string b, int expected)
    {
        Assert.Equal(expected, Suggestion.Distance(a, b));
        Assert.Equal(expected, Suggestion.Distance(b, a));
    }
}
