using System.Globalization;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

public sealed class CsvReportTests
{
    [Fact]
    public void Columns_CoverAllRows()
    {
        string text = Write(FakeSystems.Result(FakeSystems.Stairs(1)), FakeSystems.Result(FakeSystems.Stairs(3)));

        Assert.Equal(
            """
            model,level,depth,goal,status,value,errorEstimate,quadratureError,optimiserError,given.load,unknown.q[1],unknown.q[2],unknown.chi,output.S,iterations,valueEvaluations,gradientEvaluations,tangentEvaluations,gradientNorm,lastStep,conditionNumber,nodes,message,strategy
            stairs,1,,alpha,solved,6.715696837671235,3E-13,2E-13,1E-20,1,,,0.1,1234.5,5,6,7,8,1E-15,,,100,,
            stairs,3,,alpha,solved,6.715696837671235,3E-13,2E-13,1E-20,1,0.1,0.43333333333333335,0.7666666666666666,1234.5,5,6,7,8,1E-15,,,100,,

            """,
            text);
    }

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("one, two", "\"one, two\"")]
    [InlineData("a \"quoted\" word", "\"a \"\"quoted\"\" word\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("old\rline", "\"old\rline\"")]
    public void Field_IsQuotedWhereItMustBe(string message, string expected)
    {
        string text = Write(FakeSystems.Result(FakeSystems.Stairs(1)) with { Message = message, Strategy = "level-before" });

        Assert.EndsWith($",100,{expected},level-before\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_ReadBackAsTheSame()
    {
        double value = Math.BitIncrement(1.0 / 3);

        string row = Write(FakeSystems.Result(FakeSystems.Stairs(1)) with { Value = value }).Split('\n')[1];

        Assert.Equal(value, double.Parse(row.Split(',')[5], CultureInfo.InvariantCulture));
    }

    private static string Write(params SolveResult[] results)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        CsvReport.Write(results, text);
        return text.ToString();
    }
}
