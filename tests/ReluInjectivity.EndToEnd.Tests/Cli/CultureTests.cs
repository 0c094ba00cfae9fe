using System.Globalization;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>The same bytes under a culture with other separators and signs. Real cultures are not there: the project runs culture-invariant.</summary>
public sealed class CultureTests
{
    [Theory]
    [InlineData("solve stairs --set load=2.5 --format table")]
    [InlineData("solve stairs --set load=2.5 --format json")]
    [InlineData("solve stairs --set load=2.5 --format csv")]
    [InlineData("solve stairs --set load=2.5 --format markdown")]
    [InlineData("solve two-goals --goal theta --set angle=-0.5")]
    [InlineData("solve two-goals --goal theta --set angle=-1.5")]
    [InlineData("solve stairs --level 3..-1")]
    [InlineData("models")]
    [InlineData("models --format json")]
    [InlineData("show stairs")]
    [InlineData("show two-goals --format latex")]
    public void Output_DoesNotDependOnTheCulture(string line)
    {
        CliRun expected = Run(line);
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = Foreign();
        try
        {
            Assert.Equal("−1,5", (-1.5).ToString("R", Thread.CurrentThread.CurrentCulture));
            Assert.Equal(expected, Run(line));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    private static CliRun Run(string line) => CliRun.WithSolver(new FakeSolver(), errorIsTerminal: true, line.Split(' '));

    private static CultureInfo Foreign()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        return culture;
    }
}
