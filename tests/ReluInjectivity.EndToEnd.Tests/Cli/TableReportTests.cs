using System.Globalization;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

public sealed class TableReportTests
{
    [Fact]
    public void Redirected_IsPlainTextWithALineForEachRow()
    {
        string longName = new('x', 300);
        SystemDescription wide = FakeSystems.Stairs(1) with { Unknowns = [new UnknownInfo(longName, longName, null, 0, 1, Ordering.None, null)] };

        string[] lines = Table(FakeSystems.Result(FakeSystems.Stairs(2)), FakeSystems.Result(wide, SolveStatus.Stalled)).Split('\n');

        Assert.Equal(6, lines.Length);
        Assert.DoesNotContain(lines, l => l.Contains('\u001b', StringComparison.Ordinal) || l.Contains('\r', StringComparison.Ordinal) || l.EndsWith(' '));
        Assert.Equal(["model", "level", "status", "value", "error", "unknowns", "outputs"], Words(lines[0]));
        Assert.Equal(["stairs", "2", "solved", "alpha", "=", "6.715696837671", "±", "3e-13", "q[1]=0.1", "chi=0.433333", "S=1234.5"], Words(lines[2]));
        Assert.Contains(longName + "=0.1", lines[3], StringComparison.Ordinal);
        Assert.Contains("stalled", lines[3], StringComparison.Ordinal);
        Assert.Equal("alpha given load=1", lines[4]);
    }

    [Fact]
    public void Notes_TellMessagesBelow()
    {
        string text = Table(FakeSystems.Result(FakeSystems.Stairs(1)), FakeSystems.Result(FakeSystems.Stairs(2), SolveStatus.Stalled) with { Message = "no step [helped]" });

        Assert.EndsWith("\nalpha given load=1\nstairs level 2: no step [helped]\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_HasTheSameCellsEscaped()
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        MarkdownReport.Write([FakeSystems.Result(FakeSystems.Stairs(2)) with { Message = "a|b\nc" }], text);

        Assert.Equal(
            """
            | model | level | status | value | error | unknowns | outputs |
            | --- | --- | --- | --- | --- | --- | --- |
            | stairs | 2 | solved | alpha = 6.715696837671 | ± 3e-13 | q\[1\]=0.1  chi=0.433333 | S=1234.5 |

            alpha given load=1

            stairs level 2: a\|b c

            """,
            text.ToString());
    }

    private static string Table(params SolveResult[] results)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        TableReport.Write(results, text, isTerminal: false);
        return text.ToString();
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
